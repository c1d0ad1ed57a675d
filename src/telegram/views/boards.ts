import { sinceOf } from '../../leaderboard/period.ts';
import { overall, readRating } from '../../leaderboard/store.ts';
import { BOARDS } from '../../model/rating.ts';
import { type Html, join, truncate } from '../../text/html.ts';
import type { ViewContext } from './context.ts';
import { inDays, ratedLines } from './rating-lines.ts';
import type { Rendered } from './rendered.ts';

/** So many of each. */
const FIRST = 3;

/** Boards that everyone can win, as they stand; nothing where nobody stands on any. */
export async function boards(context: ViewContext): Promise<Rendered | null> {
  const { database, chat, chatId, notice, say, settings } = context;
  if (settings['boards.every'] === 'off') return null;
  const days = Number(notice.params.days) || 1;
  const which = Array.isArray(notice.params.which) ? notice.params.which.map(String) : [];
  const since = sinceOf(days, notice.at, settings.time_zone);
  const parts: Html[] = [];
  for (const order of BOARDS.filter((one) => which.includes(one))) {
    const query = { ...overall(chatId, order), since, experience: settings['experience.enabled'] };
    const { rows } = await readRating(database, query, 1, FIRST, null);
    if (rows.length === 0) continue;
    const lines = ratedLines(context, rows, null, ({ score }) =>
      order === 'rising'
        ? { key: '_gained', params: { change: score } }
        : { key: '', params: { reputation: score } },
    );
    parts.push(join([say(`boards.${order}`), ...lines], '\n'));
  }
  if (parts.length === 0) return null;
  const title = say('boards.title', { chat: chat?.title ?? '' });
  const head = join([title, inDays(say, days)], ' · ');
  return { html: truncate(join([head, ...parts], '\n\n'), 4096) };
}
