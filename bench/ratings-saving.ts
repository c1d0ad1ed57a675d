import { rankNext } from '../src/engine/leaderboard/rank.ts';
import { RANKED_TO_ALL } from '../src/leaderboard/places.ts';
import type { Database } from '../src/storage/database.ts';
import { commitOn } from './commit.ts';
import type { Figure } from './figure.ts';
import { processorOf } from './processor.ts';
import { populate } from './ratings-chat.ts';
import { type BenchUpdate, benchStream, chatNumber } from './stream.ts';

const SIZE = 100;
const BATCHES = 25;
const WARM = 4;

interface Scene {
  /** With a histogram, and as many without. */
  chats: number;
  members: number;
  /** Those who write. */
  people: number;
  rounds: number;
}

/** As the stream numbers them. */
const FIRST_PERSON = 10_000_000;
/** From a chat with a histogram to its twin without. */
const APART = 1000;

/**
 * The same stream into chats with a histogram and into chats without, in turns: the machine is seldom quiet. What counts
 * is processor time, of this process and of PostgreSQL, as waiting for the disk would hide what work there is.
 */
export async function benchSaving(database: Database, scene: Scene): Promise<Figure[]> {
  const { chats, members, people, rounds } = scene;
  const ranked: number[] = [];
  for (let chat = 0; chat < chats; chat += 1) {
    const id = chatNumber(chat);
    const first = FIRST_PERSON + chat * people;
    for (const one of [id, id - APART]) await populate(database, { chat: one, members, first, best: true });
    ranked.push(id);
  }
  await database.query('update chats set ranked_to = 0 where chat_id = any($1::bigint[])', [ranked]);
  while (await rankNext(database)) {
    // A piece at a time.
  }
  const [made] = await database.query<{ n: number }>(
    `select count(*) as n from chats where ranked_to = ${RANKED_TO_ALL}`,
  );
  if (made?.n !== chats) throw new Error('the histogram was not made');
  await database.query('vacuum analyze');

  const commit = commitOn(database);
  const streams = streamsOf((rounds + WARM) * BATCHES * SIZE, scene);
  const processor = await processorOf(database);
  const spent = { with: 0, without: 0, serverWith: 0, serverWithout: 0, wallWith: 0, wallWithout: 0 };
  const run = async (stream: BenchUpdate[]) => {
    const before = processor.used();
    const began = performance.now();
    for (let batch = 0; batch < BATCHES; batch += 1) await commit(stream.splice(0, SIZE));
    const after = processor.used();
    return {
      own: after.own - before.own,
      server: (after.server ?? 0) - (before.server ?? 0),
      wall: performance.now() - began,
    };
  };
  for (let round = -WARM; round < rounds; round += 1) {
    for (const which of round % 2 === 0 ? (['with', 'without'] as const) : (['without', 'with'] as const)) {
      const took = await run(streams[which]);
      if (round < 0) continue;
      spent[which] += took.own + took.server;
      spent[which === 'with' ? 'serverWith' : 'serverWithout'] += took.server;
      spent[which === 'with' ? 'wallWith' : 'wallWithout'] += took.wall;
    }
  }
  await database.close();
  const each = (ms: number) => (ms / rounds / BATCHES).toFixed(2);
  const name = `saving in ${chats === 1 ? 'a chat' : `${chats} chats`} of ${members.toLocaleString('en')}`;
  return [
    {
      name: `${name}: processor time with a histogram, against without`,
      value: spent.with / spent.without,
      unit: 'ratio',
      note: `${each(spent.without)} and ${each(spent.with)} ms a batch of ${SIZE}, of it PostgreSQL ${each(spent.serverWithout)} and ${each(spent.serverWith)}`,
      target: { atMost: 1.05 },
    },
    {
      name: `${name}: time`,
      value: spent.wallWith / spent.wallWithout,
      unit: 'ratio',
      note: `${each(spent.wallWithout)} and ${each(spent.wallWith)} ms`,
      target: { atMost: 1.1 },
    },
  ];
}

/** Two streams of the same kind of talk, in the same languages, by the same people: only the chats are others. */
function streamsOf(count: number, { chats, people }: Scene) {
  const stream = (after: number) =>
    benchStream({ updates: count, chats, people, perSecond: 200, after: { updates: after, messages: 0 } });
  // Both come out of JSON, as updates do: objects made otherwise are read at another speed.
  const moved =
    (by: number) =>
    (update: BenchUpdate): BenchUpdate =>
      JSON.parse(JSON.stringify(update).replace(/"id":(-\d+)/g, (_, id) => `"id":${Number(id) - by}`));
  return { with: Array.from(stream(0), moved(0)), without: Array.from(stream(count), moved(APART)) };
}
