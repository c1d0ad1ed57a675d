import { expect } from 'chai';
import fc from 'fast-check';
import type { Refusal } from '../../src/model/refusal.ts';
import { planRanks } from '../../src/ranks/import.ts';
import type { Ladder } from '../../src/ranks/ladder.ts';
import {
  isShown,
  linkIn,
  planAddReward,
  planEditReward,
  planRemoveReward,
  type RewardChecks,
  type RewardPlan,
} from '../../src/ranks/reward-change.ts';
import { writeReward } from '../../src/ranks/reward-write.ts';
import { KEEPS, NO_GIFTS, NO_REWARDS, type Reward, type Rewards } from '../../src/ranks/rewards.ts';
import { readRewards, storeRewards, whoGives } from '../../src/ranks/rewards-stored.ts';
import { writeTitle } from '../../src/ranks/title-write.ts';

const LADDER: Ladder = [
  { id: 1, name: 'Helpful Soul', experience: null, reputation: 5 },
  { id: 2, name: 'The "Old" Helper', experience: 100, reputation: 25, boost: 20 },
];
const CHECKS: RewardChecks = {
  ladder: LADDER,
  lowest: 2,
  by: null,
  group: (written) =>
    ['@Reading', 'Reading Room', '-100'].includes(written) ? -100 : { no: 'reward_link', asked: written },
};

function made(plan: RewardPlan): { rewards: Rewards; of: readonly Reward[] } {
  if (!plan.ok) throw new Error(JSON.stringify(plan.refusals));
  return plan;
}

const add = (source: string, rewards = NO_REWARDS) => made(planAddReward(rewards, source, CHECKS)).rewards;
const only = (source: string) => add(source).list[0] as Reward;
const refusals = (plan: RewardPlan) => (plan.ok ? [] : (plan.refusals ?? 'unreadable'));
const inVain = (source: string): Refusal[] | string => refusals(planAddReward(NO_REWARDS, source, CHECKS));

