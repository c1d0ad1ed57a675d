import { expect } from 'chai';
import type { IntakeDeps, Report } from '../../src/intake/commit-batch.ts';
import type { RawUpdate } from '../../src/intake/update.ts';
import type { Database, Flight } from '../../src/storage/database.ts';
import { exportChat } from '../../src/transfer/export.ts';
import { commitOn } from '../support/batches.ts';
import { describeOnBoth } from '../support/database.ts';
import { linesOf } from '../support/lines.ts';

const AT = 1_790_000_000;
const GROUP = { id: -1_001_234, type: 'supergroup', title: 'Garden' };
const OLD = { id: -77, type: 'group', title: 'Garden' };
const forever = new AbortController().signal;

/** `giver` thanks `receiver`; the number is update's, message's and second's. */
function thanks(n: number, giver: number, receiver: number, chat: object = GROUP): RawUpdate {
  const user = (id: number) => ({ id, is_bot: false, first_name: `P${id}` });
  const reply_to_message = { message_id: 1, from: user(receiver), chat, date: AT, text: 'A tip' };
  const message = { message_id: n, from: user(giver), chat, date: AT + n, text: 'thanks', reply_to_message };
  return { update_id: n, message };
}

function migration(n: number): RawUpdate {
  return { update_id: n, message: { message_id: n, chat: OLD, date: AT + n, migrate_to_chat_id: GROUP.id } };
}

/** The database, whose next transactions fail so. */
function failing(database: Database, failures: Error[]): Database {
  return Object.create(database, {
    transact: {
      value: (work: never) => {
        const failure = failures.shift();
        return failure ? Promise.reject(failure) : database.transact(work);
      },
    },
  });
}

const refusal = (code: string) => Object.assign(new Error(`refused with ${code}`), { code });

