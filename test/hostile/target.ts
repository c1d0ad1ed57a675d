import { expect } from 'chai';
import { startLocalTelegram } from '../../src/playground/local-telegram.ts';
import { freshDatabase } from '../support/database.ts';
import { type BotProcess, eventually, freePort, settledAt, startBotProcess } from '../support/process.ts';
import { type Sender, senderTo } from './knock.ts';
import { populate } from './scene.ts';

export const SECRET = 'the-secret-of-the-webhook';
export const HOOK = '/telegram/hook';

/** A bot behind a webhook, to be attacked while Telegram goes on sending. */
export interface Target {
  readonly bot: BotProcess;
  readonly send: Sender;
  /** It answers at once, and takes Telegram's updates. */
  isWell(): Promise<void>;
  /** Stops it: it has done all that Telegram sent, and `more` besides. */
  account(more: number): Promise<void>;
  close(): Promise<void>;
}

export async function startTarget(): Promise<Target> {
  const fresh = await freshDatabase('embedded');
  const telegram = await startLocalTelegram({ retryScale: 0.01 });
  const { honest, quiet } = populate(telegram.world);
  const port = await freePort();
  const hook = { WEBHOOK_URL: `http://127.0.0.1:${port}${HOOK}`, WEBHOOK_SECRET: SECRET };
  const bot = await startBotProcess({ telegram, port, env: { ...fresh.env, ...hook } });
  await bot.healthy();
  let given = 0;
  return {
    bot,
    send: senderTo(port),
    async isWell() {
      const begun = performance.now();
      expect(await bot.health(), 'health').to.equal(200);
      expect(performance.now() - begun, 'milliseconds until the answer').to.be.below(3_000);
      const pair = [given, given + 1 + Math.floor(given / honest.length)];
      const [giver, receiver] = pair.map((at) => honest[at % honest.length]) as [never, never];
      const tip = telegram.world.say(receiver, quiet, 'Water them.');
      telegram.world.say(giver, quiet, 'thanks', { replyTo: tip });
      given += 1;
      await settledAt(telegram, 10_000);
    },
    async account(more) {
      await eventually(
        'marks',
        async () => (await bot.metric('laurel_updates_total')) >= 2 * given + more,
        5_000,
      );
      const { code, took } = await bot.end('SIGTERM');
      expect(code).to.equal(0);
      expect(took, 'milliseconds to stop').to.be.below(5_000);
      const database = await fresh.open();
      const [entries] = await database.query<{ count: number }>('select count(*) from entries');
      const [marks] = await database.query<{ count: number }>(
        'select sum(last_id - first_id + 1) as count from seen_ranges',
      );
      await database.close();
      expect(entries?.count, 'entries').to.equal(given);
      expect(marks?.count, 'marks').to.equal(2 * given + more);
      const known = /without a number|set aside|could not be asked/;
      const lines = bot.said().split('\n');
      expect(lines.filter((line) => line !== '' && !known.test(line))).to.deep.equal([]);
    },
    async close() {
      await bot.end('SIGKILL');
      await telegram.close();
      await fresh.drop();
    },
  };
}
