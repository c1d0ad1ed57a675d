import { expect } from 'chai';
import fc from 'fast-check';
import {
  type ChatSettings,
  resolveSettings,
  type SettingKey,
  settingKeys,
  settingOf,
} from '../../src/settings/catalogue.ts';
import type { Setting } from '../../src/settings/kinds.ts';
import { accepts, allowedOf, defaultOf } from '../../src/settings/values.ts';
import { languageDefaults, languages } from '../../src/text/i18n.ts';
import { placeholdersOf } from '../../src/text/placeholders.ts';
import { defaultsOf } from './world.ts';

describe('settings: the catalogue', () => {
  it('has every family under one heading, and a heading for what belongs together alone', () => {
    const headings = new Map<string, Set<string>>();
    for (const key of settingKeys) {
      const family = key.includes('.') ? key.slice(0, key.indexOf('.')) : 'chat';
      const heading = settingOf(key).group;
      headings.set(heading, (headings.get(heading) ?? new Set()).add(family));
    }
    // Rewards are what titles bring.
    expect([...(headings.get('titles') ?? [])]).to.deep.equal(['titles', 'rewards']);
    headings.delete('titles');
    for (const [heading, families] of headings) expect([...families], heading).to.deep.equal([heading]);
  });

  it('has the defaults that were promised', () => {
    const settings = resolveSettings({}, languageDefaults('en'));
    expect(settings).to.deep.include({
      language: 'en',
      time_zone: 'UTC',
      'reputation.enabled': true,
      'reputation.words': ['thanks', 'thank you', 'thx', 'tysm'],
      'reputation.except_words': ['thanks in advance', 'no thanks'],
      'reputation.receiver_interval': 0,
      'reputation.giver_interval': 0,
      'reputation.chat_interval': 0,
      'reputation.pair_interval': 60,
      'reputation.from': 'all',
      'reputation.award': 'normal',
      'reputation.award_min': 1,
      'reputation.award_max': 10,
      'reputation.complex_full': 1000,
      'reputation.mentions': 'with_word',
      'reputation.reply': 'public',
      'reputation.reply_seconds': 120,
      'reputation.given_per_day': 20,
      'reputation.received_per_day': 0,
      'reputation.least_days': 0,
      'reputation.least_messages': 0,
      'negative.enabled': false,
      'negative.words': ['-rep'],
      'negative.from': 'admins',
      'negative.given_per_day': 3,
      'negative.pair_interval': 1440,
      'negative.reason': true,
      'negative.below_zero': false,
      'negative.award_max': 10,
      'reactions.enabled': false,
      'reactions.plus': ['❤', '🙏', '🏆'],
      'reactions.minus': [],
      'reactions.weight': 1,
      'commands.disabled': [],
      'commands.bang': false,
    });
    expect(settings['reputation.texts']).to.have.lengthOf(3);
    expect(settings['negative.texts']).to.have.lengthOf(3);
    expect(settings['reputation.overtake_texts']).to.have.lengthOf(2);
    expect(settings['reputation.overtake_top']).to.equal(10);
  });

  it('has the same for minus as for thanks, of the same bounds, but for overtaking, reason and floor', () => {
    const named = (family: string) =>
      settingKeys.flatMap((key) => (key.startsWith(`${family}.`) ? [key.slice(family.length + 1)] : []));
    const thanks = named('reputation');
    const minus = named('negative');
    expect(thanks.filter((name) => !minus.includes(name))).to.deep.equal([
      'overtake_texts',
      'overtake_top',
      'air',
    ]);
    expect(minus.filter((name) => !thanks.includes(name))).to.deep.equal(['reason', 'below_zero']);
    const shape = (key: string) => {
      const {
        default: _,
        group: __,
        ...rest
      } = settingOf(key as SettingKey) as Setting & { default?: unknown };
      // A bare mention is no reproach.
      return key.endsWith('.mentions') ? { type: rest.type } : rest;
    };
    for (const name of minus.filter((other) => thanks.includes(other))) {
      expect(shape(`negative.${name}`), name).to.deep.equal(shape(`reputation.${name}`));
    }
    expect(placeholdersOf('negative.texts')).to.deep.equal(placeholdersOf('reputation.texts'));
  });

  it('is typed key by key', () => {
    const settings: ChatSettings = resolveSettings({}, defaultsOf('en'));
    const interval: number = settings['reputation.pair_interval'];
    const from: 'all' | 'admins' | 'shared' = settings['negative.from'];
    // @ts-expect-error A list is no number.
    const wrong: number = settings['reputation.words'];
    expect([interval, from, wrong]).to.have.lengthOf(3);
  });

  for (const language of languages) {
    it(`takes its own defaults in ${language}`, () => {
      const defaults = languageDefaults(language);
      for (const key of settingKeys) {
        const setting = settingOf(key);
        expect(accepts(setting, defaultOf(setting, defaults), defaults), key).to.equal(true);
        expect(allowedOf(setting, defaults), key).to.have.property('type');
      }
    });
  }
});

describe('settings: reading what is stored', () => {
  it('lists follow the language', () => {
    expect(resolveSettings({ language: 'ru' }, defaultsOf('en'))).to.deep.include({
      language: 'ru',
      'reputation.words': ['спасибо'],
      'negative.words': ['-реп'],
    });
    expect(resolveSettings({ language: 'en' }, defaultsOf('ru'))['reputation.words']).to.include('thanks');
    expect(resolveSettings({ language: 'tlh' }, defaultsOf('ru')).language).to.equal('ru');
  });

  it('what is no longer allowed falls to its default', () => {
    const stored = {
      time_zone: 'Mars/Base',
      'reputation.pair_interval': -5,
      'reputation.from': 'nobody',
      'reputation.words': ['ok', 7],
      'reputation.enabled': 'yes',
      'commands.disabled': ['top', 'dance'],
      'gone.setting': 1,
    };
    expect(resolveSettings(stored, defaultsOf('en'))).to.deep.equal(resolveSettings({}, defaultsOf('en')));
  });

  it('awards that cross fall both', () => {
    const settings = resolveSettings({ 'negative.award_min': 50 }, defaultsOf('en'));
    expect([settings['negative.award_min'], settings['negative.award_max']]).to.deep.equal([1, 10]);
  });

  it('garbage never throws, and every value holds', () => {
    const garbage = fc.dictionary(
      fc.oneof(fc.constantFrom(...settingKeys, '__proto__', 'constructor'), fc.string()),
      fc.oneof(fc.anything(), fc.constantFrom('ru', 5, true, ['a'], 'Europe/Paris')),
    );
    fc.assert(
      fc.property(garbage, (stored) => {
        const settings = resolveSettings(stored, defaultsOf('en'));
        expect(Object.keys(settings)).to.deep.equal([...settingKeys]);
        for (const key of settingKeys) {
          expect(accepts(settingOf(key), settings[key], defaultsOf('en')), key).to.equal(true);
        }
        expect(settings['reputation.award_min']).to.be.at.most(settings['reputation.award_max']);
      }),
    );
  });
});
