import type { AilmentName } from '../../health/ailments.ts';
import { userId } from '../../model/ids.ts';
import { rangeOf } from '../../model/range.ts';
import { zoneOffset } from '../../model/time.ts';
import { lifts } from '../../ranks/rewards-stored.ts';
import { type ChatSettings, isSettingKey, type SettingKey, settingOf } from '../../settings/catalogue.ts';
import type { Changed } from '../../settings/change.ts';
import { nearestKey } from '../../settings/nearest.ts';
import { defaultOf, sameValue } from '../../settings/values.ts';
import { type Html, join, truncate, visibleLength } from '../../text/html.ts';
import { languageDefaults } from '../../text/i18n.ts';
import { renderTemplate } from '../../text/placeholders.ts';
import { exampleValues } from '../../text/samples.ts';
import type { ViewContext } from './context.ts';
import type { Rendered } from './rendered.ts';

const LONGEST_MESSAGE = 4096;

/** What `/set`, or whatever else changes settings, has changed: from what to what. */
export async function set(context: ViewContext): Promise<Rendered> {
  const { notice, settings, say } = context;
  const { keys = [], before, after } = notice.params as Record<string, readonly string[]>;
  const { meanwhile, written } = notice.params;
  const changed = keys.map((key, index) => ({
    key: key as SettingKey,
    from: before?.[index] ?? '',
    to: after?.[index] ?? '',
  }));
  const dropped = notice.params.dropped as readonly string[] | undefined;
  const notes = [
    ...newLines(context, notice.params),
    ...(typeof written === 'number'
      ? [say('boost.rounded', { written, percent: notice.params.percent ?? 0 })]
      : []),
    ...droppedLines(context, dropped ?? []),
    ...lineNotes(context),
    ...reactionNotes(keys, context),
    ...newcomerNotes(keys, context),
    ...(keys.includes('rating.public') && settings['rating.public'] ? [say('set.rating_address')] : []),
    ...(Array.isArray(meanwhile) ? [say('panel.saved_meanwhile', { keys: meanwhile })] : []),
  ];
  const html = join([say('set.title'), ...changeLines(context, changed, settings), ...notes], '\n');
  return { html: truncate(html, LONGEST_MESSAGE) };
}

/** What a file has brought beside settings. */
export function newLines({ say }: ViewContext, parts: Readonly<Record<string, unknown>>): Html[] {
  return (['triggers', 'titles', 'rewards'] as const).flatMap((part) => {
    const added = parts[part];
    return typeof added === 'number' && added > 0 ? [say(`import.${part}`, { added })] : [];
  });
}

/**
 * A line a change; `after`: the settings with all of them. Where they do not fit into a message together, long values
 * are only counted.
 */
export function changeLines(
  context: ViewContext,
  changed: readonly Changed[],
  after: ChatSettings,
  room = LONGEST_MESSAGE,
): Html[] {
  const whole = linesOf(context, changed, after, false);
  return visibleLength(join(whole, '\n')) <= room ? whole : linesOf(context, changed, after, true);
}

function linesOf(
  context: ViewContext,
  changed: readonly Changed[],
  after: ChatSettings,
  short: boolean,
): Html[] {
  const { say } = context;
  const defaults = languageDefaults(after.language);
  const lines: Html[] = [];
  for (const { key, from, to } of changed) {
    const texts = textsOf(key, after);
    const long = from.length + to.length > 200 || to.includes('\n');
    if (short && (long || texts.length > 0)) {
      const count = isSettingKey(key) ? [after[key]].flat().length : 1;
      lines.push(say('set.line', { key, from: '…', to: say('get.entries', { count }) }));
    } else if (texts.length > 0) lines.push(say('set.line_texts', { key }), samples(context, texts));
    else if (long) lines.push(say('set.line_long', { key, to }));
    else
      lines.push(say(isDefault(key, after, defaults) ? 'set.line_default' : 'set.line', { key, from, to }));
  }
  if (changed.some(({ key }) => key === 'language')) lines.push(say('set.language_note'));
  return lines;
}

/** Settings of an earlier version whose values are no longer taken. */
export function droppedLines({ say }: ViewContext, dropped: readonly string[]): Html[] {
  return dropped.length === 0 ? [] : [say('history.dropped', { keys: dropped })];
}

/** Lines of a message that became part of a text and may have been meant for a setting. */
function lineNotes({ notice, say }: ViewContext): Html[] {
  const { inTexts } = notice.params;
  if (!Array.isArray(inTexts)) return [];
  return inTexts.slice(0, 3).map((key) => say('set.line_in_text', { key, near: nearestKey(`${key}`) }));
}

/** What still stands in the way of reactions that have just been set up. */
function reactionNotes(keys: readonly string[], { chat, settings, say }: ViewContext): Html[] {
  if (keys.includes('experience.reaction_got') && chat?.botStatus !== 'admin' && brings(settings))
    return [say('set.reactions_admin')];
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

/** That the bot cannot limit newcomers here, or that nothing would ever free them. */
function newcomerNotes(keys: readonly string[], { chat, settings, bot, say }: ViewContext): Html[] {
  const { 'newcomers.restrict': restrict, 'newcomers.hours': hours } = settings;
  if (restrict === 'off' || !keys.some((key) => key.startsWith('newcomers.'))) return [];
  const note = (severity: string, ails: AilmentName) => {
    const [what, cure] = [say(`health.${ails}.what`), say(`health.${ails}.cure`, { bot: bot.username })];
    return say(`checkup.${severity}`, { what, cure });
  };
  const notes: Html[] = [];
  if (chat?.botStatus !== 'admin') notes.push(note('limited', 'rewards_cannot_restrict'));
  if (hours === 0 && !lifts(chat?.rewards ?? '')) notes.push(note('hint', 'newcomers_never_lifted'));
  return notes;
}

const brings = (settings: ChatSettings): boolean => rangeOf(settings['experience.reaction_got']).max > 0;

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
