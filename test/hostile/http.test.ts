import { expect } from 'chai';
import { describeOn } from '../support/database.ts';
import { ask, flooded, hold, raw } from './knock.ts';
import { HOOK, SECRET, startTarget, type Target } from './target.ts';

const MB = 1_048_576;
const WITH_SECRET = { 'x-telegram-bot-api-secret-token': SECRET };

describeOn('embedded', 'The bot’s own address, under attack', () => {
  let target: Target;
  before(async function () {
    this.timeout(60_000);
    target = await startTarget();
  });
  after(() => target.close());

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
      expect(await target.send('POST', HOOK, headers, body), token).to.equal(401);
    }
    expect(await target.send('POST', HOOK, {}, body)).to.equal(401);
    await target.isWell();
  });

  it('takes no other methods', async () => {
    for (const method of ['GET', 'HEAD', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'PROPFIND']) {
      expect(await target.send(method, HOOK, WITH_SECRET), method).to.equal(405);
      if (method !== 'GET' && method !== 'HEAD')
        expect(await target.send(method, '/healthz'), method).to.equal(405);
    }
    expect(await target.send('GET', '/healthz', { upgrade: 'websocket', connection: 'upgrade' })).to.be.below(
      500,
    );
    expect(await raw(target.bot.port, 'CONNECT 127.0.0.1:1 HTTP/1.1\r\nhost: x\r\n\r\n')).to.not.match(
      / 200 /,
    );
    await target.isWell();
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
    for (const path of paths)
      expect(await target.send('GET', path, WITH_SECRET), path.slice(0, 40)).to.equal(404);
    for (const line of [
      'GET http://[ HTTP/1.1',
      'GET * HTTP/1.1',
      'GET healthz HTTP/1.1',
      'GET',
      '\u0000\u0001',
      'GET / HTTP/9.9',
    ]) {
      expect(await raw(target.bot.port, `${line}\r\nhost: x\r\n\r\n`), line).to.not.match(
        /^HTTP\/1\.1 (2|5)/,
      );
    }
    await target.isWell();
  });

  it('outlives headers that are too large, too many, or at odds with the body', async () => {
    const huge = { 'x-padding': 'a'.repeat(60_000) };
    expect(await target.send('GET', '/healthz', huge).catch(() => 431)).to.equal(431);
    const many = Object.fromEntries(Array.from({ length: 1_500 }, (_, i) => [`x-${i}`, '1']));
    expect(await target.send('GET', '/healthz', many).catch(() => 431)).to.be.below(500);
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
      expect(await raw(target.bot.port, head, 500), framing).to.not.match(/^HTTP\/1\.1 (2|5)/);
    }
    await target.isWell();
  });

  it('takes no body that is too large: said to be so, in pieces, ten at once, with and without the secret', async () => {
    const before = await target.bot.metric('process_resident_memory_bytes');
    for (const headers of [{}, WITH_SECRET]) {
      const wanted = headers === WITH_SECRET ? 413 : 401;
      const answers = await Promise.all(
        Array.from({ length: 10 }, (_, i) => flooded(target.bot.port, HOOK, headers, 50 * MB, i % 2 === 0)),
      );
      // Who goes on sending after the answer may find the connection gone before reading it.
      expect(
        answers.every((status) => status === wanted || status === 0),
        `${answers}`,
      ).to.equal(true);
      // Who only announces such a body is told so, and can read it.
      const head = { host: 'x', 'content-length': `${50 * MB}`, ...headers };
      const lines = Object.entries(head).map(([name, value]) => `${name}: ${value}`);
      const told = await raw(
        target.bot.port,
        `POST ${HOOK} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`,
        3_000,
      );
      expect(told).to.match(new RegExp(`^HTTP/1.1 ${wanted} `));
    }
    expect(
      (await target.bot.metric('process_resident_memory_bytes')) - before,
      'bytes more than before',
    ).to.be.below(150 * MB);
    await target.isWell();
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
      expect(await target.send('POST', HOOK, WITH_SECRET, body), body.slice(0, 60)).to.equal(status);
    }
    await target.isWell();
  });

  it('goes on while hundreds of connections dawdle or say nothing', async () => {
    const dawdlers = await hold(target.bot.port, 300, (i) => [
      [
        '',
        'GET /healthz HTTP/1.1\r\nx-a: ',
        `POST ${HOOK} HTTP/1.1\r\nhost: x\r\ncontent-length: 1000\r\nx-telegram-bot-api-secret-token: ${SECRET}\r\n\r\n{"upd`,
      ][i % 3] ?? '',
      'a',
    ]);
    for (let round = 0; round < 5; round += 1) {
      await target.isWell();
      dawdlers.trickle();
    }
    const crowd = await hold(target.bot.port, 1_000, () => ['', '']);
    await target.isWell();
    // Those that break off in the middle must not be waited for.
    crowd.close();
    dawdlers.close();
    await target.isWell();
    const many = await Promise.all(Array.from({ length: 300 }, () => ask(target.bot.port, '/healthz')));
    expect(many.every((status) => status === 200)).to.equal(true);
  });

  it('has done all that Telegram sent meanwhile, and nothing else', async () => {
    // One more: the update with nothing but brackets in it.
    await target.account(1);
  });
});
