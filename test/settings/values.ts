import fc from 'fast-check';
import { readCoefficients } from '../../src/model/curve.ts';
import { FAMILIES, type StoredSettings, settingKeys, settingOf } from '../../src/settings/catalogue.ts';
import { clean } from '../../src/settings/clean.ts';
import type { AnyValue, Setting } from '../../src/settings/kinds.ts';
import { defaultsOf } from './world.ts';

const defaults = defaultsOf('en');
const ZONES = ['UTC', 'Europe/Moscow', 'Asia/Kolkata', 'America/Argentina/Buenos_Aires', 'Etc/GMT+5'];

/** Words that are hard on a reader: separators, quotation marks, keys, escapes. */
const hard = fc.constantFrom(
  ...[
    'language',
    'reputation.words',
    '---',
    'none',
    'off',
    '=',
    '\\',
    '"',
    ',',
    '\n',
    ' ',
    '\n---\n',
    'é',
    '👍',
  ],
);
const wild = fc
  .array(fc.oneof(hard, fc.string({ unit: 'binary', maxLength: 6 })), { minLength: 1, maxLength: 12 })
  .map((parts) => parts.join(''));

/** A value that may be stored. */
export function anyValue(setting: Setting): fc.Arbitrary<AnyValue> {
  switch (setting.type) {
    case 'switch':
      return fc.boolean();
    case 'number': {
      const { min, max, decimals = 0, step = 1 } = setting;
      const scale = 10 ** decimals;
      if (decimals > 0)
        return fc.integer({ min: min * scale, max: max * scale }).map((value) => value / scale);
      return fc
        .integer({ min: min / step, max: max / step })
        .map((value) => (value * step < (setting.leastOn ?? min) ? 0 : value * step));
    }
    case 'range':
      return fc
        .tuple(fc.nat(setting.max), fc.nat(setting.max))
        .map(([a, b]) => `${Math.min(a, b)}-${Math.max(a, b)}`);
    case 'curve':
      return fc
        .tuple(fc.nat(1000), fc.integer({ min: 1, max: 1000 }), fc.nat(1000))
        .map(([cube, square, line]) => `${cube / 100}, ${square / 10}, ${line}`)
        .filter((text) => readCoefficients(text) !== null);
    case 'slug':
      return fc.oneof(fc.constant('none'), fc.stringMatching(/^[a-z0-9][a-z0-9-]{1,38}[a-z0-9]$/));
    case 'colour':
      return fc.oneof(
        fc.constant('theme'),
        fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`),
      );
    case 'choice':
      return fc.constantFrom(...setting.choices);
    case 'language':
      return fc.constantFrom(...defaults.languages);
    case 'place':
      return fc.constantFrom('same', '45', '-1001234567890', '-1001234567890/45');
    case 'zone':
      return fc.constantFrom(...ZONES);
    case 'list':
      if (setting.reactions)
        return fc.subarray(['❤', '🤷‍♂', 'paid', 'custom:5368324170671202286', '🇺🇦', '#⃣']);
      if (setting.choices) return fc.subarray([...setting.choices]);
      if (setting.boosts)
        return fc.subarray([
          '-50 2026-01-01T00:00Z/2026-01-02T00:00:01Z',
          '200 2026-01-03T00:00Z/2026-02-01T00:00Z',
        ]);
      if (setting.ids)
        return fc
          .uniqueArray(fc.integer({ min: 1, max: 2 ** 52 }), { maxLength: 20 })
          .map((ids) => ids.map(String));
      return fc
        .array(
          wild.map((word) => [...word].slice(0, setting.longest).join('')),
          { maxLength: 20 },
        )
        .map((words) => [...new Set(tidy(words, (word) => word.replace(/\s+/gu, ' ')))]);
    case 'texts':
      return fc.array(wild, { maxLength: 12 }).map((texts) => tidy(texts, (text) => text));
  }
}

function tidy(entries: readonly string[], form: (entry: string) => string): string[] {
  return entries.map((entry) => form(clean(entry)).trim()).filter((entry) => entry !== '');
}

/** What a chat may have stored, as far as each value alone goes. */
export const anyStored: fc.Arbitrary<StoredSettings> = fc.record(
  Object.fromEntries(settingKeys.map((key) => [key, anyValue(settingOf(key))])),
  { requiredKeys: [] },
);

/** The same where all values fit together, as `/set` sees to it. */
export const anyFitting: fc.Arbitrary<StoredSettings> = anyStored.map((stored) => {
  const fitting: Record<string, unknown> = { ...stored };
  for (const family of FAMILIES) {
    const min = Number(fitting[`${family}.award_min`] ?? 1);
    const max = Number(fitting[`${family}.award_max`] ?? 10);
    fitting[`${family}.award_min`] = Math.min(min, max);
    fitting[`${family}.award_max`] = Math.max(min, max);
  }
  for (const key of ['negative.words', 'reactions.minus']) delete fitting[key];
  return fitting;
});
