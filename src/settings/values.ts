import { readBoosts, writeBoost } from '../model/boost.ts';
import { COLOUR_NAMES, readHex } from '../model/colour.ts';
import { readCoefficients, writeCoefficients } from '../model/curve.ts';
import { readPlace, writePlace } from '../model/place.ts';
import { readRange, writeRange } from '../model/range.ts';
import { readReaction } from '../model/reaction.ts';
import type { Allowed } from '../model/refusal.ts';
import { isSlug, NO_SLUG } from '../model/slug.ts';
import { OF_THEME } from '../model/theme.ts';
import type { AnyValue, LanguageDefaults, NumberSetting, Setting } from './kinds.ts';
import { zoneName } from './zones.ts';

export function defaultOf(setting: Setting, defaults: LanguageDefaults): AnyValue {
  switch (setting.type) {
    case 'language':
      return defaults.language;
    case 'list':
    case 'texts':
      return typeof setting.default === 'string' ? defaults.lists[setting.default] : setting.default;
    default:
      return setting.default;
  }
}

/** What a setting takes, for a refusal. */
export function allowedOf(setting: Setting, defaults: LanguageDefaults): Allowed {
  switch (setting.type) {
    case 'switch':
    case 'zone':
    case 'place':
    case 'curve':
      return { type: setting.type };
    case 'slug':
      return { type: 'slug' };
    case 'colour':
      return { type: 'colour', names: [OF_THEME, ...COLOUR_NAMES] };
    case 'number': {
      const { min: lowest, max, decimals, leastOn: min = lowest } = setting;
      return decimals ? { type: 'decimal', min, max, places: decimals } : { type: 'number', min, max };
    }
    case 'range':
      return { type: 'range', max: setting.max };
    case 'choice':
      return { type: 'choice', choices: setting.choices };
    case 'list':
      if (setting.choices) return { type: 'choice', choices: setting.choices };
      if (setting.reactions) return { type: 'reactions', most: setting.most };
      if (setting.ids) return { type: 'ids', most: setting.most };
      if (setting.boosts) return { type: 'boosts', most: setting.most };
      return { type: 'list', most: setting.most, longest: setting.longest };
    case 'texts':
      return { type: 'texts', most: setting.most, longest: setting.longest };
    case 'language':
      return { type: 'language', choices: defaults.languages };
  }
}

/** Whether a setting may hold a value, wherever the value comes from. */
export function accepts(setting: Setting, value: unknown, defaults: LanguageDefaults): value is AnyValue {
  switch (setting.type) {
    case 'switch':
      return typeof value === 'boolean';
    case 'number':
      return typeof value === 'number' && isNumber(setting, value);
    case 'range': {
      const range = typeof value === 'string' ? readRange(value) : null;
      return range !== null && range.max <= setting.max && writeRange(range) === value;
    }
    case 'curve': {
      const curve = typeof value === 'string' ? readCoefficients(value) : null;
      return curve !== null && writeCoefficients(curve) === value;
    }
    case 'place': {
      const place = typeof value === 'string' ? readPlace(value) : null;
      return place !== null && writePlace(place) === value;
    }
    case 'slug':
      return value === NO_SLUG || (typeof value === 'string' && isSlug(value));
    case 'colour':
      return value === OF_THEME || (typeof value === 'string' && readHex(value) === value);
    case 'choice':
      return setting.choices.some((choice) => choice === value);
    case 'list':
    case 'texts': {
      const { most, longest } = setting;
      if (!Array.isArray(value) || value.length > most) return false;
      if (setting.type === 'list' && setting.reactions) return value.every(isReaction);
      if (setting.type === 'list' && setting.boosts) return areBoosts(value);
      if (setting.type === 'list' && setting.ids)
        return value.every(isId) && new Set(value).size === value.length;
      const choices = setting.type === 'list' ? setting.choices : null;
      return value.every((entry) => isEntry(entry, longest) && (!choices || choices.includes(entry)));
    }
    case 'language':
      return typeof value === 'string' && defaults.languages.includes(value);
    case 'zone':
      return typeof value === 'string' && zoneName(value) !== null;
  }
}

function isNumber({ min, max, decimals = 0, step = 1, leastOn }: NumberSetting, value: number): boolean {
  if (!(value >= min && value <= max)) return false;
  if (leastOn !== undefined && value !== 0 && value < leastOn) return false;
  return decimals > 0 ? Number(value.toFixed(decimals)) === value : value % step === 0;
}

function isEntry(value: unknown, longest: number): value is string {
  if (typeof value !== 'string' || value.trim() === '') return false;
  return value.length <= longest || [...value].length <= longest;
}

function areBoosts(value: readonly unknown[]): boolean {
  if (!value.every((entry) => typeof entry === 'string')) return false;
  return readBoosts(value)?.every((boost, index) => writeBoost(boost) === value[index]) ?? false;
}

function isId(value: unknown): boolean {
  return typeof value === 'string' && /^[1-9]\d{0,15}$/.test(value);
}

/** Only in the form in which it is compared. */
function isReaction(value: unknown): boolean {
  return typeof value === 'string' && readReaction(value) === value;
}

export function sameValue(one: AnyValue, other: AnyValue): boolean {
  if (typeof one !== 'object' || typeof other !== 'object') return one === other;
  return one.length === other.length && one.every((entry, index) => entry === other[index]);
}
