import { expect } from 'chai';
import type { Entry } from '../../src/model/entry.ts';
import type { MemberFacts } from '../../src/model/facts.ts';
import { ANONYMOUS_ADMIN, CHANNEL_BOT, TELEGRAM, userId } from '../../src/model/ids.ts';
import { decideReaction, type ReactionRules, type Standing } from '../../src/reputation/reactions.ts';
import type { SignRules } from '../../src/reputation/rules.ts';
import { AT, factsOf, type Known, member, rules } from '../support/facts.ts';

const CHOSEN: ReactionRules = {
  enabled: true,
  plus: ['❤', '🙏', 'custom:77'],
  minus: ['👎', 'paid'],
  weight: 2,
};

/** A gift of person 1 to person 2 that stands. */
const gift = (reputation: number): Entry => ({
  id: 7,
  at: AT - 5000,
  kind: 'reaction',
  giver: userId(1),
  receiver: userId(2),
  giverRole: 'admin',
  reputation,
  experience: 0,
  messageId: 5,
  reason: null,
  reverses: null,
});

interface Case {
  before?: string[];
  now?: string[];
  /** A gift that stands, and what made it. */
  stands?: [points: number, rule: string];
  author?: number;
  author2?: Partial<MemberFacts>;
  chosen?: Partial<ReactionRules>;
  thanks?: Partial<SignRules>;
  minus?: Partial<SignRules>;
  known?: Known;
}

/** What person 1's change of reactions on a message of person 2 comes to, in short. */
function comesTo({
  before = [],
  now = [],
  stands,
  author = 2,
  author2,
  chosen,
  known,
  ...signs
}: Case): string {
  const facts = factsOf({
    members: [member(1), member(2, { reputation: 10, ...author2 }), member(3, { isBot: true })],
    ...known,
  });
  const standing: Standing = {
    author,
    gift: stands ? { ...gift(stands[0]), epoch: 0, reversedBy: null } : null,
    rule: stands?.[1] ?? null,
  };
  const reacted = { at: AT, messageId: 5, by: userId(1), before, now };
  const gifts = { thanks: rules(signs.thanks), minus: rules({ reason: true, ...signs.minus }) };
  const decision = decideReaction(reacted, { ...CHOSEN, ...chosen }, gifts, facts, standing);
  if (!decision) return 'nothing';
  const entries = decision.entries.map((entry) => `${entry.kind} ${entry.reputation}`);
  const refusals = decision.outcome.results.flatMap((one) => ('refused' in one ? [one.refused.no] : []));
  return [...entries, ...refusals].join(', ');
}

