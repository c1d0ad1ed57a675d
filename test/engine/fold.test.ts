import { expect } from 'chai';
import fc from 'fast-check';
import type { SettledEvent } from '../../src/model/event.ts';
import { by, message, person } from '../support/facts.ts';
import { ADMIN, PEOPLE, START, settings, step, type Told, told } from '../support/fold-steps.ts';
import { MemoryChat } from '../support/memory.ts';
import { expected } from '../support/oracle.ts';

const RUNS = { numRuns: 150 };
/** Often exactly an interval, one second less, or one more. */
const forward = fc.constantFrom(0, 0, 1, 29, 30, 59, 60, 61, 89, 90, 120, 121, 3600, 40_000);
const anyWay = fc.oneof(
  { weight: 9, arbitrary: forward },
  { weight: 1, arbitrary: fc.constantFrom(-1, -60, -90_000) },
);
const steps = (after: fc.Arbitrary<number>) =>
  fc.array(step(after), { minLength: 1, maxLength: 60, size: 'max' });

function folded(stream: readonly Told[], chosen: object, cuts: readonly number[] = []): MemoryChat {
  const chat = new MemoryChat({ ...chosen }, [ADMIN]);
  const events = stream.map(({ event }) => event);
  let from = 0;
  for (const cut of [...new Set(cuts)].filter((at) => at < events.length).sort((a, b) => a - b)) {
    chat.batch(events.slice(from, cut));
    from = cut;
  }
  chat.batch(events.slice(from));
  return chat;
}

/** Everything that is kept, in an order of its own. */
function kept(chat: MemoryChat) {
  const sorted = <T>(map: Map<unknown, T>) => [...map].sort(([a], [b]) => (String(a) < String(b) ? -1 : 1));
  return {
    row: chat.row,
    entries: chat.entries,
    members: sorted(chat.members),
    people: sorted(chat.people),
    names: sorted(chat.names),
    pairs: sorted(chat.pairs),
    days: sorted(chat.days),
    messages: sorted(chat.messages),
    notices: chat.notices,
  };
}

const stands = ({ entries }: MemoryChat, id: number) => !entries.some((entry) => entry.reverses === id);