describe('/reward add', () => {
  it('reads every option, in marks of any kind, in any order', () => {
    expect(
      only('tag="Gardener of the Month" short=Gardener title=“helpful soul” keep=Persistent'),
    ).to.deep.equal({
      ...{ id: 1, for: { title: 1 }, keep: 'persistent', gone: false },
      gifts: { ...NO_GIFTS, tag: 'Gardener of the Month', short: 'Gardener' },
    });
    const all = 'level=5 link=@Reading lift=on vote=yes weight=×2 gifts=+5 boost=1';
    expect(only(all)).to.deep.include({
      ...{ for: { level: 5 }, keep: 'default' },
      gifts: {
        ...NO_GIFTS,
        ...{ link: -100, lift: true, vote: true, weight: 2, gifts: 5, boost: true },
      },
    });
    expect(only('title=The "Old" Helper tag=A').for).to.deep.equal({ title: 2 });
    expect(only('level=5 short=Short').gifts, 'a short form alone is the tag').to.deep.include({
      ...{ tag: 'Short', short: '' },
    });
  });

  it('replaces what there is for the same tier with the same tag, and revives what was taken away', () => {
    const first = add('level=5 tag=Rookie keep=volatile');
    const again = add('level=5 tag=ROOKIE vote=on', first);
    expect(again.list).to.have.lengthOf(1);
    expect(again.list[0]).to.deep.include({ id: 1, keep: 'default' });
    expect(add('level=6 tag=Rookie', first).list, 'another tier').to.have.lengthOf(2);
    expect(add('level=5 vote=on', add('level=5 gifts=1')).list, 'without a tag').to.have.lengthOf(2);
    const removed = made(planRemoveReward(first, '1', CHECKS)).rewards;
    expect(removed.list[0]).to.include({ gone: true });
    expect(add('level=5 tag=Rookie', removed).list).to.have.lengthOf(1);
    expect(add('level=5 tag=Rookie', removed).list[0]).to.include({ id: 1, gone: false });
  });

  it('is remembered by who set it up, as long as nobody else changes it', () => {
    const by = (id: number | null): RewardChecks => ({ ...CHECKS, by: id });
    const whose = ({ list: [reward] }: Rewards) => reward?.by;
    const first = made(planAddReward(NO_REWARDS, 'level=5 tag=Rookie', by(7))).rewards;
    expect(whose(first)).to.equal(7);
    expect(whose(readRewards(storeRewards(first)))).to.equal(7);
    expect([whoGives(storeRewards(first), 'Rookie'), whoGives(storeRewards(first), 'Pro')]).to.deep.equal([
      7,
      null,
    ]);
    const again = made(planAddReward(first, 'level=5 tag=Rookie', by(8))).rewards;
    expect(storeRewards(again), 'as it was').to.equal(storeRewards(first));
    expect(whose(made(planEditReward(first, '1 weight=2', by(8))).rewards)).to.equal(8);
    expect(whose(made(planEditReward(first, '1 weight=2', by(null))).rewards), 'anonymous').to.equal(
      undefined,
    );
  });

  for (const [source, expected] of [
    ['', 'unreadable'],
    ['Rookie', 'unreadable'],
    ['Rookie level=5', 'unreadable'],
    ['tag=A', [{ no: 'reward_tier' }]],
    ['level=5 title="Helpful Soul" tag=A', [{ no: 'reward_tier' }]],
    ['level=5', [{ no: 'reward_nothing' }]],
    ['level=5 tag=none', [{ no: 'reward_nothing' }]],
    ['level=1 tag=A', [{ no: 'bad_value', key: 'level', allowed: { type: 'number', min: 2, max: 1000 } }]],
    [
      'level=9007199254740993 tag=A',
      [{ no: 'bad_value', key: 'level', allowed: { type: 'number', min: 2, max: 1000 } }],
    ],
    ['level=-5 tag=A', [{ no: 'bad_value', key: 'level', allowed: { type: 'number', min: 2, max: 1000 } }]],
    ['level=5 weight=0', [{ no: 'bad_value', key: 'weight', allowed: { type: 'number', min: 1, max: 10 } }]],
    [
      'level=5 weight=1.5',
      [{ no: 'bad_value', key: 'weight', allowed: { type: 'number', min: 1, max: 10 } }],
    ],
    ['level=5 gifts=101', [{ no: 'bad_value', key: 'gifts', allowed: { type: 'number', min: 0, max: 100 } }]],
    ['level=5 vote=perhaps', [{ no: 'bad_value', key: 'vote', allowed: { type: 'switch' } }]],
    [
      'level=5 tag=A keep=forever',
      [{ no: 'bad_value', key: 'keep', allowed: { type: 'choice', choices: KEEPS } }],
    ],
    ['title="Nobody" tag=A', [{ no: 'title_unknown', asked: 'Nobody' }]],
    ['level=5 link=@elsewhere', [{ no: 'reward_link', asked: '@elsewhere' }]],
    ['level=5 tag="Sternguckerverein"', [{ no: 'reward_short', tag: 'Sternguckerverein', longest: 16 }]],
    ['level=5 tag="Rookie 🌱"', [{ no: 'reward_short', tag: 'Rookie 🌱', longest: 16 }]],
    ['level=5 tag=A short="🌱"', [{ no: 'reward_short', tag: '🌱', longest: 16 }]],
    ['level=5 tag="…"', [{ no: 'reward_tag', longest: 64 }]],
  ] as const) {
    it(`says what is wrong with ${source || 'nothing'}`, () =>
      expect(inVain(source)).to.deep.equal(expected));
  }

  it('takes what Telegram shows beside a name, and nothing else', () => {
    const shown = ['Rookie', 'Known Member', 'Садовник', 'یاور', '園芸家', '№ 1 (C++)', '16 characters ok'];
    expect(shown.filter((tag) => !isShown(tag))).to.deep.equal([]);
    const not = ['🌱', 'A🇺🇦', '1️⃣', '❤️', '❤', 'seventeen signs !', '👨‍👩‍👧'];
    expect(not.filter(isShown)).to.deep.equal([]);
  });

  it('names the group before it is looked for', () => {
    expect(linkIn('level=5 link=@Reading tag=A')).to.equal('reading');
    expect(linkIn('level=5 link="Reading  Room"')).to.equal('reading room');
    expect(linkIn('3 link=-1001234567890')).to.equal('-1001234567890');
    expect(linkIn('level=5 tag="link=@a"')).to.equal(null);
  });
});

