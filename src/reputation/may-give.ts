import type { DayFacts, Facts, MemberFacts, PairFacts, Powers } from '../model/facts.ts';
import type { Refusal } from '../model/refusal.ts';
import { DAY, type Seconds } from '../model/time.ts';
import type { Sign, SignRules } from './rules.ts';

/**
 * Whether this giver may give at all now; the chat's and the giver's intervals count once a message.
 * Null: yes.
 */
export function mayGive(
  rules: SignRules,
  sign: Sign,
  giver: MemberFacts,
  facts: Facts,
  at: Seconds,
): Refusal | null {
  if (rules.from === 'admins' && giver.role !== 'admin') return { no: 'only_admins_give' };
  const days = Math.floor((at - giver.firstSeenAt) / DAY);
  if (rules.leastDays > 0 && days < rules.leastDays)
    return { no: 'least_days', have: Math.max(0, days), need: rules.leastDays };
  if (giver.messages < rules.leastMessages) {
    return { no: 'least_messages', have: giver.messages, need: rules.leastMessages };
  }
  const chatLast = sign === 'thanks' ? facts.thanksAt : facts.minusAt;
  const chatWait = left(rules.chatInterval, chatLast, at);
  if (chatWait > 0) return { no: 'chat_interval', wait: chatWait };
  const giverLast = sign === 'thanks' ? giver.thanksGivenAt : giver.minusGivenAt;
  const giverWait = left(rules.giverInterval, giverLast, at);
  if (giverWait > 0) return { no: 'giver_interval', wait: giverWait };
  return null;
}

/** Whether this receiver may get from this giver now. `alreadyGiven`: gifts this same message has made. Null: yes. */
export function mayGet(
  rules: SignRules,
  sign: Sign,
  giver: MemberFacts,
  receiver: MemberFacts,
  facts: Facts,
  at: Seconds,
  alreadyGiven: number,
): Refusal | null {
  const receiverLast = sign === 'thanks' ? receiver.thanksGotAt : receiver.minusGotAt;
  const receiverWait = left(rules.receiverInterval, receiverLast, at);
  if (receiverWait > 0) return { no: 'receiver_interval', wait: receiverWait };
  const there = facts.pair(giver.id, receiver.id);
  const back = facts.pair(receiver.id, giver.id);
  const pairWait = left(rules.pairInterval, lastBetween(rules, sign, there, back), at);
  if (pairWait > 0) return { no: 'pair_interval', wait: pairWait };
  const limit = givenPerDay(rules, sign, giver.powers);
  if (limit > 0 && given(facts.day(giver.id, at), sign) + alreadyGiven >= limit) {
    return { no: 'given_per_day', limit };
  }
  if (rules.receivedPerDay > 0 && got(facts.day(receiver.id, at), sign) >= rules.receivedPerDay) {
    return { no: 'received_per_day', limit: rules.receivedPerDay };
  }
  return null;
}

/** What a giver may give a day; 0: there is no limit. A reward adds to thanks alone. */
export function givenPerDay(
  rules: Pick<SignRules, 'givenPerDay'>,
  sign: Sign,
  { extraGifts }: Pick<Powers, 'extraGifts'>,
): number {
  return rules.givenPerDay === 0 || sign === 'minus' ? rules.givenPerDay : rules.givenPerDay + extraGifts;
}

const given = (day: DayFacts, sign: Sign) => (sign === 'thanks' ? day.thanksGiven : day.minusGiven);
const got = (day: DayFacts, sign: Sign) => (sign === 'thanks' ? day.thanksGot : day.minusGot);

/** The last gift that the pair's interval runs from: there, and back where it holds both ways. */
export function lastBetween(
  rules: Pick<SignRules, 'pairBothWays'>,
  sign: Sign,
  there: PairFacts,
  back: PairFacts,
): Seconds | null {
  const last = sign === 'thanks' ? there.thanksAt : there.minusAt;
  if (!rules.pairBothWays) return last;
  const other = sign === 'thanks' ? back.thanksAt : back.minusAt;
  return last === null ? other : other === null ? last : Math.max(last, other);
}

/**
 * Seconds still to wait; 0 when the interval is off, never began, or is exactly over. An event older than the
 * last gift (queues of Telegram overtake one another) waits longer rather than slips in between.
 */
export function left(interval: Seconds, last: Seconds | null, at: Seconds): Seconds {
  if (interval === 0 || last === null) return 0;
  return Math.max(0, last + interval - at);
}
