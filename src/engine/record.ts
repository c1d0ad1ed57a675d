import type { Earning } from '../experience/policy.ts';
import type { NewEntry } from '../model/entry.ts';
import type { UserId } from '../model/ids.ts';
import { later, type Seconds } from '../model/time.ts';
import { titleOf } from '../ranks/ladder.ts';
import { countsAs, type Freed } from '../reputation/reverse.ts';
import type { Sign } from '../reputation/rules.ts';
import type { Decision } from './decision.ts';
import type { MemberRow } from './draft/rows.ts';
import type { ChatDraft } from './draft.ts';
import { watch } from './ranks/holdings.ts';

/** What a decision does to ledger, intervals and budgets. `epoch`: in which its message got its number. */
export function record(
  facts: ChatDraft,
  { entries, freed = [] }: Pick<Decision, 'entries' | 'freed'>,
  epoch: number,
): void {
  // What is taken back is free before anything new counts: a reaction that changes its sign does both.
  for (const entry of entries) if (entry.reverses !== null) enter(facts, entry, epoch);
  for (const gift of freed) free(facts, gift);
  for (const entry of entries) {
    if (entry.reverses !== null) continue;
    enter(facts, entry, epoch);
    const sign = countsAs(entry);
    if (sign && entry.giver !== null) count(facts, sign, entry.giver, entry);
  }
}

/** Writes a line of the ledger and moves the totals with it. */
function enter(facts: ChatDraft, entry: NewEntry, epoch: number): void {
  facts.ledger.write(entry, epoch);
  facts.chatChanged = true;
  const receiver = facts.touch(entry.receiver, entry.at);
  // Points in another measure are no rise and no fall: what is held stays, until somebody moves or /sync looks.
  if (entry.kind !== 'convert') watch(facts, receiver);
  holdTitle(facts, receiver);
  receiver.reputation += entry.reputation;
  receiver.experience += entry.experience;
  retitle(facts, receiver);
  if (fromAdmin(entry)) receiver.reputationFromAdmins += entry.reputation;
  const day = facts.touchDay(entry.receiver, entry.at);
  day.reputation += entry.reputation;
  day.experience += entry.experience;
}

/** Experience that no line of the ledger holds: it stands summed by day. */
export function earn(facts: ChatDraft, earned: readonly Earning[], at: Seconds): void {
  for (const { member: id, amount, sent, got } of earned) {
    const member = facts.touch(id, at);
    const day = facts.touchDay(id, at);
    watch(facts, member);
    holdTitle(facts, member);
    member.experience += amount;
    retitle(facts, member);
    day.experience += amount;
    day.activity += amount;
    if (got) day.experienceGot += amount;
    if (sent) member.earnedAt = later(member.earnedAt, at);
  }
}

/**
 * Where nobody is demoted, the title is held that was shown so far: by the ladder as it is now, which may have changed
 * since their points did.
 */
function holdTitle(facts: ChatDraft, member: MemberRow): void {
  if (!facts.rules.settings['titles.demote']) retitle(facts, member);
}

/** The title follows the points at once, so that the next event meets it. */
function retitle(facts: ChatDraft, member: MemberRow): void {
  const { experience, reputation, title } = member;
  const switches = facts.rules.switches;
  member.title = titleOf(experience, reputation, facts.titles.ladder, switches, title)?.id ?? null;
}

/** Who counts as whom in `reputation_from_admins`. */
const fromAdmin = (entry: NewEntry) => entry.giverRole === 'admin';

/** Restarts the intervals and counts the budgets of one gift. */
function count(facts: ChatDraft, sign: Sign, giverId: UserId, entry: NewEntry): void {
  const { row } = facts;
  const { receiver: receiverId, at, experience } = entry;
  const giver = facts.touch(giverId, at);
  const receiver = facts.touch(receiverId, at);
  const pair = facts.touchPair(giverId, receiverId);
  const given = facts.touchDay(giverId, at);
  const got = facts.touchDay(receiverId, at);
  got.experienceGot += experience;
  facts.chatChanged = true;
  if (sign === 'thanks') {
    giver.thanksGiven += 1;
    receiver.thanksGot += 1;
    given.thanksGiven += 1;
    got.thanksGot += 1;
    giver.thanksGivenAt = later(giver.thanksGivenAt, at);
    receiver.thanksGotAt = later(receiver.thanksGotAt, at);
    pair.thanksAt = later(pair.thanksAt, at);
    row.lastThanksAt = later(row.lastThanksAt, at);
  } else {
    given.minusGiven += 1;
    got.minusGot += 1;
    giver.minusGivenAt = later(giver.minusGivenAt, at);
    receiver.minusGotAt = later(receiver.minusGotAt, at);
    pair.minusAt = later(pair.minusAt, at);
    row.lastMinusAt = later(row.lastMinusAt, at);
  }
}

/**
 * A gift that was taken back counts in no budget, and its receiver and the chat wait for it no longer: whoever was
 * let give after another gift had that one's interval behind them, so to no interval at all is where it goes back.
 * Its giver and the pair go on waiting.
 */
function free(facts: ChatDraft, freed: Freed): void {
  const { sign, giver: giverId, receiver: receiverId, at, experience } = freed;
  const { row } = facts;
  const giver = facts.touch(giverId, at);
  const receiver = facts.touch(receiverId, at);
  const given = facts.touchDay(giverId, at);
  const got = facts.touchDay(receiverId, at);
  got.experienceGot -= experience;
  facts.chatChanged = true;
  // One message may give to several: the chat waits on for those who keep theirs.
  const last = !facts.ledger.stillGiven(freed.entry, sign);
  if (sign === 'thanks') {
    giver.thanksGiven -= 1;
    receiver.thanksGot -= 1;
    given.thanksGiven -= 1;
    got.thanksGot -= 1;
    if (receiver.thanksGotAt === at) receiver.thanksGotAt = null;
    if (last && row.lastThanksAt === at) row.lastThanksAt = null;
  } else {
    given.minusGiven -= 1;
    got.minusGot -= 1;
    if (receiver.minusGotAt === at) receiver.minusGotAt = null;
    if (last && row.lastMinusAt === at) row.lastMinusAt = null;
  }
}
