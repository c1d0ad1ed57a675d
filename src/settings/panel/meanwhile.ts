import { resolveSettings, type SettingKey, type StoredSettings, settingKeys } from '../catalogue.ts';
import type { Changed } from '../change.ts';
import { formatValue } from '../format.ts';
import { FALLBACK_LANGUAGE } from '../kinds.ts';
import { sameValue } from '../values.ts';
import { type Changes, type DefaultsOf, settingsWith } from './draft.ts';

/** What others saved while a panel was open, and which of it the panel would replace. */
export interface Meanwhile {
  theirs: readonly Changed[];
  conflicts: readonly SettingKey[];
}

/** `base`: the settings that the panel's admin began with, or was told of last. */
export function changedMeanwhile(
  base: StoredSettings,
  current: StoredSettings,
  changes: Changes,
  defaultsOf: DefaultsOf,
): Meanwhile {
  const defaults = defaultsOf(FALLBACK_LANGUAGE);
  const before = resolveSettings(base, defaults);
  const now = resolveSettings(current, defaults);
  const mine = settingsWith(current, changes, defaultsOf);
  // Words and texts that were set neither before nor now merely follow the language.
  const isSet = (key: SettingKey) =>
    key === 'language' || Object.hasOwn(base, key) || Object.hasOwn(current, key);
  const theirs = settingKeys.filter((key) => isSet(key) && !sameValue(before[key], now[key]));
  return {
    theirs: theirs.map((key) => ({
      key,
      from: formatValue(key, before[key]),
      to: formatValue(key, now[key]),
    })),
    conflicts: theirs.filter((key) => changes.has(key) && !sameValue(mine[key], now[key])),
  };
}

/** The changes without those that would replace what others saved. */
export function yielded(changes: Changes, { conflicts }: Meanwhile): Changes {
  return new Map([...changes].filter(([key]) => !conflicts.includes(key)));
}
