import { ownText, visibleCharacters } from '../../experience/characters.ts';
import type { Deed } from '../../experience/policy.ts';
import type { Said, SpanPolicy } from '../../experience/span.ts';
import { realWords, wordNumber } from '../../experience/words.ts';
import type { MessageEvent } from '../../model/event.ts';
import { visibleText } from '../../model/event.ts';
import type { UserId } from '../../model/ids.ts';
import type { SpanChange, SpanRow } from '../draft/spans.ts';
import type { ChatDraft } from '../draft.ts';

/** Texts of which a member is known to have said them: what is pasted in turns is still recognized. */
const TEXTS_KEPT = 16;

type Sent = Extract<Deed, { did: 'send' }>;

/** What a message adds to its author's span, and whom its author was heard by; null: nothing. */
export function gather(
  facts: ChatDraft,
  event: MessageEvent,
  deed: Sent,
  policy: SpanPolicy,
): SpanChange | null {
  // A command to a bot is no talk.
  if (deed.kind === null || deed.kind === 'command') return null;
  const row = openRow(facts, deed.by, policy);
  const said = saidOf(facts, event, deed, row.texts);
  const texts =
    deed.text === 0
      ? row.texts
      : [...row.texts.filter((one) => one !== deed.text), deed.text].slice(-TEXTS_KEPT);
  const rows: SpanRow[] = [{ ...row, span: policy.add(row.span, said), texts }];
  const heard = said.counts ? hear(facts, said.answers, deed.by, policy) : null;
  if (heard) rows.push(heard);
  return { rows, climate: null };
}

/** Of another policy's span nothing is left when the chat has changed its mind. */
function openRow(facts: ChatDraft, id: UserId, { kind }: SpanPolicy): SpanRow {
  const row = facts.spans.rows.get(id);
  if (!row) return { userId: id, kind, span: null, wake: null, poll: null, texts: [] };
  return row.kind === kind ? row : { ...row, kind, span: null, wake: null };
}

function hear(facts: ChatDraft, id: UserId | null, by: UserId, policy: SpanPolicy): SpanRow | null {
  if (!policy.hear || id === null || id === by) return null;
  const row = facts.spans.rows.get(id);
  return row?.span && row.kind === policy.kind ? { ...row, span: policy.hear(row.span, by) } : null;
}

function saidOf(facts: ChatDraft, event: MessageEvent, deed: Sent, texts: readonly number[]): Said {
  const { at, by, own, text, kind, answers } = deed;
  const content = { text: visibleText(event), masked: event.masked };
  const characters = visibleCharacters(content);
  const isRepeated = text !== 0 && (texts.includes(text) || facts.members.get(by)?.lastText === text);
  const isShort = kind === 'text' && characters < facts.rules.settings['experience.least_length'];
  return {
    at,
    counts: own && !isRepeated && !isShort,
    characters,
    words: [...new Set(realWords(ownText(content)).map(wordNumber))],
    answers: answers === by ? null : answers,
  };
}
