import { expect } from 'chai';
import { startLocalTelegram } from '../../src/playground/local-telegram.ts';
import type { ExportedChat } from '../../src/transfer/export.ts';
import { type FreshDatabase, freshDatabase, kinds } from '../support/database.ts';
import { freePort, settledAt, startBotProcess, tool } from '../support/process.ts';
import { makeStream, play, populate } from '../support/stream.ts';
import { brokenRules, countedTwice } from './interval-oracle.ts';
import { expectSame, exportedLedgers } from './ledgers.ts';

const full = process.env.CHAOS === 'full';
const UPDATES = full ? 20_000 : 5_000;
const SECRET = 'the-secret-of-the-webhook';

const makeAll = () =>
  makeStream({
    seed: 7,
    updates: UPDATES,
    groups: 12,
    people: 10,
    from: 1_790_000_000,
    lasts: 172_800,
    // Order between chats is lost on the way: what hangs on it stays out.
    changes: false,
  });

if (kinds.includes('server')) {
  describe('Four processes behind one webhook', function () {
    this.timeout(full ? 300_000 : 120_000);

    it('keep every interval, count everything once, and write the ledger that one process writes', async () => {
      const four = await playOn(4);
      for (const chat of four.chats) {
        expect(brokenRules(chat), `chat ${chat.chat.id}`).to.deep.equal([]);
        expect(countedTwice(chat), `chat ${chat.chat.id}`).to.deep.equal([]);
      }
      expect(four.deadlocks, 'deadlocks').to.equal(0);
      expect(four.said).to.equal('');
      expect(Math.min(...four.shares), `every process works: ${four.shares}`).to.be.above(UPDATES / 10);

      const one = await playOn(1);
      expectSame(four.chats, one.chats);
      const entries = one.chats.reduce((sum, chat) => sum + chat.entries.length, 0);
      expect(entries).to.be.above(UPDATES / 10);
      console.log(
        `      ${UPDATES} updates, ${entries} entries; shares ${four.shares}; ${four.seconds} s, alone ${one.seconds} s`,
      );
    });

    it('has a watchman who would see a broken interval and a gift counted twice', async () => {
      const { chats } = await playOn(1, { 'reputation.pair_interval': '0', 'reputation.given_per_day': '0' });
      const strict = { 'reputation.pair_interval': 60, 'reputation.given_per_day': 2 };
      const broken = chats.flatMap((chat) =>
        brokenRules({ ...chat, settings: { ...chat.settings, ...strict } }),
      );
      expect(broken.filter((words) => words.includes('pair'))).to.have.length.above(10);
      expect(broken.filter((words) => words.includes('given'))).to.have.length.above(10);
      const [chat] = chats as [ExportedChat];
      expect(countedTwice({ ...chat, entries: [...chat.entries, ...chat.entries] })).to.have.length(
        chat.entries.length,
      );
    });
  });
}

/** The stream through so many processes, with duplicates; one process polls, which keeps the order of all. */
async function playOn(processes: number, settings: Record<string, string> = {}) {
  const fresh = await freshDatabase('server');
  const ports = await Promise.all(Array.from({ length: processes }, freePort));
  const telegram = await startLocalTelegram({
    retryScale: 0.01,
    webhookTargets: ports.map((port) => `http://127.0.0.1:${port}`),
  });
  const stream = makeAll();
  for (const group of stream.groups) Object.assign(group.settings, settings);
  populate(telegram.world, stream);
  const bots = [];
  for (const port of ports) {
    const hook = { WEBHOOK_URL: `http://127.0.0.1:${port}/telegram/hook`, WEBHOOK_SECRET: SECRET };
    const bot = await startBotProcess({
      telegram,
      port,
      env: { ...fresh.env, ...(processes > 1 ? hook : {}) },
    });
    await bot.healthy();
    bots.push(bot);
  }
  try {
    await play(telegram.world, stream.opening, () => settledAt(telegram));
    await settledAt(telegram);
    telegram.faults.duplicate(0.1, 3);
    const begun = performance.now();
    await play(telegram.world, stream.rest, () => settledAt(telegram));
    await settledAt(telegram);
    const seconds = ((performance.now() - begun) / 1000).toFixed(1);
    const shares = await Promise.all(bots.map((bot) => bot.metric('laurel_updates_total')));
    for (const bot of bots) expect(await bot.end('SIGTERM')).to.include({ code: 0 });
    const said = bots.map((bot) => bot.said()).join('');
    const aside = await tool('aside', [], fresh.env);
    expect(aside.out).to.equal('Nothing was set aside.\n');
    return {
      chats: await exportedLedgers(fresh.env),
      deadlocks: await deadlocksOf(fresh),
      said,
      shares,
      seconds,
    };
  } finally {
    for (const bot of bots) await bot.end('SIGKILL');
    await telegram.close();
    await fresh.drop();
  }
}

/** As the server itself has counted them. */
async function deadlocksOf(fresh: FreshDatabase): Promise<number> {
  const database = await fresh.open();
  const [row] = await database.query<{ deadlocks: number }>(
    'select deadlocks from pg_stat_database where datname = current_database()',
  );
  await database.close();
  return row?.deadlocks ?? -1;
}
