import { expect } from 'chai';
import type { MessageEvent } from '../../src/model/event.ts';
import type { MemberFacts } from '../../src/model/facts.ts';
import { userId } from '../../src/model/ids.ts';
import type { Outcome } from '../../src/model/outcome.ts';
import type { Refusal } from '../../src/model/refusal.ts';
import {
  isPlain,
  lateWriters,
  MOST_LOOKED_AT,
  OFFER_OVER,
  type Offer,
  offerOf,
  pressRefusal,
  type Written,
} from '../../src/reputation/air.ts';
import { AT, by, factsOf, member, message, person, rules } from '../support/facts.ts';

/** `[message, author, seconds before the thank-you, topic]` */
type Line = [messageId: number, author: number, ago: number, thread?: number];
const wrote = (...lines: Line[]): Written[] =>
  lines.map(([messageId, author, ago, thread = null]) => ({
    ...{ messageId, author: userId(author), at: AT - ago },
    thread: thread as number | null,
  }));

/** Person 1 thanks in message 100. */
const thanks = message('thanks', { messageId: 100 });
const everyone = (...changed: MemberFacts[]) =>
  factsOf({ members: [...changed, ...[1, 2, 3, 4, 5, 6, 7, 8].map((id) => member(id))] });

describe('Who wrote lately', () => {
  const table: [title: string, lines: Line[], people: number[], change?: Partial<MessageEvent>][] = [
    ['nobody', [], []],
    [
      'latest first, each once',
      [
        [1, 2, 60],
        [2, 3, 50],
        [3, 2, 40],
      ],
      [2, 3],
    ],
    [
      'not the one who thanks',
      [
        [1, 2, 60],
        [2, 1, 50],
      ],
      [2],
    ],
    [
      'not what came after',
      [
        [99, 2, 0],
        [101, 3, 0],
      ],
      [2],
    ],
    [
      'within the hour, exactly',
      [
        [1, 2, 3601],
        [2, 3, 3600],
      ],
      [3],
    ],
    [
      'five at most',
      [
        [1, 2, 9],
        [2, 3, 8],
        [3, 4, 7],
        [4, 5, 6],
        [5, 6, 5],
        [6, 7, 4],
      ],
      [7, 6, 5, 4, 3],
    ],
    [
      'those of the same topic first',
      [
        [1, 2, 9, 7],
        [2, 3, 8],
        [3, 4, 7, 7],
        [4, 2, 6],
      ],
      [4, 2, 3],
      { thread: 7 },
    ],
    [
      'outside topics too',
      [
        [1, 2, 9],
        [2, 3, 8, 7],
      ],
      [2, 3],
    ],
    [
      'no chat that writes as itself',
      [
        [1, -100, 9],
        [2, 3, 8],
      ],
      [3],
    ],
    [
      `only of the last ${MOST_LOOKED_AT} messages`,
      [
        [-101, 2, 9],
        ...Array.from({ length: MOST_LOOKED_AT - 1 }, (_, i): Line => [i - 100, 1, 5]),
        [99.5, 3, 1],
      ],
      [3],
    ],
  ];
  for (const [title, lines, people, change] of table) {
    it(title, () => {
      const found = lateWriters({ ...thanks, ...change }, userId(1), wrote(...lines), everyone());
      expect(found.map(({ id }) => id)).to.deep.equal(people);
    });
  }

  it('neither bots nor those who left, nor those never seen', () => {
    const facts = everyone(member(2, { isBot: true }), member(3, { present: false }));
    const found = lateWriters(thanks, userId(1), wrote([1, 2, 9], [2, 3, 8], [3, 4, 7], [4, 77, 6]), facts);
    expect(found.map(({ id }) => id)).to.deep.equal([4]);
  });
});

describe('A message that may be thanks into the air', () => {
  const table: [title: string, change: Partial<MessageEvent>, plain: boolean][] = [
    ['plain talk', {}, true],
    ['a message in a topic', { reply: { to: 'topic_root' } }, true],
    ['a reply', { reply: { to: 'message', messageId: 5, author: by(person(2)) } }, false],
    [
      'a reply to the bot',
      { reply: { to: 'message', messageId: 5, author: by({ ...person(9), isBot: true }) } },
      false,
    ],
    ['a reply to another chat', { reply: { to: 'other_chat' } }, false],
    ['with a mention', { mentions: [{ name: 'boris' }] }, false],
    ['edited', { edited: true }, false],
    ['forwarded', { forwarded: true }, false],
    ['via a bot', { viaBot: true }, false],
    ['of a channel', { author: { is: 'channel' } }, false],
    ['of an anonymous admin', { author: { is: 'anonymous_admin' } }, false],
    [
      'a command',
      { command: { name: 'top', bang: false, request: { ask: 'top', order: 'sum', page: 1 } } },
      false,
    ],
    ['in private', { chat: { ...thanks.chat, type: 'private' } }, false],
  ];
  for (const [title, change, plain] of table) {
    it(`${title}: ${plain ? 'yes' : 'no'}`, () => expect(isPlain({ ...thanks, ...change })).to.equal(plain));
  }
});