describeOnBoth('A batch of updates', (open) => {
  let database: Database;
  let reports: Report[];
  beforeEach(async () => {
    database = await open();
    reports = [];
  });

  function commitTo(on: Database, more: Partial<IntakeDeps> = {}) {
    return commitOn(on, AT, { committed: (report) => reports.push(report), ...more });
  }
  const ledger = async (chat = GROUP.id) =>
    linesOf((await exportChat(database, chat))?.entries).map(
      ({ id, giver_id, receiver_id, message_id }) => [id, giver_id, receiver_id, message_id] as const,
    );
  const aside = () => database.query('select update_id from set_aside');

  it('is counted in its order, and the next event meets the interval of the one before', async () => {
    await commitTo(database)(
      [thanks(10, 1, 2), thanks(11, 1, 2), thanks(12, 2, 1), thanks(13, 3, 2)],
      forever,
    );
    expect(await ledger()).to.deep.equal([
      [1, 1, 2, 10],
      [2, 2, 1, 12],
      [3, 3, 2, 13],
    ]);
    expect(reports).to.have.length(1);
    expect(reports[0]).to.include({ updates: 4, duplicates: 0, aside: 0 });
  });

  it('counts an update once: twice in a batch, in two batches, in two at the same time', async () => {
    const commit = commitTo(database);
    await commit([thanks(10, 1, 2), thanks(10, 1, 2), thanks(11, 3, 2)], forever);
    await commit([thanks(11, 3, 2), thanks(12, 4, 2)], forever);
    const batches = [0, 1, 2, 3].map((shift) =>
      commit(
        Array.from({ length: 20 }, (_, i) =>
          thanks(20 + ((i * 7 + shift * 5) % 20), 100 + ((i * 7 + shift * 5) % 20), 2),
        ),
        forever,
      ),
    );
    await Promise.all(batches);
    const messages = (await ledger()).map(([, , , message]) => message);
    expect(messages.slice(0, 3)).to.deep.equal([10, 11, 12]);
    expect([...messages.slice(3)].sort()).to.deep.equal(Array.from({ length: 20 }, (_, i) => 20 + i));
    expect(reports.reduce((sum, report) => sum + report.updates - report.duplicates, 0)).to.equal(23);
  });

  it('is the same ledger wherever a batch begins and ends', async () => {
    const updates = Array.from({ length: 30 }, (_, i) => thanks(10 + i, 1 + (i % 3), 1 + ((i * 5) % 7)));
    await commitTo(database)(updates, forever);
    const whole = await ledger();
    for (const size of [1, 4, 7]) {
      database = await open();
      for (let i = 0; i < updates.length; i += size) {
        await commitTo(database)(updates.slice(i, i + size), forever);
      }
      expect(await ledger(), `batches of ${size}`).to.deep.equal(whole);
    }
  });

  it('follows a group that becomes a supergroup in its midst, and what comes late for the old one', async () => {
    const commit = commitTo(database);
    await commit(
      [thanks(10, 1, 2, OLD), migration(11), thanks(12, 3, 2), thanks(13, 1, 2), thanks(14, 4, 2, OLD)],
      forever,
    );
    await commit([migration(11), thanks(15, 5, 2, OLD), thanks(16, 6, 2)], forever);
    expect((await ledger()).map(([id, giver]) => [id, giver])).to.deep.equal([
      [1, 1],
      [2, 3],
      [3, 4],
      [4, 5],
      [5, 6],
    ]);
    expect(await ledger(OLD.id), 'by its old id').to.deep.equal(await ledger());
  });

  it('is tried again after what passes, and nothing of it is set aside', async () => {
    const passing = ['40P01', '40001', '53300', '57P01', '08006', 'ECONNREFUSED', 'CONNECTION_CLOSED'];
    const commit = commitTo(failing(database, passing.map(refusal).slice(0, 5)));
    await commit([thanks(10, 1, 2)], forever);
    const other = commitTo(failing(database, passing.map(refusal).slice(5)));
    await other([thanks(11, 3, 2)], forever);
    expect(await ledger()).to.have.length(2);
    expect(await aside()).to.deep.equal([]);
  });

  it('is tried again where all that it reads fails at once, and no failure goes unheard', async () => {
    const unheard: unknown[] = [];
    const hear = (error: unknown) => unheard.push(error);
    process.on('unhandledRejection', hear);
    try {
      let failures = 1;
      const broken = Object.create(database, {
        transact: {
          value: (work: (flight: Flight) => Promise<unknown>) =>
            database.transact((flight) => {
              if (failures-- <= 0) return work(flight);
              const query = () => Promise.reject(refusal('CONNECTION_CLOSED'));
              return work(Object.create(flight, { query: { value: query } }) as Flight);
            }),
        },
      }) as Database;
      await commitTo(broken)([thanks(10, 1, 2)], forever);
      await new Promise((resolve) => setImmediate(resolve));
    } finally {
      process.off('unhandledRejection', hear);
    }
    expect(unheard).to.deep.equal([]);
    expect(await ledger()).to.have.length(1);
  });

  it('tells what it waits for: not after a single failure, by name where the disk is full, and when it is over', async () => {
    const told: (string | null)[] = [];
    const storing = (trouble: string | null) => told.push(trouble);
    const once = commitTo(failing(database, [refusal('40P01')]), { storing });
    await once([thanks(10, 1, 2)], forever);
    expect(told.splice(0)).to.deep.equal([null]);
    const states = ['ECONNREFUSED', '53100', '53100'];
    const thrice = commitTo(failing(database, states.map(refusal)), { storing });
    await thrice([thanks(11, 3, 2)], forever);
    expect(told.map((words) => words?.split('; ')[0] ?? null)).to.deep.equal([
      'the disk of the database is full',
      'the disk of the database is full',
      null,
    ]);
    expect(await ledger()).to.have.length(2);
  });

  it('is given up, unconfirmed, when the process stops while the database is away', async () => {
    const stop = new AbortController();
    const away = failing(
      database,
      Array.from({ length: 1_000 }, () => refusal('ECONNREFUSED')),
    );
    setTimeout(() => stop.abort(new Error('stopping')), 60);
    const done = await commitTo(away)([thanks(10, 1, 2)], stop.signal).then(
      () => 'done',
      (error: Error) => error.message,
    );
    expect(done).to.equal('stopping');
    expect(await ledger()).to.deep.equal([]);
  });

  it('finds three bad updates among 64 by halving', async () => {
    await database.query(`alter table people add constraint bearable check (user_id < 1000)`);
    try {
      let transactions = 0;
      const counted: Database = Object.create(database, {
        transact: {
          value: (work: never) => {
            transactions += 1;
            return database.transact(work);
          },
        },
      });
      const bad = [3, 30, 31];
      const updates = Array.from({ length: 64 }, (_, i) =>
        thanks(100 + i, bad.includes(i) ? 1_000 + i : 10 + i, 2),
      );
      await commitTo(counted)(updates, forever);
      expect(await ledger()).to.have.length(61);
      expect((await aside()).map((row) => row.update_id)).to.have.members(bad.map((i) => 100 + i));
      expect(transactions).to.be.below(40);
    } finally {
      await database.query('alter table people drop constraint bearable');
    }
  });

  it('sets one aside without its body when its body is what cannot be kept', async () => {
    await database.query(`alter table set_aside add constraint bearable check (body not like '%tip%')`);
    try {
      const read = () => Promise.reject(new Error('unreadable'));
      await commitTo(database, { read })([thanks(10, 1, 2)], forever);
      expect(await database.query('select update_id, body from set_aside')).to.deep.equal([
        { update_id: 10, body: '{"update_id":10}' },
      ]);
    } finally {
      await database.query('alter table set_aside drop constraint bearable');
    }
  });
});
