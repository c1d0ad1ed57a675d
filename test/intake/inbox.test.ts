import { expect } from 'chai';
import { pino } from 'pino';
import { clear, createInbox, LeftBehind, queueUp } from '../../src/intake/inbox.ts';
import type { RawUpdate } from '../../src/intake/update.ts';
import type { AdminList } from '../../src/model/event.ts';
import { chatId } from '../../src/model/ids.ts';
import type { Database } from '../../src/storage/database.ts';
import { openDatabase } from '../../src/storage/open.ts';
import { readPerson } from '../../src/telegram/read/people.ts';
import { commitOn, ME } from '../support/batches.ts';
import { describeOnBoth, freshDatabase, kinds } from '../support/database.ts';

const AT = 1_790_000_000;
const CHAT = { id: -1_001_000_000_001, type: 'supergroup', title: 'Rowers' };
const person = (id: number) => ({ id, is_bot: false, first_name: `Person ${id}` });
const words = (update_id: number, more: object = {}): RawUpdate => ({
  update_id,
  message: {
    message_id: update_id,
    date: AT,
    chat: CHAT,
    from: person(7),
    text: 'hello all of you',
    ...more,
  },
});
const thanks = (update_id: number): RawUpdate =>
  words(update_id, {
    text: 'thanks!',
    reply_to_message: { message_id: 1, date: AT - 60, chat: CHAT, from: person(8), text: 'like this' },
  });

const log = pino({ level: 'silent' });
const signal = new AbortController().signal;
const rowsOf = (database: Database) => database.query<{ id: number }>('select id from inbox order by id');
const reputation = async (database: Database) => {
  const [row] = await database.query<{ reputation: number }>(
    'select reputation from members where user_id = 8',
  );
  return row?.reputation ?? 0;
};
const setAside = (database: Database) => database.query('select update_id from set_aside');

describeOnBoth('The inbox', (open) => {
  const inboxOf = (database: Database, at = AT) => createInbox(database, ME.id, () => at, log);

  it('keeps updates as they came, in their order, for each bot its own', async () => {
    const database = await open();
    const odd = { ...words(2), text: 'a\0b \ud800 "\\ 😀', deep: [[[{}]]], big: 2 ** 52 };
    const first = await inboxOf(database).put([words(1), odd]);
    await createInbox(database, 43, () => AT, log).put([words(9)]);
    const second = await inboxOf(database, AT + 30).put([words(3)]);
    // Whoever stored may have had another clock.
    expect(await inboxOf(database, AT - 3_600).read()).to.deep.equal([
      { row: first, updates: [words(1), odd] },
      { row: second, updates: [words(3)] },
    ]);
  });

  it('sets a row aside that holds no update, and gives the others', async () => {
    const database = await open();
    const bodies = [
      '[{"update_id":',
      '{"update_id":1}',
      '[]',
      '[null,"x",{"update_id":-1}]',
      '[7,{"update_id":8}]',
    ];
    for (const body of bodies)
      await database.query('insert into inbox (bot_id, at, body) values ($1, $2, $3)', [ME.id, AT, body]);
    const other = await database.query<{ id: number }>(
      'insert into inbox (bot_id, at, body) values (43, $1, $2) returning id',
      [AT, 'of another bot'],
    );
    expect((await inboxOf(database).read()).map(({ updates }) => updates)).to.deep.equal([
      [{ update_id: 8 }],
    ]);
    expect(await rowsOf(database))
      .to.have.length(2)
      .and.to.deep.include(other[0]);
    const aside = await database.query<{ id: number; body: string }>(
      'select update_id as id, body from set_aside order by update_id desc',
    );
    expect(aside.map(({ body }) => body)).to.deep.equal(bodies.slice(0, 4));
    expect(aside.every(({ id }) => id < 0)).to.equal(true);
  });

  it('loses a row with the commit of its last update, not before and not without it', async () => {
    const database = await open();
    const list = [thanks(1), words(2), words(3)];
    const row = await inboxOf(database).put(list);
    const commit = commitOn(database, AT);
    const done = new Map([[list[2] as RawUpdate, row]]);
    await commit(list.slice(0, 2), signal, { done, known: null });
    expect(await rowsOf(database)).to.have.length(1);
    await commit(list, signal, { done, known: null });
    expect(await rowsOf(database)).to.deep.equal([]);
    expect(await reputation(database), 'counted once').to.equal(1);
  });

  it('loses it though one of its updates is set aside, the last as well as another', async () => {
    for (const bad of [0, 2]) {
      const database = await open();
      const list = [1, 2, 3].map((id) => (id === bad + 1 ? words(id) : thanks(id)));
      const row = await inboxOf(database).put(list);
      const poisoned = commitOn(database, AT, {
        async read(update) {
          if (update.update_id === bad + 1) throw new Error('cannot be read');
          return null;
        },
      });
      await poisoned(list, signal, { done: new Map([[list[2] as RawUpdate, row]]), known: null });
      expect(await rowsOf(database)).to.deep.equal([]);
      expect(await setAside(database)).to.have.length(1);
    }
  });

  it('gives what a killed process has left to the next one, which counts it once', async () => {
    const database = await open();
    const list = [thanks(1), words(2)];
    await inboxOf(database).put(list);
    // Counted, and killed before the answer of the commit came.
    await commitOn(database, AT)(list, signal, { done: new Map(), known: null });
    const [left] = await inboxOf(database).read();
    const updates = left?.updates ?? [];
    await commitOn(database, AT)(updates, signal, {
      done: new Map([[updates[1] as RawUpdate, left?.row as number]]),
      known: null,
    });
    expect(await rowsOf(database)).to.deep.equal([]);
    expect(await reputation(database)).to.equal(1);
  });
});

