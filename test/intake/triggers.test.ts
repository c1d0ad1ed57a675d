import { expect } from 'chai';
import fc from 'fast-check';
import { pino } from 'pino';
import { bookOf, knownBook, rulesWith } from '../../src/engine/reputation/triggers.ts';
import { createCommit } from '../../src/intake/commit-batch.ts';
import type { RawUpdate } from '../../src/intake/update.ts';
import type { AdminList, ChatEvent } from '../../src/model/event.ts';
import type { Trigger } from '../../src/model/trigger.ts';
import { listTriggers } from '../../src/reputation/store.ts';
import { DEFAULTS } from '../../src/reputation/triggers/rules.ts';
import { writeTrigger } from '../../src/reputation/triggers/write.ts';
import type { Database } from '../../src/storage/database.ts';
import { createBot, createReader } from '../../src/telegram/bot.ts';
import { exportChat } from '../../src/transfer/export.ts';
import { verify } from '../../src/transfer/verify.ts';
import { describeOnBoth } from '../support/database.ts';
import { BOT, person } from '../support/facts.ts';
import { ADMIN, chat, PEOPLE, START } from '../support/fold-steps.ts';
import { linesOf } from '../support/lines.ts';
import { MemoryChat } from '../support/memory.ts';
import { type Step, steps, told, triggers } from '../support/trigger-steps.ts';

const forever = new AbortController().signal;
const log = pino({ level: 'silent' });

function commitOn(database: Database) {
  const me = { id: BOT.id, is_bot: true, first_name: 'Laurel', username: BOT.username } as never;
  let asked = false;
  return createCommit({
    database,
    bot: { ...BOT, readsAll: true },
    read: createReader(createBot(`${BOT.id}:none`, 'http://127.0.0.1:1'), me, () => START),
    async admins(events: readonly ChatEvent[]): Promise<AdminList[]> {
      const [event] = events;
      if (asked || !event || event.is === 'migration') return [];
      asked = true;
      return [{ chat: event.chat.id, admins: [person(ADMIN)], bot: null }];
    },
    secret: 'secret',
    now: () => START,
    log,
    committed: () => undefined,
  });
}

const admin = (say: string): Step => ({ who: ADMIN, after: 0, say, to: null, names: [] });

/** What taking part earns is drawn by the chat's id: each group would have its own. */
const WITHOUT = JSON.stringify({ 'experience.enabled': false });

/** So many books pass that none of before is known any more. */
function forgetBooks(): void {
  for (let n = 0; n < 40; n += 1) {
    const list = Array.from({ length: 60 }, (_, id): Trigger => {
      return { ...DEFAULTS, reputation: 1, id: id + 1, phrase: `${n} ${id} ${'x'.repeat(480)}` };
    });
    rulesWith('{}', bookOf(list));
  }
}

