import type { ChatSettings, SettingKey } from './catalogue.ts';
import type { AnyValue } from './kinds.ts';
import { sameValue } from './values.ts';

/**
 * Ready settings, in the order in which they are offered. `quiet`: thanks count and the bot answers by a reaction.
 * `helpful`: questions and answers; who has helped much gives more. `lively`: a sociable group, where reactions count
 * too. `strict`: little can be given, by people who have been there for a while, and admins may take. `adaptive`: taking
 * part is measured by what is usual in the group.
 */
export const PRESETS = ['quiet', 'helpful', 'lively', 'strict', 'adaptive'] as const;
export type PresetName = (typeof PRESETS)[number];

/**
 * A column a preset, in that order. All of them settle the same settings, so that of two it is the last one that
 * holds. Not among them: words, texts, language, time zone, and whatever else is a group's own.
 */
const TABLE = {
  'reputation.enabled': [true, true, true, true, true],
  'reputation.mentions': ['with_word', 'with_word', 'with_word', 'off', 'with_word'],
  'reputation.air': [false, true, true, false, false],
  // What a thank-you is worth.
  'reputation.award': ['normal', 'complex', 'random', 'normal', 'normal'],
  'reputation.award_min': [1, 1, 1, 1, 1],
  'reputation.award_max': [10, 5, 3, 10, 10],
  'reputation.complex_full': [1000, 500, 1000, 1000, 1000],
  // How often.
  'reputation.receiver_interval': [0, 0, 0, 0, 0],
  'reputation.giver_interval': [0, 0, 0, 2, 0],
  'reputation.chat_interval': [0, 0, 0, 0, 0],
  'reputation.pair_interval': [60, 60, 10, 1440, 60],
  'reputation.pair_both_ways': [false, false, false, true, false],
  'reputation.given_per_day': [20, 30, 50, 5, 20],
  'reputation.received_per_day': [0, 0, 0, 20, 0],
  'reputation.least_days': [0, 0, 0, 3, 0],
  'reputation.least_messages': [0, 0, 0, 20, 0],
  // What is said.
  'reputation.reply': ['reaction', 'public', 'public', 'public', 'public'],
  'reputation.reply_seconds': [60, 120, 300, 60, 120],
  'reputation.overtake_top': [0, 10, 20, 0, 10],
  'reputation.tell_refusals': [false, true, true, true, true],
  // A minus is a matter of admins, with its reason, and no spectacle.
  'negative.enabled': [false, false, false, true, false],
  'negative.from': ['admins', 'admins', 'admins', 'admins', 'admins'],
  'negative.reason': [true, true, true, true, true],
  'negative.reply': ['private', 'private', 'private', 'private', 'private'],
  'reactions.enabled': [false, false, true, false, false],
  // What taking part is measured by, and levels with it.
  'experience.policy': ['activity', 'activity', 'activity', 'activity', 'windows'],
  'levels.curve': ['by_policy', 'by_policy', 'by_policy', 'by_policy', 'by_policy'],
  // Titles are rare enough to be told; levels are for who likes them.
  'announce.titles': ['dm', 'chat', 'chat', 'chat', 'chat'],
  'announce.levels': ['none', 'none', 'chat', 'none', 'none'],
} as const satisfies { readonly [Key in SettingKey]?: Column<Of<Key>> };

type Column<Value> = readonly [Value, Value, Value, Value, Value];
type Of<Key extends SettingKey> = ChatSettings[Key];

/** What presets settle. */
export const PRESET_KEYS = Object.keys(TABLE) as readonly (keyof typeof TABLE)[];

/** Reads a name from outside. */
export function isPreset(name: string): name is PresetName {
  return (PRESETS as readonly string[]).includes(name);
}

/** What a preset sets, as `planValues` takes it. */
export function presetValues(name: PresetName): Map<SettingKey, AnyValue> {
  const column = PRESETS.indexOf(name);
  return new Map(PRESET_KEYS.map((key) => [key, TABLE[key][column] as AnyValue]));
}

/** The preset that a chat's settings are, whatever else it has changed; null where they are none of them. */
export function presetOf(settings: ChatSettings): PresetName | null {
  const holds = (name: PresetName) =>
    [...presetValues(name)].every(([key, value]) => sameValue(settings[key], value));
  return PRESETS.find(holds) ?? null;
}
