import type { NewEntry } from '../../model/entry.ts';
import { type UserId, userId } from '../../model/ids.ts';
import type { Notice } from '../../model/notice.ts';
import { DAY, type Seconds } from '../../model/time.ts';
import {
  type DecayRules,
  NOTED_AHEAD,
  type Silence,
  silenceOf,
  stepOf,
  weeksLoss,
} from '../../moderation/decay.ts';
import type { Flight } from '../../storage/database.ts';
import { toPerson } from '../answer.ts';
import { type Decision, NOTHING } from '../decision.ts';
import type { DecayRun } from '../draft/moderation.ts';
import type { MemberRow } from '../draft/rows.ts';
import type { ChatDraft } from '../draft.ts';
import type { DueChat, DueRule } from '../due.ts';
import { decayRules } from './decay-switch.ts';

/** Members that one transaction looks at: a few milliseconds. */
export const PIECE = 500;

const RUNS = `select chat_id as "chatId", begun_at as "begunAt", next_at as "nextAt", cursor
  from decay_runs where chat_id = any($1::bigint[])`;

const MEMBERS = `select m.user_id as "user", m.last_seen_at as "lastSeenAt", d.since, d.noted_at as "notedAt", d.weeks
  from members m left join decays d on d.chat_id = m.chat_id and d.user_id = m.user_id
  where m.chat_id = $1::bigint and m.user_id > $2::bigint and m.present
  order by m.user_id limit ${PIECE}`;

type RunAnswer = DecayRun & { chatId: number };

interface MemberAnswer {
  user: number;
  lastSeenAt: Seconds;
  since: Seconds | null;
  notedAt: Seconds | null;
  weeks: number | null;
}

/**
 * Once a day all members of a chat where silence costs points are looked at, in pieces, each by a tick of its own. What a
 * piece takes, whom it tells and how far it came are committed together: a process that dies does nothing twice.
 */
export const decayRule: DueRule = {
  async load(flight, chats) {
    const runs = await flight.query<RunAnswer>(RUNS, [chats.map(({ facts }) => facts.row.chatId)]);
    const found = runs.map(async ({ chatId: id, ...run }) => {
      const due = chats.find(({ facts }) => facts.row.chatId === id);
      return due ? loadPiece(flight, due, run) : [];
    });
    return (await Promise.all(found)).flat();
  },
  next({ made: { moderation } }) {
    return moderation?.decay.run?.nextAt ?? null;
  },
  decide(facts, { at }) {
    const { run, piece } = facts.moderation.decay;
    return run && piece ? decidePiece(facts, run, piece, at) : NOTHING;
  },
};

/** Answers with those members whom it has something to do with. */
async function loadPiece(flight: Flight, { facts, until }: DueChat, run: DecayRun) {
  const { decay, silences } = facts.moderation;
  decay.run = run;
  if (run.nextAt > until) return [];
  const rows = await flight.query<MemberAnswer>(MEMBERS, [facts.row.chatId, run.cursor]);
  const rules = decayRules(facts.rules.settings);
  decay.piece = rows.map(({ user }) => userId(user));
  const concerned: (readonly [typeof facts.row.chatId, UserId])[] = [];
  for (const { user, lastSeenAt, since, notedAt, weeks } of rows) {
    const stored = since === null ? null : { since, notedAt, weeks: weeks ?? 0 };
    const silence = silenceOf(stored, lastSeenAt, run.begunAt);
    if (stepOf(silence, run.nextAt, rules) === null) continue;
    const id = userId(user);
    silences.remember(id, { ...silence, user: id });
    concerned.push([facts.row.chatId, id]);
  }
  return concerned;
}

function decidePiece(facts: ChatDraft, run: DecayRun, piece: readonly UserId[], at: Seconds): Decision {
  const rules = decayRules(facts.rules.settings);
  const entries: NewEntry[] = [];
  const notices: Notice[] = [];
  const silences: [UserId, Silence][] = [];
  for (const id of piece) {
    const silence = facts.moderation.silences.get(id);
    const member = facts.members.get(id);
    if (!silence || !member || facts.people.get(id)?.isBot) continue;
    const lines = linesOf(member, rules, at);
    // Who has nothing to lose is told nothing.
    if (lines.length === 0) continue;
    const { since, notedAt, weeks } = silence;
    if (stepOf(silence, at, rules) === 'note') {
      notices.push(...note(facts, id, rules, at));
      silences.push([id, { since, notedAt: at, weeks }]);
    } else {
      entries.push(...lines);
      silences.push([id, { since, notedAt, weeks: weeks + 1 }]);
    }
  }
  const last = piece.at(-1);
  const over = last === undefined || piece.length < PIECE;
  const next = over ? { ...run, nextAt: run.nextAt + DAY, cursor: 0 } : { ...run, cursor: last };
  return { ...NOTHING, entries, notices, decay: { run: next, silences } };
}

/** What a week takes of a member. What came from admins and what came from members shrinks alike, so that both sums come out. */
function linesOf(member: MemberRow, { percent, of }: DecayRules, at: Seconds): NewEntry[] {
  const fromAdmins = member.reputation > 0 ? Math.min(member.reputationFromAdmins, member.reputation) : 0;
  const reputation = of === 'experience' ? 0 : weeksLoss(member.reputation, percent);
  const ofAdmins = Math.min(reputation, weeksLoss(fromAdmins, percent));
  const experience = of === 'reputation' ? 0 : weeksLoss(member.experience, percent);
  const line = (role: 'admin' | 'system', taken: number, exp: number): NewEntry => ({
    ...{ at, kind: 'decay', giver: null, receiver: member.userId, giverRole: role },
    ...{ reputation: 0 - taken, experience: 0 - exp, messageId: null, reason: null, reverses: null },
  });
  const lines: NewEntry[] = [];
  if (ofAdmins > 0) lines.push(line('admin', ofAdmins, 0));
  if (reputation > ofAdmins || experience > 0) lines.push(line('system', reputation - ofAdmins, experience));
  return lines;
}

/** In private, to whom has started the bot; others have read it in the chat when it was switched on. */
function note(facts: ChatDraft, id: UserId, { days, percent, of }: DecayRules, at: Seconds): Notice[] {
  const person = facts.people.get(id);
  if (!person?.dmOpen) return [];
  const params = { chat: facts.row.title, days, percent };
  // A pause of the bot is no reason to take points from somebody who was not told.
  return [{ ...toPerson(person, `decay.note_${of}`, params, at), keep: true, until: at + NOTED_AHEAD }];
}

/** Takes down how far the look has come, and what it found. The lines of the ledger are recorded before. */
export function applyDecay(facts: ChatDraft, { run, silences }: NonNullable<Decision['decay']>): void {
  for (const [user, silence] of silences) facts.moderation.silences.set(user, { ...silence, user });
  facts.moderation.decay.set(run);
  facts.due(run.nextAt);
}
