import { expect } from 'chai';
import { pino } from 'pino';
import { QUIET } from '../../bench/community/cast.ts';
import { updatesOf } from '../../bench/community/play.ts';
import { scriptOf } from '../../bench/community/script.ts';
import { createCommit } from '../../src/intake/commit-batch.ts';
import { createTickCommit } from '../../src/intake/commit-ticks.ts';
import { chatId, userId } from '../../src/model/ids.ts';
import { createTicks } from '../../src/schedule/ticks.ts';
import { createTurns } from '../../src/schedule/turns.ts';
import type { Database } from '../../src/storage/database.ts';
import { createBot, createReader } from '../../src/telegram/bot.ts';
import { exportChat } from '../../src/transfer/export.ts';
import { verify } from '../../src/transfer/verify.ts';
import { describeOnBoth } from '../support/database.ts';

const GROUP = chatId(-1_009_000_000_001);
const bot = { id: userId(42), username: 'laurel_bot', readsAll: true };
const log = pino({ level: 'silent' });
const SECRET = 'a secret for tests only';

/** Where ticks come: after each batch, now and then, or never. */
type Ticking = 'always' | 'seldom' | 'never';

describeOnBoth('Spans', (open) => {
  const script = scriptOf(QUIET, 4, 'borders');

  async function outcome(policy: string, size: number, ticking: Ticking): Promise<string> {
    const database: Database = await open();
    const settings = {
      'experience.policy': policy,
      'announce.levels': 'chat',
      'experience.bonus_chance': 0.2,
    };
    await database.query('insert into chats (chat_id, settings) values ($1, $2)', [
      GROUP,
      JSON.stringify(settings),
    ]);
    const me = { id: bot.id, is_bot: true, first_name: 'Laurel', username: bot.username } as never;
    const commit = createCommit({
      ...{
        database,
        bot,
        log,
        secret: SECRET,
        now: () => 0,
        admins: async () => [],
        committed: () => undefined,
      },
      read: createReader(createBot('42:none', 'http://127.0.0.1:1'), me, () => 0),
    });
    let horizon: number | null = null;
    const ticks = createTicks({
      ...{ database, log, turns: createTurns(), horizon: () => horizon },
      commit: createTickCommit({ ...{ database, bot, log, secret: SECRET }, committed: () => undefined }),
    });
    const updates = [...updatesOf(script, GROUP)];
    for (let at = 0, batch = 0; at < updates.length; at += size, batch += 1) {
      const part = updates.slice(at, at + size);
      await commit(part, new AbortController().signal);
      horizon = (part.at(-1) as unknown as { message: { date: number } }).message.date;
      if (ticking === 'always' || (ticking === 'seldom' && batch % 5 === 0)) await ticks.run();
    }
    horizon = 4_000_000_000;
    await ticks.run();
    expect((await verify(database)).differences).to.deep.equal([]);
    expect(await database.query('select reason from set_aside')).to.deep.equal([]);
    const rest = await database.query('select * from spans order by user_id');
    const climates = await database.query('select * from climates');
    const said = await database.query(`select body from outbox where job = 'notice' order by id`);
    const due = await database.query('select due_at from chats');
    expect(due).to.deep.equal([{ due_at: null }]);
    return JSON.stringify([await exportChat(database, GROUP), rest, climates, said]);
  }

  for (const policy of ['windows', 'conversations']) {
    it(`come to the same live and as a backlog, wherever batches end and whether ticks come: ${policy}`, async function () {
      this.timeout(120_000);
      const live = await outcome(policy, 1, 'always');
      expect(live, 'something was earned').to.match(/"experience":[1-9]\d\d/);
      for (const [size, ticking] of [
        [1, 'never'],
        [7, 'seldom'],
        [100, 'never'],
        [100, 'always'],
      ] as const) {
        expect(await outcome(policy, size, ticking), `${size} ${ticking}`).to.equal(live);
      }
    });
  }
});
