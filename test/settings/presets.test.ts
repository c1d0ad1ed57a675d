import { expect } from 'chai';
import fc from 'fast-check';
import {
  resolveSettings,
  type StoredSettings,
  settingKeys,
  settingOf,
} from '../../src/settings/catalogue.ts';
import { planValues } from '../../src/settings/change.ts';
import type { AnyValue } from '../../src/settings/kinds.ts';
import {
  isPreset,
  PRESET_KEYS,
  PRESETS,
  type PresetName,
  presetOf,
  presetValues,
} from '../../src/settings/presets.ts';
import { accepts, sameValue } from '../../src/settings/values.ts';
import { hasText } from '../../src/text/i18n.ts';
import { checks, defaultsOf, plan } from './world.ts';

const EN = defaultsOf('en');

/** A chat's own settings that no preset speaks of. */
const OWN: StoredSettings = {
  language: 'ru',
  time_zone: 'Europe/Berlin',
  'reputation.words': ['merci'],
  'reputation.texts': ['{receiver}!'],
  'negative.words': ['boo'],
  'reactions.plus': ['🔥'],
  'commands.disabled': ['top'],
  'reputation.undo_minutes': 7,
  'of.another.version': { deep: [1] },
};

function applied(current: StoredSettings, name: PresetName): StoredSettings {
  const planned = planValues(current, defaultsOf, presetValues(name), checks);
  if (planned.ok) return planned.overrides;
  expect(planned.refusals).to.deep.equal([{ no: 'nothing_to_change' }]);
  return current;
}

/** Any value that a setting takes, as far as presets may meet it. */
const stored = fc
  .record(
    Object.fromEntries(PRESET_KEYS.map((key) => [key, fc.constantFrom(...PRESETS.map(columnOf(key)))])),
    { requiredKeys: [] },
  )
  .map((values) => ({ ...OWN, ...values }));

function columnOf(key: (typeof PRESET_KEYS)[number]) {
  return (name: PresetName): AnyValue => presetValues(name).get(key) as AnyValue;
}

describe('settings: presets', () => {
  for (const name of PRESETS) {
    it(`${name} sets only what each setting takes, and has its words`, () => {
      const values = presetValues(name);
      expect([...values.keys()]).to.deep.equal([...PRESET_KEYS]);
      for (const [key, value] of values)
        expect(accepts(settingOf(key), value, EN), `${key} ${value}`).to.equal(true);
      expect(hasText(`preset.button_${name}`) && hasText(`preset.about_${name}`)).to.equal(true);
      expect(isPreset(name)).to.equal(true);
    });

    it(`${name} is known again where it was applied, whatever else the chat has of its own`, () => {
      const after = applied(OWN, name);
      expect(presetOf(resolveSettings(after, EN))).to.equal(name);
      for (const [key, value] of Object.entries(OWN)) expect(after[key], key).to.deep.equal(value);
      const once = plan('reputation.pair_interval 61', after);
      expect(once.ok && presetOf(resolveSettings(once.overrides, EN)), 'control').to.equal(null);
    });
  }

  it('speak neither of words and texts nor of language and time zone', () => {
    for (const key of PRESET_KEYS) expect(settingOf(key).type).to.be.oneOf(['switch', 'number', 'choice']);
    expect(PRESET_KEYS.length).to.be.below(settingKeys.length / 2);
  });

  it('differ from each other, and none is the default', () => {
    const shown = PRESETS.map((name) => JSON.stringify([...presetValues(name)]));
    expect(new Set(shown).size).to.equal(PRESETS.length);
    expect(presetOf(resolveSettings({}, EN))).to.equal(null);
  });

  it('one after the other come to the last one', () => {
    fc.assert(
      fc.property(stored, fc.array(fc.constantFrom(...PRESETS), { minLength: 1 }), (begin, names) => {
        const last = names.at(-1) as PresetName;
        const all = names.reduce(applied, begin as StoredSettings);
        expect(all).to.deep.equal(applied(begin, last));
        const settings = resolveSettings(all, EN);
        for (const [key, value] of presetValues(last))
          expect(sameValue(settings[key], value), key).to.equal(true);
      }),
    );
  });

  it('are told from other names', () => {
    for (const name of ['', 'Quiet', 'quiet ', 'toString', '__proto__', 'adaptive '])
      expect(isPreset(name), name).to.equal(false);
  });
});
