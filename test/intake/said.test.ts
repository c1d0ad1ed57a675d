import { expect } from 'chai';
import fc from 'fast-check';
import { pino } from 'pino';
import { createCommit } from '../../src/intake/commit-batch.ts';
import type { RawUpdate } from '../../src/intake/update.ts';
import type { AdminList } from '../../src/model/event.ts';
import { chatId } from '../../src/model/ids.ts';
import type { Notice } from '../../src/model/notice.ts';
import { createBot, createReader } from '../../src/telegram/bot.ts';
import { describeOnBoth } from '../support/database.ts';
import { BOT, person } from '../support/facts.ts';
import { ADMIN, chat, START, step, type Told, told } from '../support/fold-steps.ts';
import { MemoryChat } from '../support/memory.ts';
import { FREE, saidOf } from '../support/said.ts';

/** What admins set on the way: how many of the first count, and whether a text says a place. */
const CHANGES = [
  'reputation.overtake_top 1',
  'reputation.overtake_top',
  'reputation.overtake_top 100',
  'reputation.overtake_top 0',
  'reputation.texts {receiver} {Place}',
  'reputation.texts {receiver}',
  'negative.texts {receiver}',
];
/** People with 1…20 of whom no batch knows anything: they are passed all the same, and stand between the others. */
const BYSTANDERS = Array.from({ length: 20 }, (_, index) => ({ id: 101 + index, reputation: index + 1 }));
/** All other steps are settings that an admin changes. */
const GIVES = new Set(['thanks', 'minus', 'add', 'take']);
const steps = fc.array(step(fc.constantFrom(0, 1, 60, 300)), { minLength: 160, maxLength: 160 });

describeOnBoth('What the database tells of the rating', (open) => {
  async function said(stream: readonly Told[], settings: object, size: number) {
    const database = await open();
    await database.query('insert into chats (chat_id, settings) values ($1::bigint, $2)', [
      chat.id,
      JSON.stringify(settings),
    ]);
    await database.query(
      `insert into people (user_id, first_name) select id, 'B' || id from unnest($1::bigint[]) as b(id)`,
      [BYSTANDERS.map(({ id }) => id)],
    );
    await database.query(
      `insert into members (chat_id, user_id, reputation, first_seen_at, last_seen_at)
       select $1::bigint, id, reputation, 1, 1 from unnest($2::bigint[], $3::bigint[]) as b(id, reputation)`,
      [chat.id, BYSTANDERS.map(({ id }) => id), BYSTANDERS.map(({ reputation }) => reputation)],
    );
    const me = { id: BOT.id, is_bot: true, first_name: 'Laurel', username: BOT.username } as never;
    const admins: AdminList = {
      chat: chatId(chat.id),
      admins: [person(ADMIN)].map((admin) => ({ ...admin, username: `person${admin.id}` })),
      bot: { status: 'admin', canDelete: true },
    };
    const commit = createCommit({
      database,
      bot: { ...BOT, readsAll: true },
      read: createReader(createBot('99:none', 'http://127.0.0.1:1'), me, () => START),
      admins: async () => [admins],
      secret: 'secret',
      now: () => START,
      log: pino({ level: 'silent' }),
      committed: () => undefined,
    });
    const updates = stream.map(({ update }, index) => ({ ...update, update_id: index + 1 }) as RawUpdate);
    for (let at = 0; at < updates.length; at += size) {
      await commit(updates.slice(at, at + size), new AbortController().signal);
    }
    expect(await database.query('select * from set_aside')).to.deep.equal([]);
    const rows = await database.query<{ body: string }>(`select body from outbox order by id`);
    const [row] = await database.query<{ texts: string }>('select texts_at as texts from chats');
    return { lines: saidOf(rows.map(({ body }) => JSON.parse(body) as Notice)), texts: row?.texts };
  }

  for (const seed of [1, 2, 3]) {
    it(`is what memory tells, wherever a batch ends (seed ${seed})`, async function () {
      this.timeout(60_000);
      const [all = []] = fc.sample(steps, { numRuns: 1, seed });
      let changes = 0;
      const stream = told(
        all.map((one) => (GIVES.has(one.say) ? one : { ...one, say: 'set', who: ADMIN, edited: false })),
        () => CHANGES[changes++ % CHANGES.length] ?? '',
      );
      const settings = {
        ...FREE,
        'reputation.reply': seed === 2 ? 'public' : 'private',
        'reputation.overtake_top': seed,
        'reputation.texts': ['{receiver}'],
        'negative.texts': ['{receiver}'],
        'negative.enabled': seed !== 3,
      };
      const memory = new MemoryChat(settings, [ADMIN]);
      for (const { id, reputation } of BYSTANDERS) memory.stand(id, `B${id}`, reputation);
      for (const { event } of stream) memory.batch([event]);
      const wanted = { lines: saidOf(memory.notices), texts: memory.row.textsAt };
      const everyLine = wanted.lines.flatMap(([, lines]) => lines).join();
      expect(everyLine, 'overtakings of bystanders').to.match(/past 1\d\d/);
      expect(everyLine, 'places').to.match(/#\d/);
      for (const size of [1, 9, 160])
        expect(await said(stream, settings, size), `${size}`).to.deep.equal(wanted);
    });
  }
});
