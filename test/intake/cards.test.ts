import { expect } from 'chai';
import { pino } from 'pino';
import { createCommit } from '../../src/intake/commit-batch.ts';
import type { RawUpdate } from '../../src/intake/update.ts';
import { chatId, userId } from '../../src/model/ids.ts';
import { createBot, createReader } from '../../src/telegram/bot.ts';
import { describeOnBoth } from '../support/database.ts';
import { person } from '../support/facts.ts';

const AT = 1_790_000_000;
const GARDEN = -1001;
const SHED = -1002;
const [ANNA, BORIS] = [7, 8];

/** Who says what in which group, and so many seconds after the one before. */
type Said = readonly [who: number, chat: number, text: string, after?: number];

const STORY: readonly Said[] = [
  [BORIS, GARDEN, '/rank'],
  [BORIS, GARDEN, '/rank', 4],
  [ANNA, GARDEN, '/rank'],
  [BORIS, GARDEN, '/rank colour red'],
  [BORIS, GARDEN, '/rank', 1],
  [BORIS, SHED, '/rank'],
  [BORIS, SHED, '/rank colour blurple'],
  [BORIS, GARDEN, '/rank colour #00f'],
  [ANNA, GARDEN, '/set rating.slug garden'],
  [ANNA, SHED, '/set rating.slug garden'],
  [ANNA, GARDEN, '/set rating.slug shed'],
  [ANNA, SHED, '/set rating.slug allotment'],
  [ANNA, SHED, '/set rating.slug garden'],
  [ANNA, GARDEN, '/set rating.slug garden', 2],
  [BORIS, GARDEN, '/rank', 3],
];

describeOnBoth('Cards and names of ratings', (open) => {
  async function played(size: number) {
    const database = await open();
    const me = { id: 42, is_bot: true, first_name: 'Laurel', username: 'laurel_bot' } as never;
    const commit = createCommit({
      database,
      bot: { id: userId(42), username: 'laurel_bot', readsAll: true },
      read: createReader(createBot('42:none', 'http://127.0.0.1:1'), me, () => AT),
      admins: async (events) =>
        [...new Set(events.flatMap((event) => (event.is === 'migration' ? [] : [event.chat.id])))].map(
          (chat) => ({
            ...{ chat: chatId(chat), admins: [person(ANNA)], bot: null },
          }),
        ),
      secret: 'a secret for tests only',
      now: () => AT,
      log: pino({ level: 'silent' }),
      committed: () => undefined,
    });
    let date = AT;
    const updates = STORY.map(([who, chat, text, after = 0], at) => {
      date += after;
      const from = { id: who, is_bot: false, first_name: who === ANNA ? 'Anna' : 'Boris' };
      const message = {
        message_id: at + 1,
        date,
        from,
        chat: { id: chat, type: 'supergroup', title: 'x' },
        text,
      };
      const length = text.split(' ')[0]?.length ?? 0;
      return {
        update_id: at + 1,
        message: { ...message, entities: [{ type: 'bot_command', offset: 0, length }] },
      };
    }) as unknown as RawUpdate[];
    for (let at = 0; at < updates.length; at += size) {
      await commit(updates.slice(at, at + size), new AbortController().signal);
    }
    expect(await database.query('select reason from set_aside')).to.deep.equal([]);
    const outbox = await database.query<{ body: string }>('select body from outbox order by id');
    return {
      cards: await database.query(
        'select chat_id as chat, user_id as user, colour, asked_at - $1 as after from cards order by 1, 2',
        [AT],
      ),
      names: await database.query(
        'select chat_id as chat, slug, since - $1 as after from rating_names order by since',
        [AT],
      ),
      said: outbox.map(({ body }) => {
        const { key, lines = [] } = JSON.parse(body) as { key: string; lines?: { key?: string }[] };
        return [key, ...lines.map((line) => line.key)].join(' ');
      }),
    };
  }

  it('are the same wherever a batch begins and ends', async function () {
    this.timeout(60_000);
    const whole = await played(STORY.length);
    for (const size of [1, 2, 7]) expect(await played(size), `batches of ${size}`).to.deep.equal(whole);
    expect(whole.cards).to.deep.equal([
      { chat: SHED, user: BORIS, colour: null, after: 5 },
      { chat: GARDEN, user: ANNA, colour: null, after: 4 },
      { chat: GARDEN, user: BORIS, colour: '#0000ff', after: 10 },
    ]);
    // The shed has wanted it longer.
    expect(whole.names).to.deep.equal([
      { chat: SHED, slug: 'garden', after: 5 },
      { chat: GARDEN, slug: 'garden', after: 7 },
    ]);
    expect(whole.said.filter((key) => key === 'view:rank')).to.have.lengthOf(5);
    expect(whole.said.filter((key) => key.includes('refusal.card_interval'))).to.have.lengthOf(1);
  });
});
