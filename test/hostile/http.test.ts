import { expect } from 'chai';
import { type LocalTelegram, startLocalTelegram } from '../../src/playground/local-telegram.ts';
import { describeOn, type FreshDatabase, freshDatabase } from '../support/database.ts';
import { type BotProcess, eventually, freePort, settledAt, startBotProcess } from '../support/process.ts';
import { ask, flooded, hold, raw, type Sender, senderTo } from './knock.ts';
import { populate, type Scene } from './scene.ts';

const SECRET = 'the-secret-of-the-webhook';
const HOOK = '/telegram/hook';
const MB = 1_048_576;
const WITH_SECRET = { 'x-telegram-bot-api-secret-token': SECRET };

describeOn('embedded', 'The bot’s own address, under attack', () => {
  let fresh: FreshDatabase;
  let telegram: LocalTelegram;
  let scene: Scene;
  let bot: BotProcess;
  let send: Sender;
  let given = 0;

  before(async function () {
    this.timeout(60_000);
    fresh = await freshDatabase('embedded');
    telegram = await startLocalTelegram({ retryScale: 0.01 });
    scene = populate(telegram.world);
    const port = await freePort();
    const hook = { WEBHOOK_URL: `http://127.0.0.1:${port}${HOOK}`, WEBHOOK_SECRET: SECRET };
    bot = await startBotProcess({ telegram, port, env: { ...fresh.env, ...hook } });
    await bot.healthy();
    send = senderTo(port);
  });
  after(async () => {
    await bot.end('SIGKILL');
    await telegram.close();
    await fresh.drop();
  });

  /** Well while it lasts: it answers at once, and takes Telegram's updates. */
  async function isWell(): Promise<void> {
    const begun = performance.now();
    expect(await bot.health(), 'health').to.equal(200);
    expect(performance.now() - begun, 'milliseconds until the answer').to.be.below(3_000);
    const { honest, quiet } = scene;
    const [giver, receiver] = [given, given + 1 + Math.floor(given / honest.length)].map(
      (at) => honest[at % honest.length],
    ) as [never, never];
    const tip = telegram.world.say(receiver, quiet, 'Water them.');
    telegram.world.say(giver, quiet, 'thanks', { replyTo: tip });
    given += 1;
    await settledAt(telegram, 10_000);
  }
  const memory = () => bot.metric('process_resident_memory_bytes');

  it('refuses what has not the secret, whatever it says', async () => {
    const body = JSON.stringify({ update_id: 7, message: {} });
    for (const token of [
      '',
      'x',
      SECRET.slice(1),
      `${SECRET} `.repeat(2),
      SECRET.toUpperCase(),
      'я'.repeat(9),
    ]) {
      const headers = token === '' ? {} : { 'x-telegram-bot-api-secret-token': encodeURI(token) };
      expect(await send('POST', HOOK, headers, body), token).to.equal(401);
    }
    expect(await send('POST', HOOK, {}, body)).to.equal(401);
    await isWell();
  });

  it('takes no other methods', async () => {
    for (const method of ['GET', 'HEAD', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'PROPFIND']) {
      expect(await send(method, HOOK, WITH_SECRET), method).to.equal(405);
      if (method !== 'GET' && method !== 'HEAD') expect(await send(method, '/healthz'), method).to.equal(405);
    }
    expect(await send('GET', '/healthz', { upgrade: 'websocket', connection: 'upgrade' })).to.be.below(500);
    expect(await raw(bot.port, 'CONNECT 127.0.0.1:1 HTTP/1.1\r\nhost: x\r\n\r\n')).to.not.match(/ 200 /);
    await isWell();
  });

  it('is not led astray by paths', async () => {
    const paths = [
      '/',
      '//',
      '/telegram',
      '/telegram/',
      `${HOOK}/`,
      `/${HOOK}`,
      '/telegram/../telegram/hook',
      '/telegram/%68ook',
    ];
    paths.push(
      '/healthz/',
      '/healthz%00',
      '/__proto__',
      '/constructor',
      '/toString',
      '/../../etc/passwd',
      `/${'a'.repeat(8_000)}`,
    );
    paths.push('/.env', '/metrics/..', '/%', '/%ff%fe', '/?'.repeat(2_000));
    for (const path of paths) expect(await send('GET', path, WITH_SECRET), path.slice(0, 40)).to.equal(404);
    for (const line of [
      'GET http://[ HTTP/1.1',
      'GET * HTTP/1.1',
      'GET healthz HTTP/1.1',
      'GET',
      '\u0000\u0001',
      'GET / HTTP/9.9',
    ]) {
      expect(await raw(bot.port, `${line}\r\nhost: x\r\n\r\n`), line).to.not.match(/^HTTP\/1\.1 (2|5)/);
    }
    await isWell();
  });

  it('outlives headers that are too large, too many, or at odds with the body', async () => {
    const huge = { 'x-padding': 'a'.repeat(60_000) };
    expect(await send('GET', '/healthz', huge).catch(() => 431)).to.equal(431);
    const many = Object.fromEntries(Array.from({ length: 1_500 }, (_, i) => [`x-${i}`, '1']));
    expect(await send('GET', '/healthz', many).catch(() => 431)).to.be.below(500);
    for (const framing of [
      'content-length: -5',
      'content-length: abc',
      'content-length: 99999999999999999999',
      'content-length: 5\r\ncontent-length: 6',
      'content-length: 5\r\ntransfer-encoding: chunked',
      'transfer-encoding: chunked\r\ntransfer-encoding: identity',
      'transfer-encoding: chunked\r\n\r\nzz\r\nhello',
      'transfer-encoding: chunked\r\n\r\nfffffffffffffff\r\nhello',
      'bad header\u0001: x',
    ]) {
      const head = `POST ${HOOK} HTTP/1.1\r\nhost: x\r\nx-telegram-bot-api-secret-token: ${SECRET}\r\n${framing}\r\n\r\nhello`;
      expect(await raw(bot.port, head, 500), framing).to.not.match(/^HTTP\/1\.1 (2|5)/);
    }
    await isWell();
  });

  it('takes no body that is too large: said to be so, in pieces, ten at once, with and without the secret', async () => {
    const before = await memory();
    for (const headers of [{}, WITH_SECRET]) {
      const wanted = headers === WITH_SECRET ? 413 : 401;
      const answers = await Promise.all(
        Array.from({ length: 10 }, (_, i) => flooded(bot.port, HOOK, headers, 50 * MB, i % 2 === 0)),
      );
      // Who goes on sending after the answer may find the connection gone before reading it.
      expect(
        answers.every((status) => status === wanted || status === 0),
        `${answers}`,
      ).to.equal(true);
      expect(answers).to.include(wanted);
    }
    expect((await memory()) - before, 'bytes more than before').to.be.below(150 * MB);
    await isWell();
  });

  it('takes no body that is no update, and passes over those without a number', async () => {
    const deep = `{"update_id":9,"message":${'['.repeat(200_000)}${']'.repeat(200_000)}}`;
    for (const [body, status] of [
      ...['', '{', '\u0000', '{"update_id":1', 'update_id=1', '\ud800', '{"update_id":01}'].map(
        (text) => [text, 400] as const,
      ),
      ...['null', '1', '"x"', '[]', '{}', '{"update_id":"1"}', '{"update_id":1.5}', '{"update_id":-1}'].map(
        (text) => [text, 200] as const,
      ),
      ...[
        '{"update_id":9007199254740993}',
        '{"update_id":1e400}',
        '{"update_id":null}',
        '[{"update_id":1}]',
      ].map((text) => [text, 200] as const),
      [deep, 200],
    ] as const) {
      expect(await send('POST', HOOK, WITH_SECRET, body), body.slice(0, 60)).to.equal(status);
    }
    await isWell();
  });

  it('goes on while hundreds of connections dawdle or say nothing', async () => {
    const dawdlers = await hold(bot.port, 300, (i) => [
      [
        '',
        'GET /healthz HTTP/1.1\r\nx-a: ',
        `POST ${HOOK} HTTP/1.1\r\nhost: x\r\ncontent-length: 1000\r\nx-telegram-bot-api-secret-token: ${SECRET}\r\n\r\n{"upd`,
      ][i % 3] ?? '',
      'a',
    ]);
    for (let round = 0; round < 5; round += 1) {
      await isWell();
      dawdlers.trickle();
    }
    const crowd = await hold(bot.port, 1_000, () => ['', '']);
    await isWell();
    // Those that break off in the middle must not be waited for.
    crowd.close();
    dawdlers.close();
    await isWell();
    const many = await Promise.all(Array.from({ length: 300 }, () => ask(bot.port, '/healthz')));
    expect(many.every((status) => status === 200)).to.equal(true);
  });

  it('has done all that Telegram sent meanwhile, and nothing else', async () => {
    await eventually('marks', async () => (await bot.metric('laurel_updates_total')) >= 2 * given, 5_000);
    const { code, took } = await bot.end('SIGTERM');
    expect(code).to.equal(0);
    expect(took, 'milliseconds to stop').to.be.below(5_000);
    const database = await fresh.open();
    const [entries] = await database.query<{ count: number }>('select count(*) from entries');
    const [marks] = await database.query<{ count: number }>('select count(*) from seen_updates');
    // One more mark: the update with nothing but brackets in it.
    expect({ entries: entries?.count, marks: marks?.count }).to.deep.equal({
      entries: given,
      marks: 2 * given + 1,
    });
    await database.close();
    const lines = bot.said().split('\n');
    expect(
      lines.filter((line) => line !== '' && !/without a number|set aside|could not be asked/.test(line)),
    ).to.deep.equal([]);
  });
});
