/**
 * Telegram's flood limits as plain arithmetic: what went when goes in, how long to wait comes out. It never
 * sleeps and reads no clock; `now` is any count of milliseconds that does not run backwards.
 */

export interface Limits {
  /** Calls of every kind, over all chats. */
  perSecond: number;
  /** Milliseconds between two messages (or edits) in one chat. */
  chatGapMs: number;
  /** Messages and edits in one group; private chats know the gap only. */
  groupPerMinute: number;
}

/** What Telegram allows a bot. */
export const TELEGRAM_LIMITS: Limits = { perSecond: 30, chatGapMs: 1000, groupPerMinute: 20 };

export interface PaceJob {
  chat: number;
  /** `light`: deletions, reactions and callback answers, which count against the overall limit only. */
  kind: 'message' | 'edit' | 'light';
}

interface ChatPace {
  last: number;
  /** The last messages of a group, at most `groupPerMinute`, oldest first. */
  times: number[];
  blockedUntil: number;
}

export interface Pace {
  readonly limits: Limits;
  /** The last calls, at most `perSecond`, oldest first. */
  readonly calls: number[];
  readonly chats: Map<number, ChatPace>;
  readonly floods: { chat: number; at: number }[];
  blockedUntil: number;
  /** How many chats are held before the idle ones are forgotten. */
  sweepAt: number;
}

const SECOND = 1000;
const MINUTE = 60_000;
/** So many chats told to wait within so many milliseconds: it is the bot that is too fast, not a chat. */
const STORM = { chats: 3, within: 10_000 };
const SWEEP = 1000;

export function newPace(limits: Limits = TELEGRAM_LIMITS): Pace {
  return {
    limits,
    calls: [],
    chats: new Map(),
    floods: [],
    blockedUntil: Number.NEGATIVE_INFINITY,
    sweepAt: SWEEP,
  };
}

/** Milliseconds until any call at all may go. */
export function overallWait(pace: Pace, now: number): number {
  const full = pace.calls.length >= pace.limits.perSecond;
  const free = full ? (pace.calls[0] as number) + SECOND : now;
  return Math.max(0, free - now, pace.blockedUntil - now);
}

/** 0: it may go now. Otherwise milliseconds to wait; after them it may go, unless others went meanwhile. */
export function mayGo(pace: Pace, job: PaceJob, now: number): number {
  const overall = overallWait(pace, now);
  const chat = job.kind === 'light' ? undefined : pace.chats.get(job.chat);
  if (!chat) return overall;
  const full = chat.times.length >= pace.limits.groupPerMinute;
  const minute = full ? (chat.times[0] as number) + MINUTE : now;
  return Math.max(overall, chat.last + pace.limits.chatGapMs - now, minute - now, chat.blockedUntil - now);
}

/** The call goes at this moment. */
export function went(pace: Pace, job: PaceJob, now: number): void {
  pace.calls.push(now);
  if (pace.calls.length > pace.limits.perSecond) pace.calls.shift();
  if (job.kind === 'light') return;
  const chat = chatOf(pace, job.chat, now);
  chat.last = now;
  if (job.chat >= 0) return;
  chat.times.push(now);
  if (chat.times.length > pace.limits.groupPerMinute) chat.times.shift();
}

/** Telegram answered 429: nothing goes to this chat for so many seconds, and after a storm of them nothing at all. */
export function blocked(pace: Pace, chatId: number, retryAfterSeconds: number, now: number): void {
  const until = now + retryAfterSeconds * SECOND;
  const chat = chatOf(pace, chatId, now);
  chat.blockedUntil = Math.max(chat.blockedUntil, until);
  const recent = pace.floods.filter((flood) => flood.chat !== chatId && now - flood.at < STORM.within);
  recent.push({ chat: chatId, at: now });
  pace.floods.splice(0, pace.floods.length, ...recent);
  if (recent.length < STORM.chats) return;
  pace.blockedUntil = Math.max(pace.blockedUntil, until);
  pace.floods.length = 0;
}

function chatOf(pace: Pace, id: number, now: number): ChatPace {
  const known = pace.chats.get(id);
  if (known) return known;
  if (pace.chats.size >= pace.sweepAt) forgetIdle(pace, now);
  const chat = { last: Number.NEGATIVE_INFINITY, times: [], blockedUntil: Number.NEGATIVE_INFINITY };
  pace.chats.set(id, chat);
  return chat;
}

/** A minute of silence later a chat has no history. Sweeping at twice what is left costs O(1) a call. */
function forgetIdle(pace: Pace, now: number): void {
  for (const [id, chat] of pace.chats) {
    if (chat.last + Math.max(MINUTE, pace.limits.chatGapMs) <= now && chat.blockedUntil <= now) {
      pace.chats.delete(id);
    }
  }
  pace.sweepAt = Math.max(SWEEP, pace.chats.size * 2);
}
