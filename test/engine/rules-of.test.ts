import { expect } from 'chai';
import fc from 'fast-check';
import { LeastUsed } from '../../src/engine/least-used.ts';
import { bookOf, rulesWith } from '../../src/engine/reputation/triggers.ts';
import { rulesOf } from '../../src/engine/rules-of.ts';
import { Trie } from '../../src/reputation/phrases/trie.ts';
import { resolveSettings, type SettingKey, settingKeys, settingOf } from '../../src/settings/catalogue.ts';
import { defaultOf } from '../../src/settings/values.ts';
import { languageDefaults } from '../../src/text/i18n.ts';

const stored = (settings: Partial<Record<SettingKey, unknown>>): string => JSON.stringify(settings);
const book = bookOf([
  {
    ...{ id: 1, phrase: 'good job', match: 'anywhere', reputation: 2, experience: 0, text: null },
    ...{ from: 'all', to: 'all', interval: 0 },
  },
]);

describe('rules of a chat', () => {
  it('stay the same ones while 10,000 other chats have settings of their own', () => {
    const mine = stored({ 'reputation.pair_interval': 7 });
    const [rules, withTriggers] = [rulesOf(mine), rulesWith(mine, book)];
    for (let chat = 0; chat < 10_000; chat += 1) rulesOf(stored({ 'reputation.texts': [`Chat ${chat}`] }));
    expect(rulesOf(mine)).to.equal(rules);
    expect(rulesWith(mine, book)).to.equal(withTriggers);
  });

  it('share the matcher of their words, whatever else is their own', () => {
    const one = rulesOf(stored({ 'reputation.pair_interval': 8 }));
    const other = rulesOf(stored({ 'negative.enabled': true }));
    expect(one.matcher).to.equal(other.matcher);
    expect(rulesOf(stored({ 'reputation.words': ['thx'] })).matcher, 'other words').to.not.equal(one.matcher);
    expect(rulesWith('{}', book).matcher, 'triggers').to.not.equal(one.matcher);
    expect(rulesWith(stored({ 'reputation.award': 'random' }), book).matcher).to.equal(
      rulesWith('{}', book).matcher,
    );
    expect(rulesOf(stored({ language: 'ru' })).matcher.find('спасибо'), 'of its language').to.have.lengthOf(
      1,
    );
    expect(one.matcher.find('спасибо')).to.have.lengthOf(0);
  });

  it('do not share what they have changed', () => {
    const before = resolveSettings({}, languageDefaults('en'));
    resolveSettings({ 'reputation.words': ['x'], 'reputation.award_min': 5 }, languageDefaults('en'));
    expect(resolveSettings({}, languageDefaults('en'))).to.deep.equal(before);
    expect(Object.keys(before)).to.deep.equal(settingKeys);
    for (const key of settingKeys)
      expect(before[key]).to.deep.equal(defaultOf(settingOf(key), languageDefaults('en')));
  });
});

describe('what is kept while there is room', () => {
  it('loses the least lately used, and never what came last', () => {
    const kept = new LeastUsed<number>(10);
    kept.set('a', 1, 4);
    kept.set('b', 2, 4);
    expect(kept.get('a')).to.equal(1);
    kept.set('c', 3, 4);
    expect(['a', 'b', 'c'].map((name) => kept.get(name))).to.deep.equal([1, null, 3]);
    kept.set('big', 4, 100);
    expect(kept.size).to.equal(1);
    expect(kept.get('big')).to.equal(4);
    kept.set('a', 5, 1);
    expect([kept.get('big'), kept.get('a')]).to.deep.equal([null, 5]);
  });

  it('counts a name that is set anew once', () => {
    const kept = new LeastUsed<number>(10);
    kept.set('a', 1, 5);
    for (let times = 0; times < 9; times += 1) kept.set('b', times, 5);
    expect([kept.get('a'), kept.get('b')]).to.deep.equal([1, 8]);
  });
});

describe('a trie that has given back its room', () => {
  it('leads wherever it led before', () => {
    const paths = fc.array(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 12 }), {
      maxLength: 40,
    });
    fc.assert(
      fc.property(paths, (asked) => {
        const trie = new Trie(asked.reduce((sum, path) => sum + path.length, 0));
        const nodes = asked.map((path) => trie.add(path));
        trie.shrink();
        const walk = (path: number[]) => path.reduce((node, symbol) => trie.next(node, symbol), 0);
        expect(asked.map(walk)).to.deep.equal(nodes);
        expect(trie.next(0, 10)).to.equal(0);
      }),
    );
  });
});
