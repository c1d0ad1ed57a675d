import { expect } from 'chai';
import fc from 'fast-check';
import type { ChatDraft } from '../../src/engine/draft.ts';
import { powersOf } from '../../src/engine/ranks/powers.ts';
import { levelOf, quadratic } from '../../src/model/curve.ts';
import type { SettledEvent } from '../../src/model/event.ts';
import { readHoldings } from '../../src/ranks/holdings.ts';
import type { Ladder } from '../../src/ranks/ladder.ts';
import {
  type Chain,
  KEEPS,
  NO_GIFTS,
  type Reward,
  type RewardsMode,
  shownReward,
  tagOf,
} from '../../src/ranks/rewards.ts';
import { storeRewards } from '../../src/ranks/rewards-stored.ts';
import { AT, person } from '../support/facts.ts';
import { ADMIN, chat as GARDEN, PEOPLE, settings, step, told } from '../support/fold-steps.ts';
import { MemoryChat } from '../support/memory.ts';

const LADDER: Ladder = [
  { id: 1, name: 'One', experience: null, reputation: 1 },
  { id: 2, name: 'Three', experience: 60, reputation: 3 },
  { id: 3, name: 'Eight', experience: null, reputation: 8 },
];

const rewards = fc.array(
  fc.tuple(
    fc.oneof(fc.integer({ min: 2, max: 4 }), fc.constantFrom('1', '2', '3')),
    fc.constantFrom(...KEEPS),
    fc.record({
      weight: fc.constantFrom(1, 1, 2),
      gifts: fc.constantFrom<number>(0, 1),
      lift: fc.boolean(),
      link: fc.constantFrom(null, -7),
    }),
  ),
  { minLength: 1, maxLength: 5 },
);

function listOf(all: typeof rewards extends fc.Arbitrary<infer Value> ? Value : never): Reward[] {
  return all.map(([tier, keep, gifts], index) => ({
    ...{ id: index + 1, keep, gone: false, gifts: { ...NO_GIFTS, ...gifts, tag: `T${index + 1}` } },
    for: typeof tier === 'number' ? { level: tier } : { title: Number(tier) },
  }));
}

/** Some come and go, and become admins for a while, between what people say. */
const comings = fc.array(
  fc.tuple(fc.nat(40), fc.constantFrom(2, 3, 4), fc.constantFrom('leave', 'back', 'admin', 'member')),
  { maxLength: 6 },
);

function withComings(
  stream: readonly SettledEvent[],
  all: typeof comings extends fc.Arbitrary<infer Value> ? Value : never,
) {
  const events = [...stream];
  for (const [place, id, how] of all) {
    const at = Math.min(place, events.length);
    const event = {
      ...{
        is: 'member',
        chat: GARDEN,
        at: events[at]?.at ?? AT,
        person: person(id, `P${id}`, `person${id}`),
      },
      ...{ role: how === 'admin' ? 'admin' : 'member', present: how !== 'leave' },
    } as unknown as SettledEvent;
    events.splice(at, 0, event);
  }
  return events;
}

const RICH = { 'experience.cooldown': 0, 'experience.text': '10-30', 'experience.thanks_got': '20-60' };

