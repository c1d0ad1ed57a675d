import { readHoldings } from '../ranks/holdings.ts';
import type { Ladder } from '../ranks/ladder.ts';
import type { Gifts, Keep } from '../ranks/rewards.ts';
import { readRewards } from '../ranks/rewards-stored.ts';
import type { Database } from '../storage/database.ts';

/** What a chat's titles and levels bring, who holds what, and what the bot has done about it in Telegram. */
export interface ExportedRanks {
  /** From the lowest to the highest; an absent threshold is null. `boost`: percent. */
  titles: { id: number; name: string; experience: number | null; reputation: number | null; boost: number }[];
  rewards: ExportedReward[];
  holdings: ExportedHoldings[];
  marks: ExportedMark[];
}

/** For a title of `titles`, or for a level. `gone`: taken away since, and kept by who holds it. */
export type ExportedReward = {
  id: number;
  title_id: number | null;
  level: number | null;
  keep: Keep;
  gone: boolean;
} & { -readonly [Name in keyof Gifts]: Gifts[Name] };

export interface ExportedHoldings {
  user_id: number;
  /** Ids of rewards, in the order in which they came. */
  rewards: readonly number[];
  /** The tag that is to be seen; null: none. */
  tag: string | null;
  /** Ids of rewards whose link was sent or whose restriction was lifted, and of those whose boost was spent. */
  done: readonly number[];
  spent: readonly number[];
  /** ISO 8601, UTC; null: nobody doubles their experience. */
  boosted_until: string | null;
}

export interface ExportedMark {
  user_id: number;
  /** The tag that the bot has set; null: none. */
  tag: string | null;
  /** The bot's restriction of a newcomer: wanted, or in force. */
  limited: 'wanted' | 'ours' | null;
  what: string | null;
  /** Null: it does not end by itself. */
  until: string | null;
}

export async function exportRanks(
  database: Database,
  chat: number,
  ladder: Ladder,
  rewards: string,
): Promise<ExportedRanks> {
  return {
    titles: ladder.map(({ id, name, experience, reputation, boost = 0 }) => ({
      ...{ id, name, experience, reputation, boost },
    })),
    rewards: readRewards(rewards).list.map(({ id, for: tier, keep, gone, gifts }) => ({
      id,
      title_id: 'title' in tier ? tier.title : null,
      level: 'level' in tier ? tier.level : null,
      keep,
      gone,
      ...gifts,
    })),
    holdings: await exportHoldings(database, chat),
    marks: await exportMarks(database, chat),
  };
}

async function exportHoldings(database: Database, chat: number): Promise<ExportedHoldings[]> {
  const rows = await database.query<{ user_id: number; holdings: string }>(
    'select user_id, holdings from members where chat_id = $1 and holdings is not null order by user_id',
    [chat],
  );
  return rows.flatMap(({ user_id, holdings }) => {
    const { held, tag, done, spent, boosted } = readHoldings(holdings);
    const some = held.length + done.length + spent.length > 0 || tag !== '' || boosted > 0;
    const of = { user_id, rewards: held, tag: tag || null, done, spent, boosted_until: momentOf(boosted) };
    return some ? [of] : [];
  });
}

async function exportMarks(database: Database, chat: number): Promise<ExportedMark[]> {
  const rows = await database.query<{
    user_id: number;
    tag: string;
    limited: '' | 'wanted' | 'ours';
    what: string;
    until: number;
  }>(
    `select user_id, tag, limited, what, until from marks
     where chat_id = $1 and (tag <> '' or limited <> '') order by user_id`,
    [chat],
  );
  return rows.map(({ user_id, tag, limited, what, until }) => ({
    user_id,
    tag: tag || null,
    limited: limited || null,
    what: limited ? what || null : null,
    until: limited ? momentOf(until) : null,
  }));
}

const momentOf = (at: number): string | null => (at === 0 ? null : new Date(at * 1000).toISOString());
