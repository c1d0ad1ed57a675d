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
  let batches: number[][];
  let commit: (updates: readonly RawUpdate[], signal: AbortSignal) => Promise<void>;

  async function begin(patience?: number) {
    webhook = createWebhook({
      secret: SECRET,
      log: pino({ level: 'silent' }),
      ...(patience !== undefined && { patience }),
      commit(updates, signal) {
        batches.push(updates.map((update) => update.update_id));
        return commit(updates, signal);
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
    batches = [];
    commit = async () => undefined;
  });
  afterEach(async () => {
    await webhook.stop();
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

  it('answers 200 only after the commit', async () => {
    await begin();
    let committed = false;
    commit = async () => {
      await new Promise((resolve) => setTimeout(resolve, 30));
      committed = true;
    };
    expect(await send(1)).to.equal(200);
    expect(committed).to.equal(true);
  });

  it('makes one batch of what comes during a commit, and waits for nothing else', async () => {
    await begin();
    commit = () => new Promise((resolve) => setTimeout(resolve, 40));
    const first = send(1);
    await new Promise((resolve) => setTimeout(resolve, 20));
    const answers = await Promise.all([first, ...[2, 3, 4, 5].map(send)]);
    expect(answers).to.deep.equal([200, 200, 200, 200, 200]);
    expect(batches[0]).to.deep.equal([1]);
    expect(batches.slice(1).flat().sort()).to.deep.equal([2, 3, 4, 5]);
    expect(batches.length).to.be.at.most(3);
  });

  it('refuses whoever does not know the secret', async () => {
    await begin();
    for (const secret of [null, '', 'open-sesam', `${SECRET}!`]) {
      expect(await ask({ body: '{"update_id":1}', secret }), String(secret)).to.equal(401);
    }
    expect(batches).to.deep.equal([]);
  });

  it('takes nothing but POST and JSON', async () => {
    await begin();
    expect(await ask({ method: 'GET' })).to.equal(405);
    expect(await ask({ method: 'DELETE' })).to.equal(405);
    for (const body of ['', '{', 'update_id=1', '{"update_id":1']) expect(await ask({ body })).to.equal(400);
    expect(batches).to.deep.equal([]);
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
    expect(batches).to.deep.equal([]);
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
    expect(batches).to.deep.equal([[1]]);
  });

  it('gives a request back when the commit takes too long; the update is not lost', async () => {
    await begin(40);
    let end: () => void = () => undefined;
    commit = () => new Promise((resolve) => (end = resolve));
    expect(await send(1)).to.equal(503);
    const again = send(1);
    await new Promise((resolve) => setTimeout(resolve, 10));
    end();
    commit = async () => undefined;
    expect(await again).to.equal(200);
    expect(batches).to.deep.equal([[1], [1]]);
  });

  it('answers 503 when a commit fails, and goes on', async () => {
    await begin();
    commit = () => Promise.reject(new Error('no room'));
    expect(await send(1)).to.equal(503);
    commit = async () => undefined;
    expect(await send(1)).to.equal(200);
  });

  it('finishes what has come when it stops, and gives the rest back', async () => {
    await begin();
    commit = () => new Promise((resolve) => setTimeout(resolve, 50));
    const answers = [send(1)];
    await new Promise((resolve) => setTimeout(resolve, 20));
    const stopped = webhook.stop();
    answers.push(send(2));
    await stopped;
    expect(await answers[0]).to.equal(200);
    expect(await answers[1]).to.be.oneOf([200, 503]);
    expect(await send(3)).to.equal(503);
  });

  it('stops within seconds though the database is away', async function () {
    this.timeout(10_000);
    await begin();
    commit = (_, signal) =>
      new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    const answer = send(1);
    await new Promise((resolve) => setTimeout(resolve, 20));
    const began = performance.now();
    await webhook.stop();
    expect(performance.now() - began).to.be.below(4_000);
    expect(await answer).to.equal(503);
  });
});
