import { expect } from 'chai';
import fc from 'fast-check';
import { bookOf, knownBook, NO_TRIGGERS, rulesWith } from '../../src/engine/reputation/triggers.ts';
import type { SettledEvent } from '../../src/model/event.ts';
import type { Trigger } from '../../src/model/trigger.ts';
import { DEFAULTS } from '../../src/reputation/triggers/rules.ts';
import { ADMIN } from '../support/fold-steps.ts';
import { MemoryChat } from '../support/memory.ts';
import { steps, talk, told, triggers } from '../support/trigger-steps.ts';

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

const eventsOf = (stream: Parameters<typeof told>[0]) => told(stream).map(({ event }) => event);

const RUNS = { numRuns: 300 };

describe('Triggers, over random streams of messages', () => {
  it('keep totals equal to the sums of the entries; one gift a receiver and message', () => {
    let given = 0;
    fc.assert(
      fc.property(triggers, steps, fc.array(fc.nat(49)), (own, stream, cuts) => {
        const memory = folded(own, eventsOf(stream), cuts);
        for (const [id, member] of memory.members) {
          const got = memory.entries.filter((entry) => entry.receiver === id);
          expect(member.reputation).to.equal(got.reduce((sum, entry) => sum + entry.reputation, 0));
          const days = [...memory.days].filter(([key]) => key.startsWith(`${id} `));
          const earned = days.reduce((sum, [, { activity }]) => sum + activity, 0);
          expect(member.experience).to.equal(got.reduce((sum, entry) => sum + entry.experience, earned));
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
        const memory = folded(apart, eventsOf(stream), [9, 30]);
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
    expect(waited, 'tries that had to wait').to.be.above(20);
  });

  it('come to the same wherever the stream is cut, changes of triggers included', () => {
    fc.assert(
      fc.property(triggers, steps, fc.array(fc.nat(49)), (own, stream, cuts) => {
        const events = eventsOf(stream);
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
