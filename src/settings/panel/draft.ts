import {
  type ChatSettings,
  defaultsFor,
  isSettingKey,
  resolveSettings,
  type SettingKey,
  type StoredSettings,
  settingOf,
} from '../catalogue.ts';
import { withValues } from '../change.ts';
import { type AnyValue, FALLBACK_LANGUAGE, type LanguageDefaults } from '../kinds.ts';
import { accepts, defaultOf, sameValue } from '../values.ts';

/** What an admin has changed in a panel and not saved: values by key; null: back to the default. */
export type Changes = ReadonlyMap<SettingKey, AnyValue | null>;

export type DefaultsOf = (language: string) => LanguageDefaults;

export const NO_CHANGES: Changes = new Map();

export function writeChanges(changes: Changes): string {
  return JSON.stringify(Object.fromEntries(changes));
}

/** What another version of the bot has stored and this one does not take is left out. */
export function readChanges(stored: string, defaultsOf: DefaultsOf): Changes {
  const changes = new Map<SettingKey, AnyValue | null>();
  for (const [key, value] of entriesOf(stored)) {
    if (!isSettingKey(key)) continue;
    if (value === null || accepts(settingOf(key), value, defaultsOf(FALLBACK_LANGUAGE)))
      changes.set(key, value);
  }
  return changes;
}

function entriesOf(stored: string): [string, unknown][] {
  try {
    const read: unknown = JSON.parse(stored);
    return typeof read === 'object' && read !== null ? Object.entries(read) : [];
  } catch {
    return [];
  }
}

/** The settings as they would be if the changes were saved now. */
export function settingsWith(
  current: StoredSettings,
  changes: Changes,
  defaultsOf: DefaultsOf,
): ChatSettings {
  return resolveSettings(withValues(current, defaultsOf, changes), defaultsOf(FALLBACK_LANGUAGE));
}

/** What is default in the language that the chat would have. */
export function defaultsWith(
  current: StoredSettings,
  changes: Changes,
  defaultsOf: DefaultsOf,
): LanguageDefaults {
  return defaultsFor(withValues(current, defaultsOf, changes), defaultsOf(FALLBACK_LANGUAGE));
}

/**
 * The changes with one more. Where it leads back to what the chat has, nothing is left of it. Null: it would change
 * nothing.
 */
export function withChange(
  current: StoredSettings,
  changes: Changes,
  key: SettingKey,
  value: AnyValue | null,
  defaultsOf: DefaultsOf,
): Changes | null {
  const others = new Map(changes);
  others.delete(key);
  const more = new Map(others).set(key, value);
  const valueIn = (of: Changes) => valuesWith(current, of, defaultsOf)(key);
  const after = valueIn(more);
  if (sameValue(valueIn(changes), after)) return null;
  return sameValue(valueIn(others), after) ? others : more;
}

/**
 * Each setting's value as it stands by itself: not as `resolveSettings` mends it where two do not go together, or a
 * smallest award that is set before its largest would seem to change nothing.
 */
export function valuesWith(
  current: StoredSettings,
  changes: Changes,
  defaultsOf: DefaultsOf,
): (key: SettingKey) => AnyValue {
  const overrides = withValues(current, defaultsOf, changes);
  const defaults = defaultsFor(overrides, defaultsOf(FALLBACK_LANGUAGE));
  return (key) => {
    const value = overrides[key];
    return accepts(settingOf(key), value, defaults) ? value : defaultOf(settingOf(key), defaults);
  };
}
