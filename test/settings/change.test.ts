import { expect } from 'chai';
import type { Allowed, Refusal } from '../../src/model/refusal.ts';
import { plan } from './world.ts';

function refusals(text: string, current = {}): Refusal[] {
  const result = plan(text, current);
  return result.ok ? [] : result.refusals;
}

function overrides(text: string, current = {}): unknown {
  const result = plan(text, current);
  return result.ok ? result.overrides : result.refusals;
}

const number = (min: number, max: number): Allowed => ({ type: 'number', min, max });

describe('settings: what /set takes', () => {
  const good: [string, string, unknown][] = [
    ['negative.enabled on', 'negative.enabled', true],
    ['negative.enabled Yes', 'negative.enabled', true],
    ['negative.enabled ВКЛ', 'negative.enabled', true],
    ['reputation.enabled 0', 'reputation.enabled', false],
    ['reputation.enabled выкл', 'reputation.enabled', false],
    ['reputation.pair_interval off', 'reputation.pair_interval', 0],
    ['reputation.pair_interval 0', 'reputation.pair_interval', 0],
    ['reputation.pair_interval 525600', 'reputation.pair_interval', 525_600],
    ['reputation.given_per_day off', 'reputation.given_per_day', 0],
    ['reputation.reply OFF', 'reputation.reply', 'off'],
    ['reputation.reply reaction', 'reputation.reply', 'reaction'],
    ['reputation.words none', 'reputation.words', []],
    ['reputation.words +, 👍', 'reputation.words', ['+', '👍']],
    [`reputation.words ${'x'.repeat(500)}`, 'reputation.words', ['x'.repeat(500)]],
    [`reputation.words ${'👍'.repeat(500)}`, 'reputation.words', ['👍'.repeat(500)]],
    ['reputation.texts a\n---\nb', 'reputation.texts', ['a', 'b']],
    ['commands.disabled /Top, !me', 'commands.disabled', ['top', 'me']],
    ['language RU', 'language', 'ru'],
    ['language ru-RU', 'language', 'ru'],
    ['time_zone europe/berlin', 'time_zone', 'Europe/Berlin'],
    ['time_zone asia/kolkata', 'time_zone', 'Asia/Kolkata'],
  ];
  for (const [text, key, value] of good) {
    it(JSON.stringify(text.slice(0, 60)), () => expect(overrides(text)).to.deep.equal({ [key]: value }));
  }

  const bad: [string, string, Allowed][] = [
    ['negative.enabled maybe', 'negative.enabled', { type: 'switch' }],
    ['negative.enabled none', 'negative.enabled', { type: 'switch' }],
    ['reputation.pair_interval -1', 'reputation.pair_interval', number(0, 525_600)],
    ['reputation.pair_interval 1.5', 'reputation.pair_interval', number(0, 525_600)],
    ['reputation.pair_interval 1e3', 'reputation.pair_interval', number(0, 525_600)],
    ['reputation.pair_interval an hour', 'reputation.pair_interval', number(0, 525_600)],
    ['reputation.pair_interval 525601', 'reputation.pair_interval', number(0, 525_600)],
    ['reputation.award_min off', 'reputation.award_min', number(1, 1000)],
    ['reputation.award_min 0', 'reputation.award_min', number(1, 1000)],
    ['reputation.from nobody', 'reputation.from', { type: 'choice', choices: ['all', 'admins', 'shared'] }],
    ['reputation.words ???, thanks', 'reputation.words', { type: 'list', most: 200, longest: 500 }],
    [`reputation.words ${'x'.repeat(501)}`, 'reputation.words', { type: 'list', most: 200, longest: 500 }],
    [
      `reputation.words ${Array.from({ length: 201 }, (_, index) => `w${index}`).join()}`,
      'reputation.words',
      { type: 'list', most: 200, longest: 500 },
    ],
    ['reputation.texts a\n---\n<b', 'reputation.texts', { type: 'html', problem: 'broken_tag <' }],
    [`reputation.texts ${'x'.repeat(1025)}`, 'reputation.texts', { type: 'texts', most: 12, longest: 1024 }],
    [
      `reputation.texts ${'x\n---\n'.repeat(13)}`,
      'reputation.texts',
      { type: 'texts', most: 12, longest: 1024 },
    ],
    ['language tlh', 'language', { type: 'language', choices: ['en', 'ru'] }],
    ['time_zone Mars/Base', 'time_zone', { type: 'zone' }],
    ['time_zone +03:00', 'time_zone', { type: 'zone' }],
  ];
  for (const [text, key, allowed] of bad) {
    it(`refuses ${JSON.stringify(text.slice(0, 60))}`, () => {
      expect(refusals(text)).to.deep.equal([{ no: 'bad_value', key, allowed }]);
    });
  }

  it('refuses commands that cannot be given away', () => {
    expect(refusals('commands.disabled set')).to.have.nested.property('[0].allowed.type', 'choice');
  });

  const unknown: [string, string | null][] = [
    ['reputation.wrods', 'reputation.words'],
    ['pair_interval', 'reputation.pair_interval'],
    ['Reputation.Reply_Second', 'reputation.reply_seconds'],
    ['negative.belowzero', 'negative.below_zero'],
    ['langauge', 'language'],
    ['timezone', 'time_zone'],
    ['weather', null],
    ['__proto__', null],
    ['x', null],
    [`r${'x'.repeat(4000)}`, null],
  ];
  for (const [key, near] of unknown) {
    it(`does not know ${key.slice(0, 30)}, near ${near}`, () => {
      const [refusal] = refusals(`${key} on`);
      expect(refusal).to.deep.include({ no: 'unknown_setting', near });
      expect(refusal).to.have.property('key').with.lengthOf.at.most(64);
    });
  }
});

