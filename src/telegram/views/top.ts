import { switchesOf, titleFilter, titlesOf } from '../../engine/ranks/titles.ts';
import { curveOf } from '../../engine/rules-of.ts';
import { sinceOf } from '../../leaderboard/period.ts';
import type { RatingQuery } from '../../leaderboard/statements.ts';
import { type Rated, readRating, scoreOf } from '../../leaderboard/store.ts';
import { levelOf } from '../../model/curve.ts';
import { isBoard, type TopOrder } from '../../model/rating.ts';
import { type Html, join, truncate } from '../../text/html.ts';
import type { ViewContext } from './context.ts';
import {
  type Asked,
  type Figures,
  headline,
  PER_PAGE,
  ratedLines,
  ratingKeyboard,
  ratingOf,
} from './rating-lines.ts';
import type { Rendered } from './rendered.ts';

/** The rating of a chat, a page of it, with one's own place below, and buttons to turn it and to look otherwise. */
export async function top(context: ViewContext): Promise<Rendered> {
  const { database, chat, notice, say, settings } = context;
  const asked = settled(context, ratingOf(context));
  const { ladder } = titlesOf(chat?.ladder ?? '', settings.language);
  const query = queryOf(context, asked);
  const { rows, own, total, page, pages } = await readRating(
    database,
    query,
    asked.page,
    PER_PAGE,
    notice.to,
  );
  const orders = ordersOf(context);
  const keyboard = ratingKeyboard(context, 'top', { ...asked, page }, pages, orders);
  const all = asked.order === 'sum' && asked.only.period === 'all' && query.only === null && !query.title;
  if (total === 0 && all && asked.only.least === 0)
    return { html: nobodyYet(context), keyboard: { inline_keyboard: keyboard } };

  const title = titleKey(asked.order, settings['experience.enabled']);
  const names = ladder.filter(({ id }) => asked.only.titles.includes(id)).map(({ name }) => name);
  const lines: Html[] = [headline(context, say(title, { chat: chat?.title ?? '' }), asked, names)];
  if (rows.length === 0)
    lines.push(names.length > 0 ? say('top.empty_title', { titles: names }) : say(emptyKey(asked)));
  lines.push(...ratedLines(context, rows, own, figuresOf(context, asked)));
  if (pages > 1) lines.push(say('top.page', { page, pages }));
  return { html: truncate(join(lines, '\n'), 4096), keyboard: { inline_keyboard: keyboard } };
}

/** Figures beside newcomers say nothing by themselves: it is told what they count. */
function titleKey(order: TopOrder, experience: boolean): string {
  if (order === 'sum') return 'top.title';
  return order === 'new' && experience ? 'top.title_new_experience' : `top.title_${order}`;
}

/** With how to begin, where a word begins it. */
function nobodyYet({ say, settings }: ViewContext): Html {
  const words = settings['reputation.enabled'] ? settings['reputation.words'].slice(0, 4) : [];
  return words.length > 0 ? say('top.empty', { words }) : say('top.empty_off');
}

function emptyKey({ order, only }: Asked): string {
  if (order === 'new') return 'top.empty_new';
  return only.period === 'all' ? 'top.empty_order' : 'top.empty_period';
}

/** What the chat ranks by now. */
function ordersOf({ settings }: ViewContext): TopOrder[] {
  return [
    'sum',
    ...(settings['reputation.from'] === 'shared' ? (['admins', 'members'] as const) : []),
    ...(settings['experience.enabled'] ? (['experience', 'levels'] as const) : []),
    'given',
  ];
}

/** A button may be older than the settings: what is not ranked any more is left out. Boards are about a time. */
function settled(context: ViewContext, asked: Asked): Asked {
  if (isBoard(asked.order)) {
    const { period } = asked.only;
    return period === 'all' ? { ...asked, only: { ...asked.only, period: 'month' } } : asked;
  }
  return ordersOf(context).includes(asked.order) ? asked : { ...asked, order: 'sum' };
}

function queryOf({ chat, chatId, notice, settings }: ViewContext, { order, only }: Asked): RatingQuery {
  return {
    chatId,
    order,
    since: sinceOf(only.period, notice.at, settings.time_zone),
    least: only.least,
    only: only.admins ? (JSON.parse(chat?.admins ?? '[]') as number[]) : null,
    title:
      only.titles.length > 0
        ? titleFilter(
            titlesOf(chat?.ladder ?? '', settings.language).ladder,
            switchesOf(settings),
            only.titles,
          )
        : null,
    curve: curveOf(settings),
    experience: settings['experience.enabled'],
  };
}

function figuresOf({ settings }: ViewContext, { order, only }: Asked): Figures {
  const gained = only.period !== 'all' && !isBoard(order);
  if (gained || order === 'rising') return ({ score }) => ({ key: '_gained', params: { change: score } });
  if (order === 'levels') {
    const curve = curveOf(settings);
    return ({ experience }) => ({
      key: '_level',
      params: { level: levelOf(curve, experience), experience },
    });
  }
  if (order === 'sum' && settings['reputation.from'] === 'shared') return shared;
  return ({ score }) => ({ key: '', params: { reputation: score } });
}

const shared: Figures = (row: Rated) => ({
  key: '_shared',
  params: { reputation: row.score, admins: scoreOf('admins', row), members: scoreOf('members', row) },
});
