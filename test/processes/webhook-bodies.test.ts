import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { type LocalTelegram, startLocalTelegram } from '../../src/playground/local-telegram.ts';
import { raw } from '../hostile/knock.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { type BotProcess, freePort, startBotProcess } from '../support/process.ts';

const SECRET = 'the-secret-of-the-webhook';
const MB = 1_048_576;

describe('What strangers send to the webhook', function () {
  this.timeout(40_000);
  let telegram: LocalTelegram;
  let fresh: FreshDatabase;
  let bot: BotProcess;
  let sent = 0;
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

  interface Answer {
    /** 0: the connection was cut without an answer. */
    status: number;
    /** What went into the socket before that. */
    wrote: number;
  }

  /** Offers an update of so many bytes, which would be taken if it were smaller. */
  function send(bytes: number, { secret = SECRET, declared = true, port = bot.port } = {}): Promise<Answer> {
    const head = Buffer.from(`{"update_id":${++sent},"something_new":{"text":"`);
    const tail = Buffer.from('"}}');
    return new Promise((resolve) => {
      const headers = {
        'x-telegram-bot-api-secret-token': secret,
        ...(declared ? { 'content-length': bytes } : { 'transfer-encoding': 'chunked' }),
      };
      const options = { port, host: '127.0.0.1', path: '/telegram/hook', method: 'POST', headers };
      const sending = request(options, (response) => {
        response.resume().on('close', () => answered(response.statusCode ?? 0));
      });
      const answered = (status: number) => resolve({ status, wrote: sending.socket?.bytesWritten ?? 0 });
      sending.on('error', () => answered(0));
      const part = Buffer.alloc(64 * 1024, 'x');
      let left = bytes - head.length - tail.length;
      sending.write(head);
      const more = () => {
        while (left > 0 && !sending.destroyed) {
          const piece = part.subarray(0, left);
          left -= piece.length;
          if (!sending.write(piece)) {
            sending.once('drain', more);
            return;
          }
        }
        sending.end(tail);
      };
      more();
    });
  }

  const BODIES = 10;
  const SIZE = 50 * MB;
  /** Half of them say how large they are, the others are only seen to be. */
  const tenAtOnce = (port?: number) =>
    Promise.all(
      Array.from({ length: BODIES }, (_, i) =>
        send(SIZE, { declared: i % 2 === 0, ...(port !== undefined && { port }) }),
      ),
    );

  it('ten bodies of 50 MB at once are refused, and memory stays flat', async () => {
    expect((await send(100)).status, 'an ordinary update').to.equal(200);
    const memory = () => bot.metric('process_resident_memory_bytes');
    const before = await memory();
    let most = before;
    let looks = 0;
    let over = false;
    const watching = (async () => {
      while (!over) {
        most = Math.max(most, await memory());
        looks += 1;
        await sleep(5);
      }
    })();
    const answers = await tenAtOnce();
    const [ordinary] = await Promise.all([send(100), tenAtOnce()]);
    most = Math.max(most, await memory());
    over = true;
    await watching;

    for (const { status } of answers) expect(status).to.be.oneOf([413, 0]);
    const refused = answers.filter(({ status }) => status === 413).length;
    // What was in the kernel's buffers when it hung up is all that was ever taken off the sender's hands.
    const taken = Math.max(...answers.map(({ wrote }) => wrote));
    expect(taken / MB, 'MB of one body').to.be.below(25);
    expect(ordinary.status, 'an ordinary update among them').to.equal(200);
    expect(looks).to.be.at.least(2);
    // A tenth of what was offered; 0 to 55 were seen.
    expect((most - before) / MB, 'MB more').to.be.below(100);
    expect(await bot.metric('laurel_updates_total'), 'updates').to.equal(2);
    expect(await bot.health()).to.equal(200);
    console.log(
      `      ${BODIES} bodies of ${SIZE / MB} MB, twice: ${refused} of ${BODIES} told 413, the others cut off; ` +
        `${((most - before) / MB).toFixed(1)} MB more memory, seen in ${looks} looks`,
    );
  });

  it('control: whoever reads them to the end gets all 500 MB', async () => {
    let got = 0;
    const patient = createServer((incoming, response) => {
      incoming.on('data', (part: Buffer) => {
        got += part.length;
      });
      incoming.on('end', () => response.end());
    });
    await new Promise<void>((resolve) => patient.listen(0, '127.0.0.1', resolve));
    const { port } = patient.address() as AddressInfo;
    const answers = await tenAtOnce(port);
    patient.close();
    expect(answers.map(({ status }) => status)).to.deep.equal(Array(BODIES).fill(200));
    expect(got).to.equal(BODIES * SIZE);
  });

  it('who only announces so much is told so at once', async () => {
    const head = `host: x\r\nx-telegram-bot-api-secret-token: ${SECRET}\r\ncontent-length: ${SIZE}`;
    const told = await raw(bot.port, `POST /telegram/hook HTTP/1.1\r\n${head}\r\n\r\n`, 3_000);
    expect(told).to.match(/^HTTP\/1.1 413 /);
  });

  it('a body of 1 MB is taken, and one byte more is not', async () => {
    for (const declared of [true, false]) {
      expect((await send(MB, { declared })).status).to.equal(200);
      expect((await send(MB + 1, { declared })).status).to.be.oneOf([413, 0]);
    }
  });

  it('a stranger is refused before the body is read', async () => {
    expect((await send(50 * MB, { secret: 'a guess' })).status).to.be.oneOf([401, 0]);
    expect((await send(100, { secret: 'a guess' })).status).to.equal(401);
    expect(bot.said()).to.equal('');
  });
});