if (kinds.includes('server')) {
  describe('The inbox of several processes', () => {
    const opened: Database[] = [];
    afterEach(async () => {
      for (const database of opened.splice(0)) await database.close();
    });
    /** Two processes at one database. */
    async function two() {
      const fresh = await freshDatabase('server');
      for (let i = 0; i < 2; i++)
        opened.push(await openDatabase({ databaseUrl: fresh.env.DATABASE_URL as string, dataDir: '' }));
      const [a, b] = opened as [Database, Database];
      // Locks of a session come with its connection, which is opened at the first need.
      for (const database of [a, b]) await kept(database);
      return { a, b };
    }
    const inboxOf = (database: Database) => createInbox(database, ME.id, () => AT, log);
    async function kept(database: Database) {
      for (;;) {
        const hold = await inboxOf(database).keep();
        if (hold) return hold.release();
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    }

    it('is kept by one at a time, and by nobody while another counts', async () => {
      const { a, b } = await two();
      const hold = await inboxOf(a).keep();
      expect(hold?.held).to.equal(true);
      expect(await inboxOf(b).keep()).to.equal(null);
      await hold?.release();
      expect(hold?.held).to.equal(false);
      await b.transact(async (flight) => {
        await queueUp(flight, { database: b, bot: ME.id, known: [] });
        expect(await inboxOf(a).keep()).to.equal(null);
        await queueUp(flight, { database: b, bot: 43, known: [] });
      });
      const again = await inboxOf(a).keep();
      expect(again?.held, 'what another bot keeps is its own').to.equal(true);
      await again?.release();
    });

    it('lets others count when its keeper has nothing in it any more; the keeper knows that they wait', async () => {
      const { a, b } = await two();
      const list = [thanks(1)];
      const hold = await inboxOf(a).keep();
      const row = await inboxOf(a).put(list);
      expect(await hold?.wanted()).to.equal(false);
      let isCounted = false;
      const waiting = commitOn(b, AT)([words(2)], signal).then(() => {
        isCounted = true;
      });
      for (let i = 0; !(await hold?.wanted()); i++) {
        if (i > 100) throw new Error('it never knew');
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      expect(isCounted).to.equal(false);
      await commitOn(a, AT)(list, signal, { done: new Map([[list[0] as RawUpdate, row]]), known: null });
      expect(isCounted).to.equal(false);
      await hold?.release();
      await waiting;
      expect(isCounted).to.equal(true);
    });

    it('is met by whoever counts after its keeper has died', async () => {
      const { a, b } = await two();
      await inboxOf(a).keep();
      const row = await inboxOf(a).put([thanks(1)]);
      await a.close();
      const commit = commitOn(b, AT);
      const met = await commit([words(2)], signal).then(
        () => null,
        (error) => error,
      );
      expect(met).to.be.instanceOf(LeftBehind);
      expect(await b.query('select * from members'), 'nothing was counted').to.deep.equal([]);
      const list = [thanks(1), words(2)];
      await commit(list, signal, { done: new Map([[list[0] as RawUpdate, row]]), known: [row] });
      expect(await rowsOf(b)).to.deep.equal([]);
      expect(await reputation(b)).to.equal(1);
    });

    it('costs nobody the list of admins that was asked for before it was met', async () => {
      const { a, b } = await two();
      const row = await inboxOf(a).put([thanks(1)]);
      const list: AdminList = {
        chat: chatId(CHAT.id),
        admins: [{ ...readPerson(person(7), 'test'), isBot: false }],
        bot: { status: 'member', canDelete: false },
      };
      let asked = 0;
      const commit = commitOn(b, AT, { admins: async () => (asked++ === 0 ? [list] : []) });
      await commit([words(2)], signal).catch(() => undefined);
      const done = new Map();
      // What comes first is of another chat, and may fill a batch of its own.
      await commit([words(3, { chat: { ...CHAT, id: CHAT.id - 1 } })], signal, { done, known: [row] });
      await commit([words(2)], signal, { done, known: [row] });
      const [chat] = await b.query<{ admins: unknown }>('select admins from chats where chat_id = $1', [
        CHAT.id,
      ]);
      expect(JSON.stringify(chat?.admins)).to.contain('7');
      expect(asked).to.equal(3);
    });

    it('is kept no longer once the connection is lost', async () => {
      const { a, b } = await two();
      const hold = await inboxOf(a).keep();
      await b.query(
        `select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and granted and pid <> pg_backend_pid()
           and database = (select oid from pg_database where datname = current_database())`,
      );
      for (let i = 0; hold?.held; i++) {
        if (i > 100) throw new Error('it never knew');
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      await kept(b);
      await hold?.release();
    });

    it('is put into while people’s questions to the database take long', async () => {
      const { a, b } = await two();
      let letGo = () => undefined as unknown;
      const gate = new Promise((resolve) => {
        letGo = () => resolve(null);
      });
      let locked = () => undefined as unknown;
      const begun = new Promise((resolve) => {
        locked = () => resolve(null);
      });
      const blocking = b.transact(async (flight) => {
        await flight.query('select pg_advisory_xact_lock(99)');
        locked();
        await gate;
      });
      await begun;
      const reading = Array.from({ length: 8 }, () =>
        a.query('select pg_advisory_lock(99), pg_advisory_unlock(99)'),
      );
      const put = inboxOf(a).put([words(1)]);
      const first = await Promise.race([put, new Promise((resolve) => setTimeout(resolve, 1_000, 'late'))]);
      letGo();
      await Promise.all([blocking, ...reading]);
      expect(first).to.be.a('number');
    });

    it('clears only what it is told to', async () => {
      const { a } = await two();
      const first = await inboxOf(a).put([words(1)]);
      const second = await inboxOf(a).put([words(2)]);
      await a.transact(async (flight) => clear(flight, [first]));
      expect(await rowsOf(a)).to.deep.equal([{ id: second }]);
    });
  });
}
