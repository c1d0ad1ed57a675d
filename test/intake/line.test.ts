import { expect } from 'chai';
import fc from 'fast-check';
import { pino } from 'pino';
import { type Inbox, type InboxRows, LeftBehind, type Stored } from '../../src/intake/inbox.ts';
import { createLine, type Line } from '../../src/intake/line.ts';
import type { RawUpdate } from '../../src/intake/update.ts';
import type { Hold } from '../../src/storage/database.ts';

const log = pino({ level: 'silent' });
const soon = () => new Promise((resolve) => setImmediate(resolve));
/** Long enough for everything that waits for nothing. */
const settle = async () => {
  for (let i = 0; i < 10; i++) await soon();
};
const updates = (from: number, count: number): RawUpdate[] =>
  Array.from({ length: count }, (_, i) => ({ update_id: from + i }));
const ids = (list: readonly RawUpdate[]) => list.map(({ update_id }) => update_id);
const range = (from: number, count: number) => ids(updates(from, count));

/** A line, with an inbox and a way of counting that wait until they are let go on. */
class Bench {
  readonly line: Line;
  /** What stands in the inbox. */
  rows: Stored[] = [];
  /** Batches whose counting has begun. */
  batches: { ids: number[]; ends: number[]; known: InboxRows['known'] }[] = [];
  counted: number[] = [];
  /** Of the updates that were taken: those that may be confirmed, and those that may not. */
  safe: number[] = [];
  failed: number[] = [];
  /** Whether the inbox can be kept, and whether others want it. */
  free = true;
  wanted = false;
  held = false;
  full = false;
  deaf = false;
  unreadable = false;
  told: (string | null)[] = [];
  #number = 0;
  #gates: { pass(): void; fail(error: unknown): void }[] = [];
  manual = true;

