import { expect } from 'chai';
import fc from 'fast-check';
import { pino } from 'pino';
import { createCommit } from '../../src/intake/commit-batch.ts';
import type { Item, RawUpdate } from '../../src/intake/update.ts';
import type { AdminList, ChatEvent } from '../../src/model/event.ts';
import type { Database } from '../../src/storage/database.ts';
import { createBot, createReader } from '../../src/telegram/bot.ts';
import { exportChat } from '../../src/transfer/export.ts';
import { describeOnBoth } from '../support/database.ts';
import { BOT, person } from '../support/facts.ts';
import { ADMIN, START } from '../support/fold-steps.ts';

const forever = new AbortController().signal;

/** What may change settings, and thanks that meet them. */
type Step =
  | { say: string; who: number; to: number | null }
  | { press: string; who: number }
  | { file: Record<string, string> };

const admin = (say: string): Step => ({ say, who: ADMIN, to: null });
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.constantFrom(
    admin('/set reputation.pair_interval 0'),
    admin('/set reputation.words merci'),
    admin('/set reputation.overtake_texts {place}'),
    admin('/set levels.curve seconds'),
    admin('/set levels.curve quadratic'),
  ),
  fc
    .constantFrom('quiet', 'helpful', 'lively', 'strict')
    .map((name): Step => ({ press: `apply:CHAT:${name}`, who: ADMIN })),
  fc.integer({ min: 0, max: 6 }).map((version): Step => ({ press: `restore:CHAT:${version}`, who: ADMIN })),
  fc.constantFrom('ru', 'en').map((tag): Step => ({ press: `choose:CHAT:language:${tag}`, who: ADMIN })),
  fc.constant<Step>({ press: 'apply:CHAT:strict', who: 2 }),
  fc
    .constantFrom<Record<string, string>>(
      { 'reputation.words': 'danke', 'reputation.pair_interval': '0' },
      { 'reputation.air': 'on' },
    )
    .map((file): Step => ({ file })),
  fc.constant<Step>({ press: 'yes', who: ADMIN }),
  ...[1, 2, 3, 4, 5].map(() =>
    fc
      .tuple(
        fc.constantFrom('thanks', 'merci', 'danke', 'спасибо'),
        fc.integer({ min: 2, max: 4 }),
        fc.option(fc.integer({ min: 2, max: 4 }), { freq: 4 }),
      )
      .map(([say, who, to]): Step => ({ say, who, to })),
  ),
);

describeOnBoth('Buttons that change settings', (open) => {
  const log = pino({ level: 'silent' });

  function commitOn(database: Database) {
    const me = { id: BOT.id, is_bot: true, first_name: 'Laurel', username: BOT.username } as never;
    const asked = new Set<number>();
    return createCommit({
      database,
      bot: { ...BOT, readsAll: true },
      read: createReader(createBot(`${BOT.id}:none`, 'http://127.0.0.1:1'), me, () => START),
      async admins(events: readonly ChatEvent[]): Promise<AdminList[]> {
        const [event] = events;
        if (!event || event.is === 'migration' || asked.has(event.chat.id)) return [];
        asked.add(event.chat.id);
        return [{ chat: event.chat.id, admins: [person(ADMIN)], bot: null }];
      },
      async documents(items: readonly Item[]): Promise<readonly Item[]> {
        return items.map((item) => {
          const { event } = item;
          const request = event?.is === 'message' ? event.command?.request : undefined;
          if (event?.is !== 'message' || request?.ask !== 'import' || !request.document) return item;
          return { ...item, event: { ...event, fetched: { text: request.document.id } } };
        });
      },
      secret: 'secret',
      now: () => START,
      log,
      committed: () => undefined,
    });
  }

  let update_id = 0;
  function updatesOf(steps: readonly Step[], id: number): RawUpdate[] {
    const chat = { id, type: 'supergroup', title: 'Garden' };
    const from = (who: number) => ({ id: who, is_bot: false, first_name: `P${who}` });
    let asked = 0;
    return steps.map((one, index) => {
      update_id += 1;
      const head = { message_id: 100 + index, date: START + index * 60, chat };
      if ('press' in one) {
        const data = one.press === 'yes' ? `yes:${id}:${asked}:1` : one.press.replace('CHAT', String(id));
        const message = { ...head, message_id: 1, from: from(BOT.id) };
        return { update_id, callback_query: { id: `q${index}`, from: from(one.who), message, data } };
      }
      if ('file' in one) {
        asked = head.message_id;
        const text = JSON.stringify({ format: 'laurel-settings', version: 1, settings: one.file });
        const document = { file_id: text, file_size: text.length };
        return { update_id, message: { ...head, from: from(ADMIN), caption: '/import', document } };
      }
      const tip = one.to !== null && {
        message_id: 1 + one.to,
        date: START - 60,
        chat,
        from: from(one.to),
        text: 'tip',
      };
      return {
        update_id,
        message: { ...head, from: from(one.who), text: one.say, ...(tip && { reply_to_message: tip }) },
      };
    });
  }

  async function kept(database: Database, id: number) {
    const { entries = [], settings = {} } = (await exportChat(database, id)) ?? {};
    const versions = await database.query<{ version: number; settings: string }>(
      'select version, settings, changed_by from settings_versions where chat_id = $1 order by version',
      [id],
    );
    const notices = await database.query<{ body: string }>(
      'select body from outbox where chat_id = $1 order by id',
      [id],
    );
    const questions = await database.query('select * from questions where chat_id = $1 order by user_id', [
      id,
    ]);
    return { settings, versions, entries, notices, questions };
  }

  it('come to the same wherever a batch ends', async function () {
    this.timeout(120_000);
    // One each, for draws are made of the chat's id.
    const places = [];
    for (const size of [1, 7, 100]) places.push({ size, database: await open() });
    let group = -1000;
    let versions = 0;
    let gifts = 0;
    let asked = 0;
    const streams = fc.sample(fc.array(step, { minLength: 30, maxLength: 40 }), { numRuns: 8, seed: 11 });
    for (const stream of streams) {
      group -= 1;
      const updates = updatesOf([admin('hello'), ...stream], group);
      const results = [];
      for (const { size, database } of places) {
        const commit = commitOn(database);
        for (let at = 0; at < updates.length; at += size) await commit(updates.slice(at, at + size), forever);
        results.push(await kept(database, group));
      }
      const [one, ...others] = results;
      for (const other of others) expect(other).to.deep.equal(one);
      versions += one?.versions.length ?? 0;
      gifts += one?.entries.length ?? 0;
      asked += one?.notices.filter(({ body }) => body.includes('"view:points"')).length ?? 0;
    }
    for (const { database } of places)
      expect(await database.query('select reason from set_aside')).to.deep.equal([]);
    expect(versions).to.be.above(30);
    expect(gifts).to.be.above(5);
    expect(asked, 'what becomes of points').to.be.above(5);
  });
});
