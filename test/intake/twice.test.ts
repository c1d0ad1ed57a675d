import { expect } from 'chai';
import type { RawUpdate } from '../../src/intake/update.ts';
import { seededRandom } from '../../src/playground/faults.ts';
import type { Database, Flight } from '../../src/storage/database.ts';
import { verify } from '../../src/transfer/verify.ts';
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

  for (const seed of [1, 2, 3]) {
    it(`counts once in whatever batches, in young and upgraded chats, with commits that fail (seed ${seed})`, async () => {
      const random = seededRandom(seed);
      const upTo = (most: number) => Math.floor(random() * most);
      const updates = talkOf(400, seed, upTo);
      const processes = [one, other, one].map(async (database) => {
        const commit = commitOn(unsteady(database, random), AT);
        for (let at = 0; at < updates.length; ) {
          const end = at + 1 + upTo(30);
          await commit(updates.slice(at, end), forever);
          if (random() < 0.2) await commit(updates.slice(upTo(end), end), forever);
          // Rules change, so that what was assumed by them is read after all.
          if (random() < 0.3)
            await database.query('update chats set settings = $1 where chat_id = $2', [
              JSON.stringify({ 'reputation.reply_seconds': 60 + upTo(3) }),
              -(1_001_240_000_000 + 100_000 * seed + upTo(20)),
            ]);
          at = end;
        }
      });
      await Promise.all(processes);
      const theirs = `where user_id between ${seed * 1_000_000} and ${seed * 1_000_000 + 400}`;
      const twice = await one.query(`select user_id, messages from members ${theirs} and messages <> 1`);
      expect(twice).to.deep.equal([]);
      const [sum] = await one.query(`select sum(messages) as n from members ${theirs}`);
      expect(sum).to.deep.equal({ n: updates.filter(isSaid).length });
      const given = await one.query<{ id: number }>(
        `select message_id as id from entries where kind = 'thanks' and giver_id between $1 and $2 order by 1`,
        [seed * 1_000_000, seed * 1_000_000 + 400],
      );
      expect(given.map(({ id }) => id)).to.deep.equal(
        updates.flatMap((update) => (isThanks(update) ? messageOf(update) : [])),
      );
      expect((await verify(one)).differences).to.deep.equal([]);
      expect(await one.query('select reason from set_aside')).to.deep.equal([]);
    });
  }
});

const messageOf = (update: RawUpdate) =>
  (update as unknown as { message: { message_id: number } }).message.message_id;
const textOf = (update: RawUpdate) => (update as unknown as { message: { text?: string } }).message.text;
const isSaid = (update: RawUpdate) => textOf(update) !== undefined;
const isThanks = (update: RawUpdate) => textOf(update) === 'thanks';

/**
 * Everybody says one thing: hence each who is counted twice is seen. Groups come by and by, every fifth is upgraded; ids
 * of updates begin anew in the midst, and end where numbers do.
 */
function talkOf(count: number, seed: number, upTo: (most: number) => number): RawUpdate[] {
  const updates: RawUpdate[] = [];
  let id = Number.MAX_SAFE_INTEGER - 4 * count * seed;
  const group = (n: number) => ({ id: -(100_000 * seed + n), type: 'group', title: `G${n}` });
  const supergroup = (n: number) => ({
    id: -(1_001_240_000_000 + 100_000 * seed + n),
    type: 'supergroup',
    title: `G${n}`,
  });
  const upgraded = new Set<number>();
  for (let i = 0; i < count; i += 1) {
    if (i === count / 2) id = 4_000 * seed;
    id += 1 + (upTo(10) === 0 ? upTo(3) : 0);
    const n = upTo(5 + i / 8);
    const old = n % 5 === 0 && !upgraded.has(n);
    if (old && upTo(6) === 0) {
      upgraded.add(n);
      updates.push({
        update_id: id,
        message: { message_id: 5, chat: group(n), date: AT, migrate_to_chat_id: supergroup(n).id },
      } as unknown as RawUpdate);
      continue;
    }
    const text = ['thanks', 'I see', 'Water them in the morning'][upTo(3)] as string;
    const chat = old ? group(n) : supergroup(n);
    const said = answer(id, text, chat, seed * 1_000_000 + i, seed * 1_000_000 + 700 + n) as unknown as {
      message: object;
    };
    updates.push({
      update_id: id,
      message: { ...said.message, message_id: 10 + i, date: AT + i },
    } as unknown as RawUpdate);
  }
  return updates;
}

/** Commits that fail, or whose answer is lost; and batches of several that are refused, so that they are halved. */
function unsteady(real: Database, random: () => number): Database {
  const lost = Object.assign(new Error('the connection was lost'), { code: '08006' });
  const transact = async (work: (flight: Flight) => Promise<unknown>) => {
    const how = random();
    const result = await real.transact(async (flight) => {
      let several = false;
      const query = (text: string, params: number[][]) => {
        if (/into seen_ranges/.test(text))
          several = params[1]?.length !== 1 || params[1][0] !== params[2]?.[0];
        return flight.query(text, params);
      };
      const worked = await work(Object.create(flight, { query: { value: query } }) as Flight);
      if (how < 0.1) throw lost;
      if (how < 0.3 && several) throw Object.assign(new Error('refused'), { code: '22003' });
      return worked;
    });
    if (how > 0.9) throw lost;
    return result;
  };
  return Object.create(real, { transact: { value: transact } });
}
