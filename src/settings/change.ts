import type { Allowed, Refusal } from '../model/refusal.ts';
import {
  defaultsFor,
  isSettingKey,
  resolveSettings,
  type SettingKey,
  type StoredSettings,
  settingOf,
} from './catalogue.ts';
import { crossRefusals } from './cross.ts';
import { formatValue } from './format.ts';
import { type AnyValue, FALLBACK_LANGUAGE, type LanguageDefaults } from './kinds.ts';
import { nearestKey } from './nearest.ts';
import { parseChanges, type RawChange } from './parse.ts';
import { readValue } from './read.ts';
import { allowedOf, defaultOf, sameValue } from './values.ts';

/** What settings must ask of others, since they import none of them. */
export interface Checks {
  /** The form in which words are compared; '' for what can never match. */
  fold(word: string): string;
  /** What Telegram or the placeholders have against a text; null when it may be said. */
  textProblem(text: string, key: SettingKey): Allowed | null;
}

/** What was and what is, as `/set` would take it back. */
export interface Changed {
  key: SettingKey;
  from: string;
  to: string;
}

/** `language` is the chat's from now on: the answer is said in it. */
export type Plan =
  | { ok: true; overrides: StoredSettings; changed: Changed[]; language: string }
  | { ok: false; refusals: Refusal[] };

/**
 * What `/set` would do: everything in the message, or nothing and every reason why not. A value equal to its default
 * is not stored, so it follows when the language changes; keys of other versions are kept.
 */
export function planChange(
  current: StoredSettings,
  defaultsOf: (language: string) => LanguageDefaults,
  text: string,
  checks: Checks,
): Plan {
  const asked = readAll(parseChanges(text), defaultsOf(FALLBACK_LANGUAGE), checks);
  if (asked.refusals.length > 0) return { ok: false, refusals: asked.refusals };
  return planValues(current, defaultsOf, asked.values, checks);
}

/**
 * The same for values that are read already, each of them one that its setting takes; null: the default. All change
 * together or not at all.
 */
export function planValues(
  current: StoredSettings,
  defaultsOf: (language: string) => LanguageDefaults,
  asked: ReadonlyMap<SettingKey, AnyValue | null>,
  checks: Pick<Checks, 'fold'>,
): Plan {
  const defaults = defaultsOf(FALLBACK_LANGUAGE);
  const overrides = withValues(current, defaultsOf, asked);
  const own = defaultsFor(overrides, defaults);
  const before = resolveSettings(current, defaults);
  const after = resolveSettings(overrides, defaults);
  const refusals = crossRefusals(overrides, after, own, asked, checks.fold);
  if (refusals.length > 0) return { ok: false, refusals };

  const changed = [...asked.keys()]
    .filter((key) => !sameValue(before[key], after[key]))
    // Words and texts that are default before and after merely follow the language, which is told for itself.
    .filter((key) => key === 'language' || Object.hasOwn(current, key) || Object.hasOwn(overrides, key))
    .map((key) => ({ key, from: formatValue(key, before[key]), to: formatValue(key, after[key]) }));
  if (changed.length === 0) return { ok: false, refusals: [{ no: 'nothing_to_change' }] };
  return { ok: true, overrides, changed, language: after.language };
}

/** What would be stored with these values, null for the default, whether they go together or not. */
export function withValues(
  current: StoredSettings,
  defaultsOf: (language: string) => LanguageDefaults,
  asked: ReadonlyMap<SettingKey, AnyValue | null>,
): StoredSettings {
  const defaults = defaultsOf(FALLBACK_LANGUAGE);
  const overrides: Record<string, unknown> = { ...current };
  // The language first: the defaults of all the others hang on it.
  if (asked.has('language')) store(overrides, 'language', asked.get('language') ?? null, defaults);
  const own = defaultsFor(overrides, defaults);
  for (const [key, value] of asked) if (key !== 'language') store(overrides, key, value, own);
  return overrides;
}

/** One value in an admin's words, for one setting: what it means, or what the setting takes instead. */
export function readOne(
  key: SettingKey,
  raw: string,
  defaults: LanguageDefaults,
  checks: Checks,
): { value: AnyValue } | { refusal: Refusal } {
  const value = readValue(settingOf(key), raw, defaults);
  const problem = problemOf(key, value, defaults, checks);
  if (problem || value === null) {
    return { refusal: { no: 'bad_value', key, allowed: problem ?? allowedOf(settingOf(key), defaults) } };
  }
  return { value };
}

function store(
  overrides: Record<string, unknown>,
  key: SettingKey,
  value: AnyValue | null,
  defaults: LanguageDefaults,
) {
  if (value === null || sameValue(value, defaultOf(settingOf(key), defaults))) delete overrides[key];
  else overrides[key] = value;
}

/** The values asked for, by key, null for the default; the last one where a key stands twice. */
function readAll(changes: readonly RawChange[], defaults: LanguageDefaults, checks: Checks) {
  const values = new Map<SettingKey, AnyValue | null>();
  const refusals: Refusal[] = [];
  for (const { key, raw } of changes) {
    if (!isSettingKey(key)) {
      refusals.push({ no: 'unknown_setting', key: key.slice(0, 64), near: nearestKey(key) });
      continue;
    }
    const read = raw === null ? { value: null } : readOne(key, raw, defaults, checks);
    if ('refusal' in read) refusals.push(read.refusal);
    else values.set(key, read.value);
  }
  return { values, refusals };
}

function problemOf(
  key: SettingKey,
  value: AnyValue | null,
  defaults: LanguageDefaults,
  checks: Checks,
): Allowed | null {
  const setting = settingOf(key);
  if (value === null) return allowedOf(setting, defaults);
  if (typeof value !== 'object') return null;
  if (setting.type === 'texts') {
    for (const text of value) {
      const problem = checks.textProblem(text, key);
      if (problem) return problem;
    }
    return null;
  }
  // Choices and reactions are names, not words that are searched for.
  const words =
    setting.type === 'list' &&
    setting.choices === null &&
    !setting.reactions &&
    !setting.ids &&
    !setting.boosts;
  return words && value.some((word) => checks.fold(word) === '') ? allowedOf(setting, defaults) : null;
}
