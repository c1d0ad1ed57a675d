import { request } from 'node:http';
import { expect } from 'chai';
import { type LocalTelegram, startLocalTelegram } from '../../src/playground/local-telegram.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { type BotProcess, freePort, startBotProcess } from '../support/process.ts';

const SECRET = 'the-secret-of-the-webhook';
const MB = 1_048_576;

describe('What strangers send to the webhook', function () {
  this.timeout(40_000);
  let telegram: LocalTelegram;
  let fresh: FreshDatabase;
  let bot: BotProcess;
  before(async () => {
    fresh = await freshDatabase('embedded');
    telegram = await startLocalTelegram();
    const port = await freePort();
    const WEBHOOK_URL = `http://127.0.0.1:${port}/telegram/hook`;
    bot = await startBotProcess({
      telegram,
      port,
      env: { ...fresh.env, WEBHOOK_URL, WEBHOOK_SECRET: SECRET },
    });
    await bot.healthy();
  });
  after(async () => {
    await bot?.end('SIGKILL');
    await telegram?.close();
    await fresh?.drop();
  });

  /** Sends so many bytes; answers with the status, or 0 where the connection was cut. */
  function send(bytes: number, { secret = SECRET, declared = true } = {}): Promise<number> {
    return new Promise((resolve) => {
      const headers = {
        'x-telegram-bot-api-secret-token': secret,
        ...(declared ? { 'content-length': bytes } : { 'transfer-encoding': 'chunked' }),
      };
      const options = { port: bot.port, host: '127.0.0.1', path: '/telegram/hook', method: 'POST', headers };
      const sending = request(options, (response) => {
        response.resume().on('close', () => resolve(response.statusCode ?? 0));
      });
      sending.on('error', () => resolve(0));
      const part = Buffer.alloc(64 * 1024, 'x');
      let left = bytes;
      const more = () => {
        while (left > 0 && !sending.destroyed) {
          left -= part.length;
          if (!sending.write(left < 0 ? part.subarray(0, part.length + left) : part)) {
            sending.once('drain', more);
            return;
          }
        }
        sending.end();
      };
      more();
    });
  }

  it('ten bodies of 50 MB are refused, and take no memory', async () => {
    await send(100);
    const before = await bot.metric('process_resident_memory_bytes');
    let most = before;
    const watch = setInterval(async () => {
      most = Math.max(most, await bot.metric('process_resident_memory_bytes'));
    }, 50);
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, i) => send(50 * MB, { declared: i % 2 === 0 })),
    );
    clearInterval(watch);
    for (const answer of answers) expect(answer).to.be.oneOf([413, 0]);
    expect((most - before) / MB, 'MB more').to.be.below(60);
    expect(await bot.health()).to.equal(200);
  });

  it('a stranger is refused before the body is read', async () => {
    expect(await send(50 * MB, { secret: 'a guess' })).to.be.oneOf([401, 0]);
    expect(await send(10, { secret: 'a guess' })).to.equal(401);
    expect(await send(10)).to.equal(400);
    expect(bot.said()).to.equal('');
  });
});
