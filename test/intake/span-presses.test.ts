import { expect } from 'chai';
import { pino } from 'pino';
import { readSpans, type SpanNeeds } from '../../src/engine/load/spans.ts';
import { type ChatClimate, PERIOD, periodOf } from '../../src/experience/climate.ts';
import { createTickCommit } from '../../src/intake/commit-ticks.ts';
import type { RawUpdate } from '../../src/intake/update.ts';
import { type ChatId, chatId, userId } from '../../src/model/ids.ts';
import { createTicks } from '../../src/schedule/ticks.ts';
import { createTurns } from '../../src/schedule/turns.ts';
import { createBot, createReader } from '../../src/telegram/bot.ts';
import { commitOn, inBatches, ME, SECRET } from '../support/batches.ts';
import { describeOnBoth } from '../support/database.ts';

const CHAT = { id: -1_009_000_000_003, type: 'supergroup', title: 'Pressed' };
const BEGIN = Math.ceil(1_790_000_000 / PERIOD) * PERIOD;
const CLIMATE: ChatClimate = {
  ...{ seen: 100, usual: 20, period: periodOf(BEGIN), turn: 0, past: [[periodOf(BEGIN), 20]] },
};
const PANELIST = { id: 900, is_bot: false, first_name: 'Admin' };
const PRIVATE = { id: PANELIST.id, type: 'private', first_name: 'Admin' };

const said = (n: number, by: number, at: number): RawUpdate => ({
  update_id: n,
  message: {
    ...{ message_id: n, chat: CHAT, from: { id: by, is_bot: false, first_name: 'A' }, date: BEGIN + at },
    text: `try the other cable first then wait for the light ${n}`,
  },
});
const pressed = (n: number): RawUpdate => ({
  update_id: n,
  callback_query: {
    ...{ id: `${n}`, from: PANELIST, chat_instance: 'x', data: 'an old button' },
    message: { message_id: 3, chat: CHAT, date: BEGIN, text: 'x' },
  },
});
const typed = (n: number, at: number): RawUpdate => ({
  update_id: n,
  message: { message_id: n, chat: PRIVATE, from: PANELIST, date: BEGIN + at, text: 'well done rep=1' },
});

describeOnBoth('Spans in a chat whose buttons are pressed', (open) => {
  /** What they earned; one by a window that ended in the second period, after the first had changed what is usual. */
  async function outcome(events: readonly RawUpdate[], size: number, tickFirst: boolean): Promise<unknown> {
    const database = await open();
    let clock = BEGIN;
    const bot = { id: userId(ME.id), username: ME.username };
    const log = pino({ level: 'silent' });
    const commit = commitOn(database, 0, {
      read: createReader(createBot(`${ME.id}:none`, 'http://127.0.0.1:1'), ME as never, () => clock),
    });
    const ticks = createTicks({
      ...{
        database,
        log,
        turns: createTurns(),
        horizon: () => clock,
        isCaughtUp: () => true,
        othersFirst: async () => false,
      },
      commit: createTickCommit({ database, bot, log, secret: SECRET, committed: () => undefined }),
    });
    await database.query('insert into chats (chat_id, settings, climate, admins) values ($1, $2, $3, $4)', [
      CHAT.id,
      JSON.stringify({ 'experience.policy': 'windows' }),
      JSON.stringify(CLIMATE),
      JSON.stringify([PANELIST.id]),
    ]);
    const talk = Array.from({ length: 30 }, (_, n) => said(n + 1, n + 1, 10 + n));
    await inBatches(commit, [...talk, said(31, 50, PERIOD - 20)], 100);
    await database.query(
      `insert into panels (chat_id, user_id, session, step, page, place, pressed_at, base_version, changes)
       values ($1, $2, 1, 1, 'nt', $3, $4, 0, '{}')`,
      [CHAT.id, PANELIST.id, PRIVATE.id, BEGIN + 2 * PERIOD],
    );
    clock = BEGIN + 2 * PERIOD + 100;
    if (tickFirst) await ticks.run();
    await inBatches(commit, events, size);
    clock += 1_000;
    await inBatches(commit, [said(99, 60, 3 * PERIOD)], 1);
    await ticks.run();
    expect(await database.query('select reason from set_aside')).to.deep.equal([]);
    const earned = await database.query<{ id: number; earned: number }>(
      'select user_id as id, experience as earned from members where chat_id = $1 and user_id < 900 order by 1',
      [CHAT.id],
    );
    const chats = await database.query('select climate, spans_due_at from chats where chat_id = $1', [
      CHAT.id,
    ]);
    return [earned.map(({ id, earned }) => `${id}: ${earned}`).join(' '), JSON.stringify(chats)];
  }

  for (const [what, events] of [
    ['are pressed', [pressed(41), pressed(42), pressed(43)]],
    ['wait for words', [typed(41, 2 * PERIOD + 20), pressed(42), said(43, 51, 2 * PERIOD + 30)]],
  ] as const) {
    it(`earn the same whether a tick comes before or after buttons ${what}`, async () => {
      const before = await outcome(events, 1, true);
      expect(await outcome(events, 1, false)).to.deep.equal(before);
      expect(await outcome(events, 10, false)).to.deep.equal(before);
    });
  }
});

