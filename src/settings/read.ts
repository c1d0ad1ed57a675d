import { readBoost, writeBoost } from '../model/boost.ts';
import { type ColourName, NAMED_COLOURS, readHex } from '../model/colour.ts';
import { readCoefficients, writeCoefficients } from '../model/curve.ts';
import { latinDigits } from '../model/digits.ts';
import { readPlace, SAME_PLACE, writePlace } from '../model/place.ts';
import { readRange, writeRange } from '../model/range.ts';
import { readReaction } from '../model/reaction.ts';
import type { AnyValue, LanguageDefaults, NumberSetting, Setting } from './kinds.ts';
import { readList } from './lists.ts';
import { readTexts } from './texts.ts';
import { accepts } from './values.ts';
import { zoneName } from './zones.ts';

/** What means on or off to programmers; the words of people are in `locales/`. */
const SWITCH = new Map([
  ['true', true],
  ['1', true],
  ['false', false],
  ['0', false],
]);

/** Whether a word means on or off, in whatever language; null: neither. */
function switchOf(word: string, defaults: LanguageDefaults): boolean | null {
  return SWITCH.get(latinDigits(word)) ?? defaults.switchOf(word);
}

/** The value that an admin's words mean for a setting; null where it takes no such value. */
export function readValue(setting: Setting, raw: string, defaults: LanguageDefaults): AnyValue | null {
  const value = read(setting, raw.trim(), defaults);
  return value !== null && accepts(setting, value, defaults) ? value : null;
}

function read(setting: Setting, raw: string, defaults: LanguageDefaults): AnyValue | null {
  const word = raw.toLowerCase();
  switch (setting.type) {
    case 'switch':
      return switchOf(word, defaults);
    case 'number':
      if (setting.zeroIsOff && switchOf(word, defaults) === false) return 0;
      return readNumber(setting, latinDigits(raw));
    case 'range': {
      const range = readRange(switchOf(word, defaults) === false ? '0' : latinDigits(raw));
      return range && writeRange(range);
    }
    case 'curve': {
      const curve = readCoefficients(latinDigits(raw));
      return curve && writeCoefficients(curve);
    }
    case 'place': {
      const place = readPlace(word === 'none' ? SAME_PLACE : raw);
      return place && writePlace(place);
    }
    case 'colour':
      return Object.hasOwn(NAMED_COLOURS, word) ? NAMED_COLOURS[word as ColourName] : (readHex(word) ?? word);
    case 'slug':
    case 'choice':
      return word;
    case 'list':
      if (word === 'none') return [];
      if (setting.reactions) return readReactions(raw);
      if (setting.boosts) return readBoostList(raw);
      if (setting.ids) return readList(raw).flatMap((entry) => entry.split(' '));
      return setting.choices ? readNames(raw) : readList(raw);
    case 'texts':
      return word === 'none' ? [] : readTexts(raw);
    case 'language':
      // `ru-RU` is Russian; a language that has regions of its own here is found first.
      return defaults.languages.find((tag) => tag.toLowerCase() === word) ?? word.replace(/[-_].*/, '');
    case 'zone':
      return zoneName(raw);
  }
}

/** Between two steps the lower one is meant: −35 → −40. A chance may be written in percent: `10 %`. */
function readNumber({ decimals = 0, step = 1, unit, max }: NumberSetting, raw: string): number | null {
  if (decimals > 0) {
    const [, figure, percent] = /^([+-]?\d{1,9}(?:[.,]\d{1,6})?)\s*(%)?$/.exec(raw) ?? [];
    if (figure === undefined || (percent && unit !== 'chance')) return null;
    const value = Number(figure.replace(',', '.'));
    return Number((percent ? value / 100 : value).toFixed(decimals));
  }
  const whole = unit === 'percent' ? raw.replace(/\s*%$/, '') : raw;
  // Not −0, which would be another value than 0.
  if (!/^[+-]?\d{1,15}$/.test(whole) || Number(whole) > max) return null;
  return Math.floor(Number(whole) / step) * step || 0;
}

/** In the order of time. Null: one of them is none. */
function readBoostList(raw: string): string[] | null {
  const boosts = readList(raw).map((entry) => readBoost(latinDigits(entry).replace('−', '-')));
  const known = boosts.filter((boost) => boost !== null);
  if (known.length < boosts.length) return null;
  return known.sort((a, b) => a.from - b.from).map(writeBoost);
}

/** Reactions in the form in which they are compared; a blank separates them as well as a comma. */
function readReactions(raw: string): string[] {
  const written = readList(raw).flatMap((entry) => entry.split(' '));
  return [...new Set(written.map((entry) => readReaction(entry) ?? entry))];
}

/** Command names may be given as they are typed: `/top, /Me`. */
function readNames(raw: string): string[] {
  return [...new Set(readList(raw).map((name) => name.replace(/^[/!]/, '').toLowerCase()))];
}
