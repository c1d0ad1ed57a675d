import { expect } from 'chai';
import type { RawUpdate } from '../../src/intake/update.ts';
import type { AdminList, ChatEvent } from '../../src/model/event.ts';
import { chatId } from '../../src/model/ids.ts';
import { seededRandom } from '../../src/playground/faults.ts';
import type { Database } from '../../src/storage/database.ts';
import { exportChat } from '../../src/transfer/export.ts';
import { verify } from '../../src/transfer/verify.ts';
import { commitOn, inBatches } from '../support/batches.ts';
import { describeOnBoth } from '../support/database.ts';
import { person } from '../support/facts.ts';

const AT = 1_790_000_000;
const GROUP = chatId(-1_001);
const chat = { id: GROUP, type: 'supergroup', title: 'Garden' };
const ADMINS = [1, 2];
const MEMBERS = [3, 4, 5, 6, 7];
const userOf = (id: number) => ({ id, is_bot: id === 50, first_name: `P${id}`, language_code: 'en' });

/** What Telegram says of a member's standing. */
const STANDINGS = {
  member: { status: 'member' },
  left: { status: 'left' },
  banned: { status: 'kicked', until_date: 0 },
  muted: { status: 'restricted', is_member: true },
  textOnly: { status: 'restricted', is_member: true, can_send_messages: true },
} as const;
type Standing = keyof typeof STANDINGS;

/** Bans, kicks, restrictions and their ends by admins, a captcha and the members themselves; messages, removals and votes. */
function streamOf(seed: number, length: number): RawUpdate[] {
  const random = seededRandom(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const standings = new Map<number, Standing>(MEMBERS.map((id) => [id, 'member']));
  const said: { message_id: number; from: object; date: number; chat: object; text: string }[] = [];
  const updates: RawUpdate[] = [];
  let date = AT;
  let message_id = 10;
  const push = (update: object) => updates.push({ update_id: updates.length + 1, ...update } as RawUpdate);
  const say = (from: number, text: string, more: object = {}) => {
    message_id += 1;
    const message = { message_id, from: userOf(from), date, chat, text };
    push({ message: { ...message, ...more } });
    return message;
  };
  const settings = ['ban', 'kick', 'restrict', 'delete'].flatMap((what, n) => [
    `deductions.${what}_reputation ${n + 2}`,
    `deductions.${what}_experience ${10 * n + 15}`,
  ]);
  say(1, `/set ${[...settings, 'moderation.votes 2', 'announce.titles none'].join('\n')}`);
  for (const id of MEMBERS) said.push(say(id, 'Good morning.'));
  say(1, '/reward add level=2 vote=on keep=persistent');
  for (const id of MEMBERS) say(1, `/addrep ${id} 60`);
  for (const id of MEMBERS.slice(0, 3)) say(1, `/addexp ${id} 600`);
  for (let n = 0; n < length; n += 1) {
    date += pick([0, 1, 5, 30, 61, 400, 3700]);
    const dice = random();
    if (dice < 0.3) {
      said.push(say(pick(MEMBERS), `Words number ${n}.`));
      if (said.length > 8) said.shift();
    } else if (dice < 0.55) {
      const on = pick(said);
      say(random() < 0.3 ? pick(ADMINS) : pick(MEMBERS), '/del', { reply_to_message: on });
    } else {
      const id = pick(MEMBERS);
      const was = standings.get(id) as Standing;
      const now = pick((Object.keys(STANDINGS) as Standing[]).filter((one) => one !== was));
      standings.set(id, now);
      const show = (standing: Standing) => ({ user: userOf(id), ...STANDINGS[standing] });
      const from = userOf(pick([1, 1, 1, 2, 50, id]));
      const change = { chat, from, old_chat_member: show(was), new_chat_member: show(now) };
      push({ chat_member: { ...change, date } });
      if (now === 'banned' && random() < 0.6) {
        // Thrown out, as apps and bots do it.
        date += pick([0, 1, 60, 61]);
        standings.set(id, 'left');
        const [old_chat_member, new_chat_member] = [show('banned'), show('left')];
        push({ chat_member: { ...change, date, old_chat_member, new_chat_member } });
      }
    }
    // Telegram says some things twice.
    if (random() < 0.05) updates.push(pick(updates.slice(-20)));
  }
  return updates;
}

describeOnBoth('Sanctions, removals and votes', (open) => {
  async function run(seed: number, size: number) {
    const database: Database = await open();
    let asked = false;
    const commit = commitOn(database, AT, {
      async admins(events: readonly ChatEvent[]): Promise<AdminList[]> {
        if (asked || events.length === 0) return [];
        asked = true;
        const bot = { status: 'admin', canDelete: true } as const;
        return [{ chat: GROUP, admins: ADMINS.map((id) => person(id)), bot }];
      },
    });
    const updates = streamOf(seed, 400);
    await inBatches(commit, updates, size);
    expect(await database.query('select reason from set_aside')).to.deep.equal([]);
    const { differences, gaps } = await verify(database);
    expect({ differences, gaps }).to.deep.equal({ differences: [], gaps: [] });
    return {
      chat: await exportChat(database, GROUP),
      pasts: await database.query('select * from member_pasts order by user_id'),
      votes: await database.query('select * from votes order by message_id'),
      removed: await database.query(
        'select message_id, deleted_at from messages where deleted_at is not null order by message_id',
      ),
      outbox: await database.query(
        'select job, body, at, due_at, keep from outbox order by at, job, due_at, body',
      ),
    };
  }

  for (const seed of [1, 2, 3]) {
    it(`come to the same, wherever batches end (seed ${seed})`, async function () {
      this.timeout(60_000);
      const whole = await run(seed, 1000);
      for (const size of [1, 7, 60]) expect(await run(seed, size)).to.deep.equal(whole);
      const kinds = whole.chat?.entries.map(({ kind }) => kind) ?? [];
      for (const kind of ['ban', 'kick', 'restriction', 'delete', 'vote', 'undo'])
        expect(kinds.filter((one) => one === kind).length, kind).to.be.above(2);
      // Nobody pays twice for one message.
      const paid = (whole.chat?.entries ?? []).filter(({ kind }) => kind === 'delete');
      expect(new Set(paid.map((entry) => entry.message_id)).size).to.equal(paid.length);
    });
  }
});