describe('Rewards in the fold, over random streams', () => {
  it('come to the same wherever the stream is cut, and Telegram is told what is to be seen', () => {
    let held = 0;
    let tagged = 0;
    let lost = 0;
    fc.assert(
      fc.property(
        fc.array(step(fc.constantFrom(0, 1, 60, 3600)), { minLength: 5, maxLength: 50, size: 'max' }),
        settings,
        rewards,
        fc.constantFrom<RewardsMode>('replace', 'stack'),
        comings,
        fc.array(fc.nat(50)),
        (all, chosen, given, mode, moves, cuts) => {
          const list = listOf(given);
          const chain: Chain = { rewards: { made: list.length, list }, ladder: LADDER, mode };
          const events = withComings(
            told(all, () => 'language en').map(({ event }) => event),
            moves,
          );
          const play = (at: readonly number[]) => {
            const chat = new MemoryChat(
              { ...chosen, ...RICH, 'rewards.mode': mode, 'reputation.giver_interval': 0 },
              [ADMIN],
            );
            chat.row.ladder = JSON.stringify({ made: 3, ladder: LADDER });
            chat.row.rewards = storeRewards(chain.rewards);
            let from = 0;
            for (const cut of [...new Set(at)].filter((one) => one < events.length).sort((a, b) => a - b)) {
              chat.batch(events.slice(from, cut));
              from = cut;
            }
            chat.batch(events.slice(from));
            return chat;
          };
          const whole = play([]);
          const members = (chat: MemoryChat) => [...chat.members].sort(([a], [b]) => a - b);
          for (const chat of [play(cuts), play(events.map((_, index) => index))]) {
            expect(members(chat)).to.deep.equal(members(whole));
            expect(chat.entries).to.deep.equal(whole.entries);
            expect(lastTags(chat)).to.deep.equal(lastTags(whole));
            const once = (one: MemoryChat) =>
              one.errands
                .filter((errand) => errand.do !== 'tag')
                .map(({ user, do: what }) => `${user} ${what}`)
                .sort();
            expect(new Set(once(chat))).to.deep.equal(new Set(once(whole)));
          }
          const admins = JSON.parse(whole.row.admins) as number[];
          for (const [id, member] of whole.members) {
            const holdings = readHoldings(member.holdings);
            const rank = LADDER.findIndex((title) => title.id === member.title);
            held += holdings.held.length;
            for (const one of list) {
              if (one.keep === 'persistent' || !holdings.held.includes(one.id)) continue;
              if ('level' in one.for)
                expect(one.for.level).to.be.at.most(levelOf(quadratic, member.experience));
              else
                expect(
                  LADDER.findIndex((title) => title.id === ('title' in one.for ? one.for.title : 0)),
                ).to.be.at.most(rank);
            }
            const visible = member.present && !admins.includes(id);
            expect(holdings.tag).to.equal(visible ? tagOf(shownReward(holdings.held, chain)) : '');
            if (!visible) continue;
            expect(lastTags(whole).get(id) ?? '').to.equal(holdings.tag);
            tagged += holdings.tag === '' ? 0 : 1;
          }
          lost += whole.errands.filter((errand) => errand.do === 'tag' && errand.tag === '').length;
        },
      ),
      { numRuns: 200 },
    );
    expect(held, 'held').to.be.above(300);
    expect(tagged, 'tags to be seen').to.be.above(100);
    expect(lost, 'tags taken away').to.be.above(0);
  });

  it('sum up to powers: the heaviest weight, all extra gifts, a boost that is not spent', () => {
    const list = listOf([
      [2, 'default', { weight: 2, gifts: 1, lift: false, link: null }],
      [3, 'default', { weight: 1, gifts: 4, lift: false, link: null }],
    ]);
    const boost = { ...list[0], id: 3, gifts: { ...NO_GIFTS, boost: true, vote: true } } as Reward;
    const row = { rewards: storeRewards({ made: 3, list: [...list, boost] }) };
    const powers = (holdings: string | null) =>
      powersOf({ row, members: { get: () => ({ holdings }) } } as unknown as ChatDraft, PEOPLE[0] as never);
    expect(powers(null)).to.deep.equal({ vote: false, weight: 1, extraGifts: 0, boost: false });
    expect(powers('{"held":[1,2,9]}')).to.deep.equal({ vote: false, weight: 2, extraGifts: 5, boost: false });
    expect(powers('{"held":[3]}')).to.include({ vote: true, boost: true });
    expect(powers('{"held":[3],"spent":[3]}')).to.include({ vote: true, boost: false });
  });
});

/** The tag that Telegram was last told of each. */
function lastTags({ errands }: MemoryChat): Map<number, string> {
  return new Map(
    [...errands]
      .sort((a, b) => a.user - b.user)
      .flatMap((errand) => (errand.do === 'tag' ? [[errand.user, errand.tag] as const] : [])),
  );
}
