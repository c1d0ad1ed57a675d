import { expect } from 'chai';
import type { Logger } from 'pino';
import { createHealth } from '../../src/intake/health.ts';
import { poll, troubleOf } from '../../src/intake/poll.ts';
import type { RawUpdate } from '../../src/intake/update.ts';
import { ApiError, type ApiFailure } from '../../src/outbox/bot-api.ts';

interface Asked {
  offset: number;
  timeout: number;
  limit: number;
}

const failure = (more: Partial<ApiFailure>) =>
  new ApiError({ method: 'getUpdates', code: 500, description: 'words', ...more });
const updates = (...ids: number[]) => ids.map((update_id) => ({ update_id }));

/** A poller whose calls are answered from the list, one after the other; after the last it is stopped. */
async function pollThrough(
  answers: readonly (object[] | Error)[],
  commit: (batch: readonly RawUpdate[]) => Promise<void> = async () => undefined,
) {
  const asked: Asked[] = [];
  const committed: number[][] = [];
  const more: boolean[] = [];
  const said: string[] = [];
  const healths: boolean[] = [];
  const stop = new AbortController();
  const health = createHealth();
  const write = (words: unknown) => said.push(String(words));
  const log = { info: write, warn: write, error: write } as unknown as Logger;
  await poll(
    {
      health,
      log,
      async getUpdates({ offset, timeout, limit }) {
        healths.push(health.well);
        asked.push({ offset, timeout, limit });
        const answer = answers[asked.length - 1];
        if (answer === undefined) stop.abort(new Error('stopping'));
        if (answer instanceof Error) throw answer;
        return answer ?? [];
      },
      async take(batch, hasMore) {
        await commit(batch);
        more.push(hasMore);
        committed.push(batch.map((update) => update.update_id));
      },
    },
    stop.signal,
  );
  return { asked, committed, more, said, healths, offsets: asked.map(({ offset }) => offset) };
}

describe('Polling', () => {
  it('confirms updates only after their commit, by asking on from the next one', async () => {
    let open = 0;
    const { offsets, committed, asked } = await pollThrough([updates(5, 6), updates(7)], async () => {
      open += 1;
      await new Promise((resolve) => setTimeout(resolve, 5));
      open -= 1;
    });
    expect(open).to.equal(0);
    expect(committed).to.deep.equal([[5, 6], [7]]);
    expect(offsets).to.deep.equal([0, 7, 8]);
    expect(asked.every(({ limit }) => limit === 100)).to.equal(true);
  });

  it('knows that Telegram has more where it gives as many as it may', async () => {
    const hundred = updates(...Array.from({ length: 100 }, (_, i) => i));
    const { more } = await pollThrough([hundred, updates(...Array.from({ length: 99 }, (_, i) => 100 + i))]);
    expect(more).to.deep.equal([true, false]);
  });

  it('starts over at 0 after an empty answer: a week later the numbers are lower', async () => {
    const { offsets, committed } = await pollThrough([updates(900_000), [], updates(17), []]);
    expect(committed).to.deep.equal([[900_000], [17]]);
    expect(offsets).to.deep.equal([0, 900_001, 0, 18, 0]);
  });

  it('asks for a quick answer first, so that it is known at once whether all is well', async () => {
    const { asked, healths } = await pollThrough([[], [], failure({ network: true, code: 0 }), []]);
    expect(asked.map(({ timeout }) => timeout)).to.deep.equal([0, 50, 50, 0, 50]);
    expect(healths).to.deep.equal([false, true, true, true, true]);
  });

  it('asks again from the same place when the commit fails', async () => {
    let failures = 1;
    const { offsets, committed, said } = await pollThrough([updates(5), updates(5, 6)], async () => {
      if (failures-- > 0) throw new Error('no room');
    });
    expect(offsets).to.deep.equal([0, 0, 7]);
    expect(committed).to.deep.equal([[5, 6]]);
    expect(said[0]).to.include('no room');
  });

  it("goes on after each of Telegram's troubles and tells it once, in plain words", async () => {
    const gateway = failure({ code: 502, description: 'Bad Gateway' });
    const troubles = [gateway, gateway, failure({ code: 429, retryAfter: 1 })];
    const began = performance.now();
    const { said, committed } = await pollThrough([...troubles, updates(1)]);
    expect(performance.now() - began, 'retry_after is obeyed').to.be.above(2_400);
    expect(committed).to.deep.equal([[1]]);
    expect(said).to.deep.equal([
      'Telegram has trouble of its own (502 Bad Gateway); trying again.',
      'Telegram asks to wait 1 s (429).',
      'Telegram answers again',
    ]);
  });

  it('passes over what has no number, but does not spin on it', async () => {
    const began = performance.now();
    const { committed, offsets } = await pollThrough([[{ update_id: 1 }, { update_id: 'two' }, {}], [{}]]);
    expect(committed).to.deep.equal([[1]]);
    expect(offsets).to.deep.equal([0, 2, 0]);
    expect(performance.now() - began).to.be.above(200);
  });

  it('stops in the middle of a pause', async () => {
    const stop = new AbortController();
    const log = { info() {}, warn() {}, error() {} } as unknown as Logger;
    setTimeout(() => stop.abort(new Error('stopping')), 20);
    const began = performance.now();
    const refuse = () => Promise.reject(failure({ code: 401 }));
    await poll({ getUpdates: refuse, take: async () => undefined, log, health: createHealth() }, stop.signal);
    expect(performance.now() - began).to.be.below(1_000);
  });
});

describe('A trouble with Telegram', () => {
  const cases: [ApiFailure | { code: number }, serious: boolean, waitMs: number, words: RegExp][] = [
    [{ code: 401 }, true, 30_000, /refuses the token \(401\).*@BotFather/],
    [{ code: 409 }, true, 3_000, /Another process uses this bot's token \(409\).*Stop the other one/],
    [{ code: 429, retryAfter: 7 } as ApiFailure, false, 7_000, /wait 7 s \(429\)/],
    [{ code: 429 }, false, 5_000, /wait 5 s/],
    [{ code: 0, network: true } as ApiFailure, false, 500, /cannot be reached \(words\)/],
    [{ code: 500 }, false, 500, /trouble of its own \(500 words\)/],
    [{ code: 400 }, true, 500, /refuses getUpdates \(400 words\)/],
  ];
  for (const [given, serious, waitMs, words] of cases) {
    it(`with ${JSON.stringify(given)} waits ${waitMs} ms${serious ? ' and needs a person' : ''}`, () => {
      const trouble = troubleOf(failure(given), 1);
      expect(trouble).to.include({ serious, waitMs });
      expect(trouble.words).to.match(words);
    });
  }

  it('is waited for longer each time, half a minute at most', () => {
    const waits = [1, 2, 3, 4, 5, 6, 7, 8, 100].map((n) => troubleOf(failure({}), n).waitMs);
    expect(waits).to.deep.equal([500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
    expect(troubleOf(failure({ code: 409 }), 100).waitMs).to.equal(10_000);
  });
});
