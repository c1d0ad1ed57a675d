import { expect } from 'chai';
import type { RawUpdate } from '../../src/intake/update.ts';
import type { AdminList, ChatEvent } from '../../src/model/event.ts';
import { chatId } from '../../src/model/ids.ts';
import type { World } from '../../src/playground/world/world.ts';
import type { Database } from '../../src/storage/database.ts';
import { chatIds, type ExportedChat, exportChat } from '../../src/transfer/export.ts';
import { verify } from '../../src/transfer/verify.ts';
import { expectSame } from '../processes/ledgers.ts';
import { commitOn, inBatches } from '../support/batches.ts';
import { describeOnBoth } from '../support/database.ts';
import { person } from '../support/facts.ts';
import { makeStream, play, type Stream } from '../support/stream.ts';

const AT = 1_790_000_000;
const make = (seed: number, reactions: boolean, people = 16) =>
  makeStream({ seed, updates: 1_200, groups: 5, people, from: AT, lasts: 30_000, reactions });

/** All updates of a stream, in a row. */
async function updatesOf({ opening, rest }: Stream): Promise<RawUpdate[]> {
  const updates: RawUpdate[] = [];
  let upgraded = 0;
  const push = (update: Record<string, unknown> & { update_id?: number }) => {
    const { update_id = 1_000 + updates.length } = update;
    updates.push(JSON.parse(JSON.stringify({ ...update, update_id })) as RawUpdate);
    return update_id;
  };
  const upgradeToSupergroup = (from: number) => {
    const chat = { id: -1_001_600_000_000 - ++upgraded, type: 'supergroup' as const, title: 'Garden' };
    const old = { id: from, type: 'group', title: 'Garden' };
    push({ message: { message_id: 5, chat: old, date: AT, migrate_to_chat_id: chat.id } });
    push({ message: { message_id: 1, chat, date: AT, migrate_from_chat_id: from } });
    return chat;
  };
  const world = { push, upgradeToSupergroup } as unknown as World;
  await play(world, [...opening, ...rest], async () => undefined);
  return updates;
}

/** Each group's admins, when it is first seen, as Telegram would list them. */
function adminsOf({ groups }: Stream) {
  const lists = new Map<number, AdminList>();
  for (const { chat, admins } of groups) {
    lists.set(chat.id, { chat: chatId(chat.id), admins: admins.map(({ id }) => person(id)), bot: null });
  }
  return async (events: readonly ChatEvent[]): Promise<AdminList[]> =>
    events.flatMap((event) => {
      const id = event.is === 'migration' ? 0 : event.chat.id;
      const list = lists.get(id);
      lists.delete(id);
      return list ? [list] : [];
    });
}

/** Groups take their words from their language, which becomes another one now and then; nothing else is set meanwhile. */
function withOtherWords(updates: readonly RawUpdate[]): RawUpdate[] {
  const admin = { id: 1_087_968_824, is_bot: true, first_name: 'Group', username: 'GroupAnonymousBot' };
  let turn = 0;
  return updates.map((update, n) => {
    const { update_id } = update;
    const { message } = update as unknown as { message?: { chat: object; text?: string } };
    const isSet = message?.text?.startsWith('/set') === true;
    if (message?.text === undefined || (!isSet && (n < 100 || n % 17 !== 0))) return update;
    turn += 1;
    const set = '/set reputation.words\nreputation.pair_interval 300\nreputation.given_per_day 4';
    const text = isSet ? set : `/language ${turn % 2 === 0 ? 'ru' : 'en'}`;
    return { update_id, message: { ...message, from: admin, sender_chat: message.chat, text } };
  });
}

describeOnBoth('Where a batch begins and ends', (open) => {
  async function ledgers(
    seed: number,
    size: number,
    reactions = false,
    changed = (updates: readonly RawUpdate[]) => updates,
  ): Promise<ExportedChat[]> {
    const database: Database = await open();
    // Few who thank each other again and again, where it matters who has thanked whom.
    const people = changed === withOtherWords ? 5 : 16;
    const commit = commitOn(database, AT, { admins: adminsOf(make(seed, reactions, people)) });
    const updates = changed(await updatesOf(make(seed, reactions, people)));
    await inBatches(commit, updates, size);
    const chats = await Promise.all((await chatIds(database)).map((id) => exportChat(database, id)));
    expect((await verify(database)).differences).to.deep.equal([]);
    expect(await database.query('select reason from set_aside')).to.deep.equal([]);
    return chats.flatMap((chat) => chat ?? []);
  }

  for (const seed of [3, 6]) {
    it(`makes no difference, though names change hands and groups are upgraded (seed ${seed})`, async function () {
      this.timeout(60_000);
      const whole = await ledgers(seed, 100);
      for (const size of [1, 37]) expectSame(await ledgers(seed, size), whole);
    });
  }

  it('makes no difference to which words thank, though they change on the way', async function () {
    this.timeout(60_000);
    const whole = await ledgers(4, 100, false, withOtherWords);
    for (const size of [1, 37]) expectSame(await ledgers(4, size, false, withOtherWords), whole);
    const gifts = whole.flatMap(({ entries }) => entries.filter(({ kind }) => kind === 'thanks'));
    expect(gifts.length, 'gifts').to.be.above(20);
  });

  it('makes no difference to reactions either, though some come before their message', async function () {
    this.timeout(60_000);
    const whole = await ledgers(9, 100, true);
    for (const size of [1, 37]) expectSame(await ledgers(9, size, true), whole);
    const paid = whole.flatMap(({ entries }) => entries.filter(({ kind }) => kind === 'activity'));
    expect(paid.length, 'days on which taking part and reactions earned something').to.be.above(20);
    const kinds = whole.flatMap(({ entries }) => entries.map(({ kind }) => kind));
    expect(kinds.filter((kind) => kind === 'reaction').length, 'gifts by reaction').to.be.above(50);
    expect(kinds.filter((kind) => kind === 'undo').length, 'taken back').to.be.above(10);
  });
});
