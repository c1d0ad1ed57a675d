import { expect } from 'chai';
import { pino } from 'pino';
import type { UserFromGetMe } from 'telegraf/types';
import { createCommit, type Report } from '../../src/intake/commit-batch.ts';
import type { RawUpdate } from '../../src/intake/update.ts';
import type { ChatEvent } from '../../src/model/event.ts';
import { userId } from '../../src/model/ids.ts';
import type { Database } from '../../src/storage/database.ts';
import { createBot, createReader } from '../../src/telegram/bot.ts';
import { exportChat } from '../../src/transfer/export.ts';
import { type FreshDatabase, freshDatabase, kinds } from '../support/database.ts';
import { linesOf } from '../support/lines.ts';
import { tool } from '../support/process.ts';

const GROUP = { id: -1_001_234, type: 'supergroup', title: 'Garden' };
const BATCH = 100;
const BAD = 37;
const FIRST_ID = 500;
const BAD_ID = FIRST_ID + BAD;
const AT = 1_790_000_000;

/** A batch of thanks, each from another to another: all of them give. */
function batch(): RawUpdate[] {
  return Array.from({ length: BATCH }, (_, i) => ({
    update_id: FIRST_ID + i,
    message: {
      message_id: 10 + i,
      from: { id: 2000 + i, is_bot: false, first_name: `Giver ${i}` },
      chat: GROUP,
      date: AT + i,
      text: 'thank you',
      reply_to_message: {
        message_id: 1,
        from: { id: 1000 + i, is_bot: false, first_name: `Receiver ${i}` },
        chat: GROUP,
        date: AT,
        text: 'A tip',
      },
    },
  }));
}

interface Poison {
  /** Made part of one update of the batch. */
  fields?: Record<string, unknown>;
  prepare?(database: Database): Promise<unknown>;
  /** What the reader makes of it is changed. */
  spoil?(event: ChatEvent): ChatEvent;
  reason: RegExp;
}

const POISONS: Record<string, Poison> = {
  'whose shape is broken': {
    fields: { date: 'yesterday' },
    reason: /ShapeFault: message\.date: whole number .* expected, string found/,
  },
  'that the database refuses': {
    fields: { from: { id: 2000 + BAD, is_bot: false, first_name: 'Unbearable' } },
    prepare: (database) =>
      database.query(`alter table people add constraint bearable check (first_name <> 'Unbearable')`),
    reason: /violates check constraint "bearable"/,
  },
  'over which a rule throws': {
    fields: { text: 'stumble' },
    spoil(event) {
      if (event.is !== 'message' || event.text !== 'stumble') return event;
      return Object.defineProperty({ ...event }, 'text', {
        get() {
          throw new RangeError('a rule stumbled');
        },
      });
    },
    reason: /RangeError: a rule stumbled/,
  },
};

for (const kind of kinds) {
  describe(`One poisonous update in a batch of ${BATCH} (${kind})`, function () {
    this.timeout(30_000);
    let fresh: FreshDatabase;
    beforeEach(async () => {
      fresh = await freshDatabase(kind);
    });
    afterEach(() => fresh.drop());

    for (const [name, poison] of Object.entries(POISONS)) {
      it(`${name} is set aside with its reason; the others are done`, async () => {
        const database = await fresh.open();
        const updates = batch();
        Object.assign(updates[BAD]?.message as object, poison.fields);
        await poison.prepare?.(database);
        const reports: Report[] = [];
        const commit = commitOn(database, poison, reports);
        await commit(updates, new AbortController().signal);

        const entries = linesOf((await exportChat(database, GROUP.id))?.entries);
        const good = updates.filter((_, i) => i !== BAD).map((_, i) => (i < BAD ? 1000 + i : 1001 + i));
        expect(entries.map((entry) => entry.receiver_id)).to.deep.equal(good);
        expect(entries.map((entry) => entry.id)).to.deep.equal(good.map((_, i) => i + 1));
        const [aside, ...more] = await database.query<{ update_id: number; reason: string; body: string }>(
          'select update_id, reason, body from set_aside',
        );
        expect(more).to.deep.equal([]);
        expect(aside?.update_id).to.equal(BAD_ID);
        expect(aside?.reason).to.match(poison.reason);
        expect(JSON.parse(aside?.body ?? '')).to.deep.equal(updates[BAD]);
        expect(
          reports.reduce((sum, report) => sum + report.aside, 0),
          'reported',
        ).to.equal(1);

        // Telegram sends everything again: nothing happens twice, the bad one included.
        await commit(updates, new AbortController().signal);
        expect(linesOf((await exportChat(database, GROUP.id))?.entries)).to.have.length(BATCH - 1);
        await database.close();

        const listed = await tool('aside', [], fresh.env);
        expect(listed.out).to.match(new RegExp(`^${BAD_ID}  .*${poison.reason.source}`, 'm'));
        const shown = await tool('aside', ['--show', String(BAD_ID)], fresh.env);
        expect(shown.out).to.match(poison.reason).and.to.include(JSON.stringify(updates[BAD]));
        expect((await tool('verify', [], fresh.env)).code).to.equal(0);
        expect((await tool('aside', ['--drop', String(BAD_ID)], fresh.env)).code).to.equal(0);
        expect((await tool('aside', [], fresh.env)).out).to.equal('Nothing was set aside.\n');
      });
    }
  });
}

function commitOn(database: Database, { spoil = (event) => event }: Poison, reports: Report[]) {
  const me = { id: 42, is_bot: true, first_name: 'Laurel', username: 'laurel_bot' } as UserFromGetMe;
  const read = createReader(createBot('42:none', 'http://127.0.0.1:1'), me, () => AT);
  return createCommit({
    database,
    bot: { id: userId(me.id), username: me.username, readsAll: true },
    read: async (update) => {
      const event = await read(update);
      return event && spoil(event);
    },
    admins: async () => [],
    secret: 'a secret for tests only',
    now: () => AT,
    log: pino({ level: 'silent' }),
    committed: (report) => reports.push(report),
  });
}
