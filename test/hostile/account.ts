import { expect } from 'chai';
import { verify } from '../../src/transfer/verify.ts';
import type { Flood, Gift } from './flood.ts';
import { SECRET_WORD } from './values.ts';

/** What a hostile run has come to. */
export interface Account {
  aside: number;
  /** Reasons without their figures, and how often. */
  reasons: Map<string, number>;
  said: number;
}

/** Refusals of Telegram's that tell of a chat, a message or a person that is not there: no fault of the text. */
const NOT_THERE =
  /chat not found|message is not modified|message thread not found|message to (edit|delete|react|be replied)[\w ]* not found|query is too old|user not found|USER_|PEER_ID_INVALID|PARTICIPANT|bot was (blocked|kicked)|can't initiate|not a member|message can't be/i;
/** What the readers and the engine refuse on purpose. */
const ON_PURPOSE = /^(ShapeFault|MigrationFault): /;

/** Stops the bot and looks at everything that it leaves behind. */
export async function accountOf(flood: Flood): Promise<Account> {
  const { bot, fresh, gifts, telegram, middleman, scene } = flood;
  expect(await bot.end('SIGTERM'), `the stop; it said ${bot.said().slice(-2000)}`).to.include({ code: 0 });
  checkLog(bot.said(), telegram.token);
  expect(
    middleman.refused.filter(({ description }) => !NOT_THERE.test(description)),
    'malformed calls',
  ).to.deep.equal([]);

  const database = await fresh.open();
  try {
    const [marks] = await database.query<{ count: number }>(
      'select sum(last_id - first_id + 1) as count from seen_ranges',
    );
    const sent = telegram.world.state.updates.nextId - 812_345_678;
    expect(marks?.count, 'updates marked').to.equal(sent);

    const rows = await database.query<{ reason: string; body: string }>('select reason, body from set_aside');
    const reasons = new Map<string, number>();
    for (const { reason } of rows) {
      const short = (reason.split('\n', 1)[0] ?? '').replace(/\d+/g, 'N').slice(0, 160);
      reasons.set(short, (reasons.get(short) ?? 0) + 1);
    }
    expect(
      [...reasons.keys()].filter((reason) => !ON_PURPOSE.test(reason)),
      'set aside by accident',
    ).to.deep.equal([]);

    const honest = scene.honest.map((person) => person.id);
    const entries = await database.query<Gift>(
      `select c.chat_id as chat, message_id as message, giver_id as giver, receiver_id as receiver from entries c
       where giver_id = any($1::bigint[]) order by 1, 2`,
      [honest],
    );
    const strip = ({ message, giver, receiver }: Gift) => `${message} ${giver} ${receiver}`;
    const inQuiet = (list: readonly Gift[]) =>
      list
        .filter(({ chat }) => chat === scene.quiet.id)
        .map(strip)
        .sort();
    const elsewhere = (list: readonly Gift[]) =>
      list
        .filter(({ chat }) => chat !== scene.quiet.id)
        .map(strip)
        .sort();
    expect(inQuiet(entries), 'honest thanks in a chat of their own').to.deep.equal(inQuiet(gifts));
    expect(elsewhere(entries), 'honest thanks between hostile updates').to.deep.equal(elsewhere(gifts));
    const totals = await database.query<{ user: number; reputation: number }>(
      `select user_id as user, sum(reputation) as reputation from members where user_id = any($1::bigint[])
       group by 1 order by 1`,
      [honest],
    );
    const got = (id: number) => gifts.filter(({ receiver }) => receiver === id).length;
    expect(totals).to.deep.equal(honest.map((user) => ({ user, reputation: got(user) })));

    const { differences, gaps } = await verify(database);
    expect({ differences, gaps }).to.deep.equal({ differences: [], gaps: [] });
    const said = middleman.calls.get('sendMessage') ?? 0;
    return { aside: rows.length, reasons, said };
  } finally {
    await database.close();
  }
}

function checkLog(said: string, token: string): void {
  expect(said.includes(token.slice(7)), 'the token is in the log').to.equal(false);
  const lines = said.split('\n');
  expect(lines.filter((line) => line.includes(SECRET_WORD)).slice(0, 3), 'texts in the log').to.deep.equal(
    [],
  );
  const wild = lines.filter(
    (line) => line !== '' && !line.startsWith('{"level":') && !line.startsWith('memory '),
  );
  expect(wild, 'lines that the log did not write').to.deep.equal([]);
}
