import { expect } from 'chai';
import fc from 'fast-check';
import { resolveSettings, type StoredSettings } from '../../src/settings/catalogue.ts';
import { differing, planRestore } from '../../src/settings/history.ts';
import { anyStored } from './values.ts';
import { checks, defaultsOf } from './world.ts';

const EN = defaultsOf('en');
const restoring = (current: StoredSettings, version: StoredSettings) =>
  planRestore(current, version, defaultsOf, checks);

/** The current settings after a restore; refused where two lists share a word. */
function restored(current: StoredSettings, version: StoredSettings): StoredSettings | null {
  const { plan } = restoring(current, version);
  if (plan.ok) return plan.overrides;
  const [refusal] = plan.refusals;
  if (refusal?.no === 'nothing_to_change') return current;
  expect(refusal?.no).to.equal('word_on_both_lists');
  return null;
}

describe('settings: restoring a version', () => {
  it('comes to the same settings as that version, from wherever', () => {
    let done = 0;
    fc.assert(
      fc.property(anyStored, anyStored, (current, version) => {
        const now = restored(current, version);
        if (now === null) return;
        done += 1;
        expect(resolveSettings(now, EN)).to.deep.equal(resolveSettings(version, EN));
        expect(restored(now, version), 'twice').to.deep.equal(now);
      }),
    );
    expect(done).to.be.above(30);
  });

  it('tells what really changes, and not what merely follows the language', () => {
    const { plan } = restoring(
      { language: 'ru', 'reputation.pair_interval': 5 },
      { 'reputation.pair_interval': 7 },
    );
    expect(plan.ok && plan.changed).to.deep.equal([
      { key: 'language', from: 'ru', to: 'en' },
      { key: 'reputation.pair_interval', from: '5', to: '7' },
    ]);
    const same = restoring({ 'reputation.award': 'random' }, { 'reputation.award': 'random' }).plan;
    expect(same).to.deep.equal({ ok: false, refusals: [{ no: 'nothing_to_change' }] });
    const first = restoring({ 'reputation.award': 'random' }, {}).plan;
    expect(first.ok && first.overrides, 'to the beginning').to.deep.equal({});
  });

  it('keeps the keys of other versions of the bot, as they were then or are now', () => {
    const now = restored(
      { 'x.both': 1, 'x.now': { a: [1] }, 'commands.bang': true },
      { 'x.both': 2, 'x.then': null },
    );
    expect(now).to.deep.equal({ 'x.both': 2, 'x.now': { a: [1] }, 'x.then': null });
  });

  it('lets the default stand for what is no longer allowed, and says so', () => {
    const { plan, dropped } = restoring(
      { 'reputation.pair_interval': 5 },
      {
        'reputation.pair_interval': 'often',
        'reputation.award': 'huge',
        'reputation.award_min': 50,
        'reputation.words': ['merci'],
        language: 'tlh',
        time_zone: 'Mars/Base',
      },
    );
    expect(dropped).to.deep.equal([
      'language',
      'time_zone',
      'reputation.pair_interval',
      'reputation.award',
      'reputation.award_min',
    ]);
    expect(plan.ok && plan.overrides).to.deep.equal({ 'reputation.words': ['merci'] });
    expect(restoring({}, { 'reputation.words': ['merci'] }).dropped, 'control').to.deep.equal([]);
  });

  it('takes whatever a version may hold', () => {
    const hostile = JSON.parse('{"__proto__": {"reputation.award": "random"}, "constructor": 1}');
    const now = restored({ 'commands.bang': true }, hostile);
    expect(Object.keys(now ?? {})).to.deep.equal(['__proto__', 'constructor']);
    expect(resolveSettings(now ?? {}, EN)['reputation.award']).to.equal('normal');
  });
});

describe('settings: what a version has changed', () => {
  it('is named by keys, in the order of the catalogue', () => {
    const older = { 'commands.bang': true, 'reputation.words': ['a'], unknown: 1 };
    const newer = { 'reputation.words': ['a', 'b'], language: 'ru', unknown: 2 };
    expect(differing(older, newer)).to.deep.equal(['language', 'reputation.words', 'commands.bang']);
    expect(differing(older, older)).to.deep.equal([]);
  });
});