describe('The question whom thanks are for', () => {
  const refused = (refusal: Refusal, sign: Outcome['sign'] = 'thanks'): Outcome => ({
    ...{ rule: 'thanks', sign },
    results: [{ receiver: null, name: null, refused: refusal }],
  });
  const nobody = refused({ no: 'no_receiver' });
  const written = wrote([1, 2, 60], [2, 3, 50]);
  const ask = (outcome: Outcome, change = {}, facts = everyone(), askedAt: number | null = null) =>
    offerOf(thanks, outcome, rules(change), facts, written, askedAt);

  it('is asked of the one who thanked, about those who wrote', () => {
    expect(ask(nobody)).to.deep.equal({
      ...{ messageId: 100, giver: 1, at: AT, thread: null, rule: 'thanks' },
      people: [3, 2],
      answered: false,
    });
    expect(ask(refused({ no: 'topic_root' }))).to.not.equal(null);
  });

  const paused = factsOf({
    members: [1, 2, 3].map((id) => member(id)),
    pairs: { '1 2': { thanksAt: AT - 10 }, '1 3': { thanksAt: AT - 10 } },
  });
  const never: [title: string, offer: () => Offer | null][] = [
    ['a word on the list of exceptions', () => ask(refused({ no: 'excepted', phrase: 'no thanks' }))],
    ['both signs', () => ask(refused({ no: 'both_signs', plus: 'thanks', minus: '-rep' }))],
    ['a minus', () => ask(refused({ no: 'no_receiver' }, 'minus'))],
    ['thanks that are switched off', () => ask(refused({ no: 'off' }))],
    ['thanks that gave', () => ask({ ...nobody, results: [{ receiver: userId(2), name: 'B', gave: 1 }] })],
    ['thanks of one who may not give', () => ask(nobody, { from: 'admins' })],
    ['thanks of one who must wait', () => ask(nobody, { leastMessages: 1 })],
    [
      'thanks of one who has given all for today',
      () =>
        ask(
          nobody,
          { givenPerDay: 1 },
          factsOf({ members: [1, 2, 3].map((id) => member(id)), days: { 1: { thanksGiven: 1 } } }),
        ),
    ],
    ['thanks that none of them could get', () => ask(nobody, { pairInterval: 60 }, paused)],
    ['thanks of one who was asked 599 seconds ago', () => ask(nobody, {}, everyone(), AT - 599)],
    ['thanks that came late, after a later question', () => ask(nobody, {}, everyone(), AT + 60)],
    ['thanks where nobody wrote', () => offerOf(thanks, nobody, rules(), everyone(), [], null)],
  ];
  for (const [title, offer] of never) it(`is not asked after ${title}`, () => expect(offer()).to.equal(null));

  it('is asked again after exactly 10 minutes', () => {
    expect(ask(nobody, {}, everyone(), AT - 600)).to.not.equal(null);
  });

  it('is asked where one of them could still get', () => {
    const facts = factsOf({
      members: [1, 2, 3].map((id) => member(id)),
      pairs: { '1 2': { thanksAt: AT - 10 } },
    });
    expect(ask(nobody, { pairInterval: 60 }, facts)).to.not.equal(null);
  });
});

describe('A press under the question', () => {
  const offer: Offer = {
    ...{ messageId: 100, giver: userId(1), at: AT, thread: null, rule: 'thanks' },
    ...{ people: [userId(2)], answered: false },
  };
  const table: [
    title: string,
    offer: Offer | undefined,
    presser: number,
    after: number,
    refusal: Refusal | null,
  ][] = [
    ['of its person', offer, 1, 5, null],
    ['an hour later, exactly', offer, 1, 3600, null],
    ['a second later than that', offer, 1, 3601, OFFER_OVER],
    ['a week later', offer, 1, 604_800, OFFER_OVER],
    ['about nothing that was asked', undefined, 1, 5, OFFER_OVER],
    ['of another person', offer, 2, 5, { no: 'offer_not_yours' }],
    ['once more', { ...offer, answered: true }, 1, 5, { no: 'offer_answered' }],
    ['of another person, once more', { ...offer, answered: true }, 2, 5, { no: 'offer_not_yours' }],
  ];
  for (const [title, asked, presser, after, refusal] of table) {
    it(`${title}: ${refusal?.no ?? 'counts'}`, () => {
      expect(pressRefusal(asked, userId(presser), AT + after)).to.deep.equal(refusal);
    });
  }
});
