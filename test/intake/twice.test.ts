import { expect } from 'chai';
import type { RawUpdate } from '../../src/intake/update.ts';
import type { Database, Flight } from '../../src/storage/database.ts';
import { commitOn } from '../support/batches.ts';
import { describeOn, type FreshDatabase, freshDatabase } from '../support/database.ts';

const AT = 1_790_000_000;
const forever = new AbortController().signal;
const KNOWN = { id: -1_001_236_000_001, type: 'supergroup', title: 'Known' };
const YOUNG = { id: -1_001_236_000_002, type: 'supergroup', title: 'Young' };

const answer = (n: number, text: string, chat: object, giver = 1, receiver = 2): RawUpdate => {
  const user = (id: number) => ({ id, is_bot: false, first_name: `P${id}` });
  const reply_to_message = { message_id: 1, from: user(receiver), chat, date: AT, text: 'A tip' };
  return {
    update_id: n,
    message: { message_id: n, from: user(giver), chat, date: AT + n, text, reply_to_message },
  };
};

/** The same update reaches two processes, as Telegram's webhook sends it again where the first is slow. */
describeOn('server', 'An update that two processes have at once', () => {
  let fresh: FreshDatabase;
  let one: Database;
  let other: Database;

  before(async () => {
    fresh = await freshDatabase('server');
    one = await fresh.open();
    other = await fresh.open();
  });

  after(async () => {
    await one.close();
    await other.close();
    await fresh.drop();
  });

  /** Tells when all is written, and commits no sooner than it is let. */
  function held(real: Database): { database: Database; written: Promise<void>; release(): void } {
    let release: () => void = () => undefined;
    let tell: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    const written = new Promise<void>((resolve) => {
      tell = resolve;
    });
    const transact = (work: (flight: Flight) => Promise<unknown>) =>
      real.transact(async (flight) => {
        const result = await work(flight);
        tell();
        await gate;
        return result;
      });
    return { database: Object.create(real, { transact: { value: transact } }), written, release };
  }

  /** Until a transaction waits for another one. */
  async function blocked(): Promise<void> {
    for (let tries = 0; tries < 1_000; tries += 1) {
      const [row] = await one.query<{ n: number }>('select count(*) as n from pg_locks where not granted');
      if (row?.n) return;
    }
    throw new Error('nothing waits');
  }

  it('counts once in a chat that is new, though the words of another chat were not as remembered', async () => {
    const quick = commitOn(other, AT);
    await quick([answer(10, 'I see', KNOWN)], forever);
    await one.query('update chats set settings = $1 where chat_id = $2', [
      JSON.stringify({ 'reputation.words': ['bravissimo'] }),
      KNOWN.id,
    ]);
    const thanks = answer(11, 'thanks', YOUNG);
    const { database, written, release } = held(one);
    const first = commitOn(database, AT)([thanks], forever);
    await written;
    // What it reads before the young chat is there tells nothing of the update.
    const second = quick([answer(12, 'I see', KNOWN), thanks], forever);
    await blocked();
    release();
    await Promise.all([first, second]);
    const counted = await one.query('select messages from members where chat_id = $1 and user_id = 1', [
      YOUNG.id,
    ]);
    expect(counted).to.deep.equal([{ messages: 1 }]);
  });
});
