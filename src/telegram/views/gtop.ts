import {
  type OverallStanding,
  readOverall,
  readOverallStanding,
} from '../../leaderboard/everywhere/store.ts';
import { sinceOf } from '../../leaderboard/period.ts';
import type { TopOrder } from '../../model/rating.ts';
import { findName } from '../../people/store.ts';
import { type Html, join, truncate } from '../../text/html.ts';
import type { ViewContext } from './context.ts';
import { personAsked } from './me.ts';
import { headline, PER_PAGE, ratedLines, ratingKeyboard, ratingOf } from './rating-lines.ts';
import type { Rendered } from './rendered.ts';

const ORDERS: readonly TopOrder[] = ['sum', 'experience', 'given'];

/** The rating over all chats that allow it; they are not named. */
export async function gtop(context: ViewContext): Promise<Rendered> {
  const { database, notice, say } = context;
  const asked = ratingOf(context);
  const { order, only } = asked;
  const since = sinceOf(only.period, notice.at, 'UTC');
  const query = { order, since, least: only.least };
  const { rows, own, page, pages } = await readOverall(database, query, asked.page, PER_PAGE, notice.to);
  const lines: Html[] = [headline(context, say(`gtop.title_${order}`), asked, [])];
  if (rows.length === 0) lines.push(say('gtop.empty'));
  lines.push(
    ...ratedLines(context, rows, own, ({ score }) =>
      since ? { key: '_gained', params: { change: score } } : { key: '', params: { reputation: score } },
    ),
  );
  if (pages > 1) lines.push(say('top.page', { page, pages }));
  const keyboard = ratingKeyboard(context, 'gtop', { ...asked, page }, pages, ORDERS);
  return { html: truncate(join(lines, '\n'), 4096), keyboard: { inline_keyboard: keyboard } };
}

/** Somebody's sums over all chats that allow it. */
export async function gprofile(context: ViewContext): Promise<Rendered> {
  const { database, notice, say } = context;
  const person = await personAsked(context);
  if (typeof person !== 'number') return { html: person };
  const name = await findName(database, person);
  const standing = name === null ? null : await readOverallStanding(database, person);
  if (!standing) return { html: say(person === notice.to ? 'gprofile.nowhere_self' : 'gprofile.nowhere') };
  return { html: join([say('me.title', { name }), ...sums(context, standing)], '\n') };
}

function sums({ say }: ViewContext, standing: OverallStanding): Html[] {
  const { reputation, experience, place, of, chats } = standing;
  return [
    say('gprofile.chats', { count: chats }),
    say('me.reputation', { reputation }),
    place === null ? say('me.no_place') : say('me.place', { place, of }),
    say('gprofile.experience', { experience }),
    say('me.given', { count: standing.thanksGiven }),
    say('me.got', { count: standing.thanksGot }),
  ];
}
