import { parseStored } from '../../engine/rules-of.ts';
import {
  catalogue,
  isSettingKey,
  type SettingKey,
  settingKeys,
  settingOf,
} from '../../settings/catalogue.ts';
import { formatValue } from '../../settings/format.ts';
import type { AnyValue } from '../../settings/kinds.ts';
import { nearestKey } from '../../settings/nearest.ts';
import { allowedOf, defaultOf } from '../../settings/values.ts';
import { type Html, html, join, truncate, visibleLength } from '../../text/html.ts';
import { allowedText, languageDefaults } from '../../text/i18n.ts';
import { placeholdersOf } from '../../text/placeholders.ts';
import { stillHolding } from './boosts.ts';
import { choicesInWords, valueInWords } from './choice-words.ts';
import type { ViewContext } from './context.ts';
import type { Rendered } from './rendered.ts';

/** Longer values are told by their number of entries; `/get key` shows them whole. */
const LONGEST_SHOWN = 40;
const LONGEST_MESSAGE = 4096;

/** All settings by group, what was changed in bold; one family of them; or one, with what it takes. */
export async function get(context: ViewContext): Promise<Rendered> {
  const { notice, say } = context;
  const { key } = notice.params;
  if (typeof key !== 'string') return { html: all(context) };
  if (isSettingKey(key)) return { html: one(context, key) };
  const family = settingKeys.filter((own) => familyOf(own) === key);
  if (family.length > 0) return { html: truncate(list(context, family), LONGEST_MESSAGE) };
  return { html: say('refusal.unknown_setting', { key, near: nearestKey(key) }) };
}

/** `reputation.words` → `reputation`; what has no family of its own stands with the chat: `language` → `chat`. */
function familyOf(key: SettingKey): string {
  return key.includes('.') ? key.slice(0, key.indexOf('.')) : catalogue[key].group;
}

/** Where all do not fit into one message: without the words beside what is typed; else what was changed, and how to see the rest. */
export function all(context: ViewContext, limit = LONGEST_MESSAGE): Html {
  for (const inWords of [true, false]) {
    const whole = list(context, settingKeys, inWords);
    if (visibleLength(whole) <= limit) return whole;
  }
  const { say, chat } = context;
  const stored = parseStored(chat?.settings ?? '{}');
  const changed = settingKeys.filter((key) => Object.hasOwn(stored, key));
  const families = [...new Set(settingKeys.map(familyOf))].map((family) => `/get ${family}`);
  const rest = say('get.by_family', { families });
  return join([truncate(list(context, changed), limit - visibleLength(rest) - 2), rest], '\n\n');
}

function list(context: ViewContext, keys: readonly SettingKey[], inWords = true): Html {
  const { chat, settings, notice, say } = context;
  const changed = parseStored(chat?.settings ?? '{}');
  const lines: Html[] = [say('get.title', { chat: chat?.title ?? '' })];
  let group = '';
  for (const key of keys) {
    if (catalogue[key].group !== group) {
      group = catalogue[key].group;
      lines.push(html`\n${say('get.group', { name: say(`group.${group}`) })}`);
    }
    const value = stillHolding(key, settings[key], notice.at);
    const full = formatValue(key, value);
    const shown =
      Array.isArray(value) && full.length > LONGEST_SHOWN
        ? say('get.entries', { count: value.length })
        : inWords
          ? worded(context, key, value)
          : full;
    lines.push(say(Object.hasOwn(changed, key) ? 'get.line_changed' : 'get.line', { key, value: shown }));
  }
  lines.push(html`\n${say('get.note')}`);
  return join(lines, '\n');
}

/** As it is typed, and in words where people see others. */
function worded(context: ViewContext, key: SettingKey, value: AnyValue): Html | string {
  const word = valueInWords(context, key, value);
  const typed = formatValue(key, value);
  return word === null ? typed : context.say('get.worded', { value: typed, word });
}

function one(context: ViewContext, key: SettingKey): Html {
  const { settings, notice, say } = context;
  const defaults = languageDefaults(settings.language);
  const setting = settingOf(key);
  const value = stillHolding(key, settings[key], notice.at);
  const word = valueInWords(context, key, value);
  const allowed = allowedOf(setting, defaults);
  return truncate(
    say('get.one', {
      key,
      help: say(`setting.${key}.help`),
      value: formatValue(key, value),
      words: word === null ? '' : html` ${say('get.meaning', { word })}`,
      default: worded(context, key, defaultOf(setting, defaults)),
      allowed:
        'choices' in allowed
          ? say(`allowed.${allowed.type}`, { choices: choicesInWords(context, key, allowed.choices) })
          : allowedText(notice.language, allowed),
      placeholders:
        setting.type === 'texts' ? html`\n${say('get.placeholders', { known: placeholdersOf(key) })}` : '',
    }),
    4096,
  );
}
