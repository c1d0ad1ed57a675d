import type { Notice } from '../model/notice.ts';
import { HOUR, type Seconds } from '../model/time.ts';
import type { Lesson, TroubleName } from '../model/trouble.ts';
import type { ApiError } from './bot-api.ts';
import { type CallerParts, createCaller, DROPPED, type Outcome, SAID } from './caller.ts';
import { answerPress, chatOf, type Rendered } from './calls.ts';
import type { Fault } from './faults.ts';
import { laterOf, removalAtLast } from './later.ts';
import { mayGo, type PaceJob } from './pace.ts';
import { inItsPlace, keepPlace, takeDown } from './posts.ts';
import { paceJob, speak } from './speak.ts';
import { isStale } from './stale.ts';
import { type MetTrouble, readFacts } from './standing.ts';
import { parkFor, type Removal } from './store.ts';
import { PRESS_LIVES, type Way, type WayFacts, ways } from './ways.ts';
import { nameOf, type Row } from './window.ts';

export type Render = (notice: Notice, by: Way['by']) => Promise<Rendered | null>;

export interface SenderParts extends CallerParts {
  render: Render;
  replyMaxAge: number;
  commandAnswerSeconds: number;
  closed(chat: number, why: 'out' | 'muted'): Promise<void>;
  closedPerson(person: number): Promise<void>;
  /** The bot could write after all. */
  reopened(chat: number): Promise<void>;
  /** What else a chat does not take, or takes again. */
  learnt(chat: number, lesson: Lesson): Promise<void>;
  /** `news`: Telegram has just told us, nobody else knows yet. */
  migrated(from: number, to: number, news: boolean): Promise<void>;
  removeLater(removal: Removal): void;
  /** There is something new in the outbox, due now. */
  added(): void;
}

/** A reaction has no text. */
const WORDLESS: Rendered = { text: '' };
const HOUR_MS = HOUR * 1000;
/** A group that was seen muted is tried again so often, when a command is to be answered there. */
const PROBE_MS = 600_000;
const VIEW_LASTS_MS = 500;