describe('The fold, over random streams of messages', () => {
  it('keeps totals equal to the sums of the entries, which count on without gaps', () => {
    fc.assert(
      fc.property(
        steps(anyWay),
        settings,
        fc.constantFrom('normal', 'complex', 'random'),
        (all, chosen, award) => {
          const chat = folded(
            told(all),
            { ...chosen, 'reputation.award': award, 'negative.award': award },
            [7, 20],
          );
          expect(chat.entries.map((entry) => entry.id)).to.deep.equal(
            chat.entries.map((_, index) => index + 1),
          );
          for (const [id, member] of chat.members) {
            const own = chat.entries.filter((entry) => entry.receiver === id);
            const sum = (entries: typeof own) =>
              entries.reduce((total, entry) => total + entry.reputation, 0);
            expect(member.reputation).to.equal(sum(own));
            expect(member.reputationFromAdmins).to.equal(
              sum(own.filter((entry) => entry.giverRole === 'admin')),
            );
            expect(member.thanksGot).to.equal(
              own.filter(
                (entry) => (entry.kind === 'thanks' || entry.kind === 'mention') && stands(chat, entry.id),
              ).length,
            );
            const days = [...chat.days].filter(([key]) => key.startsWith(`${id} `));
            expect(days.reduce((total, [, day]) => total + day.reputation, 0)).to.equal(member.reputation);
          }
          expect(
            chat.entries.every(
              (entry) =>
                entry.reputation !== 0 &&
                (entry.giver !== entry.receiver || entry.kind === 'admin' || entry.kind === 'undo'),
            ),
          ).to.equal(true);
        },
      ),
      RUNS,
    );
  });

  it('gives exactly what the rules on paper give: no interval and no budget is broken, no gift is missed', () => {
    let gifts = 0;
    let undone = 0;
    let refused = 0;
    fc.assert(
      fc.property(steps(forward), settings, (all, chosen) => {
        const stream = told(all);
        const chat = folded(stream, chosen, [13, 30]);
        const made = chat.entries
          .filter((entry) => entry.kind !== 'admin' && entry.kind !== 'undo')
          .map(({ id, messageId, kind, giver, receiver, at }) => ({
            message: messageId,
            sign: kind === 'minus' ? 'minus' : 'thanks',
            giver,
            receiver,
            at,
            undone: !stands(chat, id),
          }));
        expect(made).to.deep.equal(expected(stream, chosen));
        gifts += made.length;
        undone += made.filter((gift) => gift.undone).length;
        refused += [...chat.messages.values()].filter((message) =>
          message.outcome?.includes('"refused"'),
        ).length;
      }),
      { numRuns: 250 },
    );
    expect(gifts, 'gifts that were compared').to.be.above(1000);
    expect(undone, 'gifts that were taken back').to.be.above(40);
    expect(refused, 'messages that were refused').to.be.above(1000);
  });

  it('comes to nothing at all once everything has been taken back by number', () => {
    const undo = (id: number, at: number): SettledEvent => ({
      ...message('/undo', { at, messageId: 5_000 + id, author: by(person(ADMIN)) }),
      command: { name: 'undo', bang: false, request: { ask: 'undo', what: { by: 'entry', id } } },
    });
    fc.assert(
      fc.property(steps(anyWay), settings, fc.nat(), (all, chosen, order) => {
        const stream = told(all);
        const chat = folded(stream, { ...chosen, time_zone: 'UTC' }, [9]);
        const made = chat.entries.map((entry) => entry.id);
        const last = Math.max(START, ...stream.map(({ at }) => at));
        const turned = order % 2 ? made.reverse() : made;
        chat.batch(turned.slice(0, order % 7).map((id) => undo(id, last)));
        chat.batch(turned.slice(order % 7).map((id) => undo(id, last)));
        for (const member of chat.members.values()) {
          const { reputation, reputationFromAdmins, thanksGiven, thanksGot, thanksGotAt, minusGotAt } =
            member;
          const nothing = { reputation, reputationFromAdmins, thanksGiven, thanksGot };
          expect(nothing).to.deep.equal({
            reputation: 0,
            reputationFromAdmins: 0,
            thanksGiven: 0,
            thanksGot: 0,
          });
          expect([thanksGotAt, minusGotAt]).to.deep.equal([null, null]);
        }
        for (const { thanksGiven, thanksGot, minusGiven, minusGot, experienceGot } of chat.days.values()) {
          const counts = { thanksGiven, thanksGot, minusGiven, minusGot, experienceGot };
          expect(counts).to.deep.equal({
            ...{ thanksGiven: 0, thanksGot: 0, minusGiven: 0, minusGot: 0, experienceGot: 0 },
          });
        }
        expect([chat.row.lastThanksAt, chat.row.lastMinusAt]).to.deep.equal([null, null]);
        const reversals = chat.entries.flatMap((entry) => entry.reverses ?? []);
        expect(new Set(reversals).size, 'each once').to.equal(reversals.length);
      }),
      RUNS,
    );
  });

  it('comes to the same, wherever the stream is cut into batches', () => {
    const values = fc.constantFrom(
      'time_zone Asia/Tokyo',
      'reputation.award random',
      'reputation.given_per_day 1',
      'language ru',
      'negative.enabled on',
    );
    fc.assert(
      fc.property(
        fc.oneof(steps(forward), steps(anyWay)),
        settings,
        fc.array(fc.nat(59)),
        values,
        (all, chosen, cuts, setting) => {
          // Names go round among the people, again and again, as long as everything comes in order.
          const turns = all.every((one) => one.after >= 0) ? 6 : Number.POSITIVE_INFINITY;
          const bears = (id: number, index: number) =>
            `person${((id + Math.floor(index / turns)) % PEOPLE.length) + 1}`;
          const stream = told(all, () => setting, bears);
          const whole = kept(folded(stream, chosen));
          expect(kept(folded(stream, chosen, cuts))).to.deep.equal(whole);
          expect(
            kept(
              folded(
                stream,
                chosen,
                stream.map((_, index) => index),
              ),
            ),
          ).to.deep.equal(whole);
        },
      ),
      RUNS,
    );
  });
});
