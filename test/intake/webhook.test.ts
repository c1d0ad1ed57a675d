import { request as open } from 'node:http';
import { expect } from 'chai';
import { pino } from 'pino';
import type { RawUpdate } from '../../src/intake/update.ts';
import { createWebhook, type Webhook } from '../../src/intake/webhook.ts';
import { type Listening, listen } from '../../src/web/server.ts';

const SECRET = 'open-sesame';

interface Asked {
  body?: string;
  secret?: string | null;
  method?: string;
  headers?: Record<string, string>;
}

describe('The webhook', () => {
  let webhook: Webhook;
  let server: Listening;
  let taken: number[];
  let take: () => Promise<void>;

  async function begin(patience?: number) {
    webhook = createWebhook({
      secret: SECRET,
      log: pino({ level: 'silent' }),
      ...(patience !== undefined && { patience }),
      take(updates: readonly RawUpdate[]) {
        taken.push(...updates.map((update) => update.update_id));
        return take();
      },
    });
    server = await listen(
      (request, response) => {
        webhook.handle(request, response);
        return true;
      },
      0,
      '127.0.0.1',
    );
  }
  beforeEach(() => {
    taken = [];
    take = async () => undefined;
  });
  afterEach(async () => {
    webhook.stop();
    await server.close();
  });

  /** The status; 0 where the connection was cut without one. */
  function ask({ body = '', secret = SECRET, method = 'POST', headers = {} }: Asked): Promise<number> {
    return new Promise((resolve) => {
      const all = { ...headers, ...(secret !== null && { 'X-Telegram-Bot-Api-Secret-Token': secret }) };
      const request = open({ port: server.port, host: '127.0.0.1', method, headers: all }, (response) => {
        response.resume().on('close', () => resolve(response.statusCode ?? 0));
      });
      request.on('error', () => resolve(0));
      request.end(body);
    });
  }
  const send = (update_id: number) => ask({ body: JSON.stringify({ update_id }) });

  it('answers 200 only when the update is safe', async () => {
    await begin();
    let isSafe = false;
    take = async () => {
      await new Promise((resolve) => setTimeout(resolve, 30));
      isSafe = true;
    };
    expect(await send(1)).to.equal(200);
    expect(isSafe).to.equal(true);
  });

  it('refuses whoever does not know the secret', async () => {
    await begin();
    for (const secret of [null, '', 'open-sesam', `${SECRET}!`]) {
      expect(await ask({ body: '{"update_id":1}', secret }), String(secret)).to.equal(401);
    }
    expect(taken).to.deep.equal([]);
  });

  it('takes nothing but POST and JSON', async () => {
    await begin();
    expect(await ask({ method: 'GET' })).to.equal(405);
    expect(await ask({ method: 'DELETE' })).to.equal(405);
    for (const body of ['', '{', 'update_id=1', '{"update_id":1']) expect(await ask({ body })).to.equal(400);
    expect(taken).to.deep.equal([]);
  });

  it('passes over what is no update: sent again it would be none either', async () => {
    await begin();
    for (const body of [
      '[]',
      'null',
      '1',
      '{}',
      '{"update_id":"1"}',
      '{"update_id":-1}',
      '{"update_id":1.5}',
    ]) {
      expect(await ask({ body }), body).to.equal(200);
    }
    expect(taken).to.deep.equal([]);
  });

  it('takes a body of 1 MB and refuses a larger one, said so or not', async () => {
    await begin();
    const padded = (size: number) => `{"update_id":1,"x":"${'x'.repeat(size - 22)}"}`;
    expect(padded(100)).to.have.length(100);
    expect(await ask({ body: padded(1_048_576) })).to.equal(200);
    // The answer comes before all is sent: the sender may meet a closed connection instead.
    expect(await ask({ body: padded(1_048_577) })).to.be.oneOf([413, 0]);
    const chunked = { 'transfer-encoding': 'chunked' };
    expect(await ask({ body: padded(3_000_000), headers: chunked })).to.be.oneOf([413, 0]);
    expect(taken).to.deep.equal([1]);
  });

  it('gives a request back when it takes too long', async () => {
    await begin(40);
    let end: () => void = () => undefined;
    take = () => new Promise((resolve) => (end = resolve));
    expect(await send(1)).to.equal(503);
    end();
    take = async () => undefined;
    expect(await send(1)).to.equal(200);
    expect(taken).to.deep.equal([1, 1]);
  });

  it('answers 503 where an update is not safe', async () => {
    await begin();
    take = () => Promise.reject(new Error('no room'));
    expect(await send(1)).to.equal(503);
    take = async () => undefined;
    expect(await send(1)).to.equal(200);
  });

  it('answers what has come when it stops, and refuses the rest', async () => {
    await begin();
    take = () => new Promise((resolve) => setTimeout(resolve, 50));
    const first = send(1);
    await new Promise((resolve) => setTimeout(resolve, 20));
    webhook.stop();
    expect(await send(2)).to.equal(503);
    expect(await first).to.equal(200);
    expect(taken).to.deep.equal([1]);
  });
});
