import type { Database } from '../../src/storage/database.ts';
import { commitOn } from '../commit.ts';
import type { BenchUpdate } from '../stream.ts';
import { BEGIN, type Line, type Script } from './script.ts';

/** Ways of counting that are compared; `flat` is a point a message, as most bots count. */
export const WAYS = ['flat', 'activity', 'windows', 'conversations'] as const;
export type Way = (typeof WAYS)[number];

const FIRST_CHAT = -1_009_000_000_000;
const BATCH = 100;
/** Longer than any conversation waits: then all is settled. */
const SILENCE = 7_200;

/**
 * Plays a script in three groups at once, one a policy, through the real engine, by updates as Telegram would send them.
 * No tick runs: what is over is settled by what its member
 * does next, and at the end because somebody looks. Answers with everybody's experience, for each way.
 */
export async function play(database: Database, script: Script): Promise<Map<Way, Map<number, number>>> {
  const policies = WAYS.filter((way) => way !== 'flat');
  const chats = policies.map((policy, n) => ({ id: FIRST_CHAT - n, policy }));
  for (const { id, policy } of chats) {
    const settings = { 'experience.policy': policy, 'announce.titles': 'none', 'reputation.enabled': false };
    await database.query('insert into chats (chat_id, settings) values ($1, $2)', [
      id,
      JSON.stringify(settings),
    ]);
  }
  const commit = commitOn(database);
  const batch: BenchUpdate[] = [];
  let number = 0;
  const push = async (update: object) => {
    batch.push({ update_id: ++number, ...update });
    if (batch.length >= BATCH) await commit(batch.splice(0));
  };
  const { lines } = script;
  for (const [n, line] of lines.entries()) {
    for (const { id } of chats) await push({ message: messageOf(id, n + 1, line) });
  }
  const end = (lines.at(-1)?.at ?? BEGIN) + SILENCE;
  for (const { id } of chats) {
    const look = messageOf(id, lines.length + 1, { at: end, by: 19_999_999, text: '/me', to: null });
    await push({ message: { ...look, entities: [{ type: 'bot_command', offset: 0, length: 3 }] } });
  }
  if (batch.length > 0) await commit(batch);

  const found = new Map<Way, Map<number, number>>();
  const read = async (chat: number, column: 'experience' | 'messages') => {
    const rows = await database.query<{ id: number; value: number }>(
      `select user_id as id, ${column} as value from members where chat_id = $1`,
      [chat],
    );
    return new Map(rows.map(({ id, value }) => [id, value]));
  };
  found.set('flat', await read(FIRST_CHAT, 'messages'));
  for (const { id, policy } of chats) found.set(policy, await read(id, 'experience'));
  return found;
}

/** A script as updates of one group. */
export function* updatesOf({ lines }: Script, chat: number): Generator<BenchUpdate> {
  for (const [n, line] of lines.entries()) yield { update_id: n + 1, message: messageOf(chat, n + 1, line) };
}

function messageOf(chat: number, id: number, { at, by, text, to }: Line) {
  const common = { chat: { id: chat, type: 'supergroup', title: 'Community' }, date: at };
  const person = (who: number) => ({ id: who, is_bot: false, first_name: `Person ${who - 20_000_000}` });
  return {
    ...{ message_id: id, from: person(by), text, ...common },
    ...(to !== null && {
      reply_to_message: { message_id: Math.max(1, id - 1), from: person(to), text: '…', ...common },
    }),
  };
}
