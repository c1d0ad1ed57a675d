import { daysBefore, nextPost } from '../../leaderboard/boards.ts';
import type { Notice } from '../../model/notice.ts';
import type { Seconds } from '../../model/time.ts';
import type { ChatSettings } from '../../settings/catalogue.ts';
import type { Flight } from '../../storage/database.ts';
import { NOTHING } from '../decision.ts';
import type { ChatDraft } from '../draft.ts';
import type { DueRule } from '../due.ts';

const RUNS = `select chat_id as "chatId", next_at as "nextAt" from board_runs where chat_id = any($1::bigint[])`;

/** Boards that everyone can win, posted by the chat's clock. */
export const boardRule: DueRule = {
  async load(flight, chats) {
    const runs = await flight.query<{ chatId: number; nextAt: Seconds }>(RUNS, [
      chats.map(({ facts }) => facts.row.chatId),
    ]);
    for (const { facts } of chats) {
      const run = runs.find(({ chatId }) => chatId === facts.row.chatId);
      if (run) facts.boards.nextAt = run.nextAt;
    }
    return [];
  },
  next: ({ made: { boards } }) => boards?.nextAt ?? null,
  decide(facts, { at }) {
    const { settings } = facts.rules;
    const nextAt = nextOf(settings, at);
    return nextAt === null
      ? { ...NOTHING, boards: null }
      : { ...NOTHING, boards: nextAt, notices: [post(facts, settings, at)] };
  },
};

/** The settings have changed: boards are posted by what they say now. */
export function switchBoards(facts: ChatDraft, before: ChatSettings, at: Seconds): void {
  const is = facts.rules.settings;
  const same = (['boards.every', 'boards.hour', 'time_zone'] as const).every(
    (key) => before[key] === is[key],
  );
  if (same) return;
  const nextAt = nextOf(is, at);
  facts.boards.set(nextAt);
  if (nextAt !== null) facts.due(nextAt);
}

function nextOf(settings: ChatSettings, after: Seconds): Seconds | null {
  const every = settings['boards.every'];
  return every === 'off' ? null : nextPost(every, settings['boards.hour'], after, settings.time_zone);
}

/** Read when it is said. After an outage what is late is chatter like any other, and dropped. */
function post({ row }: ChatDraft, settings: ChatSettings, at: Seconds): Notice {
  const every = settings['boards.every'];
  const days = every === 'off' ? 1 : daysBefore(every, at, settings.time_zone);
  return {
    key: 'view:boards',
    params: { days, which: [...settings['boards.which']] },
    language: settings.language,
    chat: row.chatId,
    thread: null,
    way: 'public',
    to: null,
    messageId: null,
    query: null,
    answersCommand: false,
    removeAfter: null,
    ...(settings['boards.keep'] && { post: { name: 'boards' } }),
    keep: false,
    at,
  };
}

const SAVE = `insert into board_runs (chat_id, next_at) values ($1::bigint, $2::bigint)
  on conflict (chat_id) do update set next_at = excluded.next_at`;

export function saveBoards(flight: Flight, drafts: readonly ChatDraft[]): void {
  for (const { row, made } of drafts) {
    if (!made.boards?.changed) continue;
    const { nextAt } = made.boards;
    // Its failure is the transaction's failure, told by the commit.
    (nextAt === null
      ? flight.query('delete from board_runs where chat_id = $1::bigint', [row.chatId])
      : flight.query(SAVE, [row.chatId, nextAt])
    ).catch(() => undefined);
  }
}