describeOnBoth('What a press reads of spans', (open) => {
  it('is what was over when its chat was last heard of, whoever else still talks', async () => {
    const database = await open();
    await database.query(
      'insert into chats (chat_id, settings, climate, last_event_at) values ($1, $2, $3, $4)',
      [
        ...[CHAT.id, JSON.stringify({ 'experience.policy': 'windows' }), JSON.stringify(CLIMATE)],
        BEGIN + 100,
      ],
    );
    for (let id = 1; id <= 60; id += 1)
      await database.query(
        `insert into members (chat_id, user_id, first_seen_at, last_seen_at, gathers, span_closes_at)
         values ($1, $2, 0, 0, true, $3)`,
        [CHAT.id, id, BEGIN + 95 + id],
      );
    const chat = chatId(CHAT.id);
    const read = async (until: number, pressed: readonly ChatId[]) => {
      const needs: SpanNeeds = { periods: [], over: [[chat, until]], pressed: new Set(pressed) };
      const { over } = await database.transact((flight) => readSpans(flight, needs));
      return over.map(({ userId }) => userId);
    };
    expect(await read(0, [chat]), 'until the last of its events').to.deep.equal([1, 2, 3, 4, 5]);
    expect(await read(BEGIN + 97, [chat]), 'no less').to.have.lengthOf(5);
    expect(await read(BEGIN + 103, [chat]), 'or of the batch').to.have.lengthOf(8);
    expect(await read(BEGIN + 97, []), 'a command is dated itself').to.have.lengthOf(2);
  });
});

describeOnBoth('Buttons that are pressed in a backlog', (open) => {
  /** What a chat comes to where presses are dated so long after what is said. */
  async function outcome(settings: object, updates: readonly RawUpdate[], late: number): Promise<unknown> {
    const database = await open();
    const commit = commitOn(database, 0, {
      read: createReader(createBot(`${ME.id}:none`, 'http://127.0.0.1:1'), ME as never, () => BEGIN + late),
    });
    await database.query('insert into chats (chat_id, settings) values ($1, $2)', [
      CHAT.id,
      JSON.stringify(settings),
    ]);
    await inBatches(commit, updates, 1);
    expect(await database.query('select reason from set_aside')).to.deep.equal([]);
    return database.query(
      `select user_id, experience, reputation, gathered from members where chat_id = $1 and user_id < 900
       order by 1`,
      [CHAT.id],
    );
  }

  for (const policy of ['windows', 'conversations']) {
    it(`end nothing that goes on in it: ${policy}`, async () => {
      const settings = { 'experience.policy': policy };
      const updates = [said(1, 1, 10), pressed(2), pressed(3), said(4, 1, 60), said(5, 1, 1_000)];
      const live = await outcome(settings, updates, 20);
      expect(JSON.stringify(live)).to.match(/"experience":[1-9]/);
      expect(await outcome(settings, updates, 5_000)).to.deep.equal(live);
    });
  }

  it('let reactions wait for their message', async () => {
    const settings = { 'reactions.enabled': true };
    const heart = (n: number, at: number) => ({
      update_id: n,
      message_reaction: {
        ...{ chat: CHAT, message_id: 5, user: { id: 7, is_bot: false, first_name: 'A' }, date: BEGIN + at },
        ...{ old_reaction: [], new_reaction: [{ type: 'emoji', emoji: '❤' }] },
      },
    });
    const updates = [said(1, 1, 10), heart(2, 20), pressed(3), said(5, 1, 19)];
    const live = await outcome(settings, updates, 21);
    expect(JSON.stringify(live)).to.match(/"reputation":1/);
    expect(await outcome(settings, updates, 5_000)).to.deep.equal(live);
  });
});
