import { switchesOf, titlesOf } from '../src/engine/ranks/titles.ts';
import { rulesOf } from '../src/engine/rules-of.ts';
import { sinceOf } from '../src/leaderboard/period.ts';
import { findByName, readFoundPage } from '../src/leaderboard/search/store.ts';
import { overall, readPlace, readRating } from '../src/leaderboard/store.ts';
import { countTitles, readDays, readShown } from '../src/rating/store.ts';
import type { Database } from '../src/storage/database.ts';
import { PER_PAGE } from '../src/web/rating/board.ts';
import type { Figure } from './figure.ts';
import { NOW, timed } from './ratings-chat.ts';

export interface WebTimes {
  cold: number;
  first: number;
  last: number;
  deep: number;
  member: number;
  titles: number;
  search: number;
  monthCold: number;
  month: number;
}

/** What pages of the web rating ask of the database. */
export async function measureWeb(
  database: Database,
  chat: number,
  members: number,
  somebody: (round: number) => number,
): Promise<WebTimes> {
  const { settings } = rulesOf('{}');
  const rungs = { ladder: titlesOf('', 'en').ladder, switches: switchesOf(settings) };
  const page = (order: 'sum' | 'experience', at: number) =>
    Promise.all([
      readRating(database, overall(chat, order), at, PER_PAGE, null),
      countTitles(database, chat, rungs),
    ]);
  const once = async (work: () => Promise<unknown>) => {
    const began = performance.now();
    await work();
    return performance.now() - began;
  };
  const cold = await once(() => page('sum', 1));
  const month = { ...overall(chat, 'sum'), since: sinceOf('month', NOW, 'UTC') };
  const name = (round: number) => `son ${String(somebody(round)).slice(0, 4)}`;
  return {
    cold,
    first: await timed(() => page('sum', 1)),
    last: await timed(() => page('sum', 50_000)),
    deep: await timed((round) => page('experience', Math.ceil(members / PER_PAGE / 2) + round)),
    member: await timed(async (round) => {
      const shown = await readShown(database, chat, somebody(round), rungs);
      await Promise.all([
        readPlace(database, chat, 'sum', shown?.reputation ?? 0),
        readPlace(database, chat, 'experience', shown?.experience ?? 0),
        readDays(database, chat, somebody(round), 0),
      ]);
    }),
    titles: await timed(() => countTitles(database, chat, rungs)),
    search: await timed(async (round) => {
      const query = overall(chat, 'experience');
      await readFoundPage(database, query, await findByName(database, query, name(round)), 1, PER_PAGE);
    }),
    monthCold: await once(() => readRating(database, month, 1, PER_PAGE, null)),
    month: await timed((round) => readRating(database, month, 1 + (round % 9), PER_PAGE, null)),
  };
}

export function comparedWeb(small: WebTimes, large: WebTimes, members: number): Figure[] {
  const of = `web rating, ${members} members`;
  const ms = (name: string, value: number, atMost?: number): Figure => ({
    ...{ name: `${of}: ${name}`, value, unit: 'ms' },
    ...(atMost !== undefined && { target: { atMost } }),
  });
  const growth = (name: string, value: number): Figure => ({
    ...{ name: `${of}: ${name}, growth`, value, unit: 'ratio', target: { atMost: 3 } },
  });
  return [
    growth('first page', large.first / small.first),
    growth('deep page', large.deep / small.deep),
    growth('a member', large.member / small.member),
    ms('first page, never asked for before', large.cold, 20),
    ms('first page with titles and their counts', large.first, 20),
    ms('the last page, by reputation', large.last, 20),
    ms('page 20,000 or the middle one, by experience', large.deep, 20),
    ms('a member, with both places and 90 days', large.member, 20),
    ms('titles with counts', large.titles),
    ms('a search by name', large.search, 500),
    ms('this month, cold', large.monthCold, 3000),
    ms('this month, warm', large.month, 20),
  ];
}
