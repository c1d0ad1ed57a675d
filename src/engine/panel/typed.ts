import type { MessageEvent, WordEvent } from '../../model/event.ts';
import type { SettingKey } from '../../settings/catalogue.ts';
import { readOne } from '../../settings/change.ts';
import { clean } from '../../settings/clean.ts';
import { FALLBACK_LANGUAGE } from '../../settings/kinds.ts';
import { withChange, writeChanges } from '../../settings/panel/draft.ts';
import { listPage, type Page, pageWith, readPage } from '../../settings/panel/page.ts';
import { languageDefaults } from '../../text/i18n.ts';
import { asker, refusalParams } from '../answer.ts';
import { type Decision, NOTHING } from '../decision.ts';
import type { PanelRow } from '../draft/rows.ts';
import type { ChatDraft } from '../draft.ts';
import { parseStored } from '../rules-of.ts';
import { CHECKS } from '../settings/settle.ts';
import { addTyped } from './lists.ts';
import { changesOf, close, show } from './page.ts';

type Typed = MessageEvent | WordEvent;

/** A reply in the group to a message of the bot's, where the panel of who writes it waits for words; null: it is none. */
export function typedReply(facts: ChatDraft, event: MessageEvent): Decision | null {
  const { author, reply, edited, viaBot, command, kind, spelt, text } = event;
  if (!facts.made.panels || edited || viaBot || command || author.is !== 'person') return null;
  if (reply.to !== 'message' || reply.author.is !== 'bot') return null;
  if (reply.author.person.id !== facts.bot.id) return null;
  const row = facts.panels.prompt(author.person.id, event.at);
  if (!row || (row.place !== null && row.place !== facts.row.chatId)) return null;
  return typeInto(facts, event, kind === 'text' ? (spelt ?? text) : null);
}

/** Words for the setting that somebody's panel shows; null: something that is no text. A wrong value leaves it waiting. */
export function typeInto(facts: ChatDraft, event: Typed, words: string | null): Decision {
  const waiting = promptOf(facts, event);
  if (!waiting) return NOTHING;
  const { row, page } = waiting;
  if (!facts.isAdmin(row.user)) return close(facts, event, row, [refusalParams({ no: 'not_admin' })], true);
  const again = (refusal: Parameters<typeof refusalParams>[0]) =>
    show(facts, event, row, page, [refusalParams(refusal)]);
  if (words === null) return again({ no: 'panel_words_only' });
  if (page.at === 'adding') return addTyped(facts, event, row, page.what, words);
  const read = readTyped(page.key, words);
  if ('refusal' in read) return again(read.refusal);
  const stored = parseStored(facts.row.settings);
  const changes = withChange(stored, changesOf(row), page.key, read.value, languageDefaults);
  if (!changes) return again({ no: 'nothing_to_change' });
  return show(facts, event, { ...row, changes: writeChanges(changes) }, { ...page, page: 1 });
}

/** `/cancel`: back to where the setting, or the list, stands. */
export function leavePrompt(facts: ChatDraft, event: Typed): Decision {
  const waiting = promptOf(facts, event);
  if (!waiting) return NOTHING;
  const { row, page } = waiting;
  return show(facts, event, row, page.at === 'adding' ? listPage(page.what, 1) : pageWith(page.key));
}

function promptOf(
  facts: ChatDraft,
  event: Typed,
): { row: PanelRow; page: Extract<Page, { at: 'setting' | 'adding' }> } | null {
  const user = asker(event);
  const row = user === null ? null : (facts.made.panels?.prompt(user, event.at) ?? null);
  const page = row && readPage(row.page);
  return row && (page?.at === 'setting' || page?.at === 'adding') ? { row, page } : null;
}

/** As `/set` reads it; the word `default` is the default. */
function readTyped(key: SettingKey, words: string) {
  const raw = clean(words).trim();
  if (/^default$/i.test(raw)) return { value: null };
  return readOne(key, raw, languageDefaults(FALLBACK_LANGUAGE), CHECKS);
}
