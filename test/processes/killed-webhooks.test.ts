import { expect } from 'chai';
import { startLocalTelegram } from '../../src/playground/local-telegram.ts';
import { type FreshDatabase, freshDatabase, kinds } from '../support/database.ts';
import { eventually, freePort, settledAt, startBotProcess, tool } from '../support/process.ts';
import { makeStream, play, populate } from '../support/stream.ts';
import { expectSame, exportedLedgers } from './ledgers.ts';

const full = process.env.CHAOS === 'full';
const UPDATES = full ? 20_000 : 5_000;
const KILLS = full ? 20 : 5;

/** So many groups that more is under way at once than is counted at once; order between them is lost on the way. */
const makeAll = () =>
  makeStream({
    ...{ seed: 11, updates: UPDATES, groups: 60, people: 6, changes: false, upgrades: false },
    ...{ from: 1_790_000_000, lasts: 172_800 },
  });

if (kinds.includes('server')) {
  describe('Two processes behind one webhook', function () {
    this.timeout(full ? 900_000 : 180_000);

    it('lose and double nothing when the one whose inbox is full is killed, and nothing overtakes what is in it', async () => {
      const killed = await withDatabase(playKilled);
      expect(killed.rows, 'rows that stood in the inbox at the kills').to.be.above(KILLS / 3);
      const calm = await withDatabase(playCalmly);
      expectSame(killed.chats, calm.chats);
      console.log(
        `      ${KILLS} kills with ${killed.rows} rows of the inbox; ${killed.adopted} looks found some`,
      );
    });
  });
}

async function withDatabase<T>(work: (fresh: FreshDatabase) => Promise<T>): Promise<T> {
  const fresh = await freshDatabase('server');
  try {
    return await work(fresh);
  } finally {
    await fresh.drop();
  }
}

async function playCalmly(fresh: FreshDatabase) {
  const stream = makeAll();
  const telegram = await startLocalTelegram();
  populate(telegram.world, stream);
  const bot = await startBotProcess({ telegram, env: fresh.env });
  try {
    await play(telegram.world, [...stream.opening, ...stream.rest], () => settledAt(telegram));
    await settledAt(telegram);
    expect(await bot.end('SIGTERM')).to.include({ code: 0 });
    return { chats: await exportedLedgers(fresh.env) };
  } finally {
    await bot.end('SIGKILL');
    await telegram.close();
  }
}

/** Three of four updates go to the first process, which is killed again and again with updates in its inbox. */
async function playKilled(fresh: FreshDatabase) {
  const stream = makeAll();
  const [first, second] = [await freePort(), await freePort()];
  const targets = [first, first, first, second].map((port) => `http://127.0.0.1:${port}`);
  const telegram = await startLocalTelegram({ retryScale: 0.01, webhookTargets: targets });
  populate(telegram.world, stream);
  const start = async (port: number) => {
    const hook = {
      WEBHOOK_URL: `http://127.0.0.1:${port}/telegram/hook`,
      WEBHOOK_SECRET: 'a-secret',
      LOG_LEVEL: 'info',
    };
    const bot = await startBotProcess({ telegram, port, env: { ...fresh.env, ...hook } });
    await bot.healthy();
    return bot;
  };
  let [bot, other] = [await start(first), await start(second)];
  const database = await fresh.open();
  const rowsNow = async () =>
    (await database.query<{ rows: number }>('select count(*) as rows from inbox'))[0]?.rows ?? 0;
  let said = '';
  try {
    await play(telegram.world, stream.opening, () => settledAt(telegram));
    await settledAt(telegram);
    let rows = 0;
    const share = Math.floor(stream.rest.length / KILLS);
    for (let kill = 0; kill < KILLS; kill += 1) {
      const part = stream.rest.slice(kill * share, kill === KILLS - 1 ? undefined : (kill + 1) * share);
      const played = play(telegram.world, part, () => settledAt(telegram));
      await eventually('nothing stands in the inbox', async () => (await rowsNow()) > 0);
      await bot.end('SIGKILL');
      rows += await rowsNow();
      said += bot.said();
      bot = await start(first);
      await played;
    }
    await settledAt(telegram);
    await eventually('the inbox is full for ever', async () => (await rowsNow()) === 0);
    for (const each of [bot, other]) expect(await each.end('SIGTERM')).to.include({ code: 0 });
    said += bot.said() + other.said();
    expect((await tool('aside', [], fresh.env)).out).to.equal('Nothing was set aside.\n');
    const adopted = said.split('what was taken in and not counted').length - 1;
    return { chats: await exportedLedgers(fresh.env), rows, adopted };
  } finally {
    await database.close();
    for (const each of [bot, other]) await each.end('SIGKILL');
    await telegram.close();
  }
}
