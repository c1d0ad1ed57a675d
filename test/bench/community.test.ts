import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { LOUD, QUIET } from '../../bench/community/cast.ts';
import { judge, rankCorrelation } from '../../bench/community/judge.ts';
import { play } from '../../bench/community/play.ts';
import { scriptOf } from '../../bench/community/script.ts';
import { describeOnBoth } from '../support/database.ts';

const digest = (value: unknown) =>
  createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 16);

describe('The simulated community', () => {
  it('is the same for the same seed, and was not changed since the policies were tuned', () => {
    const { lines } = scriptOf(QUIET, 7, 'digest');
    expect(scriptOf(QUIET, 7, 'digest').lines).to.deep.equal(lines);
    expect(digest(lines)).to.equal('ca40c6b68018aaa6');
    expect(digest(scriptOf(QUIET, 7, 'another').lines)).to.not.equal(digest(lines));
  });

  it('has as much to say as its names promise, spammers ten times as much as helpers', () => {
    for (const [size, days, daily] of [
      [QUIET, 28, 50],
      [LOUD, 1, 50_000],
    ] as const) {
      const { cast, lines } = scriptOf(size, days, 'sizes');
      const kindOf = new Map(cast.map(({ id, kind }) => [id, kind]));
      const count = (kinds: readonly string[]) =>
        lines.filter(({ by }) => kinds.includes(kindOf.get(by) ?? '')).length / days;
      expect(count(['helper', 'asker', 'lurker', 'chatterbox'])).to.be.within(0.8 * daily, 1.2 * daily);
      const ratio = count(['spammer']) / size.members.spammer / (count(['helper']) / size.members.helper);
      expect(ratio).to.be.within(7, 13);
    }
  });

  it('is judged by Spearman’s correlation, those who are equal sharing their rank', () => {
    expect(rankCorrelation([1, 2, 3], [10, 20, 900])).to.equal(1);
    expect(rankCorrelation([1, 2, 3], [9, 5, 1])).to.equal(-1);
    expect(rankCorrelation([1, 2, 3], [5, 5, 5])).to.equal(0);
    expect(rankCorrelation([1, 2, 2, 3], [1, 2, 2, 3])).to.be.closeTo(1, 1e-12);
  });
});

describeOnBoth('In the simulated community', (open) => {
  it('windows and conversations tell help from noise, which points a message do not', async function () {
    this.timeout(120_000);
    const script = scriptOf(QUIET, 14, 'a test, neither for tuning nor for judging');
    const found = await play(await open(), script);
    const [flat, activity, windows, conversations] = [...found.values()].map((points) =>
      judge(script, points),
    );
    for (const policy of [windows, conversations]) {
      expect(policy?.outranks).to.equal(true);
      expect(policy?.share.spammer).to.be.below(0.5);
      expect(policy?.share.flooder).to.be.below(0.25);
      expect(policy?.correlation).to.be.above(
        Math.max(flat?.correlation ?? 1, activity?.correlation ?? 1) + 0.2,
      );
    }
    expect(flat?.outranks, 'control').to.equal(false);
  });
});