/** Tries one row. It never rejects and never waits for a limit: it says how long to wait. */
export function createSender(parts: SenderParts): (row: Row) => Promise<Outcome> {
  const { flight, pace, log, machineNow, nowSeconds } = parts;
  const { call, again } = createCaller(parts);
  const probes = new Map<number, number>();
  const views = new Map<number, { at: number; view: Promise<Rendered | null> }>();
  let noEphemeralUntil = Number.NEGATIVE_INFINITY;

  async function attempt(row: Row): Promise<Outcome> {
    try {
      if (isStale(row, nowSeconds(), parts.replyMaxAge)) return DROPPED;
      if (row.job.is === 'delete') return await removeMessages(row, row.job);
      const notice = upToDate(row, row.job.notice);
      if (notice.until !== undefined && nowSeconds() > notice.until) return DROPPED;
      if (row.part === 'answer') return await answerQuery(row, notice);
      if (notice.post?.over) {
        await takeDown(flight, row.id, notice, nowSeconds());
        parts.added();
        return DROPPED;
      }
      return await say(row, await inItsPlace(flight, notice));
    } catch (error) {
      // The database or the rendering failed; nothing was sent.
      log.warn({ ...nameOf(row), error: messageOf(error) }, 'A notice could not be prepared');
      return again(row);
    }
  }

  async function say(row: Row, notice: Notice): Promise<Outcome> {
    const stored = await readFacts(flight, notice.chat, notice.to);
    if (stored.migratedTo !== null && stored.migratedTo !== notice.chat) {
      await parts.migrated(notice.chat, stored.migratedTo, false);
      return { is: 'moved' };
    }
    // Where Telegram itself said that the bot is muted, it will also say when that is over.
    const refusedOnce = !stored.botCanWrite && stored.botStatus !== 'muted';
    const probe = refusedOnce && notice.answersCommand && probeDue(notice.chat);
    const facts: WayFacts = {
      ...stored,
      chatIsPrivate: notice.chat > 0,
      botCanWrite: stored.botCanWrite || probe,
      ephemeralKnown: machineNow() >= noEphemeralUntil,
      nowSeconds: nowSeconds(),
    };
    for (const way of ways(notice, facts, parts.commandAnswerSeconds)) {
      if (row.failed.includes(way.by)) continue;
      const wait = mayGo(pace, paceJob(notice, way.by), machineNow());
      if (wait > 0) return { is: 'wait', ms: wait };
      const rendered = way.by === 'reaction' ? WORDLESS : await rendering(row, notice, way.by);
      const atLast = removalAtLast(notice, !rendered || rendered.last, nowSeconds());
      if (!rendered) return atLast ? { ...DROPPED, removal: atLast } : DROPPED;
      const reply = await speak(call, nowSeconds(), row, notice, way, rendered);
      if (reply.is === 'later') return reply.outcome;
      if (probe && way.by !== 'dm') await probed(notice.chat, reply.is === 'ok');
      if (reply.is === 'ok') {
        if (way.by === 'public') await keepPlace(flight, notice, numberOf(reply.result), nowSeconds());
        await mended(notice, way, stored.troubles);
        const later = rendered.last ? null : laterOf(notice, way, reply.result, nowSeconds());
        const outcome = atLast
          ? { ...SAID, removal: atLast }
          : said(notice, way, reply.result, later !== null);
        if (outcome?.is === 'done' && later) return { ...outcome, later };
        if (outcome) return outcome;
        row.failed.push(way.by);
        continue;
      }
      const outcome = await learn(row, notice, way, reply, stored.troubles);
      // It says the same as before: what is to replace it is still to come.
      const later = outcome === SAID && notice.later?.again && !rendered.last;
      const next = later ? laterOf(notice, way, null, nowSeconds()) : null;
      if (outcome === SAID && atLast) return { ...SAID, removal: atLast };
      if (outcome) return next ? { ...SAID, later: next } : outcome;
    }
    // What would have replaced a message has nothing to replace any more.
    if (!row.keep || notice.way === 'edit' || notice.until !== undefined) return DROPPED;
    await parkFor(flight, row.id, notice.to);
    return { is: 'parked' };
  }

  /** Null: it was heard by the wrong people; try the next rung. `goesOn`: it is to say more before it goes. */
  function said(notice: Notice, way: Way, result: unknown, goesOn: boolean): Outcome | null {
    const id = numberOf(result);
    if (id === null || (way.by !== 'public' && way.by !== 'ephemeral')) return SAID;
    const now = nowSeconds();
    const removal = (after: Seconds, others: number[]): Removal => ({
      chat: notice.chat,
      messageIds: [id, ...others],
      at: now,
      dueAt: now + Math.ceil(after),
    });
    if (way.by === 'ephemeral') {
      if (id === 0) return SAID;
      // An older server passes over parameters it does not know: everybody has seen it.
      noEphemeralUntil = machineNow() + HOUR_MS;
      log.warn({ key: notice.key, chat: notice.chat }, 'This Bot API server knows no ephemeral messages');
      if (notice.answersCommand) {
        return { ...SAID, removal: removal(parts.commandAnswerSeconds, []) };
      }
      parts.removeLater(removal(0, []));
      return null;
    }
    if (way.removeAfter === null || goesOn) return SAID;
    const command = way.withCommand && notice.messageId ? [notice.messageId] : [];
    return { ...SAID, removal: removal(way.removeAfter, command) };
  }

  /** What a refusal teaches. Null: try the next rung. */
  async function learn(
    row: Row,
    notice: Notice,
    way: Way,
    { fault, error }: { fault: Fault; error: ApiError },
    met: readonly MetTrouble[],
  ): Promise<Outcome | null> {
    if (fault.is === 'done') return SAID;
    if (fault.is === 'migrated' && fault.to !== notice.chat) {
      await parts.migrated(notice.chat, fault.to, true);
      return { is: 'moved' };
    }
    if (fault.is === 'chat_closed') {
      await parts.closed(notice.chat, fault.why);
      row.failed.push('public', 'ephemeral', 'edit');
    } else if (fault.is === 'person_closed') {
      await parts.closedPerson(chatOf(notice, way.by));
    } else if (fault.is === 'unknown_feature') {
      noEphemeralUntil = machineNow() + HOUR_MS;
    } else if (fault.is === 'topic_closed' || fault.is === 'reaction_refused') {
      if (fault.is === 'topic_closed') row.failed.push('public', 'ephemeral');
      // Once it is known, and somebody knows it, there is nothing to learn from meeting it again.
      if (!met.some(({ name, told }) => name === fault.is && told))
        await parts.learnt(notice.chat, {
          is: 'trouble',
          name: fault.is,
          detail: detailOf(notice, fault.is),
        });
    }
    row.failed.push(way.by);
    const refusal = { ...nameOf(row), by: way.by, code: error.code, description: error.description };
    if (fault.is === 'refused' && way.by !== 'ephemeral') log.warn(refusal, 'Telegram refuses a notice');
    else log.debug(refusal, 'A way to say it is closed');
    return null;
  }

  /** Where something stood in the way before, it does so no more. */
  async function mended(notice: Notice, way: Way, met: readonly MetTrouble[]): Promise<void> {
    for (const { name, detail } of met) {
      const went = name === 'reaction_refused' ? way.by === 'reaction' : way.by === 'public';
      if (name === 'cannot_write' || !went || detailOf(notice, name) !== detail) continue;
      await whateverComes(parts.learnt(notice.chat, { is: 'over', name, detail }));
    }
  }

  /** What was said is said, whether what it teaches can be written down or not. */
  async function whateverComes(written: Promise<void>): Promise<boolean> {
    try {
      await written;
      return true;
    } catch (error) {
      log.warn({ error: messageOf(error) }, 'What a delivery teaches could not be written down');
      return false;
    }
  }

  /** The button stops spinning, even where the edit itself must wait. */
  async function answerQuery(row: Row, notice: Notice): Promise<Outcome> {
    if (notice.query === null || nowSeconds() - notice.at > PRESS_LIVES) return DROPPED;
    const rendered = await rendering(row, notice, 'edit');
    const params = answerPress(notice.query, rendered?.toast);
    const reply = await call(row, paceJob(notice, 'toast'), 'toast', 'answerCallbackQuery', params);
    if (reply.is === 'later') return reply.outcome;
    return reply.is === 'ok' ? SAID : DROPPED;
  }

  async function removeMessages(row: Row, job: { messageIds: number[]; singly: boolean }): Promise<Outcome> {
    const [first] = job.messageIds;
    if (first === undefined) return DROPPED;
    const single = job.singly || job.messageIds.length === 1;
    const pacing: PaceJob = { chat: row.chat, kind: 'light' };
    const reply = single
      ? await call(row, pacing, 'other', 'deleteMessage', { chat_id: row.chat, message_id: first })
      : await call(row, pacing, 'other', 'deleteMessages', {
          chat_id: row.chat,
          message_ids: job.messageIds,
        });
    if (reply.is === 'later') return reply.outcome;
    if (single) job.messageIds.shift();
    else if (reply.is === 'ok') return SAID;
    // One message that may not be removed refuses them all, and an older server knows no lists.
    job.singly = true;
    return job.messageIds.length > 0 ? { is: 'wait', ms: 0 } : SAID;
  }

  /** An edit and the answer to its press start together: a view is read once for both. */
  function rendering(row: Row, notice: Notice, by: Way['by']): Promise<Rendered | null> {
    if (by !== 'edit' || notice.query === null) return parts.render(notice, by);
    const now = machineNow();
    const known = views.get(row.id);
    if (known && now - known.at < VIEW_LASTS_MS) return known.view;
    for (const [id, { at }] of views) if (now - at >= VIEW_LASTS_MS) views.delete(id);
    const view = parts.render(notice, by);
    views.set(row.id, { at: now, view });
    return view;
  }

  function probeDue(chat: number): boolean {
    return (probes.get(chat) ?? Number.NEGATIVE_INFINITY) <= machineNow();
  }

  async function probed(chat: number, canWrite: boolean): Promise<void> {
    if (probes.size > 10_000) probes.clear();
    probes.set(chat, machineNow() + PROBE_MS);
    if (canWrite && !(await whateverComes(parts.reopened(chat)))) probes.delete(chat);
  }

  return attempt;
}

/** The row's own facts count: after an upgrade of the group message numbers mean nothing, and age starts anew. */
function upToDate(row: Row, notice: Notice): Notice {
  if (row.chat === notice.chat) return { ...notice, at: row.at };
  const { ephemeralId: _, ...rest } = notice;
  return { ...rest, at: row.at, chat: row.chat as Notice['chat'], messageId: null, thread: null };
}

/** What a notice meets there: its topic, or its reaction. */
function detailOf(notice: Notice, name: TroubleName): string | null {
  if (name === 'reaction_refused') return notice.key;
  return notice.thread === null ? null : String(notice.thread);
}

/** Of what Telegram took it is sure that it was sent, whatever else it answers. Null: nothing to remove it by. */
function numberOf(result: unknown): number | null {
  const id = (result as { message_id?: unknown } | null | undefined)?.message_id;
  return typeof id === 'number' && Number.isSafeInteger(id) && id >= 0 ? id : null;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
