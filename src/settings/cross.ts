import type { Refusal } from '../model/refusal.ts';
import { type ChatSettings, FAMILIES, type SettingKey, type StoredSettings, settingOf } from './catalogue.ts';
import type { AnyValue, LanguageDefaults, NumberSetting } from './kinds.ts';
import { defaultOf } from './values.ts';

/**
 * Refusals of settings that are each allowed but not together. Only what was asked for is judged: an old conflict
 * must not stand in the way of an unrelated setting.
 */
export function crossRefusals(
  overrides: StoredSettings,
  after: ChatSettings,
  defaults: LanguageDefaults,
  asked: ReadonlyMap<SettingKey, unknown>,
  fold: (word: string) => string,
): Refusal[] {
  const refusals: Refusal[] = [];
  for (const family of FAMILIES) {
    const refusal = awardRefusal(family, overrides, defaults, asked);
    if (refusal) refusals.push(refusal);
  }
  if (asked.has('reputation.words') || asked.has('negative.words') || asked.has('language')) {
    const minus = new Set(after['negative.words'].map(fold));
    const word = after['reputation.words'].find((thanks) => minus.has(fold(thanks)));
    if (word !== undefined) refusals.push({ no: 'word_on_both_lists', word });
  }
  if (asked.has('reactions.plus') || asked.has('reactions.minus')) {
    const word = after['reactions.plus'].find((plus) => after['reactions.minus'].includes(plus));
    if (word !== undefined) refusals.push({ no: 'word_on_both_lists', word });
  }
  return refusals;
}

/** The smallest award above the largest. Read before resolving, which would mend it silently. */
function awardRefusal(
  family: (typeof FAMILIES)[number],
  overrides: StoredSettings,
  defaults: LanguageDefaults,
  asked: ReadonlyMap<SettingKey, unknown>,
): Refusal | null {
  const min = `${family}.award_min` as const;
  const max = `${family}.award_max` as const;
  if (!asked.has(min) && !asked.has(max)) return null;
  const numberOf = (key: SettingKey) => (overrides[key] ?? defaultOf(settingOf(key), defaults)) as AnyValue;
  const least = Number(numberOf(min));
  const most = Number(numberOf(max));
  if (least <= most) return null;
  // What was not asked for stands; of two, the largest award is at fault.
  return asked.has(max)
    ? { no: 'bad_value', key: max, allowed: { type: 'number', min: least, max: bounds(max).max } }
    : { no: 'bad_value', key: min, allowed: { type: 'number', min: bounds(min).min, max: most } };
}

function bounds(key: SettingKey): NumberSetting {
  return settingOf(key) as NumberSetting;
}
