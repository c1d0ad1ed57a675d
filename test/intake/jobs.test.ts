import { expect } from 'chai';
import { pino } from 'pino';
import { createCommit } from '../../src/intake/commit-batch.ts';
import { createTickCommit } from '../../src/intake/commit-ticks.ts';
import type { RawUpdate } from '../../src/intake/update.ts';
import { levelOf, quadratic, seconds } from '../../src/model/curve.ts';
import type { AdminList, ChatEvent, TickEvent } from '../../src/model/event.ts';
import { chatId } from '../../src/model/ids.ts';
import type { Notice } from '../../src/model/notice.ts';
import type { Database, Transaction } from '../../src/storage/database.ts';
import { createBot, createReader } from '../../src/telegram/bot.ts';
import { exportChat } from '../../src/transfer/export.ts';
import { verify } from '../../src/transfer/verify.ts';
import { describeOnBoth } from '../support/database.ts';
import { BOT, person } from '../support/facts.ts';

const AT = 1_790_000_000;
const ANNA = 1;
const GROUP = chatId(-100_1);
const CROWD = 1_300;
const log = pino({ level: 'silent' });
const forever = new AbortController().signal;

describeOnBoth('Work on all members of a chat', (open) => {
  let update_id: number;
  beforeEach(() => {
    update_id = 0;
  });

  const chat = { id: GROUP, type: 'supergroup', title: 'Garden' };
  const from = { id: ANNA, is_bot: false, first_name: 'Anna' };

  /** What a process does with updates: it never looks for what is due by itself here. */
  async function hears(database: Database, ...texts: string[]): Promise<void> {
    const me = { id: BOT.id, is_bot: true, first_name: 'Laurel', username: BOT.username } as never;
    const commit = createCommit({
      database,
      bot: { ...BOT, readsAll: true },
      read: createReader(createBot(`${BOT.id}:none`, 'http://127.0.0.1:1'), me, () => AT),
      admins: async (events: readonly ChatEvent[]): Promise<AdminList[]> =>
        events.length > 0 ? [{ chat: GROUP, admins: [person(ANNA)], bot: null }] : [],
      secret: 'secret',
      now: () => AT,
      log,
      committed: () => undefined,
    });
    const updates: RawUpdate[] = texts.map((text) => {
      update_id += 1;
      const message = { message_id: update_id, date: AT + update_id, chat, from };
      if (!text.startsWith('press ')) return { update_id, message: { ...message, text } };
      const data = text.slice('press '.length);
      return { update_id, callback_query: { id: `q${update_id}`, from, message, data } };
    });
    await commit(updates, forever);
  }

  /** A tick; true: the chat is still due. */
  async function tick(database: Database): Promise<boolean> {
    const event: TickEvent = {
      is: 'tick',
      at: AT + 3600,
      chat: { id: GROUP, type: 'supergroup', title: '', username: null, isForum: false },
    };
    await createTickCommit({ database, bot: BOT, secret: 'secret', log, committed: () => undefined })([
      event,
    ]);
    const rows = await database.query('select 1 from chats where chat_id = $1 and due_at is not null', [
      GROUP,
    ]);
    return rows.length > 0;
  }

  /** Members of all levels, as the ledger has them. */
  async function crowd(database: Database): Promise<void> {
    await database.query(
      `insert into members (chat_id, user_id, first_seen_at, last_seen_at, experience)
       select $1::bigint, 1000 + n, 1, 1, (n * n) % 40000 from generate_series(1, $2::int) n`,
      [GROUP, CROWD],
    );
    await database.query(
      `insert into people (user_id, first_name) select user_id, 'P' from members where user_id > 1000
       on conflict do nothing`,
    );
    await database.query(
      `insert into day_sums (chat_id, user_id, day, experience, activity)
       select chat_id, user_id, 1, experience, experience from members where user_id > 1000`,
    );
  }

  const job = async (database: Database) => (await database.query('select * from chat_jobs'))[0];
  const said = async (database: Database): Promise<Notice[]> =>
    (await database.query<{ body: string }>('select body from outbox order by id')).map(
      ({ body }) => JSON.parse(body) as Notice,
    );

  it('is one at a time: a second is refused with how far the first is', async () => {
    const database = await open();
    await hears(database, 'Good morning.');
    await crowd(database);
    await hears(database, '/sync', '/sync exact');
    await tick(database);
    await hears(database, '/exprapply');
    const refusals = (await said(database)).flatMap(({ lines }) => lines ?? []);
    expect(refusals).to.deep.equal([
      { key: 'refusal.job_running', params: { done: 0, total: CROWD + 1 } },
      { key: 'refusal.job_running', params: { done: 500, total: CROWD + 1 } },
    ]);
    expect(await job(database)).to.include({ number: 1, kind: 'sync', state: 'running' });
    expect([await tick(database), await tick(database)], 'pieces left').to.deep.equal([true, false]);
    expect(await job(database)).to.include({ state: 'done', done: CROWD + 1, total: CROWD + 1 });
    await tick(database);
    await hears(database, '/sync');
    expect(await job(database), 'another').to.include({ number: 2, state: 'running', done: 0 });
  });

  it('comes to the same where the process dies in the midst of each piece, and nothing is done twice', async () => {
    const ledgers = [];
    for (const dying of [false, true]) {
      update_id = 0;
      const database = await open();
      await hears(database, 'Good morning.', '/set experience.text 0', '/set experience.daily_visit 0');
      await crowd(database);
      await hears(database, '/set levels.curve seconds');
      const [question] = (await said(database)).filter(({ key }) => key === 'view:points');
      expect(question?.buttons?.flat().map(({ key }) => key)).to.deep.equal([
        'points.button_keep',
        'points.button_convert',
        'points.button_restart',
      ]);
      const before = (await exportChat(database, GROUP))?.members ?? [];
      await hears(database, `press yes:${GROUP}:3:4`);
      expect(await job(database)).to.include({ kind: 'convert', state: 'running' });
      let pieces = 0;
      for (let left = true; left; pieces += 1) {
        expect(pieces).to.be.below(5);
        if (dying) await tick(killed(database)).catch(() => undefined);
        left = await tick(database);
      }
      const exported = await exportChat(database, GROUP);
      expect((await verify(database)).differences).to.deep.equal([]);
      expect((await verify(database)).gaps).to.deep.equal([]);
      for (const { user_id, experience, level } of exported?.members ?? []) {
        const was = before.find((one) => one.user_id === user_id)?.experience ?? 0;
        const kept = was === 0 ? 0 : levelOf(quadratic, was);
        expect([level, levelOf(seconds, experience)], `${user_id}`).to.deep.equal([kept, kept]);
      }
      ledgers.push(exported);
    }
    expect(ledgers[1]).to.deep.equal(ledgers[0]);
    expect(ledgers[0]?.entries.filter(({ kind }) => kind === 'convert').length).to.be.above(CROWD - 50);
  });

  it('takes who comes and who earns meanwhile as they are when their turn comes', async () => {
    const database = await open();
    await hears(database, 'Good morning.');
    await crowd(database);
    await hears(database, '/title add "Reader" exp=39000', '/sync');
    await tick(database);
    // One whose turn is over, one whose turn is to come.
    await hears(database, '/setexp 1100 39500', '/setexp 2200 39500');
    await hears(database, '/title edit "Reader" exp=39400');
    while (await tick(database));
    const titles = await database.query(
      'select user_id, title, experience from members where user_id in (1100, 2200) order by 1',
    );
    expect(titles).to.deep.equal([
      { user_id: 1100, title: 5, experience: 39500 },
      { user_id: 2200, title: 5, experience: 39500 },
    ]);
    expect((await verify(database)).differences).to.deep.equal([]);
  });

  it('goes on in the supergroup that the group becomes', async () => {
    const database = await open();
    await hears(database, 'Good morning.');
    await crowd(database);
    await hears(database, '/title add "Reader" exp=100', '/sync');
    await tick(database);
    const { migrateChat } = await import('../../src/engine/chat/migrate.ts');
    const young = chatId(GROUP - 1);
    await database.transact((flight) => migrateChat(flight, GROUP, young));
    expect(await job(database)).to.include({ chat_id: young, done: 500 });
    const due = await database.query('select due_at from chats where chat_id = $1 and due_at is not null', [
      young,
    ]);
    expect(due).to.have.lengthOf(1);
  });
});

/** A database whose next transaction is never committed: its process dies when all has been written. */
function killed(database: Database): Database {
  const transact = <T>(work: (flight: Transaction) => Promise<T>): Promise<T> =>
    database.transact(async (flight) => {
      await work(flight);
      throw Object.assign(new Error('killed'), { code: 'ECONNRESET' });
    });
  return { ...database, transact };
}
