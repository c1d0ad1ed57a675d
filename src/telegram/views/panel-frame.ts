import { parseStored } from '../../engine/rules-of.ts';
import { chatId as asChat } from '../../model/ids.ts';
import type { InlineKeyboardButton } from '../../outbox/bot-api.ts';
import type { SettingKey, StoredSettings } from '../../settings/catalogue.ts';
import { settingOf } from '../../settings/catalogue.ts';
import { formatValue } from '../../settings/format.ts';
import type { AnyValue, LanguageDefaults } from '../../settings/kinds.ts';
import { type Changes, defaultsWith, readChanges, valuesWith } from '../../settings/panel/draft.ts';
import { type PanelPress, writePress } from '../../settings/panel/press.ts';
import { formatNumber } from '../../text/format.ts';
import { type Html, html, join, truncate } from '../../text/html.ts';
import { languageDefaults, languageName } from '../../text/i18n.ts';
import { buttonData } from '../commands/buttons.ts';
import { stillHolding } from './boosts.ts';
import { choiceWord } from './choice-words.ts';
import type { ViewContext } from './context.ts';
import type { Rendered } from './rendered.ts';

/** What a page of the panel is made of. */
export interface PanelContext extends ViewContext {
  stored: StoredSettings;
  changes: Changes;
  defaults: LanguageDefaults;
  /** A setting as it would be if the changes were saved. */
  value(key: SettingKey): AnyValue;
  button(text: string, press: PanelPress): InlineKeyboardButton;
}

export type Buttons = readonly (readonly InlineKeyboardButton[])[];

const LONGEST_MESSAGE = 4096;
/** Longer values are told by their number of entries. */
const LONGEST_SHOWN = 40;
/** A phone shows about so much of a button. */
const LONGEST_BUTTON = 60;

export function panelContext(context: ViewContext): PanelContext {
  const { notice, chat, chatId } = context;
  const stored = parseStored(chat?.settings ?? '{}');
  const changes = readChanges(String(notice.params.changes), languageDefaults);
  const session = Number(notice.params.session);
  return {
    ...context,
    stored,
    changes,
    defaults: defaultsWith(stored, changes, languageDefaults),
    value: valuesWith(stored, changes, languageDefaults),
    button: (text, press) => ({
      text: shorten(text, LONGEST_BUTTON),
      callback_data: buttonData(asChat(chatId), { ask: 'panel', session, press: writePress(press) }),
    }),
  };
}

/** A page within what all pages have: what is to be told first, and the buttons for what is not saved yet. */
export function framed(context: PanelContext, lines: readonly Html[], buttons: Buttons): Rendered {
  const { changes, say, button } = context;
  const rows = [...buttons];
  if (changes.size > 0) {
    rows.push([
      button(say('panel.button_save', { count: changes.size }).text, { do: 'save' }),
      button(say('panel.button_discard').text, { do: 'discard' }),
    ]);
  }
  const text = join([...heading(context), ...lines], '\n');
  return { html: truncate(text, LONGEST_MESSAGE), keyboard: { inline_keyboard: rows } };
}

/** What has been done at once, beside what could not be. */
const DONE = /^trigger\.|^panel\.reward_/;

function heading({ notice, changes, say }: PanelContext): Html[] {
  const { others, theirs, conflicts, page } = notice.params;
  const lines: Html[] = [];
  for (const line of notice.lines ?? []) {
    if ('key' in line) lines.push(html`${DONE.test(line.key) ? '✅' : '⚠️'} ${say(line.key, line.params)}`);
  }
  if (Array.isArray(others) && others.length > 0) lines.push(say('panel.others', { names: others }));
  if (Number(theirs) > 0 && !String(page).startsWith('m')) {
    lines.push(say('panel.theirs', { count: Number(theirs) }));
    if (Array.isArray(conflicts) && conflicts.length > 0) {
      lines.push(say('panel.conflicts', { keys: conflicts }));
    }
  }
  if (changes.size > 0) lines.push(say('panel.unsaved', { count: changes.size }));
  if (lines.length > 0) lines.push(html``);
  return lines;
}

/** A value in few words. Sample: 0 seconds → off, 'admins' → admins only, ['a', 'b'] → a, b, twelve long texts → 12 entries. */
export function inShort(context: ViewContext, key: SettingKey, stored: AnyValue): string {
  const { say, notice } = context;
  const value = stillHolding(key, stored, notice.at);
  const setting = settingOf(key);
  if (typeof value === 'boolean') return say(value ? 'word.on' : 'word.off').text;
  if (typeof value === 'number') {
    const off = setting.type === 'number' && setting.zeroIsOff && value === 0;
    return off ? say('word.off').text : formatNumber(notice.language, value);
  }
  if (setting.type === 'language') return languageName(String(value));
  if (typeof value !== 'object') return choiceWord(context, key, String(value)) ?? String(value);
  if (value.length === 0) return say('panel.none').text;
  const words = value.map((entry) => choiceWord(context, key, entry) ?? entry);
  const written = formatValue(key, words);
  return written.length > LONGEST_SHOWN || written.includes('\n')
    ? say('get.entries', { count: value.length }).text
    : written;
}

export function shorten(text: string, most: number): string {
  const letters = [...text];
  return letters.length <= most ? text : `${letters.slice(0, most - 1).join('')}…`;
}

/** Buttons in rows of so many. */
export function inRows(buttons: readonly InlineKeyboardButton[], width: number): InlineKeyboardButton[][] {
  const rows: InlineKeyboardButton[][] = [];
  for (let at = 0; at < buttons.length; at += width) rows.push(buttons.slice(at, at + width));
  return rows;
}

/** ‹ and ›, where there is a page before or after. */
export function turning(
  { say, button }: PanelContext,
  page: number,
  pages: number,
  to: (page: number) => PanelPress,
): InlineKeyboardButton[] {
  const buttons: InlineKeyboardButton[] = [];
  if (page > 1) buttons.push(button(say('top.button_previous').text, to(page - 1)));
  if (page < pages) buttons.push(button(say('top.button_next').text, to(page + 1)));
  return buttons;
}
