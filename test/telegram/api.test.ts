import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { Telegram } from 'telegraf';
import { ApiError } from '../../src/outbox/bot-api.ts';
import { createApi } from '../../src/telegram/api.ts';
import type { TelegramApi } from '../../src/telegram/api-types.ts';

const TOKEN = '123456:AAH-secret_Token';

describe('the Bot API client', () => {
  let server: Server;
  let api: TelegramApi;
  let asked: { url: string; type: string; body: string }[];
  let answer: (
    request: IncomingMessage,
  ) => { status?: number; body?: unknown } | 'silence' | 'hang up' | 'tear';

  beforeEach(async () => {
    asked = [];
    answer = () => ({ body: { ok: true, result: true } });
    server = createServer(async (request, response) => {
      const parts: Buffer[] = [];
      for await (const part of request) parts.push(part as Buffer);
      const { url = '', headers } = request;
      asked.push({ url, type: headers['content-type'] ?? '', body: Buffer.concat(parts).toString() });
      const told = answer(request);
      if (told === 'hang up') request.socket.destroy();
      if (told === 'tear') {
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': 100 });
        response.write('{"ok":true,"result":{"id"', () => response.destroy());
      }
      if (typeof told === 'string') return;
      response.writeHead(told.status ?? 200, { 'content-type': 'application/json' });
      response.end(typeof told.body === 'string' ? told.body : JSON.stringify(told.body));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    api = createApi(new Telegram(TOKEN, { apiRoot: `http://127.0.0.1:${port}` }), { timeoutMs: 200 });
  });

  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  const failureOf = async (call: Promise<unknown>): Promise<ApiError> => {
    const error = await call.then(
      () => new Error('It did not fail.'),
      (reason: unknown) => reason,
    );
    if (!(error instanceof ApiError)) throw error;
    expect(`${error.message} ${error.stack} ${JSON.stringify(error)}`).not.to.include('secret');
    expect(error.cause).to.equal(undefined);
    return error;
  };

  it('calls methods newer than its library, objects and all', async () => {
    await api.call('sendMessage', {
      chat_id: -1,
      text: 'Hi',
      link_preview_options: { is_disabled: true },
      reply_parameters: { message_id: 3, allow_sending_without_reply: true },
      ephemeral_message_parameters: { receiver_user_id: 7 },
    });
    await api.call('deleteEphemeralMessage', { chat_id: -1, receiver_user_id: 7, ephemeral_message_id: 5 });
    await api.call('setMyCommands', {
      commands: [{ command: 'me', description: 'Me', is_ephemeral: true }],
      language_code: 'en',
    });
    expect(asked.map(({ url }) => url.split('/').at(-1))).to.deep.equal([
      'sendMessage',
      'deleteEphemeralMessage',
      'setMyCommands',
    ]);
    expect(JSON.parse(asked[0]?.body ?? '')).to.deep.equal({
      chat_id: -1,
      text: 'Hi',
      link_preview_options: { is_disabled: true },
      reply_parameters: { message_id: 3, allow_sending_without_reply: true },
      ephemeral_message_parameters: { receiver_user_id: 7 },
    });
  });

  it('sends the objects beside a file as JSON', async () => {
    await api.call('sendPhoto', {
      chat_id: -1,
      photo: { source: Buffer.from('picture') },
      caption: 'Card',
      reply_parameters: { message_id: 3 },
      ephemeral_message_parameters: { receiver_user_id: 7 },
    });
    expect(asked[0]?.type).to.include('multipart/form-data');
    expect(asked[0]?.body)
      .to.include('picture')
      .and.include('{"message_id":3}')
      .and.include('{"receiver_user_id":7}');
  });

  it('tells how long to wait, and where a group went', async () => {
    answer = () => ({
      status: 429,
      body: { ok: false, error_code: 429, description: 'Too Many', parameters: { retry_after: 7 } },
    });
    const flood = await failureOf(api.call('deleteMessage', { chat_id: 1, message_id: 1 }));
    expect(flood).to.include({ code: 429, retryAfter: 7, migrateTo: null, network: false });
    expect(flood.message).to.equal('deleteMessage: 429 Too Many');

    answer = () => ({
      status: 400,
      body: { ok: false, error_code: 400, description: 'Upgraded', parameters: { migrate_to_chat_id: -5 } },
    });
    expect(await failureOf(api.call('getMe', {}))).to.include({ code: 400, retryAfter: null, migrateTo: -5 });
  });

  it('knows an ill server from a missing answer', async () => {
    answer = () => ({ status: 502, body: 'Bad Gateway' });
    expect(await failureOf(api.call('getMe', {}))).to.include({ code: 502, network: false });
    answer = () => ({ body: '<html>not Telegram</html>' });
    expect(await failureOf(api.call('getMe', {}))).to.include({ code: 0, network: true });
    answer = () => 'hang up';
    expect(await failureOf(api.call('getMe', {}))).to.include({ code: 0, network: true });
  });

  it('gives up when nobody answers', async () => {
    answer = () => 'silence';
    const late = await failureOf(api.call('getMe', {}));
    expect(late).to.include({ code: 0, network: true, description: 'no answer within 200 ms' });
    const sooner = await failureOf(api.call('getMe', {}, { timeoutMs: 20 }));
    expect(sooner.description).to.equal('no answer within 20 ms');
  });

  it('knows at once when the connection breaks in the midst of an answer', async () => {
    answer = () => 'tear';
    for (const method of ['getUpdates', 'getMe'] as const) {
      const begun = performance.now();
      const params = { offset: 0, limit: 1, timeout: 50, allowed_updates: [] };
      const { network, description } = await failureOf(
        method === 'getMe' ? api.call(method, {}) : api.call(method, params),
      );
      expect(network).to.equal(true);
      expect(description).to.match(/JSON/);
      expect(performance.now() - begun, 'it is not its time-out that ends it').to.be.below(190);
    }
  });

  it('lets a long poll last, and ends it from outside', async () => {
    answer = () => 'silence';
    const stop = new AbortController();
    const poll = failureOf(api.call('getUpdates', { timeout: 50 }, { signal: stop.signal }));
    await new Promise((resolve) => setTimeout(resolve, 300));
    stop.abort();
    expect(await poll).to.include({ network: true, description: 'given up' });
    expect(await failureOf(api.call('getUpdates', {}, { signal: stop.signal }))).to.include({
      network: true,
    });
  });

  it('never shows the token, whatever fails', async () => {
    for (const apiRoot of ['http://127.0.0.1:1', 'nonsense', 'http://no.such.host.invalid']) {
      await failureOf(createApi(new Telegram(TOKEN, { apiRoot })).call('getMe', {}));
    }
    answer = () => ({ status: 400, body: { ok: false, error_code: 400, description: `bad /bot${TOKEN}/x` } });
    expect((await failureOf(api.call('getMe', {}))).description).to.equal('bad /bot[token]/x');
  });
});
