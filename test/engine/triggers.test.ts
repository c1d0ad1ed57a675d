import { expect } from 'chai';
import fc from 'fast-check';
import { bookOf, knownBook, NO_TRIGGERS, rulesWith } from '../../src/engine/triggers.ts';
import type { SettledEvent } from '../../src/model/event.ts';
import type { Crowd, Trigger } from '../../src/model/trigger.ts';
import { DEFAULTS } from '../../src/reputation/triggers/rules.ts';
import { readMessage } from '../../src/telegram/read/message.ts';
import { BOT } from '../support/facts.ts';
import { ADMIN, chat, from, PEOPLE, START } from '../support/fold-steps.ts';
import { MemoryChat } from '../support/memory.ts';

/** Phrases that stand in one another, and one that holds a thank word. */
const PHRASES = ['well done', 'well done you', 'done', 'thanks a lot', '/helped'] as const;
const SAY = [
  'good morning',
  'thanks',
  'well done',
  'well done you',
  'thanks a lot, well done',
  'it is done, thanks',
  '/helped',
  '/helped@laurel_bot now',
];

interface Step {
  who: number;
  after: number;
  say: string;
  to: number | null;
  names: number[];
}

const someone = fc.constantFrom(...PEOPLE);
const talk = fc.record({
  who: someone,
  after: fc.constantFrom(0, 1, 59, 60, 61, 119, 120, 121, 3600, -1, -60),
  say: fc.constantFrom(...SAY),
  to: fc.option(someone, { freq: 3 }),
  names: fc.array(someone, { maxLength: 3 }),
});
const command = fc.record({
  who: fc.constantFrom(ADMIN, ADMIN, ADMIN, 2),
  after: fc.constantFrom(0, 1, 60),
  say: fc.constantFrom(
    '/trigger add "good morning" rep=2 interval=1',
    '/trigger edit 1 rep=9 interval=2',
    '/trigger edit 2 interval=0',
    '/trigger edit 3 phrase="morning" interval=1',
    '/trigger remove 1',
    '/trigger remove 3',
    '/trigger add "done" rep=-3 interval=2 text="{giver}: done."',
    '/trigger add "done" rep=-3 from=users',
  ),
  to: fc.constant(null),
  names: fc.constant([] as number[]),
});
const steps = fc.array(fc.oneof({ weight: 5, arbitrary: talk }, { weight: 1, arbitrary: command }), {
  minLength: 1,
  maxLength: 50,
  size: 'max',
});

const crowd = fc.constantFrom<Crowd[]>('all', 'all', 'admins', 'users');
const triggers = fc
  .array(
    fc.record({
      phrase: fc.constantFrom(...PHRASES),
      match: fc.constantFrom('whole' as const, 'starts' as const, 'anywhere' as const, 'anywhere' as const),
      reputation: fc.constantFrom(5, -3, 0),
      experience: fc.constantFrom(0, 7, -7),
      text: fc.constantFrom(null, '', 'Bravo!', '{receiver} +{amount}'),
      from: crowd,
      to: crowd,
      interval: fc.constantFrom(0, 1, 2),
    }),
    { maxLength: 5 },
  )
  .map((list): Trigger[] => list.map((one, index) => ({ ...one, id: index + 1 })));

function told(stream: readonly Step[]): SettledEvent[] {
  let at = START;
  return stream.map((step, index) => {
    at = Math.max(1, at + step.after);
    let text = step.say;
    const entities: object[] = [];
    const call = /^\/\w+(@\w+)?/.exec(text)?.[0];
    if (call) entities.push({ type: 'bot_command', offset: 0, length: call.length });
    for (const id of step.names) {
      entities.push({ type: 'mention', offset: text.length + 1, length: 8 });
      text += ` @person${id}`;
    }
    const reply = step.to !== null && {
      message_id: 1,
      date: START,
      chat,
      from: from(step.to),
      text: 'a tip',
    };
    const message = {
      message_id: 100 + index,
      date: at,
      chat,
      from: from(step.who),
      text,
      entities,
      ...(reply && { reply_to_message: reply }),
    };
    const event = readMessage(message, false, BOT.username);
    if (event?.is !== 'message') throw new Error('no message');
    return event;
  });
}

function folded(
  own: readonly Trigger[],
  events: readonly SettledEvent[],
  cuts: readonly number[],
): MemoryChat {
  const memory = new MemoryChat({}, [ADMIN], own);
  let begin = 0;
  for (const cut of [...new Set(cuts)].filter((at) => at < events.length).sort((a, b) => a - b)) {
    memory.batch(events.slice(begin, cut));
    begin = cut;
  }
  memory.batch(events.slice(begin));
  return memory;
}

const RUNS = { numRuns: 300 };

