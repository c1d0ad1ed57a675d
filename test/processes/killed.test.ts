import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { seededRandom } from '../../src/playground/faults.ts';
import { type LocalTelegram, startLocalTelegram } from '../../src/playground/local-telegram.ts';
import type { ExportedChat } from '../../src/transfer/export.ts';
import { type FreshDatabase, freshDatabase, kinds } from '../support/database.ts';
import { settledAt, startBotProcess, unconfirmed } from '../support/process.ts';
import { makeStream, play, populate, type StreamOptions } from '../support/stream.ts';
import { expectSame, exportedLedgers } from './ledgers.ts';

const full = process.env.CHAOS === 'full';
const KILLS = full ? 50 : 12;
const UPDATES = full ? 20_000 : 6_000;
const SEED = Number(process.env.CHAOS_SEED ?? 1);
/** Calls that delivery may have under way at once. */
const IN_FLIGHT = 10;
const HOUR = 3600;

/** A bot's whole life on a stream: what it wrote, and what it said. */
interface Life {
  chats: ExportedChat[];
  sent: Map<string, number>;
  kills: { during: string; pending: number }[];
  tookSeconds: number;
}

describe('Killed with -9 at any moment', function () {
  this.timeout(full ? 900_000 : 240_000);
  // A day that has just ended: old enough that all answers go the same way, young enough that they are sent.
  const options: StreamOptions = {
    seed: SEED,
    updates: UPDATES,
    from: Math.floor(Date.now() / 1000) - 20 * HOUR - 600,
    lasts: 20 * HOUR,
  };

  for (const kind of kinds) {
    it(`loses nothing and counts nothing twice in ${KILLS} deaths (${kind})`, async () => {
      const calm = await live(await freshDatabase(kind), options, 0);
      const hard = await live(await freshDatabase(kind), options, KILLS);
      expectSame(hard.chats, calm.chats);
      const entries = calm.chats.flatMap((chat) => chat.entries);
      expect(entries.length, 'entries').to.be.above(UPDATES / 10);

      const again = [...hard.sent.values()].reduce((sum, times) => sum + times - 1, 0);
      expect(Math.max(...calm.sent.values()), 'said twice without a kill').to.equal(1);
      expect(again, 'said twice').to.be.at.most(KILLS * IN_FLIGHT);
      expect([...hard.sent.keys()].sort()).to.deep.equal([...calm.sent.keys()].sort());
      const amid = hard.kills.filter(({ pending }) => pending > 0).length;
      console.log(
        `      ${UPDATES} updates, ${entries.length} entries, ${hard.sent.size} messages; ${KILLS} kills, ` +
          `${amid} with updates waiting; ${again} messages twice; ` +
          `${calm.tookSeconds} s undisturbed, ${hard.tookSeconds} s killed`,
      );
    });
  }
});

async function live(fresh: FreshDatabase, options: StreamOptions, kills: number): Promise<Life> {
  const begun = performance.now();
  const stream = makeStream(options);
  const telegram = await startLocalTelegram({ keepCalls: 100_000 });
  // Nothing the bot says may be too old to be said: what is said must be the same in both lives.
  const start = () => startBotProcess({ telegram, env: { ...fresh.env, REPLY_MAX_AGE: '86400' } });
  try {
    populate(telegram.world, stream);
    let bot = await start();
    await bot.healthy();
    await play(telegram.world, stream.opening, () => settledAt(telegram));
    await settledAt(telegram);

    const played = play(telegram.world, stream.rest, () => settledAt(telegram, 300_000));
    const deaths: Life['kills'] = [];
    const random = seededRandom(options.seed + 1);
    for (let kill = 0; kill < kills; kill += 1) {
      const during = await untilAMoment(telegram, random);
      const pending = await unconfirmed(telegram);
      const { signal } = await bot.end('SIGKILL');
      expect(signal, bot.said()).to.equal('SIGKILL');
      deaths.push({ during, pending });
      bot = await start();
    }
    await played;
    await settledAt(telegram);
    await bot.healthy();
    for (;;) {
      await untilQuiet(telegram);
      const { code } = await bot.end('SIGTERM');
      expect(code, bot.said()).to.equal(0);
      if ((await unsaid(fresh)) === 0) break;
      bot = await start();
      await bot.healthy();
    }
    const tookSeconds = Math.round((performance.now() - begun) / 1000);
    await checkOutbox(fresh);
    return {
      chats: await exportedLedgers(fresh.env),
      sent: messagesSent(telegram),
      kills: deaths,
      tookSeconds,
    };
  } finally {
    await telegram.close();
    await fresh.drop();
  }
}

/** Some way into the work on one of the next batches; now and then while the process still starts. */
async function untilAMoment(telegram: LocalTelegram, random: () => number): Promise<string> {
  if (random() < 0.15) {
    await sleep(random() * 1_500);
    return 'start';
  }
  const batches = 1 + Math.floor(random() * 6);
  let last = telegram.calls.count;
  for (let batch = 0; batch < batches; batch += 1) {
    const next = telegram.calls.waitFor((call) => call.n > last && call.method === 'getUpdates', 4_000);
    const call = await next.catch(() => null);
    // Nothing comes any more: it is killed while it waits, or while it speaks.
    if (!call) return 'idle';
    last = call.n;
  }
  await sleep(random() * 30);
  return 'batch';
}

/** Nothing said for longer than Telegram's limit of one message a second. */
async function untilQuiet({ calls }: LocalTelegram): Promise<void> {
  for (let last = -1; last !== calls.count; ) {
    last = calls.count;
    await sleep(3_000);
  }
}

/** Twenty messages a minute may go into a group: the rest waits, and a new process does not know of it. */
async function unsaid(fresh: FreshDatabase): Promise<number> {
  const database = await fresh.open();
  const rows = await database.query(`select id from outbox where job = 'notice'`);
  await database.close();
  return rows.length;
}

/** Nothing is left but removals that are not due yet. Nothing was set aside. */
async function checkOutbox(fresh: FreshDatabase): Promise<void> {
  const database = await fresh.open();
  const left = await database.query(`select * from outbox where job <> 'delete' or due_at < $1`, [
    Math.floor(Date.now() / 1000) - 5,
  ]);
  const aside = await database.query('select * from set_aside');
  await database.close();
  expect(left, 'left in the outbox').to.deep.equal([]);
  expect(aside, 'set aside').to.deep.equal([]);
}

/** Chat and message answered → how often. Upgraded groups aside: which id is answered there is chance. */
function messagesSent(telegram: LocalTelegram): Map<string, number> {
  const sent = new Map<string, number>();
  for (const { params, status } of telegram.calls.of('sendMessage')) {
    const reply = params.reply_parameters as { message_id?: number } | undefined;
    const key = `${params.chat_id} ${reply?.message_id}`;
    if (status !== 200 || !reply || !key.startsWith('-10017')) continue;
    sent.set(key, (sent.get(key) ?? 0) + 1);
  }
  return sent;
}
