import { expect } from 'chai';
import { rulesOf } from '../../src/engine/rules-of.ts';
import type { RawUpdate } from '../../src/intake/update.ts';
import type { Database, Flight } from '../../src/storage/database.ts';
import { exportChat } from '../../src/transfer/export.ts';
import { commitOn } from '../support/batches.ts';
import { describeOnBoth } from '../support/database.ts';
import { linesOf } from '../support/lines.ts';

const AT = 1_790_000_000;
const forever = new AbortController().signal;

/** A chat of its own for each test: what a process has seen of one it remembers. */
let chats = -1_001_235_000;

describeOnBoth('What only a gift needs', (open) => {
  let database: Database;
  /** Statements of the last batch that read what has passed between two members. */
  let pairsRead = 0;
  let chat = { id: 0, type: 'supergroup', title: 'Garden' };
  let commit: (updates: readonly RawUpdate[]) => Promise<void>;

  beforeEach(async () => {
    database = await open();
    chats -= 1;
    chat = { ...chat, id: chats };
    const take = commitOn(watched(database), AT);
    commit = (updates) => {
      pairsRead = 0;
      return take(updates, forever);
    };
  });

  function watched(real: Database): Database {
    const transact = (work: (flight: Flight) => Promise<unknown>) =>
      real.transact((flight) => {
        const query = (text: string, params: never) => {
          if (/join pairs/.test(text)) pairsRead += 1;
          return flight.query(text, params);
        };
        return work(Object.create(flight, { query: { value: query } }) as Flight);
      });
    return Object.create(real, { transact: { value: transact } });
  }

  const answer = (n: number, text: string, giver = 1, receiver = 2): RawUpdate => {
    const user = (id: number) => ({ id, is_bot: false, first_name: `P${id}` });
    const reply_to_message = { message_id: 1, from: user(receiver), chat, date: AT, text: 'A tip' };
    return {
      update_id: n,
      message: { message_id: n, from: user(giver), chat, date: AT + n, text, reply_to_message },
    };
  };
  const set = (settings: object) =>
    database.query('update chats set settings = $1 where chat_id = $2', [JSON.stringify(settings), chat.id]);
  const gifts = async () =>
    linesOf((await exportChat(database, chat.id))?.entries).map(
      ({ giver_id, receiver_id, message_id }) => `${giver_id}→${receiver_id} by ${message_id}`,
    );

  it('is read for an answer that thanks, not for one that only talks', async () => {
    await commit([answer(10, 'I see')]);
    expect(pairsRead, 'of a chat that is not known yet').to.be.above(0);
    await commit([answer(11, 'I see now'), answer(12, 'Me too', 3)]);
    expect(pairsRead).to.equal(0);
    await commit([answer(13, 'I see'), answer(14, 'thanks', 3)]);
    expect(pairsRead).to.equal(1);
    expect(await gifts()).to.deep.equal(['3→2 by 14']);
  });

  it('is not read because a chat’s rules, of which there are too many, had to be made anew', async () => {
    const stored = { 'reputation.pair_interval': 17, 'reputation.words': ['thanks'] };
    await commit([answer(10, 'I see')]);
    await set(stored);
    await commit([answer(11, 'I see')]);
    const remembered = rulesOf(JSON.stringify(stored));
    // So much that nothing else is kept beside it.
    rulesOf(JSON.stringify({ unknown: 'x'.repeat(30_000_000) }));
    expect(rulesOf(JSON.stringify(stored)), 'made anew').to.not.equal(remembered);
    await commit([answer(12, 'I see now')]);
    expect(pairsRead).to.equal(0);
    await commit([answer(13, 'thanks')]);
    expect(await gifts()).to.deep.equal(['1→2 by 13']);
  });

  it('is read after all where another process has changed the words', async () => {
    const words = { 'reputation.words': ['thanks', 'bravissimo'] };
    await commit([answer(10, 'bravissimo'), answer(11, 'thanks')]);
    await commit([answer(12, 'bravissimo')]);
    expect(await gifts(), 'no word of the chat').to.deep.equal(['1→2 by 11']);
    await set(words);
    await commit([answer(13, 'bravissimo'), answer(14, 'bravissimo', 3)]);
    expect(pairsRead).to.equal(1);
    // The first of them gave a moment ago: without its row that would be forgotten.
    expect(await gifts()).to.deep.equal(['1→2 by 11', '3→2 by 14']);
  });

  it('is read where the batch itself changes the words', async () => {
    const admin = { id: 1_087_968_824, is_bot: true, first_name: 'Group' };
    const change = {
      update_id: 12,
      message: {
        ...{ message_id: 12, from: admin, sender_chat: chat, chat, date: AT + 12 },
        text: '/set reputation.words bravissimo',
        entities: [{ type: 'bot_command', offset: 0, length: 4 }],
      },
    };
    await commit([answer(11, 'thanks')]);
    await commit([change, answer(13, 'bravissimo'), answer(14, 'bravissimo', 3), answer(15, 'thanks', 4)]);
    expect(await gifts()).to.deep.equal(['1→2 by 11', '3→2 by 14']);
  });

  const added = (n: number) => {
    const user = { id: 42, is_bot: true, first_name: 'Laurel' };
    return {
      update_id: n,
      my_chat_member: {
        ...{ chat, from: { id: 9, is_bot: false, first_name: 'Р', language_code: 'ru' }, date: AT + n },
        old_chat_member: { status: 'left', user },
        new_chat_member: { status: 'member', user },
      },
    } as unknown as RawUpdate;
  };
  const speaks = (n: number) => {
    const admin = { id: 1_087_968_824, is_bot: true, first_name: 'Group' };
    return {
      update_id: n,
      message: {
        ...{ message_id: n, from: admin, sender_chat: chat, chat, date: AT + n, text: '/language ru' },
        entities: [{ type: 'bot_command', offset: 0, length: 9 }],
      },
    } as unknown as RawUpdate;
  };
  for (const [how, change] of [
    ['who adds the bot speaks another language', added],
    ['an admin chooses another language', speaks],
  ] as const) {
    it(`is read where the words become others because ${how}`, async () => {
      await commit([answer(11, 'thanks')]);
      await commit([change(12), answer(13, 'спасибо'), answer(14, 'спасибо', 3)]);
      // The first of them gave a moment ago.
      expect(await gifts()).to.deep.equal(['1→2 by 11', '3→2 by 14']);
    });
  }

  it('is read where an answer itself brings experience, up to what a day allows', async () => {
    await commit([answer(9, 'I see')]);
    await set({ 'experience.reply_got': '4-4', 'experience.got_per_day': 6 });
    for (let n = 10; n < 14; n += 1) await commit([answer(n, `I see ${n}`, n)]);
    const [row] = await database.query<{ got: number }>(
      'select sum(experience_got)::int as got from member_days where chat_id = $1 and user_id = 2',
      [chat.id],
    );
    expect(row?.got).to.equal(6);
  });
});