describe('Triggers, over random streams of messages', () => {
  it('keep totals equal to the sums of the entries; one gift a receiver and message', () => {
    let given = 0;
    fc.assert(
      fc.property(triggers, steps, fc.array(fc.nat(49)), (own, stream, cuts) => {
        const memory = folded(own, told(stream), cuts);
        for (const [id, member] of memory.members) {
          const got = memory.entries.filter((entry) => entry.receiver === id);
          expect(member.reputation).to.equal(got.reduce((sum, entry) => sum + entry.reputation, 0));
          expect(member.experience).to.equal(got.reduce((sum, entry) => sum + entry.experience, 0));
          expect(member.experience).to.be.at.least(0);
          expect(member.thanksGot).to.equal(got.filter((entry) => entry.kind === 'thanks').length);
        }
        const each = memory.entries.map(({ messageId, receiver }) => `${messageId} ${receiver}`);
        expect(new Set(each).size).to.equal(each.length);
        for (const entry of memory.entries) {
          expect(entry.giver).not.to.equal(entry.receiver);
          expect(Math.abs(entry.reputation) + Math.abs(entry.experience)).to.be.above(0);
        }
        given += memory.entries.filter((entry) => entry.kind === 'trigger').length;
      }),
      RUNS,
    );
    expect(given, 'gifts by triggers').to.be.above(500);
  });

  it('do nothing within their interval, whoever says it and in whatever order it comes', () => {
    let waited = 0;
    fc.assert(
      fc.property(triggers, fc.array(talk, { maxLength: 50, size: 'max' }), (own, stream) => {
        // Phrases tell the triggers apart: here each has its own.
        const apart = own.filter(
          ({ phrase }, index) => own.findIndex((one) => one.phrase === phrase) === index,
        );
        const memory = folded(apart, told(stream), [9, 30]);
        for (const { phrase, interval } of apart) {
          const did = (one: { results: object[] }) => one.results.some((result) => !('refused' in result));
          const times = [...memory.messages.values()].flatMap(({ at, outcome }) => {
            const all = outcome ? [JSON.parse(outcome)].flatMap((one) => [one, ...(one.also ?? [])]) : [];
            const own = all.filter((one) => one.sign === 'trigger' && one.rule === phrase);
            waited += own.filter((one) => JSON.stringify(one).includes('trigger_interval')).length;
            return own.some(did) ? [at] : [];
          });
          times.sort((a, b) => a - b);
          for (const [index, at] of times.entries()) {
            const next = times[index + 1];
            if (next !== undefined) expect(next - at, phrase).to.be.at.least(interval * 60);
          }
        }
      }),
      RUNS,
    );
    expect(waited, 'tries that had to wait').to.be.above(100);
  });

  it('come to the same wherever the stream is cut, changes of triggers included', () => {
    fc.assert(
      fc.property(triggers, steps, fc.array(fc.nat(49)), (own, stream, cuts) => {
        const events = told(stream);
        const kept = ({ row, entries, members, messages, notices, triggers: list }: MemoryChat) => ({
          ...{ row, entries, notices, list },
          members: [...members].sort(([a], [b]) => a - b),
          messages: [...messages].sort(),
        });
        const whole = kept(folded(own, events, []));
        expect(kept(folded(own, events, cuts))).to.deep.equal(whole);
        expect(kept(folded(own, events, [...events.keys()]))).to.deep.equal(whole);
      }),
      RUNS,
    );
  });
});

describe('A chat’s book of triggers', () => {
  const trigger = (id: number, phrase: string, more: Partial<Trigger> = {}): Trigger => ({
    ...DEFAULTS,
    reputation: 5,
    id,
    phrase,
    ...more,
  });

  it('is named by its contents: the same in every process, another for every change', () => {
    const one = [trigger(1, 'a'), trigger(2, 'b')];
    const { name } = bookOf(one);
    expect(bookOf([...one].reverse()).name).to.equal(name);
    const others: Partial<Trigger>[] = [
      { phrase: 'c' },
      { match: 'whole' },
      { reputation: 6 },
      { experience: 1 },
      { text: '' },
      { text: 'x' },
      { from: 'admins' },
      { to: 'users' },
      { interval: 1 },
      { id: 3 },
    ];
    const names = others.map((more) => bookOf([trigger(1, 'a'), trigger(2, 'b', more)]).name);
    expect(new Set([name, ...names]).size).to.equal(others.length + 1);
    expect([bookOf([]), NO_TRIGGERS.name]).to.deep.equal([NO_TRIGGERS, '']);
  });

  it('is kept with its rules, as many as fit; the last used stay', () => {
    const bookWith = (n: number) =>
      bookOf(Array.from({ length: 100 }, (_, id) => trigger(id + 1, `${n} ${id} ${'x'.repeat(400)}`)));
    const first = bookWith(0);
    const rules = rulesWith('{}', first);
    expect(rulesWith('{}', first)).to.equal(rules);
    expect(rulesWith('{"language":"ru"}', first)).not.to.equal(rules);
    const later = Array.from({ length: 30 }, (_, n) => bookWith(n + 1));
    for (const book of later) {
      rulesWith('{}', book);
      expect(knownBook(first.name), 'used again and again').to.equal(first);
    }
    expect(later.filter(({ name }) => knownBook(name)).length).to.be.within(5, 25);
    expect(rulesWith('{}', later[0] as never).triggers.size, 'forgotten, and made anew').to.equal(100);
  });
});
