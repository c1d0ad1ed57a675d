import type { Dice } from '../../model/dice.ts';
import type { MessageEvent, ReactionEvent } from '../../model/event.ts';
import type { Notice } from '../../model/notice.ts';
import type { Outcome } from '../../model/outcome.ts';
import type { Seconds } from '../../model/time.ts';
import { decideReaction, type Reacted, WAIT_FOR_MESSAGE, whatIsSaid } from '../../reputation/reactions.ts';
import { type Decision, NOTHING } from '../decision.ts';
import type { ReactionRow } from '../draft/rows.ts';
import type { ChatDraft } from '../draft.ts';
import { mayBringBonus, reactionBonus } from '../experience/reaction-bonus.ts';
import { bonusNotices } from '../ranks/announce.ts';
import { riseNotices } from '../ranks/rises.ts';
import { earn, record } from '../record.ts';

/** A change of reactions that came before its message. */
export interface Waiting {
  at: Seconds;
  before: readonly string[];
  now: readonly string[];
}

/** Nobody changes their mind so often within ten minutes; of what is more, only the end is kept. */
const MOST_WAITING = 20;

/** Decides a change of reactions: on a message that is known, on one that is awaited, or on one long forgotten. */
export function decideReactionEvent(facts: ChatDraft, event: ReactionEvent, dice: Dice): Decision {
  const { at, messageId, person, before, now } = event;
  const epoch = epochOf(facts, event);
  const row = facts.reactions.get(epoch, messageId, person.id);
  const decision = react(facts, epoch, { at, messageId, by: person.id, before, now }, row, dice);
  const { earned } = decision;
  return earned?.length ? { ...decision, notices: bonusNotices(facts, event, earned, dice) } : decision;
}

function react(
  facts: ChatDraft,
  epoch: number,
  reacted: Reacted,
  row: ReactionRow | null,
  dice: Dice,
): Decision {
  const gift = row === null || row.entry === null ? null : facts.ledger.standing(row.entry);
  const author = facts.authorOf(epoch, reacted.messageId) ?? gift?.receiver ?? null;
  if (author === null) return wait(facts, epoch, reacted, row);
  const { gifts, reactions } = facts.rules;
  const rule = row?.outcome ? (JSON.parse(row.outcome) as Outcome).rule : null;
  const given = decideReaction(reacted, reactions, gifts, facts, { author, gift, rule });
  const bonus = reactionBonus(facts, epoch, reacted, row, dice);
  if (!given && !bonus) return NOTHING;
  return {
    ...NOTHING,
    ...(given && { entries: given.entries, freed: given.freed }),
    ...(bonus && { earned: bonus }),
    reaction: {
      messageId: reacted.messageId,
      epoch,
      userId: reacted.by,
      // Of what it gives nothing has changed, unless it gives something.
      at: given ? reacted.at : (row?.at ?? reacted.at),
      entry: given ? null : (row?.entry ?? null),
      outcome: given ? JSON.stringify(given.outcome) : (row?.outcome ?? null),
      waiting: null,
      counted: bonus !== null || row?.counted === true,
    },
  };
}

/**
 * The message has not come yet, or is older than what is remembered: which of the two, time will tell. Until then
 * the change is kept as it came, for what it does depends on those before it.
 */
function wait(facts: ChatDraft, epoch: number, reacted: Reacted, row: ReactionRow | null): Decision {
  const { at, messageId, by, before, now } = reacted;
  const { reactions } = facts.rules;
  const latest = Math.max(facts.row.lastEventAt, at);
  const waiting = waitingOf(row).filter((change) => !isOver(change, latest));
  const said = whatIsSaid(now, reactions);
  const gives = said.sign !== null && said.sign !== whatIsSaid(before, reactions).sign;
  if (waiting.length === 0 && !gives && !mayBringBonus(facts, reacted)) return NOTHING;
  const change = { at, before, now };
  if (!isOver(change, latest)) waiting.push(change);
  // The ends meet: what was before the first and what is after the last.
  if (waiting.length > MOST_WAITING)
    waiting.splice(-2, 2, { ...change, before: waiting.at(-2)?.before ?? before });
  const outcome: Outcome = {
    rule: said.rule ?? '',
    sign: said.sign === 'minus' ? 'minus' : 'thanks',
    results: [{ receiver: null, name: null, refused: { no: 'unknown_message' } }],
  };
  return {
    ...NOTHING,
    reaction: {
      messageId,
      epoch,
      userId: by,
      at,
      entry: null,
      outcome: said.sign === null ? (row?.outcome ?? null) : JSON.stringify(outcome),
      waiting: waiting.length === 0 ? null : JSON.stringify(waiting),
      counted: row?.counted ?? false,
    },
  };
}

/** What a decision comes to in the chat: the ledger, intervals and budgets, and what stands for the reaction. */
export function applyReaction(facts: ChatDraft, epoch: number, decision: Decision): void {
  record(facts, decision, epoch);
  const { reaction } = decision;
  if (!reaction) return;
  const gave = decision.entries.at(-1)?.kind === 'reaction';
  facts.reactions.set({ ...reaction, entry: gave ? facts.row.lastEntry : reaction.entry });
  for (const { at } of waitingOf(reaction)) {
    const until = at + WAIT_FOR_MESSAGE;
    if (until <= (facts.row.reactionsWaitUntil ?? 0)) continue;
    facts.row.reactionsWaitUntil = until;
    facts.chatChanged = true;
  }
}

/**
 * A message has come: what waits for it happens now, each change at its own time and by the rules as they stand. Answers
 * with what is to be said, as if it had come in time.
 */
export function settleWaiting(facts: ChatDraft, event: MessageEvent, dice: Dice): readonly Notice[] {
  if (facts.row.reactionsWaitUntil === null) return [];
  const epoch = epochOf(facts, event);
  if (facts.authorOf(epoch, event.messageId) === null) return [];
  const latest = Math.max(facts.row.lastEventAt, event.at);
  const rows = facts.reactions.waitingFor(epoch, event.messageId);
  const changes = rows
    .flatMap((row) => waitingOf(row).map((change) => ({ ...change, by: row.userId })))
    .filter((change) => !isOver(change, latest))
    .sort((a, b) => a.at - b.at || a.by - b.by);
  // A row of which nothing is left in time is left alone: it may not even have been read.
  const alive = new Set(changes.map(({ by }) => by));
  for (const row of rows) if (alive.has(row.userId)) facts.reactions.set({ ...row, waiting: null });
  const notices: Notice[] = [];
  for (const { by, ...change } of changes) {
    const row = facts.reactions.get(epoch, event.messageId, by);
    const decision = react(facts, epoch, { ...change, messageId: event.messageId, by }, row, dice);
    const then = { ...event, at: change.at };
    notices.push(...bonusNotices(facts, then, decision.earned ?? [], dice));
    notices.push(...riseNotices(facts, then, decision, dice));
    applyReaction(facts, epoch, decision);
    if (decision.earned) earn(facts, decision.earned, change.at);
  }
  return notices;
}

const isOver = ({ at }: Waiting, latest: Seconds): boolean => latest - at > WAIT_FOR_MESSAGE;

export function waitingOf(row: Pick<ReactionRow, 'waiting'> | null): Waiting[] {
  return row?.waiting ? (JSON.parse(row.waiting) as Waiting[]) : [];
}

/** The epoch in which an event's message got its number. */
export function epochOf(facts: ChatDraft, { upgrades = 0 }: { upgrades?: number }): number {
  return facts.row.epoch - upgrades;
}
