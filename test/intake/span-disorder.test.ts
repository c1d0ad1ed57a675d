import { expect } from 'chai';
import seedrandom from 'seedrandom';
import { type ChatClimate, PERIOD, periodOf } from '../../src/experience/climate.ts';
import { shortCode } from '../../src/experience/codes.ts';
import { NOTHING_GATHERED, pack } from '../../src/experience/gathered.ts';
import { chatId } from '../../src/model/ids.ts';
import type { Database } from '../../src/storage/database.ts';
import { exportChat } from '../../src/transfer/export.ts';
import { verify } from '../../src/transfer/verify.ts';
import { commitOn, ticksOn } from '../support/batches.ts';
import { describeOnBoth } from '../support/database.ts';

const GROUP = chatId(-1_009_000_000_002);
const AT = 1_790_000_000;
const WORDS = 'try the other cable first then plug router into wall wait for light call them again'.split(
  ' ',
);

/** What goes wrong: dates that come late, a clock that runs ahead and is set right, and a change of policy now and then. */
function disorder(seed: string, policy: string, isOrdered: boolean) {
  const chance = seedrandom(seed);
  const whole = (most: number) => Math.floor(chance() * most);
  const chat = { id: GROUP, type: 'supergroup', title: 'Disorder', is_forum: true };
  const person = (n: number) => ({ id: 1_000 + n, is_bot: false, first_name: `Person ${n}` });
  const admin = { from: { id: 1_087_968_824, is_bot: true, first_name: 'Group' }, sender_chat: chat };
  const command = (text: string) => ({
    ...{ text, entities: [{ type: 'bot_command', offset: 0, length: text.split(' ', 1)[0]?.length }] },
  });
  let at = AT;
  return Array.from({ length: 500 }, (_, n) => {
    at += chance() < 0.03 ? whole(9_000) : whole(45);
    const late = isOrdered ? 0 : chance() < 0.1 ? whole(400) : 0;
    const ahead = !isOrdered && chance() < 0.01 ? 500_000 : 0;
    const topic = { message_thread_id: 2 + whole(3), is_topic_message: true };
    const base = { message_id: n + 1, chat, date: at - late + ahead, ...topic };
    const kind = chance();
    const text = Array.from({ length: 1 + whole(20) }, () => WORDS[whole(WORDS.length)]).join(' ');
    const said = { ...base, from: person(whole(6)), text };
    const reply = { ...base, message_id: Math.max(1, n - whole(4)), from: person(whole(6)), text: '…' };
    const update = (message: object) => ({ update_id: n + 1, message });
    if (kind < 0.01) {
      const other = policy === 'windows' ? 'conversations' : 'windows';
      const set = `/set experience.policy ${[policy, other, 'activity'][whole(3)]}`;
      return update({ ...base, ...admin, ...command(set) });
    }
    if (kind < 0.02) return update({ ...base, ...admin, ...command('/del'), reply_to_message: reply });
    if (kind < 0.03) return update({ ...said, ...command('/top') });
    if (kind < 0.06) return update({ ...said, text: 'thank you very much', reply_to_message: reply });
    if (kind < 0.09) return { update_id: n + 1, edited_message: { ...said, edit_date: said.date } };
    return update(kind < 0.4 ? { ...said, reply_to_message: reply } : said);
  });
}

type Updates = ReturnType<typeof disorder>;

/** The bot on a database, without Telegram: takes updates, and ticks when it is told to. */
async function botOn(database: Database, settings: object) {
  const stored = JSON.stringify(settings);
  await database.query('insert into chats (chat_id, settings) values ($1, $2)', [GROUP, stored]);
  const commit = commitOn(database, 0);
  const time = { horizon: 0 };
  const ticks = ticksOn(database, () => time.horizon);
  return {
    take: (updates: readonly { update_id: number }[]) => commit(updates, new AbortController().signal),
    tick: (until: number) => {
      time.horizon = until;
      return ticks.run();
    },
  };
}

async function play(database: Database, policy: string, updates: Updates, size: number, withTicks: boolean) {
  const { take, tick } = await botOn(database, {
    ...{ 'experience.policy': policy, 'reputation.pair_interval': 0, 'announce.levels': 'chat' },
    ...{ 'experience.bonus_chance': 0.3, 'experience.boost': 20 },
  });
  let until = 0;
  for (let from = 0; from < updates.length; from += size) {
    const part = updates.slice(from, from + size);
    await take(part);
    const { message } = part.at(-1) as { message?: { date: number } };
    until = message?.date ?? until;
    if (withTicks) await tick(until);
  }
  await tick(4_000_000_000);
  expect((await verify(database)).differences).to.deep.equal([]);
  expect(await database.query('select reason from set_aside')).to.deep.equal([]);
  const notices = await database.query<{ body: string }>(`select body from outbox where job = 'notice'`);
  return JSON.stringify([
    await exportChat(database, GROUP),
    await database.query('select user_id, gathered, span_closes_at from members order by user_id'),
    await database.query('select climate, spans_due_at from chats'),
    notices.map(({ body }) => body).sort(),
  ]);
}

