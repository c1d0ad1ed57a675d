import type { EntryKind, NewEntry } from '../../model/entry.ts';
import type { MemberEvent } from '../../model/event.ts';
import type { MemberFacts } from '../../model/facts.ts';
import type { UserId } from '../../model/ids.ts';
import type { Seconds } from '../../model/time.ts';
import { isBot, NO_PAST, pastAfter, sanctionOf } from '../../moderation/sanction.ts';
import { deduct, type Points } from '../../reputation/deduct.ts';
import { type Reversal, reverse } from '../../reputation/reverse.ts';
import { CEILING } from '../../reputation/rules.ts';
import type { ChatSettings } from '../../settings/catalogue.ts';
import { type Decision, NOTHING } from '../decision.ts';
import type { ChatDraft } from '../draft.ts';
import { bePresent } from '../ranks/holdings.ts';
import { record } from '../record.ts';

type Costs = 'ban' | 'kick' | 'restrict' | 'delete';

const SANCTIONS = ['ban', 'kick', 'restrict'] as const;

/** What a chat takes for something; both 0: nothing. */
export function lossOf(settings: ChatSettings, what: Costs): Points {
  return {
    experience: settings[`deductions.${what}_experience`],
    reputation: settings[`deductions.${what}_reputation`],
  };
}

/** Where none costs anything, nothing is remembered of comings and bans either. */
function anyCosts(settings: ChatSettings): boolean {
  return SANCTIONS.some((what) => {
    const { experience, reputation } = lossOf(settings, what);
    return experience > 0 || reputation > 0;
  });
}

/** By whom something was taken: null for a bot, and for an anonymous admin. */
export interface Taker {
  id: UserId | null;
  role: NewEntry['giverRole'];
}

/** What is really taken from a member, as a line of the ledger; null: they have nothing to lose. */
export function lossEntry(
  facts: ChatDraft,
  kind: EntryKind,
  { id: giver, role: giverRole }: Taker,
  member: Pick<MemberFacts, 'id' | 'experience' | 'reputation'>,
  loss: Points,
  at: Seconds,
): NewEntry {
  const floor = facts.rules.settings['negative.below_zero'] ? -CEILING : 0;
  const taken = deduct(member, loss, floor);
  return {
    ...{ at, kind, giver, receiver: member.id, giverRole, ...taken },
    ...{ messageId: null, reason: null, reverses: null },
  };
}

/** Decides what a member's new standing costs them. A ban that ends at once is taken back, and was a kick. */
export function decideMember(facts: ChatDraft, event: MemberEvent): Decision {
  const { change, person, at } = event;
  const { settings } = facts.rules;
  if (!change || !anyCosts(settings)) return NOTHING;
  const past = facts.moderation.pasts.get(person.id) ?? null;
  const sanction = sanctionOf(person, change, at, past ?? NO_PAST, facts.bot.id);
  const after = pastAfter(past ?? NO_PAST, change, at, sanction);
  const decision = { ...NOTHING, past: { of: person.id, past: after } };
  const member = facts.member(person.id);
  if (!sanction || !member) return decision;

  const taker: Taker = isBot(change.by)
    ? { id: null, role: 'system' }
    : { id: change.by.isBot ? null : change.by.id, role: 'admin' };
  const kind = sanction === 'kick_after_ban' ? 'kick' : sanction;
  const back = sanction === 'kick_after_ban' ? takeBack(facts, past?.banEntry ?? null, taker, at) : null;
  const has = {
    id: member.id,
    experience: member.experience + (back?.entry.experience ?? 0),
    reputation: member.reputation + (back?.entry.reputation ?? 0),
  };
  const loss = lossOf(settings, kind === 'restriction' ? 'restrict' : kind);
  const entry = lossEntry(facts, kind, taker, has, loss, at);
  const takes = entry.experience !== 0 || entry.reputation !== 0;
  return { ...decision, entries: [...(back ? [back.entry] : []), ...(takes ? [entry] : [])] };
}

/** Null: the ban took nothing, or an admin has taken that back already. */
function takeBack(facts: ChatDraft, entry: number | null, by: Taker, at: Seconds): Reversal | null {
  const line = entry === null ? null : facts.ledger.standing(entry);
  const reversal = line && reverse(line, { at, by: by.id, messageId: null });
  return reversal && 'entry' in reversal ? reversal : null;
}

export function applyMember(facts: ChatDraft, event: MemberEvent, decision: Decision): void {
  facts.setAdmin(event.person.id, event.role === 'admin');
  bePresent(facts, event.person.id, event.at, event.present);
  record(facts, decision, facts.row.epoch);
  if (!decision.past) return;
  const { of, past } = decision.past;
  const last = decision.entries.at(-1)?.kind === 'ban' ? facts.row.lastEntry : null;
  const before = facts.moderation.pasts.get(of);
  const banEntry = past.bannedAt === null ? null : (last ?? before?.banEntry ?? null);
  facts.moderation.pasts.set(of, { ...past, user: of, banEntry });
}
