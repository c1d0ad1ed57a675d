import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { onCurve, quadratic, seconds } from '../../src/model/curve.ts';
import { type LocalTelegram, startLocalTelegram } from '../../src/playground/local-telegram.ts';
import type { Database } from '../../src/storage/database.ts';
import { verify } from '../../src/transfer/verify.ts';
import { type FreshDatabase, freshDatabase, kinds } from '../support/database.ts';
import { eventually, settledAt, startBotProcess } from '../support/process.ts';

const CROWD = 20_000;
const MOST_KILLS = 6;
/** From when a process answers: it looks every second for what is due. */
const LIVES_MS = [1_100, 1_300, 1_600, 2_000, 2_500, 3_000];

for (const kind of kinds) {
  describe(`Work on all members, and kill -9 (${kind})`, function () {
    this.timeout(180_000);

    let telegram: LocalTelegram;
    let fresh: FreshDatabase;
    afterEach(async () => {
      await telegram.close();
      await fresh.drop();
    });

    it('goes on where it was, and converts everybody once', async () => {
      fresh = await freshDatabase(kind);
      telegram = await startLocalTelegram({ retryScale: 0.01 });
      const { world } = telegram;
      const anna = world.createUser({ first_name: 'Anna' });
      const group = world.createGroup({
        title: 'Garden',
        type: 'supergroup',
        owner: anna,
        bot: 'administrator',
      });
      await looking(fresh.open, async (database) => {
        await database.query(
          `insert into members (chat_id, user_id, first_seen_at, last_seen_at, experience)
           select $1::bigint, 5000000 + n, 1, 1, (n * 7) % 40000 from generate_series(1, $2::int) n`,
          [group.id, CROWD],
        );
        await database.query(
          `insert into day_sums (chat_id, user_id, day, experience, activity)
           select chat_id, user_id, 1, experience, experience from members`,
        );
      });

      let bot = await startBotProcess({ telegram, env: fresh.env });
      world.say(anna, group, '/set levels.curve seconds');
      await settledAt(telegram);
      const question = () =>
        world
          .visibleTo(group, anna)
          .map(({ raw }) => raw)
          .find(({ reply_markup }) => reply_markup?.inline_keyboard.length === 3);
      await eventually(bot.said, async () => question() !== undefined);
      const asked = question();
      const data = asked?.reply_markup?.inline_keyboard[1]?.[0]?.callback_data ?? '';
      if (asked) await world.press(anna, asked, data);
      await settledAt(telegram);

      const reached: number[] = [];
      const midst = () => reached.filter((at) => at > 0 && at < CROWD).length;
      let done = false;
      for (let kill = 0; kill < MOST_KILLS && midst() < 2 && !done; kill += 1) {
        await bot.healthy();
        await sleep(LIVES_MS[kill % LIVES_MS.length]);
        await bot.end('SIGKILL');
        await looking(fresh.open, async (database) => {
          const [job] = await database.query<{ done: number; state: string }>(
            'select done, state from chat_jobs',
          );
          reached.push(job?.done ?? 0);
          done = job?.state === 'done';
          expect((await verify(database)).differences, `killed at ${job?.done}`).to.deep.equal([]);
        });
        if (!done) bot = await startBotProcess({ telegram, env: fresh.env });
      }
      if (!done) {
        const over = () => world.visibleTo(group, anna).some(({ raw }) => raw.text?.startsWith('Done.'));
        await eventually(
          () => `${bot.said()} ${reached}`,
          async () => over(),
          60_000,
        );
        await bot.end('SIGTERM');
      }
      expect(midst(), `killed in the midst: ${reached}`).to.be.above(0);
      await looking(fresh.open, async (database) => {
        const members = await database.query<{ id: number; experience: number; entries: number }>(
          `select m.user_id as id, m.experience, count(e.id)::int as entries from members m
           left join entries e on e.chat_id = m.chat_id and e.receiver_id = m.user_id
           where m.user_id between 5000001 and 5000000 + $1::int group by m.user_id, m.experience`,
          [CROWD],
        );
        expect(members).to.have.lengthOf(CROWD);
        for (const { id, experience, entries } of members) {
          const before = ((id - 5_000_000) * 7) % 40_000;
          const once = {
            experience: onCurve(quadratic, seconds, before, 1e9),
            entries: before === 0 ? 0 : 1,
          };
          expect({ experience, entries }, `${id}`).to.deep.equal(once);
        }
        expect(await verify(database)).to.deep.include({ differences: [], gaps: [] });
      });
    });
  });
}

async function looking(
  open: () => Promise<Database>,
  look: (database: Database) => Promise<void>,
): Promise<void> {
  const database = await open();
  await look(database);
  await database.close();
}