describe('settings: several at once', () => {
  it('change all together', () => {
    const result = plan('language ru\nreputation.words спасибо, +\nnegative.enabled on');
    expect(result).to.deep.equal({
      ok: true,
      language: 'ru',
      overrides: { language: 'ru', 'reputation.words': ['спасибо', '+'], 'negative.enabled': true },
      changed: [
        { key: 'language', from: 'en', to: 'ru' },
        { key: 'reputation.words', from: 'thanks, thank you', to: 'спасибо, +' },
        { key: 'negative.enabled', from: 'off', to: 'on' },
      ],
    });
  });

  it('or not at all, with every reason', () => {
    const found = refusals('commands.bang on\nreputation.from x\nreputation.nothing 1\nlanguage xx');
    expect(found.map(({ no }) => no)).to.deep.equal(['bad_value', 'unknown_setting', 'bad_value']);
  });

  it('of two for the same setting the last one counts', () => {
    expect(overrides('commands.bang off\ncommands.bang on')).to.deep.equal({ 'commands.bang': true });
  });
});

describe('settings: defaults', () => {
  it('come back without a value', () => {
    const current = { 'reputation.words': ['+'], 'commands.bang': true };
    expect(overrides('reputation.words', current)).to.deep.equal({ 'commands.bang': true });
  });

  it('are not stored, so that lists follow the language', () => {
    expect(overrides('reputation.words thanks, thank you', { 'reputation.words': ['+'] })).to.deep.equal({});
  });

  it('of the new language count when the language changes too', () => {
    expect(overrides('reputation.words спасибо\nlanguage ru')).to.deep.equal({ language: 'ru' });
  });

  it('asked for again are nothing to change', () => {
    for (const text of ['', 'commands.bang off', 'reputation.words thanks, thank you', 'language']) {
      expect(refusals(text), text).to.deep.equal([{ no: 'nothing_to_change' }]);
    }
  });

  it('leave keys of other versions alone', () => {
    const current = { 'experience.enabled': false, 'commands.bang': 'sometimes' };
    expect(overrides('negative.enabled on', current)).to.deep.equal({ ...current, 'negative.enabled': true });
  });
});

describe('settings: what must fit together', () => {
  it('the smallest award is not above the largest', () => {
    const refused = (key: string, allowed: Allowed) => [{ no: 'bad_value', key, allowed }];
    expect(refusals('reputation.award_min 11')).to.deep.equal(refused('reputation.award_min', number(1, 10)));
    expect(refusals('negative.award_max 4', { 'negative.award_min': 5 })).to.deep.equal(
      refused('negative.award_max', number(5, 1000)),
    );
    expect(refusals('reputation.award_min 9\nreputation.award_max 8')).to.deep.equal(
      refused('reputation.award_max', number(9, 1000)),
    );
    expect(
      refusals('reputation.award_max', { 'reputation.award_min': 20, 'reputation.award_max': 30 }),
    ).to.deep.equal(refused('reputation.award_max', number(20, 1000)));
    expect(overrides('reputation.award_min 11\nreputation.award_max 11')).to.have.property(
      'reputation.award_min',
      11,
    );
  });

  it('a word is not both thanks and minus, however it is written', () => {
    const both = [{ no: 'word_on_both_lists', word: '-REP' }];
    expect(refusals('reputation.words thx, -REP')).to.deep.equal(both);
    expect(refusals('negative.words thank you')).to.deep.equal([
      { no: 'word_on_both_lists', word: 'thank you' },
    ]);
    expect(refusals('reputation.words bad\nnegative.words BAD')).to.deep.equal([
      { no: 'word_on_both_lists', word: 'bad' },
    ]);
    expect(refusals('language ru', { 'negative.words': ['Спасибо'] })).to.deep.equal([
      { no: 'word_on_both_lists', word: 'спасибо' },
    ]);
    expect(overrides('reputation.words -rep\nnegative.words bad')).to.have.property('negative.words');
  });

  it('an old conflict does not stand in the way of other settings', () => {
    const current = { 'negative.words': ['thanks'], 'reputation.award_min': 50 };
    expect(overrides('commands.bang on', current)).to.deep.equal({ ...current, 'commands.bang': true });
  });
});