const CASES: Record<string, [Case, string]> = {
  'a plus gives': [{ now: ['❤'] }, 'reaction 2'],
  'a minus takes, without a reason': [{ now: ['👎'] }, 'reaction -2'],
  'custom and paid ones count where chosen': [{ now: ['🔥', 'custom:77'] }, 'reaction 2'],
  'a paid one may be a minus': [{ now: ['paid'] }, 'reaction -2'],
  'another custom one does nothing': [{ now: ['custom:78'] }, 'nothing'],
  'three pluses are one gift': [{ now: ['❤', '🙏', 'custom:77'] }, 'reaction 2'],
  'a second plus adds nothing': [{ before: ['❤'], now: ['❤', '🙏'], stands: [2, '❤'] }, 'nothing'],
  'one of two taken back leaves the gift': [
    { before: ['❤', '🙏'], now: ['🙏'], stands: [2, '❤'] },
    'nothing',
  ],
  'one plus for another leaves the gift': [{ before: ['❤'], now: ['🙏'], stands: [2, '❤'] }, 'nothing'],
  'the last one taken back takes it back': [{ before: ['❤'], stands: [2, '❤'] }, 'undo -2'],
  'what was given is what is taken back, whatever a gift is worth now': [
    { before: ['❤'], stands: [7, '❤'] },
    'undo -7',
  ],
  'plus to minus': [{ before: ['❤'], now: ['👎'], stands: [2, '❤'] }, 'undo -2, reaction -2'],
  'minus to plus': [{ before: ['👎'], now: ['❤'], stands: [-2, '👎'] }, 'undo 2, reaction 2'],
  'plus and minus at once are none': [{ now: ['❤', '👎'] }, 'both_signs'],
  'a minus beside a plus takes the plus back': [
    { before: ['❤'], now: ['❤', '👎'], stands: [2, '❤'] },
    'undo -2, both_signs',
  ],
  'of both, the plus left is a try': [{ before: ['❤', '👎'], now: ['❤'] }, 'reaction 2'],
  'still both is no new try': [{ before: ['❤', '👎'], now: ['🙏', '👎'] }, 'nothing'],
  'a refused plus is not tried again by a second': [{ before: ['❤'], now: ['❤', '🙏'] }, 'nothing'],
  'nothing to take back': [{ before: ['❤'] }, 'nothing'],
  'switched off': [{ now: ['❤'], chosen: { enabled: false } }, 'nothing'],
  'taken back though switched off': [
    { before: ['❤'], stands: [2, '❤'], chosen: { enabled: false } },
    'undo -2',
  ],
  'what gave stays a gift, though it counts no longer': [
    { before: ['❤'], now: ['❤', '🔥'], stands: [2, '❤'], chosen: { plus: ['🙏'] } },
    'nothing',
  ],
  'reputation off': [{ now: ['❤'], thanks: { enabled: false } }, 'off'],
  'minus off': [{ now: ['👎'], minus: { enabled: false } }, 'off'],
  'to oneself': [{ now: ['❤'], author: 1 }, 'self'],
  'to a bot': [{ now: ['❤'], author: 3 }, 'receiver_bot'],
  'to an anonymous admin': [{ now: ['❤'], author: ANONYMOUS_ADMIN }, 'receiver_anonymous'],
  'to a channel': [{ now: ['❤'], author: CHANNEL_BOT }, 'receiver_channel'],
  'to a linked post': [{ now: ['❤'], author: TELEGRAM }, 'linked_post'],
  'to somebody unknown': [{ now: ['❤'], author: 9 }, 'not_seen'],
  'admins only': [{ now: ['❤'], thanks: { from: 'admins' } }, 'only_admins_give'],
  'days first': [
    { now: ['❤'], thanks: { leastDays: 3 }, known: { members: [member(1, { firstSeenAt: AT }), member(2)] } },
    'least_days',
  ],
  'messages first': [{ now: ['❤'], thanks: { leastMessages: 3 } }, 'least_messages'],
  'the chat waits': [
    { now: ['❤'], thanks: { chatInterval: 60 }, known: { thanksAt: AT - 59 } },
    'chat_interval',
  ],
  'the pair waits': [
    { now: ['❤'], thanks: { pairInterval: 60 }, known: { pairs: { '1 2': { thanksAt: AT - 59 } } } },
    'pair_interval',
  ],
  'the pair has waited': [
    { now: ['❤'], thanks: { pairInterval: 60 }, known: { pairs: { '1 2': { thanksAt: AT - 60 } } } },
    'reaction 2',
  ],
  'the day is full': [
    { now: ['❤'], thanks: { givenPerDay: 1 }, known: { days: { 1: { thanksGiven: 1 } } } },
    'given_per_day',
  ],
  'taken back, whatever waits': [
    { before: ['❤'], stands: [2, '❤'], thanks: { enabled: false, from: 'admins', pairInterval: 9999 } },
    'undo -2',
  ],
  'award does not matter': [
    { now: ['❤'], thanks: { award: 'random', awardMin: 50, awardMax: 60 } },
    'reaction 2',
  ],
  'the floor holds a minus': [
    { now: ['👎'], author2: { reputation: 1 }, minus: { floor: 0 } },
    'reaction -1',
  ],
  'at the floor': [{ now: ['👎'], author2: { reputation: 0 }, minus: { floor: 0 } }, 'at_floor'],
  'the floor counts what was just taken back': [
    { before: ['❤'], now: ['👎'], stands: [2, '❤'], author2: { reputation: 2 }, minus: { floor: 0 } },
    'undo -2, at_floor',
  ],
};

describe('A change of reactions', () => {
  for (const [title, [given, outcome]] of Object.entries(CASES)) {
    it(`${title}: ${outcome}`, () => expect(comesTo(given)).to.equal(outcome));
  }
});
