import type { Refusal } from '../model/refusal.ts';
import {
  isSettingKey,
  resolveSettings,
  type SettingKey,
  type StoredSettings,
  settingKeys,
  settingOf,
} from './catalogue.ts';
import { type Checks, readOne } from './change.ts';
import { clean } from './clean.ts';
import { formatValue } from './format.ts';
import { type AnyValue, FALLBACK_LANGUAGE, type LanguageDefaults } from './kinds.ts';
import { nearestKey } from './nearest.ts';
import { accepts } from './values.ts';

/** A chat's settings as a file: JSON that a person can read and change. */

const FORMAT = 'laurel-settings';
const VERSION = 1;

/** Bytes. A file of ours has a hundredth of it. */
export const LARGEST_FILE = 256 * 1024;

const MOST_GUESSED = 20;

/** What goes into a file beside the settings. */
export interface FileHead {
  /** For people: how the file is read. */
  note: string;
  chat: string;
  /** When, in ISO 8601. */
  at: string;
}

/** What a file has beside the settings, each as its own command takes it. */
export interface FileParts {
  readonly triggers: readonly string[];
  readonly titles: readonly string[];
  readonly rewards: readonly string[];
}

/** Every changed setting as `/set` would take it; triggers, titles and rewards as `add` would. */
export function writeFile(
  { note, chat, at }: FileHead,
  stored: StoredSettings,
  { triggers, titles, rewards }: FileParts,
  defaultsOf: (language: string) => LanguageDefaults,
): string {
  const { language } = resolveSettings(stored, defaultsOf(FALLBACK_LANGUAGE));
  const defaults = defaultsOf(language);
  const settings: Record<string, string> = {};
  for (const key of settingKeys) {
    const value = stored[key];
    if (key === 'language' || !Object.hasOwn(stored, key) || !accepts(settingOf(key), value, defaults))
      continue;
    settings[key] = formatValue(key, value);
  }
  const file = { format: FORMAT, version: VERSION, note, chat, at, language };
  return `${JSON.stringify({ ...file, settings, others: 'default', triggers, titles, rewards }, null, 2)}\n`;
}

/** What a file says, its values still to be judged. */
export interface SettingsFile extends FileParts {
  settings: readonly (readonly [key: string, value: unknown])[];
  /** Settings that are not named become default; else they stay as they are. */
  othersToDefault: boolean;
}

/** Takes a file apart. Nothing of it is trusted: it may hold anything, nested as deep as it likes. */
export function readFile(text: string): SettingsFile | Refusal {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return { no: 'file_not_json' };
  }
  if (!isObject(parsed) || parsed.format !== FORMAT) return { no: 'file_not_ours' };
  const { version, language, settings = {}, others } = parsed;
  if (version !== VERSION) return { no: 'file_version', version: shown(version), known: String(VERSION) };
  const wrong = (key: string): Refusal => ({ no: 'file_wrong_type', key });
  if (!isObject(settings)) return wrong('settings');
  if (others !== undefined && others !== 'default') return wrong('others');
  const { triggers = [], titles = [], rewards = [] } = parsed;
  for (const [name, part] of Object.entries({ triggers, titles, rewards }))
    if (!isTexts(part)) return wrong(name);
  return {
    settings: [
      ...(language === undefined ? [] : [['language', language] as const]),
      ...Object.entries(settings),
    ],
    othersToDefault: others === 'default',
    ...({ triggers, titles, rewards } as FileParts),
  };
}

/** What of a file is understood, null for a default; and what is not, each with its reason. */
export interface Understood {
  values: Map<SettingKey, AnyValue | null>;
  refusals: Refusal[];
}

/** Judges a file's values as `/set` would. One that is refused stays as it is in the chat, whatever the others do. */
export function understand(
  file: SettingsFile,
  defaultsOf: (language: string) => LanguageDefaults,
  checks: Checks,
): Understood {
  const defaults = defaultsOf(FALLBACK_LANGUAGE);
  const values = new Map<SettingKey, AnyValue | null>();
  const refusals: Refusal[] = [];
  const refused = new Set<string>();
  for (const [written, value] of file.settings) {
    const key = written.trim().toLowerCase();
    if (!isSettingKey(key)) {
      // To look for what was meant takes time, and so many are never told.
      const near = refusals.length < MOST_GUESSED ? nearestKey(key.slice(0, 64)) : null;
      refusals.push({ no: 'unknown_setting', key: shown(written), near });
      continue;
    }
    const read = readValue(key, value, defaults, checks);
    if ('refusal' in read) {
      refused.add(key);
      refusals.push(read.refusal);
    } else values.set(key, read.value);
  }
  if (file.othersToDefault) {
    for (const key of settingKeys) if (!values.has(key) && !refused.has(key)) values.set(key, null);
  }
  return { values, refusals };
}

function readValue(
  key: SettingKey,
  value: unknown,
  defaults: LanguageDefaults,
  checks: Checks,
): { value: AnyValue | null } | { refusal: Refusal } {
  if (typeof value !== 'string') return { refusal: { no: 'file_wrong_type', key } };
  const raw = clean(value).trim();
  return raw === '' ? { value: null } : readOne(key, raw, defaults, checks);
}

const isTexts = (value: unknown): boolean =>
  Array.isArray(value) && value.every((one) => typeof one === 'string');

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Of what is quoted back, so much. */
function shown(value: unknown): string {
  return clean(typeof value === 'string' || typeof value === 'number' ? String(value) : '…').slice(0, 64);
}
