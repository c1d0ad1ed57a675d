import type { Curve } from '../model/curve.ts';
import type { TopOrder } from '../model/rating.ts';
import { figureOfToday } from '../model/today.ts';
import type { Since } from './period.ts';

export type SqlParam = number | readonly number[];

/** Gathers the parameters of a statement while it is put together. */
export class SqlParams {
  readonly all: SqlParam[] = [];

  add(value: SqlParam): string {
    this.all.push(value);
    return `$${this.all.length}::bigint${typeof value === 'number' ? '' : '[]'}`;
  }
}

/** A rung of the ladder, and what it takes, as far as the chat uses it; nothing at all: it sleeps. */
export interface Rung {
  readonly id: number;
  readonly experience: number | null;
  readonly reputation: number | null;
}

/** Who holds one of some titles. */
export interface TitleFilter {
  readonly ids: readonly number[];
  /** All of the ladder, the highest first. */
  readonly rungs: readonly Rung[];
  /** Whether nobody is demoted. */
  readonly keeps: boolean;
}

/** Which members of a chat, by what. */
export interface RatingQuery {
  readonly chatId: number;
  readonly order: TopOrder;
  /** Null: of all time. Boards always have one. */
  readonly since: Since | null;
  /** 0: anything but nothing. */
  readonly least: number;
  /** Only these people; null: everybody. */
  readonly only: readonly number[] | null;
  readonly title: TitleFilter | null;
  /** Of the chat's levels. */
  readonly curve: Curve;
  /** Whether newcomers are ranked by experience, or by their messages. */
  readonly experience: boolean;
}

/** `begins`: with how much experience each level after the first begins, as far as anybody has got; only for levels. */
export type LevelledQuery = RatingQuery & { readonly begins: readonly number[] };

/** A gift of thanks that stands; see `countsAs` in `reputation/reverse.ts`. */
const STANDING_THANKS = `(e.kind in ('thanks', 'mention') or e.kind = 'reaction' and e.reputation >= 0)
  and not exists (select from entries r where r.chat_id = e.chat_id and r.reverses = e.id)`;

/** Members who may be seen, each with their score; who has none of it is left out. */
export function scoredBy(query: LevelledQuery, params: SqlParams): string {
  const chat = params.add(query.chatId);
  const { from, score } = source(query, params, chat);
  const where = [`m.chat_id = ${chat}`, 'm.present', 'not m.hidden'];
  if (query.only) where.push(`m.user_id = any(${params.add(query.only)})`);
  if (query.title) where.push(`${heldTitle(query.title, params)} = any(${params.add(query.title.ids)})`);
  const inTotal = query.since === null;
  const any = query.least > 0 ? `score >= ${params.add(query.least)}` : inTotal ? 'score <> 0' : 'score > 0';
  return `select user_id, score, points from (
    select m.user_id, (${score})::bigint as score, ${query.order === 'levels' ? 'm.experience' : '0'} as points from members m ${from}
    where ${where.join(' and ')}) s where ${any}`;
}

function source(query: LevelledQuery, params: SqlParams, chat: string): { from: string; score: string } {
  const { order, since } = query;
  if (since === null) return { from: '', score: inTotal(query, params) };
  if (order === 'new') {
    return {
      from: `join (select ${params.add(since.at)} as at) s on m.first_seen_at >= s.at`,
      score: query.experience ? 'm.experience' : 'm.messages',
    };
  }
  const gained = `join (${gainedSince(query, since, params, chat)}) g on g.user_id = m.user_id`;
  const summed = SUMMED[order];
  if (summed === undefined) return { from: gained, score: 'g.gained' };
  const today = sumOfToday(summed, params.add(firstWhole(since, summed)));
  const score = `coalesce(g.gained, 0) + ${today}`;
  if (order !== 'levels') return { from: `left ${gained}`, score };
  const begins = params.add(query.begins);
  const level = (experience: string) => `width_bucket(${experience}, ${begins})`;
  return {
    from: `left ${gained}`,
    score: `${level('m.experience')} - ${level(`m.experience - (${score})::bigint`)}`,
  };
}

/** What is summed by days: of those that are over in `day_sums`, of the latest one in the member's own row. */
const SUMMED: Partial<Record<TopOrder, 'experience' | 'reputation'>> = {
  experience: 'experience',
  levels: 'experience',
  sum: 'reputation',
  voice: 'reputation',
};