describe('Any words after /reward', () => {
  it('are judged without a fault, and come to what can be stored and written', () => {
    const word = fc.constantFrom(
      ...'title level tag short link lift vote weight gifts boost keep name'.split(' '),
    );
    const value = fc.oneof(
      fc.string({ maxLength: 20 }),
      fc.constantFrom('5', '"Helpful Soul"', 'on', 'none', '-100', 'volatile', '9007199254740993', '"'),
    );
    const source = fc
      .array(
        fc.tuple(word, value).map(([name, text]) => `${name}=${text}`),
        { maxLength: 5 },
      )
      .chain((options) => fc.constantFrom('', '1 ', '#1 ').map((head) => head + options.join(' ')));
    let understood = 0;
    fc.assert(
      fc.property(fc.oneof(source, fc.string()), (words) => {
        for (const plan of [planAddReward, planEditReward, planRemoveReward]) {
          const planned = plan(add('level=5 tag=A', add('level=6 vote=on')), words, CHECKS);
          if (!planned.ok) continue;
          understood += 1;
          expect(readRewards(storeRewards(planned.rewards))).to.deep.equal(planned.rewards);
        }
      }),
      { numRuns: 2000 },
    );
    expect(understood).to.be.above(50);
  });
});

describe('/reward edit and remove', () => {
  const two = add('level=6 tag=B', add('level=5 tag=A keep=volatile'));
  const edited = (source: string) => planEditReward(two, source, CHECKS);

  it('change what is named, and leave the rest', () => {
    expect(made(edited('1 weight=3 keep=persistent')).of).to.deep.equal([
      { ...two.list[0], keep: 'persistent', gifts: { ...NO_GIFTS, tag: 'A', weight: 3 } },
    ]);
    expect(made(edited('#2 title="Helpful Soul" tag=none vote=on')).of[0]).to.deep.include({
      ...{ for: { title: 1 }, gifts: { ...NO_GIFTS, vote: true } },
    });
    expect(refusals(edited('1 keep=volatile'))).to.deep.equal([{ no: 'nothing_to_change' }]);
    expect(refusals(edited('1 level=6 tag=b'))).to.deep.equal([{ no: 'reward_twice', id: 2 }]);
    expect(refusals(edited('1 tag=none'))).to.deep.equal([{ no: 'reward_nothing' }]);
    expect(refusals(edited('9 vote=on'))).to.deep.equal([{ no: 'reward_unknown', asked: '9' }]);
    expect(refusals(edited('vote=on'))).to.equal('unreadable');
  });

  it('take away by number, by tier, and by tier and tag; what is gone is gone for lists', () => {
    const gone = (source: string, from = two) =>
      made(planRemoveReward(from, source, CHECKS)).rewards.list.flatMap(({ id, gone }) => (gone ? [id] : []));
    expect(gone('2')).to.deep.equal([2]);
    expect(gone('level=5')).to.deep.equal([1]);
    expect(gone('level=6 tag="b"')).to.deep.equal([2]);
    const third = add('title="Helpful Soul" vote=on', two);
    expect(gone('title="helpful soul"', third)).to.deep.equal([3]);
    for (const source of ['level=7', 'level=5 tag=B', 'title="Helpful Soul"', '7'])
      expect(refusals(planRemoveReward(two, source, CHECKS)), source).to.have.nested.property(
        '0.no',
        'reward_unknown',
      );
    for (const source of ['', 'tag=A', '1 level=5', 'level=5 vote=on'])
      expect(refusals(planRemoveReward(two, source, CHECKS)), source).to.equal('unreadable');
  });
});

