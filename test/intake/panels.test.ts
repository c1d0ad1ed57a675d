import { expect } from 'chai';
import { pino } from 'pino';
import { createCommit } from '../../src/intake/commit-batch.ts';
import type { RawUpdate } from '../../src/intake/update.ts';
import type { ChatEvent } from '../../src/model/event.ts';
import { chatId, userId } from '../../src/model/ids.ts';
import { codeOf } from '../../src/settings/panel/code.ts';
import { type PanelPress, writePress } from '../../src/settings/panel/press.ts';
import type { Database, Transaction } from '../../src/storage/database.ts';
import { createBot, createReader } from '../../src/telegram/bot.ts';
import { describeOnBoth } from '../support/database.ts';
import { person } from '../support/facts.ts';

const AT = 1_790_000_000;
const GROUP = { id: -1_001_600_000_001, type: 'supergroup', title: 'Garden' };
const ANNA = 7;
const BORIS = 8;
const user = (id: number) => ({ id, is_bot: false, first_name: `P${id}` });
const placeOf = (id: number) => ({ id, type: 'private', first_name: `P${id}` });

let last = 100;
const update = (body: object): RawUpdate => ({ update_id: ++last, ...body }) as RawUpdate;
const says = (who: number, text: string, chat: object = GROUP) =>
  update({ message: { message_id: ++last, chat, date: AT, from: user(who), text } });
const pressed = (who: number, press: PanelPress, chat: object = GROUP) =>
  update({
    callback_query: {
      id: String(++last),
      from: user(who),
      message: {
        message_id: chat === GROUP ? 0 : 5,
        chat,
        ...(chat === GROUP && { ephemeral_message_id: who }),
      },
      data: `set:${GROUP.id}:${AT.toString(36)}:${writePress(press)}`,
    },
  });

const page = (key: 'reputation.words'): PanelPress => ({ do: 'show', page: { at: 'setting', key, page: 1 } });
const up: PanelPress = { do: 'up', key: 'reputation.pair_interval' };
const down: PanelPress = { do: 'down', key: 'reputation.pair_interval' };
const save: PanelPress = { do: 'save' };

/** Both open their panels and change the same; both save in the same second, and one of them again. */
const twoSaves = () => [
  says(ANNA, '/settings'),
  says(BORIS, '/settings'),
  pressed(ANNA, up),
  pressed(BORIS, down),
  pressed(BORIS, { do: 'choose', key: 'reputation.from', choice: codeOf('shared') }),
  pressed(ANNA, save),
  pressed(BORIS, save),
  pressed(BORIS, save),
];

/** A link into the private chat, a page that waits for words, the words, and what they lead to. */
const typed = () => [
  says(ANNA, `/start settings_${GROUP.id}`, placeOf(ANNA)),
  pressed(ANNA, page('reputation.words'), placeOf(ANNA)),
  says(ANNA, 'merci, danke', placeOf(ANNA)),
  pressed(ANNA, save, placeOf(ANNA)),
  says(ANNA, 'nobody asks for this', placeOf(ANNA)),
];

describeOnBoth('Settings panels, wherever a batch begins and ends', (open) => {
  function commitOn(database: Database) {
    const me = { id: 42, is_bot: true, first_name: 'Laurel', username: 'laurel_bot' } as never;
    return createCommit({
      database,
      bot: { id: userId(42), username: 'laurel_bot', readsAll: false },
      read: createReader(createBot('42:none', 'http://127.0.0.1:1'), me, () => AT),
      admins: async (events: readonly ChatEvent[]) =>
        events.some((event) => event.is !== 'migration' && event.chat.id === GROUP.id)
          ? [
              {
                chat: chatId(GROUP.id),
                admins: [person(ANNA), person(BORIS)],
                bot: { status: 'admin' as const, canDelete: true },
              },
            ]
          : [],
      secret: 'a secret for tests only',
      now: () => AT,
      log: pino({ level: 'silent' }),
      committed: () => undefined,
    });
  }

  async function play(updates: RawUpdate[], sizes: readonly number[]) {
    const database = await open();
    const commit = commitOn(database);
    const { signal } = new AbortController();
    await commit([says(BORIS, 'Good morning.')], signal);
    let from = 0;
    for (const size of sizes) {
      await commit(updates.slice(from, from + size), signal);
      from += size;
    }
    await commit(updates.slice(from), signal);
    expect(await database.query('select reason from set_aside')).to.deep.equal([]);
    const [chat] = await database.query<{ settings: string; settings_version: number }>(
      'select settings, settings_version from chats where chat_id = $1',
      [GROUP.id],
    );
    const panels = await database.query(
      'select user_id, page, changes, base_version, step from panels order by 1',
    );
    const said = await database.query<{ body: string }>('select body from outbox order by id');
    const keys = said.map(({ body }) => (JSON.parse(body) as { key: string }).key);
    return { settings: JSON.parse(chat?.settings ?? '{}'), version: chat?.settings_version, panels, keys };
  }

  for (const sizes of [[], [6], [7], [1, 1, 1, 1, 1, 1, 1]]) {
    it(`two saved in the same second come out right: batches of ${sizes.join(', ') || 'all'}`, async () => {
      const { settings, version, keys } = await play(twoSaves(), sizes);
      expect(settings).to.deep.equal({ 'reputation.pair_interval': 45, 'reputation.from': 'shared' });
      expect(version).to.equal(2);
      expect(keys.slice(-3), 'saved, told, saved').to.deep.equal(['view:set', 'view:panel', 'view:set']);
    });

    it(`words in private find their group: batches of ${sizes.join(', ') || 'all'}`, async () => {
      const { settings, panels, keys } = await play(typed(), sizes);
      expect(settings).to.deep.equal({ 'reputation.words': ['merci', 'danke'] });
      expect(panels).to.have.lengthOf(1);
      expect(keys).to.deep.equal([
        ...['view:panel', 'view:panel', 'view:panel_closed', 'view:panel', 'view:set'],
      ]);
    });
  }

  it('cost other batches no statement more', async () => {
    const database = await open();
    const sent: string[] = [];
    const telling =
      (query: Transaction['query']): Transaction['query'] =>
      (text, params) => {
        sent.push(text);
        return query(text, params);
      };
    const watched: Database = Object.create(database, {
      query: { value: telling((text, params) => database.query(text, params)) },
      transact: {
        value: <T>(work: (flight: Transaction) => Promise<T>) =>
          database.transact((flight) => {
            const query = telling((text, params) => flight.query(text, params));
            return work({ orm: flight.orm, query });
          }),
      },
    });
    const commit = commitOn(watched);
    const { signal } = new AbortController();
    const about = () => sent.filter((text) => /\bpanels\b/.test(text)).length;
    await commit([says(ANNA, 'Good morning.'), says(BORIS, 'thanks'), says(ANNA, '/top')], signal);
    expect(about()).to.equal(0);
    await commit([says(ANNA, 'Good morning.', placeOf(ANNA))], signal);
    expect(about(), 'a look whether a panel waits').to.equal(1);
    await commit([says(ANNA, '/settings')], signal);
    expect(about(), 'control').to.be.above(2);
  });
});