/** Told from the row that is read anyway: `member_days` would read all members a second time, and a union has no statistics. */
export const sumOfToday = (sum: 'experience' | 'reputation' | 'thanks_given', from: string) =>
  `case when ${figureOfToday('day', 'm.today')} >= ${from} then ${figureOfToday(sum, 'm.today')} else 0 end`;

/** Of reputation the day in which a period begins is counted line by line. */
const firstWhole = (since: Since, sum: 'experience' | 'reputation') =>
  sum === 'reputation' && since.nextDayAt !== null ? since.day + 1 : since.day;

function inTotal({ order, begins }: LevelledQuery, params: SqlParams): string {
  switch (order) {
    case 'admins':
      return 'm.reputation_from_admins';
    case 'members':
      return 'm.reputation - m.reputation_from_admins';
    case 'experience':
      return 'm.experience';
    case 'levels':
      return `case when m.experience <> 0 then 1 + width_bucket(m.experience, ${params.add(begins)}) else 0 end`;
    case 'given':
      return 'm.thanks_given';
    default:
      return 'm.reputation';
  }
}

/** What each member gained: experience in days, all else to the second, as far as the ledger knows when it was given. */
function gainedSince({ order, only }: RatingQuery, since: Since, params: SqlParams, chat: string): string {
  // Named here as well: of a few people no others are summed.
  const who = (column: string) => (only ? `and ${column} = any(${params.add(only)})` : '');
  const days = (sum: string, from: number) =>
    `select user_id, ${sum} as gained from day_sums where chat_id = ${chat} and day >= ${params.add(from)}
     ${who('user_id')} group by user_id`;
  switch (order) {
    case 'experience':
    case 'levels':
      return days('sum(experience)', firstWhole(since, 'experience'));
    case 'given':
    case 'thankful':
      return `select e.giver_id as user_id, count(*) as gained from entries e
        where e.chat_id = ${chat} and e.at >= ${params.add(since.at)} and ${STANDING_THANKS}
          ${who('e.giver_id')} group by e.giver_id`;
    case 'rising':
      return `select receiver_id as user_id,
          sum(case when at >= ${params.add(since.at)} then reputation else -reputation end) as gained from entries
        where chat_id = ${chat} and at >= ${params.add(since.beforeAt)} ${who('receiver_id')} group by receiver_id`;
    case 'helpful':
      return `select e.receiver_id as user_id, count(distinct e.giver_id) as gained from entries e
        where e.chat_id = ${chat} and e.at >= ${params.add(since.at)} and ${STANDING_THANKS}
          ${who('e.receiver_id')} group by e.receiver_id`;
    case 'admins':
    case 'members':
      return `select receiver_id as user_id, sum(reputation) as gained from entries where chat_id = ${chat}
        and at >= ${params.add(since.at)} and giver_role ${order === 'admins' ? '=' : '<>'} 'admin'
        ${who('receiver_id')} group by receiver_id`;
    default: {
      const whole = days('sum(reputation)', firstWhole(since, 'reputation'));
      if (since.nextDayAt === null) return whole;
      // Of the day in which it begins, line by line. Each part is summed by itself: of a union the planner knows nothing.
      return `select coalesce(d.user_id, e.user_id) as user_id, coalesce(d.gained, 0) + coalesce(e.gained, 0) as gained
        from (${whole}) d full join (
          select receiver_id as user_id, sum(reputation) as gained from entries where chat_id = ${chat}
            and at >= ${params.add(since.at)} and at < ${params.add(since.nextDayAt)} ${who('receiver_id')}
          group by receiver_id) e on e.user_id = d.user_id`;
    }
  }
}

/** The id of the title that a member holds, as `titleOf` in `ranks/ladder.ts` has it. */
function heldTitle({ rungs, keeps }: TitleFilter, params: SqlParams): string {
  const cases = rungs.map(({ id, experience, reputation }) => {
    const reached = [
      ...(experience === null ? [] : [`m.experience >= ${params.add(experience)}`]),
      ...(reputation === null ? [] : [`m.reputation >= ${params.add(reputation)}`]),
    ];
    const holds = reached.length === 0 ? 'false' : `(${reached.join(' and ')})`;
    return `when ${keeps ? `(${holds} or m.title = ${params.add(id)})` : holds} then ${params.add(id)}`;
  });
  return cases.length === 0 ? 'null::bigint' : `case ${cases.join(' ')} end`;
}