describe('Rewards and titles in a file', () => {
  const NOW = { titles: { made: 4, ladder: LADDER }, own: false, rewards: NO_REWARDS };
  const file = (titles: string[], rewards: string[]) => planRanks(NOW, { titles, rewards }, CHECKS);

  it('are written as they are read, whatever marks stand in them', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', 'B', ' ', '"', '“', '=', 'я', '\\'),
      minLength: 1,
      maxLength: 12,
    });
    fc.assert(
      fc.property(text, fc.constantFrom(...KEEPS), fc.boolean(), (tag, keep, vote) => {
        const plan = planAddReward(
          NO_REWARDS,
          `level=5 tag="${tag.replaceAll('"', '""')}" keep=${keep} weight=2${vote ? ' vote=on' : ''}`,
          CHECKS,
        );
        if (!plan.ok) return;
        const [reward] = plan.of as [Reward];
        const written = writeReward(reward, LADDER) ?? '';
        expect(made(planAddReward(NO_REWARDS, written, CHECKS)).of).to.deep.equal([reward]);
      }),
    );
    for (const one of LADDER) {
      const { titles } = planRanks(
        { ...NOW, own: true, titles: { made: 0, ladder: [] } },
        { titles: [writeTitle(one)], rewards: [] },
        CHECKS,
      );
      expect(titles.ladder).to.deep.equal([{ ...one, id: 1 }]);
    }
  });

  it('leave ready titles that they name as they are, beside one’s own', () => {
    const ready = { id: 2, name: 'Helper', experience: null, reputation: 25, ready: 2 };
    const own = { id: 5, name: 'Barber', experience: 1000, reputation: 50 };
    const now = { ...NOW, own: true, titles: { made: 5, ladder: [ready, own] } };
    const read = (...titles: string[]) => planRanks(now, { titles, rewards: [] }, CHECKS);
    const same = read(writeTitle(ready), writeTitle(own));
    expect(same).to.deep.include({ newTitles: 0, refusals: [] });
    expect(same.titles.ladder).to.deep.equal([ready, own]);
    expect(read('Gardener rep=25').titles.ladder.map(({ name }) => name)).to.deep.equal([
      'Gardener',
      'Barber',
    ]);
    expect(read('Gardener rep=50').refusals, 'control').to.have.nested.property('[0].no', 'title_same');
  });

  it('take the place of titles that came with the language, which keep their numbers by their names', () => {
    const plan = file(['"helpful soul" rep=7', '"Legend" rep=70'], ['title="Legend" tag=L']);
    expect(plan).to.deep.include({ newTitles: 2, newRewards: 1, refusals: [] });
    expect(plan.titles.ladder.map(({ id, name }) => [id, name])).to.deep.equal([
      ...[
        [1, 'helpful soul'],
        [5, 'Legend'],
      ],
    ]);
    expect(plan.rewards.list[0]?.for).to.deep.equal({ title: 5 });
    expect(plan.written).to.deep.equal(['title="Legend" tag="L" keep=default']);
  });

  it('are added to a chat’s own, once; what does not fit is said', () => {
    const own = { ...NOW, own: true };
    const titles = ['"Legend" rep=70', '"Crossing" exp=50 rep=30', 'exp=5'];
    const rewards = ['level=5 tag=A', 'level=5 link=@elsewhere', 'no reward'];
    const plan = planRanks(own, { titles, rewards }, CHECKS);
    expect(plan.refusals.map(({ no }) => no)).to.deep.equal([
      ...['title_crosses', 'title_name', 'reward_link', 'file_reward'],
    ]);
    expect(plan).to.include({ newTitles: 1, newRewards: 1 });
    const again = planRanks(
      plan,
      { titles: plan.titles.ladder.map(writeTitle), rewards: plan.written },
      CHECKS,
    );
    expect(again).to.deep.include({ newTitles: 0, newRewards: 0, refusals: [] });
    expect(file(Array(51).fill('"A" rep=1'), []).refusals).to.deep.equal([{ no: 'titles_full', most: 50 }]);
    expect(file([], Array(51).fill('')).refusals).to.deep.equal([{ no: 'rewards_full', most: 50 }]);
  });
});
