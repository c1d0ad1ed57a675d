import { expect } from 'chai';
import { pino } from 'pino';
import { PIECE } from '../../src/engine/moderation/decay.ts';
import { createTickCommit } from '../../src/intake/commit-ticks.ts';
import { chatId } from '../../src/model/ids.ts';
import { DAY } from '../../src/model/time.ts';
import type { Database } from '../../src/storage/database.ts';
import { verify } from '../../src/transfer/verify.ts';
import { describeOnBoth } from '../support/database.ts';
import { BOT } from '../support/facts.ts';

const BEGUN = 1_790_000_000;
const GROUP = chatId(-100_1);
const CROWD = 2 * PIECE + 100;
const log = pino({ level: 'silent' });

describeOnBoth('A look at who is silent', (open) => {
  /** Everybody has 100 experience and has been silent since before it was switched on; every tenth has started the bot. */
  async function crowd(database: Database): Promise<void> {
    await database.query(
      `insert into chats (chat_id, title, type, settings, due_at, last_entry) values ($1, 'Garden', 'supergroup', $2, $3, $4)`,
      [GROUP, JSON.stringify({ 'decay.days': 7 }), BEGUN + DAY, CROWD],
    );
    await database.query(
      'insert into decay_runs (chat_id, begun_at, next_at, cursor) values ($1, $2::bigint, $2::bigint + 86400, 0)',
      [GROUP, BEGUN],
    );
    for (const statement of [
      `insert into people (user_id, first_name, dm_open) select n, 'P' || n, n % 10 = 0 from generate_series(1, $2::int) n
        where $1::bigint < 0`,
      `insert into members (chat_id, user_id, first_seen_at, last_seen_at, experience, today)
        select $1::bigint, n, 1, 1, 100, '0,0,100,0' from generate_series(1, $2::int) n`,
      `insert into entries (chat_id, id, at, kind, receiver_id, giver_role, reputation, experience)
        select $1::bigint, n, 1, 'admin', n, 'admin', 0, 100 from generate_series(1, $2::int) n`,
    ]) {
      await database.query(statement, [GROUP, CROWD]);
    }
  }

  /** One transaction, as a tick of the process makes it. `dies`: before it commits. */
  async function tick(database: Database, day: number, dies = false): Promise<void> {
    const dying: Database = Object.create(database, {
      transact: {
        value: (body: Parameters<Database['transact']>[0]) =>
          database.transact(async (flight) => {
            await body(flight);
            throw Object.assign(new Error('killed'), { code: '57P01' });
          }),
      },
    });
    const commit = createTickCommit({
      ...{ database: dies ? dying : database, bot: BOT, secret: 'secret', log, committed: () => undefined },
    });
    const chat = { id: GROUP, type: 'supergroup' as const, title: '', username: null, isForum: false };
    await commit([{ is: 'tick', chat, at: BEGUN + day * DAY }]).catch((error: unknown) => {
      if (!dies) throw error;
    });
  }

  const sums = async (database: Database) => {
    const [row] = await database.query<{ least: number; most: number; lines: number; notes: number }>(
      `select min(experience) as least, max(experience) as most,
        (select count(*) from entries where kind = 'decay')::int as lines,
        (select count(*) from outbox)::int as notes from members`,
    );
    return row;
  };

  it('takes of everybody once a week, in pieces, whatever dies in between and however many look', async () => {
    const database = await open();
    await crowd(database);
    for (let day = 1; day <= 14; day += 1) {
      await tick(database, day, true);
      await tick(database, day);
      await tick(database, day, true);
      await Promise.all([tick(database, day), tick(database, day)]);
      await tick(database, day);
    }
    // Told on day 4, paid for on days 7 and 14.
    expect(await sums(database)).to.deep.equal({
      ...{ least: 81, most: 81, lines: 2 * CROWD, notes: CROWD / 10 },
    });
    expect((await verify(database)).differences).to.deep.equal([]);
    expect((await verify(database)).gaps).to.deep.equal([]);
  });

  it('catches up on the days of an outage, and still tells before it takes', async () => {
    const database = await open();
    await crowd(database);
    await tick(database, 30);
    for (let ticks = 0; ticks < 200; ticks += 1) await tick(database, 30);
    expect(await sums(database)).to.deep.include({ least: 66, most: 66, lines: 4 * CROWD });
  });
});
