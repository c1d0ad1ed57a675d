import { expect } from 'chai';
import fc from 'fast-check';
import type { SettledEvent } from '../../src/model/event.ts';
import { userId } from '../../src/model/ids.ts';
import { person } from '../support/facts.ts';
import { ADMIN, chat as CHAT, PEOPLE, type Step, step, type Told, told } from '../support/fold-steps.ts';
import { MemoryChat } from '../support/memory.ts';
import { FREE, saidOf } from '../support/said.ts';

const GAP = fc.constantFrom(0, 1, 60, 199, 200, 299, 300, 301, 599, 600, 601);
const steps = fc.array(step(GAP), { minLength: 1, maxLength: 60, size: 'max' });
const cutsOf = fc.array(fc.nat(80));

function folded(events: readonly SettledEvent[], settings: object, cuts: readonly number[]): MemoryChat {
  const chat = new MemoryChat({ ...FREE, ...settings }, [ADMIN]);
  let from = 0;
  for (const cut of [...new Set(cuts)].sort((a, b) => a - b)) {
    chat.batch(events.slice(from, cut));
    from = Math.max(from, cut);
  }
  chat.batch(events.slice(from));
  return chat;
}

/** Some of the people go and come back between the messages. */
const moves = fc.array(fc.record({ who: fc.constantFrom(...PEOPLE), stays: fc.boolean(), at: fc.nat(60) }), {
  maxLength: 12,
});

function withMoves(stream: readonly Told[], all: { who: number; stays: boolean; at: number }[]) {
  return stream.flatMap((message, index): (Told | SettledEvent)[] => [
    ...all
      .filter(({ at }) => at === index)
      .map(({ who, stays }): SettledEvent => {
        const { chat } = message.event as Extract<SettledEvent, { is: 'message' }>;
        const base = { chat, at: message.at };
        const someone = { ...person(who), username: `person${who}` };
        return stays
          ? { is: 'join', ...base, messageId: 0, by: someone, people: [someone] }
          : { is: 'leave', ...base, person: someone };
      }),
    message,
  ]);
}

const eventOf = (one: Told | SettledEvent): SettledEvent => ('step' in one ? one.event : one);

/** By the ledger and who is there, looking at everybody each time. */
function naive(stream: readonly (Told | SettledEvent)[], made: MemoryChat, top: number) {
  const reputation = new Map<number, number>();
  const present = new Map<number, boolean>();
  const of = (id: number) => reputation.get(id) ?? 0;
  const rating = () =>
    [...present.keys()]
      .filter((id) => present.get(id) && of(id) !== 0)
      .sort((a, b) => of(b) - of(a) || a - b);
  const expected: [number, string[]][] = [];
  for (const one of stream) {
    const event = eventOf(one);
    if (event.is === 'leave') present.set(event.person.id, false);
    if (event.is === 'join') for (const { id } of event.people) present.set(id, true);
    if (event.is !== 'message') continue;
    const lines: string[] = [];
    for (const entry of made.entries.filter(({ messageId }) => messageId === event.messageId)) {
      if (!present.has(entry.receiver)) present.set(entry.receiver, true);
      const there = present.get(entry.receiver) === true;
      const before = of(entry.receiver);
      const after = before + entry.reputation;
      const standing = rating();
      const first = standing.filter(
        (id) => of(id) > 0 && standing.filter((other) => of(other) > of(id)).length < top,
      );
      const passed = first.find((id) => id !== entry.receiver && of(id) >= before && of(id) < after);
      reputation.set(entry.receiver, after);
      if (entry.kind === 'admin' || entry.kind === 'undo') continue;
      const ahead = rating().filter((id) => of(id) > after).length;
      lines.push(`${entry.receiver} #${there && after !== 0 ? ahead + 1 : '–'}`);
      if (entry.kind === 'thanks' && there && passed !== undefined) lines.push(`past ${passed}`);
    }
    if (lines.length > 0) expected.push([event.messageId, lines]);
    if (event.author.is === 'person' && !event.edited) present.set(event.author.person.id, true);
  }
  return expected;
}

describe('What is said of gifts, over random streams', () => {
  it('tells the place and who was passed as a look at everybody would, wherever batches end', () => {
    let passes = 0;
    let places = 0;
    fc.assert(
      fc.property(steps, moves, cutsOf, fc.constantFrom(1, 2, 3, 10), (all, comings, cuts, top) => {
        const stream = withMoves(
          told(all, () => 'language en'),
          comings,
        );
        const settings = {
          'reputation.reply': 'private',
          'negative.reply': 'private',
          'reputation.overtake_top': top,
        };
        const made = folded(stream.map(eventOf), settings, cuts);
        const said = saidOf(made.notices);
        expect(said).to.deep.equal(naive(stream, made, top));
        passes += said.flatMap(([, lines]) => lines).filter((line) => line.startsWith('past')).length;
        places += said.flatMap(([, lines]) => lines).filter((line) => line.includes('#2')).length;
      }),
      { numRuns: 300 },
    );
    expect(passes, 'overtakings').to.be.above(100);
    expect(places, 'second places').to.be.above(100);
  });

  it('lets the reaction take over after three in ten minutes, and not a moment longer', () => {
    let reactions = 0;
    fc.assert(
      fc.property(steps, cutsOf, (all, cuts) => {
        const stream = told(all.map((one): Step => ({ ...one, say: one.say === 'set' ? 'talk' : one.say })));
        const made = folded(
          stream.map(({ event }) => event),
          {},
          cuts,
        );
        const gifts = stream.filter(({ event }) =>
          made.entries.some(
            ({ messageId, kind }) =>
              event.is === 'message' && messageId === event.messageId && kind !== 'admin' && kind !== 'undo',
          ),
        );
        const aloud: number[] = [];
        const wanted = gifts.map(({ at }) => {
          if (aloud.filter((earlier) => at - earlier < 600).length >= 3) return 'reaction';
          aloud.push(at);
          return 'public';
        });
        const ways = made.notices.filter(({ way, key }) => key === 'gift' || way === 'reaction');
        expect(ways.map(({ way }) => way)).to.deep.equal(wanted);
        reactions += wanted.filter((way) => way === 'reaction').length;
      }),
      { numRuns: 150 },
    );
    expect(reactions).to.be.above(50);
  });

  it('counts no text that the bot, muted, could not say', () => {
    const quiet = new MemoryChat(FREE, [ADMIN]);
    quiet.row.botCanWrite = false;
    const thanks = told(
      [1, 2, 3, 4].map(
        (): Step => ({
          ...{ who: 2, after: 1, say: 'thanks', to: 3, names: [], edited: false, back: 0 },
        }),
      ),
    );
    quiet.batch(thanks.map(({ event }) => event));
    expect(quiet.row.textsAt).to.equal('[]');
    expect(quiet.members.get(userId(3))?.thanksGot, 'control').to.equal(4);
    expect(CHAT.id).to.equal(quiet.row.chatId);
  });
});