describeOnBoth('Triggers in storage', (open) => {
  async function kept(database: Database, id: number = chat.id) {
    const [row] = await database.query<{ triggers: string; triggers_fired: string }>(
      'select triggers, triggers_fired from chats where chat_id = $1',
      [id],
    );
    const list = await listTriggers(database, id);
    expect(row?.triggers, 'the row names what is stored').to.equal(bookOf(list).name);
    const exported = await exportChat(database, id);
    const entries = linesOf(exported?.entries);
    const members = exported?.members ?? [];
    return { list, fired: row?.triggers_fired, entries, members };
  }

  it('come to the same wherever a batch ends, and to what they come to in memory', async function () {
    this.timeout(60_000);
    const database = await open();
    let gifts = 0;
    let update_id = 0;
    let group = chat.id;
    for (const [own, stream] of fc.sample(fc.tuple(triggers, steps), { numRuns: 3, seed: 7 })) {
      const adds = own.map((one) => admin(`/trigger add ${writeTrigger(one)}`));
      // People are known over all groups: else the first would learn names that the next know already.
      const hellos = PEOPLE.map((who) => ({ ...admin('hello'), who }));
      const all = told([...hellos, ...adds, ...(stream as Step[])]);
      const results = [];
      // Each way of cutting has a group of its own.
      for (const size of [1, 9, all.length]) {
        const id = --group;
        await database.query('insert into chats (chat_id, settings) values ($1, $2)', [id, WITHOUT]);
        const commit = commitOn(database);
        const updates = all.map(({ message }): RawUpdate => {
          update_id += 1;
          return { update_id, message: { ...message, chat: { ...chat, id } } };
        });
        for (let at = 0; at < updates.length; at += size) {
          await commit(updates.slice(at, at + size), forever);
          if (size === 9 && at === 9) forgetBooks();
        }
        results.push(await kept(database, id));
      }
      expect(results[1]).to.deep.equal(results[0]);
      expect(results[2]).to.deep.equal(results[0]);

      const memory = new MemoryChat(JSON.parse(WITHOUT), [ADMIN]);
      for (const { event } of all) memory.batch([event]);
      expect(results[0]?.list).to.deep.equal(memory.triggers);
      expect(results[0]?.fired).to.equal(memory.row.triggersFired);
      const line = (one: { reputation: number; experience: number; reason: string | null }) =>
        [one.reputation, one.experience, one.reason].join(' ');
      expect(results[0]?.entries.map(line)).to.deep.equal(memory.entries.map(line));
      gifts += memory.entries.filter(({ kind }) => kind === 'trigger').length;
    }
    expect(gifts, 'gifts by triggers').to.be.above(10);
    expect((await verify(database)).differences).to.deep.equal([]);
    expect(await database.query('select * from set_aside')).to.deep.equal([]);
  });

  it('are read where this process does not know them, as another process has left them', async () => {
    const database = await open();
    const say = told([
      admin('/trigger add "well done" rep=5'),
      { ...admin('well done'), who: 2, to: 3 },
      { ...admin('well done'), who: 2, to: 3 },
      { ...admin('good job'), who: 2, to: 3 },
    ]).map(({ message }, index): RawUpdate => ({ update_id: index + 1, message }));
    const commit = commitOn(database);
    await commit(say.slice(0, 2), forever);
    const before = (await kept(database)).list;
    // Another process changes them, whose books this one has never seen.
    const other: Trigger[] = before.map((one) => ({ ...one, phrase: 'good job', reputation: 9 }));
    const { name } = bookOf(other);
    await database.query(`update triggers set phrase = 'good job', reputation = 9 where chat_id = $1`, [
      chat.id,
    ]);
    await database.query('update chats set triggers = $2 where chat_id = $1', [chat.id, name]);
    forgetBooks();
    expect(knownBook(name), 'control').to.equal(null);
    await commit(say.slice(2), forever);
    const entries = linesOf((await exportChat(database, chat.id))?.entries);
    expect(entries.map(({ reason, reputation }) => [reason, reputation])).to.deep.equal([
      ['well done', 5],
      ['good job', 9],
    ]);
  });

  it('of a batch that was rolled back are not remembered', async () => {
    const database = await open();
    const [add, talk] = told([
      admin('/trigger add "well done" rep=5'),
      { ...admin('well done'), who: 2, to: 3 },
    ]);
    const failing: Database = Object.create(database, {
      transact: {
        value: (work: (flight: never) => Promise<unknown>) =>
          database.transact(async (flight) => {
            await work(flight as never);
            throw Object.assign(new Error('refused'), { code: '23505' });
          }),
      },
    });
    const stop = new AbortController();
    const lost = commitOn(failing)([{ update_id: 1, message: add?.message }], stop.signal).catch(
      () => undefined,
    );
    await new Promise((resolve) => setTimeout(resolve, 200));
    stop.abort();
    await lost;
    await commitOn(database)([{ update_id: 2, message: talk?.message }], forever);
    expect(linesOf((await exportChat(database, chat.id))?.entries)).to.deep.equal([]);
    await commitOn(database)([{ update_id: 3, message: add?.message }], forever);
    const again = { ...talk?.message, message_id: 900 };
    await commitOn(database)([{ update_id: 4, message: again }], forever);
    expect(linesOf((await exportChat(database, chat.id))?.entries), 'control').to.have.lengthOf(1);
  });
});
