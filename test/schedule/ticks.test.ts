import { expect } from 'chai';
import { pino } from 'pino';
import { migrateChat } from '../../src/engine/chat/migrate.ts';
import { NOTHING } from '../../src/engine/decision.ts';
import { DUE_RULES, type DueRule } from '../../src/engine/due.ts';
import { createTickCommit } from '../../src/intake/commit-ticks.ts';
import { type ChatId, chatId, userId } from '../../src/model/ids.ts';
import { createTicks } from '../../src/schedule/ticks.ts';
import { createTurns } from '../../src/schedule/turns.ts';
import type { Database } from '../../src/storage/database.ts';
import { describeOnBoth } from '../support/database.ts';
import { BOT } from '../support/facts.ts';

const AT = 1_790_000_000;
const GROUP = chatId(-100_1);
const OTHER = chatId(-100_2);
const log = pino({ level: 'silent' });

/** What falls due in the tests: moments of chats, kept where a rule would have a table; each earns Anna a point. */
class Alarms implements DueRule {
  readonly stored = new Map<ChatId, number[]>();
  readonly loaded = new WeakMap<object, number[]>();
  readonly judged: string[] = [];
  /** A moment that cannot be judged. */
  poison: number | null = null;

  async load(...[, chats]: Parameters<DueRule['load']>) {
    for (const { facts } of chats) {
      this.loaded.set(facts, [...(this.stored.get(facts.row.chatId) ?? [])]);
    }
    return chats.map(({ facts }) => [facts.row.chatId, userId(1)] as const);
  }

  next(facts: object) {
    return this.loaded.get(facts)?.[0] ?? null;
  }

  decide(...[facts, tick]: Parameters<DueRule['decide']>) {
    if (tick.at === this.poison) throw new Error('poison');
    this.judged.push(`${tick.chat.id} at ${tick.at - AT}`);
    this.loaded.get(facts)?.shift();
    this.stored.get(tick.chat.id)?.shift();
    const earned = { member: userId(1), amount: 1, kinds: [], sent: false, got: false, bonus: null };
    return { ...NOTHING, earned: [earned] };
  }
}

describeOnBoth('Ticks', (open) => {
  let database: Database;
  let alarms: Alarms;
  let horizon: number | null;
  beforeEach(async () => {
    database = await open();
    alarms = new Alarms();
    DUE_RULES.push(alarms);
    horizon = null;
  });
  afterEach(() => {
    DUE_RULES.splice(DUE_RULES.indexOf(alarms), 1);
  });

  async function ring(chat: ChatId, ...moments: number[]): Promise<void> {
    alarms.stored.set(
      chat,
      moments.map((at) => AT + at),
    );
    await database.query(
      `insert into chats (chat_id, due_at) values ($1, $2) on conflict (chat_id) do update set due_at = excluded.due_at`,
      [chat, AT + Math.min(...moments)],
    );
  }
  const run = (turns = createTurns(), isCaughtUp = true, othersFirst = false) => {
    const commit = createTickCommit({
      ...{ database, log, secret: 'secret', committed: () => undefined },
      bot: { id: BOT.id, username: 'laurel_bot' },
    });
    const ticks = createTicks({
      ...{ database, commit, log, turns },
      horizon: () => (horizon === null ? null : AT + horizon),
      isCaughtUp: () => isCaughtUp,
      othersFirst: async () => othersFirst,
    });
    return ticks.run();
  };
  const dueAt = async (chat: ChatId) => {
    const [row] = await database.query<{ at: number | null }>(
      'select due_at as at from chats where chat_id = $1',
      [chat],
    );
    return row?.at === null || row?.at === undefined ? null : row.at - AT;
  };

  it('judges what is due in its own second and in order, and reckons when the chat is due next', async () => {
    await ring(GROUP, 10, 20, 30);
    await ring(OTHER, 15);
    horizon = 9;
    await run();
    expect(alarms.judged, 'not yet').to.deep.equal([]);
    horizon = 25;
    await run();
    expect(alarms.judged).to.deep.equal([`${GROUP} at 10`, `${GROUP} at 20`, `${OTHER} at 15`]);
    expect([await dueAt(GROUP), await dueAt(OTHER)]).to.deep.equal([30, null]);
    const [anna] = await database.query<{ experience: number }>(
      'select experience from members where chat_id = $1 and user_id = 1',
      [GROUP],
    );
    expect(anna?.experience).to.equal(2);
  });

  it('judges nothing while nobody knows how far time has come', async () => {
    await ring(GROUP, 10);
    await run();
    expect(alarms.judged).to.deep.equal([]);
    expect(await dueAt(GROUP)).to.equal(10);
  });

  it('judges nothing while what another process has taken in is not counted', async () => {
    await ring(GROUP, 10);
    horizon = 20;
    await run(createTurns(), true, true);
    expect(alarms.judged).to.deep.equal([]);
    await run();
    expect(alarms.judged).to.deep.equal([`${GROUP} at 10`]);
  });

  it('leaves spans alone while updates wait, and nothing else', async () => {
    await ring(OTHER, 10);
    await database.query('insert into chats (chat_id, spans_due_at) values ($1, $2)', [GROUP, AT + 10]);
    const spansDueAt = () =>
      database.query('select spans_due_at as at from chats where chat_id = $1', [GROUP]);
    horizon = 20;
    await run(createTurns(), false);
    expect(alarms.judged).to.deep.equal([`${OTHER} at 10`]);
    expect(await spansDueAt()).to.deep.equal([{ at: AT + 10 }]);
    await run();
    expect(await spansDueAt(), 'nobody has gathered').to.deep.equal([{ at: null }]);
  });

  it('is judged once though several processes find it', async () => {
    await ring(GROUP, 10);
    horizon = 10;
    await Promise.all([run(), run(), run()]);
    expect(alarms.judged).to.deep.equal([`${GROUP} at 10`]);
  });

  it('puts off a chat whose tick fails, and no other', async () => {
    alarms.poison = AT + 10;
    await ring(GROUP, 10);
    await ring(OTHER, 11);
    horizon = 12;
    await run();
    expect(alarms.judged).to.deep.equal([`${OTHER} at 11`]);
    expect(await dueAt(GROUP)).to.equal(12 + 3_600);
  });

  it('leaves a group that was upgraded to its new id', async () => {
    await ring(GROUP, 10);
    await database.transact((flight) => migrateChat(flight, GROUP, OTHER));
    alarms.stored.set(OTHER, [AT + 10]);
    expect(await dueAt(OTHER)).to.equal(10);
    horizon = 10;
    await run();
    expect(alarms.judged).to.deep.equal([`${OTHER} at 10`]);
  });
});
