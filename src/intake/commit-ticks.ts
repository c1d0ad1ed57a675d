import type { Logger } from 'pino';
import { isSpanDue } from '../engine/load/spans.ts';
import { load } from '../engine/load.ts';
import { needsOf } from '../engine/needs.ts';
import { diceFor } from '../engine/roll.ts';
import { hasErrands } from '../engine/save/errands.ts';
import { save } from '../engine/save.ts';
import { isDue, loadDue, settleByTick } from '../engine/settle.ts';
import type { TickEvent } from '../model/event.ts';
import type { UserId } from '../model/ids.ts';
import type { Database } from '../storage/database.ts';
import { isTransient } from '../storage/errors.ts';

export interface TickDeps {
  database: Database;
  bot: { id: UserId; username: string };
  secret: string;
  log: Logger;
  /** Called after each commit, with how many notices it holds, and whether it leaves something to be done for members. */
  committed(notices: number, errands: boolean): void;
}

/** What cannot be judged waits so long, and is told each time. */
const POSTPONED = 3_600;

const POSTPONE = `update chats set
    due_at = case when due_at <= $2::bigint then $2::bigint + $3::bigint else due_at end,
    spans_due_at = case when spans_due_at <= $2::bigint then $2::bigint + $3::bigint else spans_due_at end
  where chat_id = $1::bigint`;

/**
 * Commits ticks, one a chat; `at` is how far time has come. What is due is judged anew under the chat's lock: another
 * process may have been quicker. Rejects where the database does not answer; a chat whose tick fails otherwise is put
 * off and stops no other.
 */
export function createTickCommit(deps: TickDeps) {
  return async (ticks: readonly TickEvent[]): Promise<void> => {
    try {
      const { notices, errands } = await commitOnce(deps, ticks);
      deps.committed(notices, errands);
    } catch (error) {
      if (isTransient(error)) throw error;
      const [only] = ticks;
      if (ticks.length === 1 && only) await postpone(deps, only, error);
      else for (const tick of ticks) await createTickCommit(deps)([tick]);
    }
  };
}

async function commitOnce({ database, bot, secret }: TickDeps, ticks: readonly TickEvent[]) {
  return database.transact(async (flight) => {
    const loaded = await load(flight, needsOf(ticks, []), bot);
    const due = ticks.flatMap(({ chat, at }) => {
      const facts = loaded.chats.get(chat.id);
      if (!facts || loaded.moved.has(chat.id)) return [];
      const due = { facts, until: at };
      return isDue(due) || isSpanDue(facts, at) ? [due] : [];
    });
    await loadDue(flight, loaded, due);
    const notices = due.flatMap((one) => settleByTick(one, (chat, at) => diceFor(secret, chat, at)));
    save(flight, [...loaded.chats.values()], loaded.people, notices, bot.id);
    return { notices: notices.length, errands: hasErrands(loaded.chats.values()) };
  });
}

async function postpone({ database, log }: TickDeps, tick: TickEvent, error: unknown): Promise<void> {
  log.error({ err: error, chat: tick.chat.id }, 'what is due in a chat cannot be judged; it is put off');
  await database.query(POSTPONE, [tick.chat.id, tick.at, POSTPONED]);
}
