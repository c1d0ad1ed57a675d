import {
  defaultsFor,
  isSettingKey,
  resolveSettings,
  type SettingKey,
  type StoredSettings,
  settingKeys,
  settingOf,
} from './catalogue.ts';
import { type Checks, type Plan, planValues } from './change.ts';
import { type AnyValue, FALLBACK_LANGUAGE, type LanguageDefaults } from './kinds.ts';
import { accepts, sameValue } from './values.ts';

/** What came to be other from one version to the next, as admins see it: lists that follow a language are not named. */
export function differing(before: StoredSettings, after: StoredSettings): SettingKey[] {
  return settingKeys.filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]));
}

/** `dropped`: settings whose value then is one that they no longer take, so that the default stands in its stead. */
export interface Restoring {
  plan: Plan;
  dropped: SettingKey[];
}

/**
 * What becomes of the current settings when an earlier version is to hold again: every setting as it was then, or its
 * default now. Keys of other versions of the bot are kept, as that version had them or as they are.
 */
export function planRestore(
  current: StoredSettings,
  version: StoredSettings,
  defaultsOf: (language: string) => LanguageDefaults,
  checks: Pick<Checks, 'fold'>,
): Restoring {
  const defaults = defaultsOf(FALLBACK_LANGUAGE);
  const own = defaultsFor(version, defaults);
  const then = resolveSettings(version, defaults);
  const values = new Map<SettingKey, AnyValue>(settingKeys.map((key) => [key, then[key]]));
  const dropped = settingKeys.filter((key) => {
    if (!Object.hasOwn(version, key)) return false;
    const stored = version[key];
    return !accepts(settingOf(key), stored, own) || !sameValue(stored, then[key]);
  });
  const others = Object.fromEntries(Object.entries(version).filter(([key]) => !isSettingKey(key)));
  const plan = planValues({ ...current, ...others }, defaultsOf, values, checks);
  return { plan, dropped };
}
