import { expect } from 'chai';
import fc from 'fast-check';
import type { SettledEvent } from '../../src/model/event.ts';
import { DAY } from '../../src/model/time.ts';
import { PEOPLE } from '../support/fold-steps.ts';
import { MemoryChat } from '../support/memory.ts';
import { type Deed, type Done, done, REACTIONS_ON } from '../support/reaction-steps.ts';

const RUNS = { numRuns: 150 };

/** Nothing else earns anything, and nothing is capped. */
const PAID = {
  'experience.reaction_got': '7-7',
  'experience.text': '0-0',
  'experience.daily_visit': '0-0',
  'experience.thanks_got': '0-0',
  'experience.got_per_day': 0,
  'announce.titles': 'none',
};
const GIFTS = {
  ...REACTIONS_ON,
  'negative.enabled': true,
  'negative.from': 'all',
  'negative.pair_interval': 0,
};

/** Five people, so that more react than count. */
const deeds = (after: fc.Arbitrary<number>) => {
  const who = fc.constantFrom(...PEOPLE);
  const now = fc.constantFrom<readonly string[]>([], ['❤'], ['🔥'], ['👎'], ['❤', '🔥']);
  return fc.array(
    fc.oneof(
      { weight: 1, arbitrary: fc.record({ does: fc.constant('write' as const), who, after }) },
      {
        weight: 9,
        arbitrary: fc.record({ does: fc.constant('react' as const), who, after, on: fc.nat(3), now }),
      },
    ),
    { minLength: 1, maxLength: 60, size: 'max' },
  ) as fc.Arbitrary<Deed[]>;
};
const pauses = fc.constantFrom(0, 1, 60, 3600, 40_000, DAY);

function folded(events: readonly SettledEvent[], settings: object, cuts: readonly number[] = []): MemoryChat {
  const chat = new MemoryChat({ ...PAID, ...settings }, [1]);
  let from = 0;
  for (const cut of [...new Set(cuts)].filter((at) => at < events.length).sort((a, b) => a - b)) {
    chat.batch(events.slice(from, cut));
    from = cut;
  }
  chat.batch(events.slice(from));
  return chat;
}

const earned = (chat: MemoryChat) => PEOPLE.map((id) => chat.members.get(id as never)?.experience ?? 0);
const eventsOf = (stream: readonly Done[]) => stream.map(({ event }) => event);

/** On paper: the first three people who add a reaction to a message of somebody else's within a day. */
function expected(stream: readonly Done[]): number[] {
  const written = new Map<number, number>();
  const counted = new Map<number, Set<number>>();
  const points = new Map<number, number>(PEOPLE.map((id) => [id, 0]));
  for (const { deed, at, messageId, author, before } of stream) {
    if (deed.does !== 'react') {
      written.set(messageId, at);
      continue;
    }
    const people = counted.get(messageId) ?? new Set();
    counted.set(messageId, people);
    if (!deed.now.some((one) => !before.includes(one)) || deed.who === author) continue;
    if (at - (written.get(messageId) ?? 0) > DAY || people.has(deed.who) || people.size >= 3) continue;
    people.add(deed.who);
    points.set(author, (points.get(author) ?? 0) + 7);
  }
  return PEOPLE.map((id) => points.get(id) ?? 0);
}

describe('Experience for reactions, over random streams', () => {
  it('is what the rule on paper gives, whether reactions count as gifts or not', () => {
    let total = 0;
    fc.assert(
      fc.property(deeds(pauses), fc.boolean(), fc.array(fc.nat(59)), (all, gifts, cuts) => {
        const stream = done(all);
        const chat = folded(eventsOf(stream), gifts ? GIFTS : {}, cuts);
        expect(earned(chat)).to.deep.equal(expected(stream));
        total += earned(chat).reduce((sum, one) => sum + one, 0);
      }),
      { numRuns: 300 },
    );
    expect(total / 7, 'reactions that counted').to.be.above(500);
  });

  it('comes to the same wherever the stream is cut, with chance and a daily cap in it', () => {
    const settings = {
      ...GIFTS,
      ...{ 'experience.reaction_got': '1-9', 'experience.got_per_day': 20, 'experience.text': '1-3' },
      ...{ 'experience.bonus_chance': 0.3, 'experience.thanks_got': '2-5' },
    };
    fc.assert(
      fc.property(deeds(pauses), fc.array(fc.nat(59)), (all, cuts) => {
        const events = eventsOf(done(all));
        const whole = folded(events, settings);
        const kept = (chat: MemoryChat) => [earned(chat), [...chat.reactions].sort(), [...chat.days].sort()];
        expect(kept(folded(events, settings, cuts))).to.deep.equal(kept(whole));
        const single = events.map((_, index) => index);
        expect(kept(folded(events, settings, single))).to.deep.equal(kept(whole));
      }),
      RUNS,
    );
  });

  it('comes to the same before its message as after it, drawn alike', () => {
    let early = 0;
    fc.assert(
      fc.property(deeds(fc.constantFrom(1, 2, 5)), fc.array(fc.nat(59)), (all, cuts) => {
        const stream = done(all.slice(0, 40));
        const events = eventsOf(stream);
        const settings = { 'experience.reaction_got': '1-1000' };
        // All reactions are ahead of all messages; each queue keeps its order.
        const ahead = [
          ...events.filter((event) => event.is === 'reaction'),
          ...events.filter((event) => event.is !== 'reaction'),
        ];
        expect(earned(folded(ahead, settings, cuts))).to.deep.equal(earned(folded(events, settings)));
        early += ahead.findIndex((event) => event.is === 'message');
      }),
      RUNS,
    );
    expect(early, 'reactions that came before their message').to.be.above(500);
  });

  it('tells the same new levels before its message as after it, each once', () => {
    let told = 0;
    fc.assert(
      fc.property(deeds(fc.constantFrom(1, 2, 5)), fc.array(fc.nat(59)), (all, cuts) => {
        const events = eventsOf(done(all.slice(0, 40)));
        const settings = {
          ...{ 'experience.reaction_got': '40-40', 'experience.text': '9-9' },
          ...{ 'announce.levels': 'chat', 'announce.level_texts': ['{user} {level}'] },
        };
        const ahead = [
          ...events.filter((event) => event.is === 'reaction'),
          ...events.filter((event) => event.is !== 'reaction'),
        ];
        const levels = (chat: MemoryChat) =>
          chat.notices.flatMap(({ lines = [] }) => lines.map((line) => JSON.stringify(line))).sort();
        const early = levels(folded(ahead, settings, cuts));
        expect(early).to.deep.equal(levels(folded(events, settings)));
        expect(new Set(early).size).to.equal(early.length);
        told += early.length;
      }),
      RUNS,
    );
    expect(told, 'levels that were told').to.be.above(100);
  });

  it('writes nothing down where it is off', () => {
    fc.assert(
      fc.property(deeds(pauses), (all) => {
        const chat = folded(eventsOf(done(all)), { 'experience.reaction_got': '0-0' });
        expect(earned(chat)).to.deep.equal(PEOPLE.map(() => 0));
        expect(chat.reactions.size).to.equal(0);
        expect(chat.row.reactionsWaitUntil).to.equal(null);
      }),
      RUNS,
    );
  });
});