  constructor({ stores = true, patience = 60_000, gatherMs = 0 } = {}) {
    const isHeld = () => this.held;
    const hold: Hold = {
      get held() {
        return isHeld();
      },
      wanted: async () => this.wanted,
      release: async () => {
        this.held = false;
      },
    };
    const inbox: Inbox = {
      put: async (list) => {
        await soon();
        if (this.full) throw new Error('the disk is full');
        this.rows.push({ row: ++this.#number, updates: list });
        if (this.deaf) throw new Error('no answer came');
        return this.#number;
      },
      read: async () => {
        await soon();
        if (this.unreadable) throw new Error('no answer');
        return [...this.rows];
      },
      hasOthers: async (known) => this.rows.some(({ row }) => !known.includes(row)),
      keep: async () => {
        this.held ||= this.free;
        return this.free ? hold : null;
      },
    };
    this.line = createLine({
      inbox,
      stores,
      patience,
      gatherMs,
      log,
      storing: (trouble) => this.told.push(trouble),
      count: async (list, { done, known }, signal) => {
        this.batches.push({ ids: ids(list), ends: [...done.values()], known });
        if (known && this.rows.some(({ row }) => !known.includes(row))) throw new LeftBehind();
        if (this.manual)
          await new Promise<void>((pass, fail) => {
            this.#gates.push({ pass, fail });
            signal.addEventListener('abort', () => fail(signal.reason));
          });
        else await soon();
        // What was seen is known by its numbers.
        for (const id of ids(list)) if (!this.counted.includes(id)) this.counted.push(id);
        this.rows = this.rows.filter(({ row }) => ![...done.values()].includes(row));
      },
    });
  }

  take(list: readonly RawUpdate[], hasMore = false): void {
    this.line.take(list, hasMore).then(
      () => this.safe.push(...ids(list)),
      () => this.failed.push(...ids(list)),
    );
  }

  async pass(): Promise<void> {
    this.#gates.shift()?.pass();
    await settle();
  }

  async fail(): Promise<void> {
    this.#gates.shift()?.fail(new Error('a fault of ours'));
    await settle();
  }
}

describe('The line of updates', () => {
  let bench: Bench;
  beforeEach(() => {
    bench = new Bench();
  });

  it('counts at once what comes alone, and lets it be confirmed when it is counted', async () => {
    bench.take(updates(1, 3));
    await settle();
    expect(bench.batches).to.deep.equal([{ ids: [1, 2, 3], ends: [], known: [] }]);
    expect(bench.safe).to.deep.equal([]);
    await bench.pass();
    expect(bench.safe).to.deep.equal([1, 2, 3]);
    expect(bench.rows).to.deep.equal([]);
  });

  it('makes one batch of the few that come meanwhile, and stores none', async () => {
    for (const id of [1, 2, 3, 4]) {
      bench.take(updates(id, 1));
      await settle();
    }
    await bench.pass();
    expect(bench.batches.map(({ ids }) => ids)).to.deep.equal([[1], [2, 3, 4]]);
    expect(bench.safe).to.deep.equal([1]);
    expect(bench.rows).to.deep.equal([]);
  });

  it('stores where Telegram has more, before it counts', async () => {
    bench.take(updates(1, 100), true);
    await settle();
    expect(bench.safe).to.deep.equal(range(1, 100));
    expect(bench.counted).to.deep.equal([]);
    expect(bench.batches).to.deep.equal([{ ids: range(1, 100), ends: [1], known: null }]);
    bench.take(updates(101, 100), true);
    await settle();
    bench.take(updates(201, 100), true);
    await settle();
    expect(bench.safe).to.have.length(300);
    await bench.pass();
    expect(bench.batches[1]).to.deep.equal({ ids: range(101, 200), ends: [2, 3], known: null });
    await bench.pass();
    expect(bench.rows, 'rows go with their updates').to.deep.equal([]);
    expect(bench.held, 'and others may go on').to.equal(false);
  });

  it('stores no more than it may, nor makes a batch larger than it may', async () => {
    for (let hundred = 0; hundred < 12; hundred++) {
      bench.take(updates(100 * hundred, 100), true);
      await settle();
    }
    // The first is being counted, five wait.
    expect(bench.safe).to.have.length(600);
    await bench.pass();
    expect(bench.safe, 'once the next are being counted there is room again').to.have.length(1_100);
    bench.manual = false;
    await bench.pass();
    await bench.line.idle();
    expect(bench.counted).to.deep.equal(range(0, 1_200));
    expect(Math.max(...bench.batches.map(({ ids }) => ids.length))).to.equal(500);
  });

  it('stores what comes by the webhook where many have come during a batch', async () => {
    for (let id = 0; id < 30; id++) bench.take(updates(id, 1));
    await settle();
    for (let id = 30; id < 60; id++) bench.take(updates(id, 1));
    await settle();
    expect(bench.safe, 'the inbox cannot be kept amidst a batch').to.deep.equal([]);
    await bench.pass();
    expect(bench.safe).to.have.length(60);
    for (let id = 60; id < 90; id++) bench.take(updates(id, 1));
    await settle();
    expect(bench.safe.length, 'once it is kept it can').to.be.above(60);
    bench.manual = false;
    await bench.pass();
    await bench.line.idle();
    expect(bench.counted).to.deep.equal(range(0, 90));
  });

  it('gathers what is stored until it is enough, or for a while', async () => {
    bench = new Bench({ gatherMs: 40 });
    bench.take(updates(0, 100), true);
    await settle();
    bench.take(updates(100, 100), true);
    await settle();
    await bench.pass();
    expect(bench.safe).to.have.length(200);
    expect(bench.batches, 'it may become more').to.have.length(1);
    bench.take(updates(200, 100), true);
    await settle();
    bench.take(updates(300, 100), true);
    await settle();
    expect(bench.batches[1]?.ids, 'enough').to.deep.equal(range(100, 300));
    bench.take(updates(400, 100), true);
    await settle();
    await bench.pass();
    expect(bench.batches).to.have.length(2);
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(bench.batches[2]?.ids, 'it did not').to.deep.equal(range(400, 100));
    await bench.pass();
    bench.take(updates(500, 1));
    await settle();
    expect(bench.batches[3]?.ids, 'what Telegram holds waits for nothing').to.deep.equal([500]);
    await bench.pass();
  });

  it('counts before it confirms while others count, too', async () => {
    bench.free = false;
    bench.take(updates(1, 100), true);
    await settle();
    expect(bench.rows).to.deep.equal([]);
    expect(bench.safe).to.deep.equal([]);
    await bench.pass();
    expect(bench.safe).to.have.length(100);
  });

  it('gives way to others that wait, once what it has stored is counted', async () => {
    bench.wanted = true;
    bench.take(updates(1, 100), true);
    await settle();
    bench.take(updates(101, 100), true);
    await settle();
    expect(bench.safe, 'nothing more is stored').to.have.length(100);
    expect(bench.held).to.equal(true);
    await bench.pass();
    expect(bench.held).to.equal(false);
    bench.free = false;
    await bench.pass();
    expect(bench.counted).to.deep.equal(range(1, 200));
  });

  it('lets others count what is in the inbox, too, when a batch takes long', async () => {
    bench = new Bench({ patience: 5 });
    bench.take(updates(1, 100), true);
    await settle();
    expect(bench.held).to.equal(true);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(bench.held).to.equal(false);
    bench.free = false;
    bench.take(updates(101, 100), true);
    await settle();
    expect(bench.safe, 'and stores nothing meanwhile').to.have.length(100);
    // They have counted it.
    bench.rows = [];
    await bench.pass();
    await bench.pass();
    expect(bench.counted).to.deep.equal(range(1, 200));
  });

  it('counts before it confirms where the inbox takes nothing', async () => {
    bench.full = true;
    bench.take(updates(1, 100), true);
    await settle();
    expect(bench.safe).to.deep.equal([]);
    await bench.pass();
    expect(bench.safe).to.have.length(100);
    bench.full = false;
    bench.take(updates(101, 100), true);
    await settle();
    expect(bench.safe, 'and tries again').to.have.length(200);
  });

  it('never stores where that gains nothing', async () => {
    bench = new Bench({ stores: false });
    bench.take(updates(1, 100), true);
    await settle();
    expect(bench.safe).to.deep.equal([]);
    await bench.pass();
    expect(bench.safe).to.have.length(100);
    expect(bench.batches[0]?.known, 'others may have').to.deep.equal([]);
  });

  it('counts first what a dead process has left, at the start and whenever it is met', async () => {
    bench.manual = false;
    bench.rows = [
      { row: 7, updates: updates(1, 2) },
      { row: 9, updates: updates(3, 2) },
    ];
    bench.line.begin();
    bench.take(updates(5, 2));
    await bench.line.idle();
    expect(bench.counted).to.deep.equal(range(1, 6));
    bench.rows = [{ row: 11, updates: updates(7, 2) }];
    bench.take(updates(9, 2));
    await bench.line.idle();
    expect(bench.counted).to.deep.equal(range(1, 10));
    bench.rows = [{ row: 12, updates: updates(11, 2) }];
    bench.take(updates(13, 100), true);
    await bench.line.idle();
    expect(bench.counted).to.deep.equal(range(1, 112));
    expect(bench.rows).to.deep.equal([]);
    await bench.line.stop();
  });

  it('stores nothing behind what is left there and could not be read', async function () {
    this.timeout(5_000);
    bench.rows = [{ row: 0, updates: updates(1, 2) }];
    bench.unreadable = true;
    bench.take(updates(3, 100), true);
    await settle();
    bench.take(updates(103, 100), true);
    await settle();
    expect(bench.safe).to.deep.equal([]);
    bench.unreadable = false;
    bench.manual = false;
    await bench.line.idle();
    expect(bench.counted).to.deep.equal(range(1, 202));
    expect(bench.held).to.equal(false);
  });

  it('looks every minute for what was left behind, and never adopts what somebody keeps', async () => {
    const { setInterval } = globalThis;
    let round = () => undefined as unknown;
    try {
      globalThis.setInterval = ((work: typeof round) => {
        round = work;
        return setInterval(() => undefined, 1e9);
      }) as typeof setInterval;
      bench.manual = false;
      bench.line.begin();
      await bench.line.idle();
      bench.rows = [{ row: 1, updates: updates(1, 2) }];
      bench.free = false;
      round();
      await bench.line.idle();
      expect(bench.batches).to.deep.equal([]);
      bench.free = true;
      round();
      await bench.line.idle();
      expect(bench.counted).to.deep.equal([1, 2]);
      expect(bench.held).to.equal(false);
    } finally {
      globalThis.setInterval = setInterval;
    }
    await bench.line.stop();
  });

  it('tells while the inbox cannot be read, and when it can again', async function () {
    this.timeout(5_000);
    bench.unreadable = true;
    bench.line.begin();
    await settle();
    expect(bench.told).to.have.length(1);
    bench.unreadable = false;
    await bench.line.idle();
    expect(bench.told.at(-1)).to.equal(null);
    await bench.line.stop();
  });

  it('tries a batch again that failed by a fault of ours; what is not safe Telegram keeps', async function () {
    this.timeout(5_000);
    bench.take(updates(1, 100), true);
    await settle();
    bench.take(updates(101, 1));
    await settle();
    await bench.fail();
    expect(bench.failed).to.deep.equal([]);
    bench.manual = false;
    await bench.line.idle();
    expect(bench.counted).to.deep.equal(range(1, 101));
    bench.manual = true;
    bench.take(updates(200, 1));
    await settle();
    await bench.fail();
    expect(bench.failed).to.deep.equal([200]);
    bench.manual = false;
    await bench.line.idle();
    expect(bench.counted).not.to.include(200);
  });

  it('counts what has come when it stops, and takes nothing more', async () => {
    bench.take(updates(1, 100), true);
    await settle();
    bench.take(updates(101, 5));
    const stopped = bench.line.stop();
    bench.take(updates(200, 1));
    await bench.pass();
    await bench.pass();
    await stopped;
    expect(bench.counted).to.deep.equal(range(1, 105));
    expect(bench.failed).to.deep.equal([200]);
  });

  it('stops within its patience; then what is safe waits for the next start, the rest is not confirmed', async () => {
    bench.take(updates(1, 100), true);
    await settle();
    bench.take(updates(101, 5));
    await bench.line.stop(20);
    await settle();
    expect(bench.rows.flatMap((row) => ids(row.updates))).to.deep.equal(range(1, 100));
    expect(bench.failed).to.deep.equal(range(101, 5));
  });

  it('counts everything, in order, whatever happens when', async () => {
    const step = fc.oneof(
      { weight: 5, arbitrary: fc.record({ take: fc.integer({ min: 1, max: 120 }), more: fc.boolean() }) },
      { weight: 2, arbitrary: fc.record({ single: fc.integer({ min: 1, max: 60 }) }) },
      { weight: 4, arbitrary: fc.constant({ pass: true }) },
      // The connection with the hold is lost.
      { weight: 1, arbitrary: fc.constant({ held: false }) },
      { weight: 1, arbitrary: fc.record({ deaf: fc.boolean() }) },
      { weight: 1, arbitrary: fc.record({ free: fc.boolean(), wanted: fc.boolean(), full: fc.boolean() }) },
    );
    const play = async (steps: readonly (typeof step extends fc.Arbitrary<infer S> ? S : never)[]) => {
      const bench = new Bench();
      let next = 0;
      for (const given of steps) {
        if ('take' in given) {
          bench.take(updates(next, given.take), given.more);
          next += given.take;
        } else if ('single' in given) {
          for (let i = 0; i < given.single; i++) bench.take(updates(next++, 1));
        } else if ('pass' in given) await bench.pass();
        else Object.assign(bench, given);
        await settle();
        const isCovered = (id: number) =>
          bench.counted.includes(id) || bench.rows.some((row) => ids(row.updates).includes(id));
        expect(bench.safe.every(isCovered), 'what may be confirmed is safe').to.equal(true);
      }
      bench.manual = false;
      bench.deaf = false;
      await bench.pass();
      await bench.line.idle();
      await settle();
      expect(bench.counted).to.deep.equal(range(0, next));
      // Those that are held while their batch is counted are told later than those stored meanwhile.
      expect(bench.safe.sort((a, b) => a - b)).to.deep.equal(range(0, next));
      // Those of which no answer came are found later.
      const rest = bench.rows.flatMap((row) => ids(row.updates));
      expect(rest.every((id) => bench.counted.includes(id))).to.equal(true);
      if (!steps.some((given) => 'deaf' in given)) expect(rest).to.deep.equal([]);
      expect(bench.held).to.equal(false);
    };
    await fc.assert(fc.asyncProperty(fc.array(step, { maxLength: 25 }), play), { numRuns: 60 });
  });
});
