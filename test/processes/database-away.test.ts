import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import postgres from 'postgres';
import { startLocalTelegram } from '../../src/playground/local-telegram.ts';
import type { ExportedChat } from '../../src/transfer/export.ts';
import { type Cluster, findPostgres, startCluster } from '../support/cluster.ts';
import { kinds } from '../support/database.ts';
import { type BotProcess, settledAt, startBotProcess } from '../support/process.ts';
import { makeStream, play, populate } from '../support/stream.ts';
import { startWire, type Wire } from '../support/wire.ts';
import { expectSame, exportedLedgers } from './ledgers.ts';

const full = process.env.CHAOS === 'full';
const AWAY_MS = full ? 30_000 : 8_000;
/** Updates in one go, and the pause between two: the load lasts as long as the trouble. */
const SLICE = 40;
const SLICE_MS = 80;

interface Servers {
  cluster: Cluster;
  wire: Wire;
}

const TROUBLES: Record<string, (servers: Servers) => Promise<void>> = {
  async 'is restarted in immediate mode three times'({ cluster }) {
    for (let time = 0; time < 3; time += 1) {
      await sleep(1_500);
      await cluster.restart({ immediate: true, pauseMs: 700 });
    }
  },
  async [`is killed and comes back after ${AWAY_MS / 1000} s`]({ cluster }) {
    await sleep(1_000);
    await cluster.kill();
    await sleep(AWAY_MS);
    await cluster.start();
  },
  async [`cannot be reached for ${AWAY_MS / 1000} s: nothing answers, then connections break`]({ wire }) {
    await sleep(1_000);
    wire.silent = true;
    await sleep(AWAY_MS);
    wire.silent = false;
    wire.cut();
  },
};

if (kinds.includes('server') && findPostgres() !== undefined) {
  describe('PostgreSQL goes away under load', function () {
    this.timeout(full ? 240_000 : 90_000);
    let cluster: Cluster;
    let wire: Wire;
    let calm: ExportedChat[];
    before(async () => {
      cluster = await startCluster();
      wire = await startWire(cluster.url);
      calm = (await live('calm', async () => undefined)).chats;
    });
    after(async () => {
      await wire?.close();
      await cluster?.stop();
    });

    for (const [index, [name, trouble]] of Object.entries(TROUBLES).entries()) {
      it(`${name}: the bot goes on by itself, nothing is lost and nothing counted twice`, async () => {
        const { chats, statuses, said, secondsAfter } = await live(`trouble_${index}`, trouble);
        expectSame(chats, calm);
        expect(statuses, '/healthz').to.include(503);
        expect(statuses.at(-1), '/healthz at the end').to.equal(200);
        expect(said).to.include('nothing is lost, trying again');
        expect(said).not.to.include('set aside');
        console.log(`      caught up ${secondsAfter} s after it was back; /healthz ${runs(statuses)}`);
      });
    }

    async function live(database: string, trouble: (servers: Servers) => Promise<void>) {
      const url = await createDatabase(database);
      const telegram = await startLocalTelegram();
      const stream = makeStream({ seed: 3, updates: 4_000, groups: 10, from: 1_790_000_000, lasts: 90_000 });
      populate(telegram.world, stream);
      const bot = await startBotProcess({ telegram, env: { DATABASE_URL: url } });
      const statuses: number[] = [];
      try {
        await bot.healthy();
        await play(telegram.world, stream.opening, () => settledAt(telegram));
        await settledAt(telegram);
        const watching = new AbortController();
        const watch = watchHealth(bot, statuses, watching.signal);
        const fed = (async () => {
          for (let at = 0; at < stream.rest.length; at += SLICE) {
            await play(telegram.world, stream.rest.slice(at, at + SLICE), () => settledAt(telegram));
            if (database !== 'calm') await sleep(SLICE_MS);
          }
        })();
        await trouble({ cluster, wire });
        const back = performance.now();
        await fed;
        await settledAt(telegram);
        const secondsAfter = ((performance.now() - back) / 1000).toFixed(1);
        await bot.healthy();
        watching.abort();
        await watch;
        statuses.push(await bot.health());
        expect(await bot.end('SIGTERM'), bot.said()).to.include({ code: 0 });
        const chats = await exportedLedgers({ DATABASE_URL: url });
        return { chats, statuses, said: bot.said(), secondsAfter };
      } finally {
        await bot.end('SIGKILL');
        await telegram.close();
      }
    }

    /** By way of the wire. */
    async function createDatabase(name: string): Promise<string> {
      const sql = postgres(cluster.url, { max: 1, onnotice: () => undefined });
      await sql.unsafe(`create database laurel_${name}`);
      await sql.end();
      const url = new URL(wire.url);
      url.pathname = `/laurel_${name}`;
      return url.href;
    }
  });
}

async function watchHealth(bot: BotProcess, statuses: number[], signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    statuses.push(await bot.health());
    await sleep(100);
  }
}

/** `200 ×12, 503 ×40, …` */
function runs(statuses: readonly number[]): string {
  const found: [number, number][] = [];
  for (const status of statuses) {
    const last = found.at(-1);
    if (last?.[0] === status) last[1] += 1;
    else found.push([status, 1]);
  }
  return found.map(([status, times]) => `${status} ×${times}`).join(', ');
}
