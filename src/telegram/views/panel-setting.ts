import type { InlineKeyboardButton } from '../../outbox/bot-api.ts';
import { type SettingKey, settingOf } from '../../settings/catalogue.ts';
import { formatValue } from '../../settings/format.ts';
import type { AnyValue, NumberSetting, Setting } from '../../settings/kinds.ts';
import { codeOf } from '../../settings/panel/code.ts';
import { NO_CHANGES, valuesWith } from '../../settings/panel/draft.ts';
import { SECONDS_IN, stepFrom } from '../../settings/panel/ladder.ts';
import { choicesOf } from '../../settings/panel/move.ts';
import { pageWith } from '../../settings/panel/page.ts';
import { allowedOf, defaultOf, sameValue } from '../../settings/values.ts';
import { commaOf, formatDuration, formatNumber } from '../../text/format.ts';
import { type Html, html } from '../../text/html.ts';
import { allowedText, languageDefaults, languageName } from '../../text/i18n.ts';
import { placeholdersOf } from '../../text/placeholders.ts';
import { choiceWord } from './choice-words.ts';
import { privateLink } from './panel-ends.ts';
import { framed, inRows, inShort, type PanelContext, turning } from './panel-frame.ts';
import type { Rendered } from './rendered.ts';

/** Characters of a value on a page, and buttons for its choices. */
const VALUE_A_PAGE = 1200;
const CHOICES_A_PAGE = 30;

/** One setting: what it is, what it holds, what it takes; with buttons, or waiting for words. */
export function settingOn(context: PanelContext, key: SettingKey, asked: number): Rendered {
  const { say, notice, changes, stored, defaults, button } = context;
  const setting = settingOf(key);
  const value = context.value(key);
  const parts = partsOf(key, value);
  const choices = choicesOf(setting, defaults);
  const pages = choices ? Math.ceil(choices.length / CHOICES_A_PAGE) : parts.length;
  const page = Math.min(Math.max(1, asked), Math.max(1, pages));

  const lines: Html[] = [
    say('panel.setting_title', { key }),
    say(`setting.${key}.help`),
    html``,
    choices || pages === 1
      ? say(changes.has(key) ? 'panel.value_new' : 'panel.value', {
          value: shown(context, key, value, parts[0] ?? ''),
        })
      : say(changes.has(key) ? 'panel.value_new_page' : 'panel.value_page', {
          ...{ value: html`<code>${parts[page - 1]}</code>`, page, pages },
        }),
  ];
  if (changes.has(key)) {
    const saved = valuesWith(stored, NO_CHANGES, languageDefaults)(key);
    lines.push(say('panel.saved', { value: inShort(context, key, saved) }));
  }
  const usual = defaultOf(setting, defaults);
  lines.push(say('panel.default', { value: inShort(context, key, usual) }));
  // Choices stand on the buttons, in words.
  if (choices === null)
    lines.push(say('panel.takes', { allowed: allowedText(notice.language, allowedOf(setting, defaults)) }));
  if (setting.type === 'texts') lines.push(say('get.placeholders', { known: placeholdersOf(key) }));
  const writes = choices === null;
  if (writes) lines.push(html``, say(notice.chat > 0 ? 'panel.write' : 'panel.write_reply'));

  const rows: InlineKeyboardButton[][] = [
    // A list or a text is written in peace there.
    writes && notice.chat < 0 ? [privateLink(context)] : [],
    ...(choices ? choiceRows(context, key, value, choices, page) : ownRows(context, key, setting, value)),
    turning(context, page, pages, (to) => ({ do: 'show', page: { at: 'setting', key, page: to } })),
    [
      ...(isList(setting) && !sameValue(value, [])
        ? [button(say('panel.button_none').text, { do: 'empty', key })]
        : []),
      button(say('panel.button_default').text, { do: 'default', key }),
    ],
    [button(say('panel.button_back').text, { do: 'show', page: pageWith(key) })],
  ];
  return framed(
    context,
    lines,
    rows.filter((row) => row.length > 0),
  );
}

/** What a list or texts hold, in parts that fit on a page, each as `/set` would take it; one part of all else. */
function partsOf(key: SettingKey, value: AnyValue): string[] {
  if (typeof value !== 'object' || value.length === 0) return [formatValue(key, value)];
  const parts: string[][] = [[]];
  for (const entry of value) {
    const last = parts.at(-1) as string[];
    if (last.length > 0 && formatValue(key, [...last, entry]).length > VALUE_A_PAGE) parts.push([entry]);
    else last.push(entry);
  }
  return parts.map((part) => formatValue(key, part));
}

function shown(context: PanelContext, key: SettingKey, value: AnyValue, written: string): Html {
  const setting = settingOf(key);
  if (setting.type === 'number') return numberShown(context, key, setting, Number(value));
  if (setting.type === 'language') return html`${languageName(String(value))}`;
  const empty = typeof value === 'object' && value.length === 0;
  const entries = (typeof value === 'object' ? value : [String(value)]).map((one) =>
    choiceWord(context, key, one),
  );
  // Few enough to be told in full: they are choices.
  if (!empty && entries.every((word) => word !== null))
    return html`${entries.join(commaOf(context.notice.language))}`;
  return empty ? context.say('panel.none') : html`<code>${written}</code>`;
}

/** Long times also in larger units. */
function numberShown(context: PanelContext, key: SettingKey, { unit }: NumberSetting, value: number): Html {
  const size = SECONDS_IN[unit];
  const text = inShort(context, key, value);
  const long = size !== undefined && value * size >= 3600 && unit !== 'days';
  return long ? html`${text} (${formatDuration(context.notice.language, value * size)})` : html`${text}`;
}

function choiceRows(
  context: PanelContext,
  key: SettingKey,
  value: AnyValue,
  choices: readonly string[],
  page: number,
): InlineKeyboardButton[][] {
  const { button } = context;
  const isMany = typeof value === 'object';
  const chosen = (choice: string) => (isMany ? value.includes(choice) : value === choice);
  const shownOf = (choice: string) =>
    settingOf(key).type === 'language' ? languageName(choice) : (choiceWord(context, key, choice) ?? choice);
  const buttons = choices.slice((page - 1) * CHOICES_A_PAGE, page * CHOICES_A_PAGE).map((choice) =>
    button(`${chosen(choice) ? '✅ ' : ''}${shownOf(choice)}`, {
      do: isMany ? 'flip' : 'choose',
      key,
      choice: codeOf(choice),
    }),
  );
  return inRows(buttons, choices.length > 4 ? 3 : 2);
}

/** Steps of a number, each with the value it leads to. */
function ownRows(
  { say, button, notice }: PanelContext,
  key: SettingKey,
  setting: Setting,
  value: AnyValue,
): InlineKeyboardButton[][] {
  if (setting.type !== 'number') return [];
  const down = stepFrom(setting, Number(value), 'down');
  const up = stepFrom(setting, Number(value), 'up');
  const isOff = (step: number) => setting.zeroIsOff && step === 0;
  const nameOf = (step: number) => (isOff(step) ? say('word.off').text : formatNumber(notice.language, step));
  return [
    [
      ...(down === null ? [] : [button(`− ${nameOf(down)}`, { do: 'down', key })]),
      ...(up === null ? [] : [button(`+ ${nameOf(up)}`, { do: 'up', key })]),
    ],
    setting.zeroIsOff && value !== 0 && down !== 0 ? [button(say('word.off').text, { do: 'off', key })] : [],
  ];
}

function isList({ type }: Setting): boolean {
  return type === 'list' || type === 'texts';
}
