import { parseStored } from '../../engine/rules-of.ts';
import { userId } from '../../model/ids.ts';
import { zoneOffset } from '../../model/time.ts';
import {
  catalogue,
  isSettingKey,
  type SettingKey,
  settingKeys,
  settingOf,
} from '../../settings/catalogue.ts';
import { formatValue } from '../../settings/format.ts';
import { nearestKey } from '../../settings/nearest.ts';
import { allowedOf, defaultOf, sameValue } from '../../settings/values.ts';
import { type Html, html, join, truncate, visibleLength } from '../../text/html.ts';
import { allowedText, languageDefaults } from '../../text/i18n.ts';
import { placeholdersOf, renderTemplate } from '../../text/placeholders.ts';
import { exampleValues } from '../../text/samples.ts';
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

/** Where all do not fit into one message: what was changed, and how to see the rest. */
export function all(context: ViewContext, limit = LONGEST_MESSAGE): Html {
  const whole = list(context, settingKeys);
  if (visibleLength(whole) <= limit) return whole;
  const { say, chat } = context;
  const stored = parseStored(chat?.settings ?? '{}');
  const changed = settingKeys.filter((key) => Object.hasOwn(stored, key));
  const families = [...new Set(settingKeys.map(familyOf))].map((family) => `/get ${family}`);
  const rest = say('get.by_family', { families });
  return join([truncate(list(context, changed), limit - visibleLength(rest) - 2), rest], '\n\n');
}

function list({ chat, settings, say }: ViewContext, keys: readonly SettingKey[]): Html {
  const changed = parseStored(chat?.settings ?? '{}');
  const lines: Html[] = [say('get.title', { chat: chat?.title ?? '' })];
  let group = '';
  for (const key of keys) {
    if (catalogue[key].group !== group) {
      group = catalogue[key].group;
      lines.push(html`\n${say('get.group', { name: say(`group.${group}`) })}`);
    }
    const value = settings[key];
    const full = formatValue(key, value);
    const shown =
      Array.isArray(value) && full.length > LONGEST_SHOWN
        ? say('get.entries', { count: value.length })
        : full;
    lines.push(say(Object.hasOwn(changed, key) ? 'get.line_changed' : 'get.line', { key, value: shown }));
  }
  lines.push(html`\n${say('get.note')}`);
  return join(lines, '\n');
}

function one({ settings, notice, say }: ViewContext, key: SettingKey): Html {
  const defaults = languageDefaults(settings.language);
  const setting = settingOf(key);
  return truncate(
    say('get.one', {
      key,
      help: say(`setting.${key}.help`),
      value: formatValue(key, settings[key]),
      default: formatValue(key, defaultOf(setting, defaults)),
      allowed: allowedText(notice.language, allowedOf(setting, defaults)),
      placeholders:
        setting.type === 'texts' ? html`\n${say('get.placeholders', { known: placeholdersOf(key) })}` : '',
    }),
    4096,
  );
}

/** What `/set` has changed: from what to what. */
export async function set(context: ViewContext): Promise<Rendered> {
  const { notice, settings, say } = context;
  const { keys, before, after } = notice.params as Record<string, readonly string[]>;
  const defaults = languageDefaults(settings.language);
  const lines = [say('set.title')];
  (keys ?? []).forEach((key, index) => {
    const from = before?.[index] ?? '';
    const to = after?.[index] ?? '';
    const texts = textsOf(key, settings);
    if (texts.length > 0) lines.push(say('set.line_texts', { key }), samples(context, texts));
    else if (from.length + to.length > 200 || to.includes('\n'))
      lines.push(say('set.line_long', { key, to }));
    else
      lines.push(
        say(isDefault(key, settings, defaults) ? 'set.line_default' : 'set.line', { key, from, to }),
      );
  });
  if (keys?.includes('language')) lines.push(say('set.language_note'));
  lines.push(...reactionNotes(keys ?? [], context));
  return { html: truncate(join(lines, '\n'), 4096) };
}

/** What still stands in the way of reactions that have just been set up. */
function reactionNotes(keys: readonly string[], { chat, settings, say }: ViewContext): Html[] {
  if (!settings['reactions.enabled'] || !keys.some((key) => key.startsWith('reactions.'))) return [];
  const notes: Html[] = [];
  if (keys.includes('reactions.enabled') && chat?.botStatus !== 'admin')
    notes.push(say('set.reactions_admin'));
  if (settings['reactions.plus'].length > 0 && !settings['reputation.enabled']) {
    notes.push(say('set.reactions_plus_off'));
  }
  if (settings['reactions.minus'].length > 0 && !settings['negative.enabled']) {
    notes.push(say('set.reactions_minus_off'));
  }
  return notes;
}

function isDefault(
  key: string,
  settings: ViewContext['settings'],
  defaults: ReturnType<typeof languageDefaults>,
): boolean {
  // The defaults are those of the language: of itself it has none.
  if (!isSettingKey(key) || key === 'language') return false;
  return sameValue(settings[key], defaultOf(settingOf(key), defaults));
}

function textsOf(key: string, settings: ViewContext['settings']): readonly string[] {
  const isTexts = isSettingKey(key) && settingOf(key).type === 'texts';
  return isTexts ? (settings[key] as readonly string[]) : [];
}

/** How texts will look, with values as an ordinary gift would have them; told apart as they were written. */
function samples({ bot, chat, notice, settings, say }: ViewContext, texts: readonly string[]): Html {
  // Links lead to the bot: somebody else would be notified of a mere sample.
  const person = (name: string) => ({ person: userId(bot.id), name: say(`sample.${name}`).text });
  const values = exampleValues({
    giver: person('giver'),
    receiver: person('receiver'),
    passed: person('passed'),
    reason: say('sample.reason').text,
    title: say('sample.title').text,
    chat: chat?.title ?? '',
    bot: bot.username,
    at: notice.at,
    offset: zoneOffset(notice.at, settings.time_zone),
  });
  return join(
    texts.map((text) => renderTemplate(text, values, notice.language)),
    '\n---\n',
  );
}