describeOnBoth('Spans in disorder', (open) => {
  for (const policy of ['windows', 'conversations']) {
    it(`come to the same wherever batches end, though dates come late and clocks jump: ${policy}`, async function () {
      this.timeout(120_000);
      for (const seed of ['one', 'two', 'three']) {
        const updates = disorder(seed, policy, false);
        const single = await play(await open(), policy, updates, 1, false);
        expect(single, 'something was earned').to.match(/"experience":[1-9]\d/);
        for (const size of [7, 100, 500])
          expect(await play(await open(), policy, updates, size, false), `${seed}, ${size}`).to.equal(single);
      }
    });

    it(`come to the same with ticks and without, though policies change and messages go: ${policy}`, async function () {
      this.timeout(120_000);
      for (const seed of ['four', 'five']) {
        const updates = disorder(seed, policy, true);
        const without = await play(await open(), policy, updates, 50, false);
        for (const size of [1, 20])
          expect(await play(await open(), policy, updates, size, true), `${seed}, ${size}`).to.equal(without);
      }
    });
  }

  it('come to the same in pieces by ticks as at once, though a quarter of an hour is over meanwhile', async () => {
    const boundary = Math.ceil(AT / PERIOD) * PERIOD;
    const period = periodOf(boundary) - 1;
    const climate: ChatClimate = { seen: 100, usual: 20, period, turn: 0, past: [[period, 20]] };
    const outcome = async (byTick: boolean) => {
      const database = await open();
      const { take, tick } = await botOn(database, {
        'experience.policy': 'windows',
        'announce.titles': 'none',
      });
      const due = 'update chats set climate = $1, spans_due_at = $2';
      await database.query(due, [JSON.stringify(climate), boundary - 10]);
      for (let n = 1; n <= 640; n += 1) {
        const closesAt = n <= 600 ? boundary - 10 : boundary + 30;
        const said = {
          firstAt: closesAt - 120,
          lastAt: closesAt - 20,
          closesAt,
          messages: 3,
          talk: 1 + (n % 3),
        };
        const words = Array.from({ length: 5 + (n % 23) }, (_, word) => shortCode(word)).join('');
        const rest = { characters: 0, deleted: 0, words, answered: [], heard: [] };
        await database.query(`insert into people (user_id, first_name) values ($1, 'A')`, [n]);
        await database.query(
          `insert into members (chat_id, user_id, first_seen_at, last_seen_at, gathered, span_closes_at, gathers)
           values ($1, $2, 0, 0, $3, $4, true)`,
          [GROUP, n, pack({ ...NOTHING_GATHERED, kind: 'window', span: { ...said, ...rest } }), closesAt],
        );
      }
      if (byTick) await tick(boundary + 100);
      const chat = { id: GROUP, type: 'supergroup', title: 'Pieces' };
      const from = { id: 7_000, is_bot: false, first_name: 'Looks' };
      const text = { text: '/top', entities: [{ type: 'bot_command', offset: 0, length: 4 }] };
      await take([
        { update_id: 1, message: { message_id: 1, chat, from, date: boundary + 100, ...text } },
      ] as never);
      const members = await database.query<{ experience: number }>(
        'select user_id, experience, gathered, span_closes_at from members order by user_id',
      );
      expect((await verify(database)).differences).to.deep.equal([]);
      expect(members.filter(({ experience }) => experience > 0)).to.have.lengthOf.above(300);
      return JSON.stringify([members, await database.query('select climate from chats')]);
    };
    const atOnce = await outcome(false);
    expect(JSON.parse(atOnce)[1][0].climate).to.match(/"seen":7\d\d/);
    expect(await outcome(true)).to.equal(atOnce);
  }).timeout(60_000);

  it('are learnt from alike where a clock that ran ahead is set right between two batches', async () => {
    const boundary = Math.ceil(AT / PERIOD) * PERIOD;
    const chat = { id: GROUP, type: 'supergroup', title: 'Ahead' };
    const said = (n: number, by: number, at: number) => ({
      update_id: n,
      message: {
        ...{ message_id: n, chat, from: { id: by, is_bot: false, first_name: 'A' }, date: boundary + at },
        text: `${WORDS.join(' ')} ${n}`,
      },
    });
    const before = [said(1, 9, 10), ...[2, 3, 4].map((n) => said(n, n, 880)), said(5, 9, 9 * PERIOD + 5)];
    const after = [said(6, 9, 890), said(7, 9, 2 * PERIOD + 5)];
    const outcome = async (batches: (typeof after)[]) => {
      const database = await open();
      const { take } = await botOn(database, { 'experience.policy': 'windows' });
      for (const batch of batches) await take(batch);
      return JSON.stringify(await database.query('select climate from chats'));
    };
    const single = await outcome([...before, ...after].map((one) => [one]));
    expect(single).to.match(/"seen\\":[1-9]/);
    expect(await outcome([before, after])).to.equal(single);
    expect(await outcome([[...before, ...after]])).to.equal(single);
  });
});
