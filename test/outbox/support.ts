import { type ChatId, chatId, userId } from '../../src/model/ids.ts';
import type { Notice } from '../../src/model/notice.ts';
import { ApiError, type ApiFailure, type BotApi, type OutboxMethods } from '../../src/outbox/bot-api.ts';
import { type Delivery, type DeliveryParts, startDelivery } from '../../src/outbox/deliver.ts';
import type { Machine } from '../../src/outbox/machine.ts';
import { addNotices } from '../../src/outbox/store.ts';
import type { Database, LeaseHandlers, Param } from '../../src/storage/database.ts';

export const BOT = 42;
/** The wall clock at the start of every test. */
export const START = 1_800_000_000;
export const GROUP = chatId(-1001);
export const OTHER = chatId(-1002);
export const ANNA = userId(7);

export function notice(part: Partial<Notice> = {}): Notice {
  return {
    key: 'hello',
    params: {},
    language: 'en',
    chat: GROUP,
    thread: null,
    way: 'public',
    to: null,
    messageId: null,
    query: null,
    answersCommand: false,
    removeAfter: null,
    keep: false,
    at: START,
    ...part,
  };
}

type Method = keyof OutboxMethods;

export interface Call {
  method: Method;
  params: Record<string, unknown>;
  /** Milliseconds of the test's clock. */
  at: number;
}

/** A Telegram that does as it is told: `answer` may give a result, throw, or wait. */
export class FakeApi implements BotApi {
  readonly calls: Call[] = [];
  underWay = 0;
  answer: (call: Call) => unknown = () => undefined;
  #messages = 100;
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  async call<Name extends Method>(
    method: Name,
    params: OutboxMethods[Name]['params'],
  ): Promise<OutboxMethods[Name]['result']> {
    const call: Call = { method, params: { ...params }, at: this.#now() };
    this.calls.push(call);
    this.underWay += 1;
    try {
      const told = await this.answer(call);
      return (told ?? this.#usual(call)) as OutboxMethods[Name]['result'];
    } finally {
      this.underWay -= 1;
    }
  }

  #usual({ method, params }: Call): unknown {
    if (method !== 'sendMessage') return true;
    const quiet = 'ephemeral_message_parameters' in params;
    const number = ++this.#messages;
    const sent = { date: 0, chat: { id: params.chat_id, type: 'supergroup' } };
    return quiet ? { ...sent, message_id: 0, ephemeral_message_id: number } : { ...sent, message_id: number };
  }

  texts(chat?: number): unknown[] {
    const sends = this.calls.filter(({ method }) => method === 'sendMessage');
    return sends
      .filter(({ params }) => chat === undefined || params.chat_id === chat)
      .map((c) => c.params.text);
  }

  of(method: Method): Record<string, unknown>[] {
    return this.calls.filter((call) => call.method === method).map((call) => call.params);
  }
}

export function refusal(failure: Partial<ApiFailure>): ApiError {
  return new ApiError({ method: 'sendMessage', code: 400, description: 'Bad Request', ...failure });
}

/** Time that passes only when the test says so. */
export class FakeMachine implements Machine {
  #now = 0;
  #timers: { at: number; run: () => void }[] = [];

  now = (): number => this.#now;

  after = (ms: number, run: () => void): void => {
    this.#timers.push({ at: this.#now + ms, run });
  };

  /** Runs the next timer up to a moment; false when there is none left, and the moment has come. */
  step(until: number): boolean {
    this.#timers.sort((a, b) => a.at - b.at);
    const next = this.#timers[0];
    if (!next || next.at > until) {
      this.#now = Math.max(this.#now, until);
      return false;
    }
    this.#timers.shift();
    this.#now = Math.max(this.#now, next.at);
    next.run();
    return true;
  }
}

/** A database that counts, and that may be out of reach. */
export class WatchedDatabase {
  queries = 0;
  rows = 0;
  underWay = 0;
  down = false;
  /** Who delivers: a test may take it away and give it back. */
  lease: LeaseHandlers = { gained() {}, lost() {} };
  readonly database: Database;

  constructor(inner: Database) {
    const query = <T>(text: string, params?: readonly Param[]): Promise<T[]> =>
      this.#watch(async () => {
        const rows = await inner.query<T>(text, params);
        this.queries += 1;
        this.rows += rows.length;
        return rows;
      });
    this.database = Object.create(inner, {
      query: { value: query },
      transact: {
        value: (work: Parameters<Database['transact']>[0]) => this.#watch(() => inner.transact(work)),
      },
      lead: {
        value: (name: string, handlers: LeaseHandlers) => {
          this.lease = handlers;
          return inner.lead(name, handlers);
        },
      },
      listen: { value: inner.listen.bind(inner) },
      notify: { value: inner.notify.bind(inner) },
    });
  }

  async #watch<T>(work: () => Promise<T>): Promise<T> {
    this.underWay += 1;
    try {
      if (this.down) throw new Error('connection refused');
      return await work();
    } finally {
      this.underWay -= 1;
    }
  }
}

export interface World {
  readonly database: Database;
  readonly watched: WatchedDatabase;
  readonly api: FakeApi;
  readonly machine: FakeMachine;
  readonly delivery: Delivery;
  readonly logged: { level: string; details: object; text: string }[];
  readonly rendered: { key: string; by: string }[];
  /** Adds notices as the engine does, wakes, and waits until nothing moves. */
  say(...notices: Notice[]): Promise<void>;
  /** Lets time pass. */
  pass(ms: number): Promise<void>;
  /** Waits, in real time, until nothing moves without time passing. */
  calm(): Promise<void>;
  left(): Promise<{ id: number; chat: number; job: string; body: string; dueAt: number }[]>;
}

export const tick = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

export async function startWorld(inner: Database, options: Partial<DeliveryParts> = {}): Promise<World> {
  const machine = new FakeMachine();
  const api = new FakeApi(machine.now);
  const watched = new WatchedDatabase(inner);
  const logged: World['logged'] = [];
  const rendered: World['rendered'] = [];
  const note = (level: string) => (details: object, text: string) =>
    void logged.push({ level, details, text });
  const delivery = startDelivery({
    database: watched.database,
    botId: BOT,
    api,
    machine,
    now: () => START * 1000 + machine.now(),
    replyMaxAge: 300,
    log: { debug: note('debug'), info: note('info'), warn: note('warn'), error: note('error') },
    render: async ({ key, params }, by) => {
      rendered.push({ key, by });
      return { text: String(params.text ?? key) };
    },
    ...options,
  });
  const calm = async (): Promise<void> => {
    for (let still = 0; still < 6; ) {
      await tick();
      still = watched.underWay === 0 && api.underWay === 0 ? still + 1 : 0;
    }
  };
  const deadline = Date.now() + 5000;
  while (!delivery.stats.leading && Date.now() < deadline) await tick();
  await calm();
  return {
    database: inner,
    watched,
    api,
    machine,
    delivery,
    logged,
    rendered,
    calm,
    async say(...notices) {
      await addNotices(inner, BOT, notices);
      delivery.wake();
      await calm();
    },
    async pass(ms) {
      const until = machine.now() + ms;
      while (machine.step(until)) await calm();
      await calm();
    },
    left: () =>
      inner.query(`select id, chat_id as chat, job, body, due_at as "dueAt" from outbox order by id`),
  };
}

export async function addGroup(
  database: Database,
  chat: ChatId,
  { status = 'member', canWrite = true, canDelete = false } = {},
): Promise<void> {
  await database.query(
    `insert into chats (chat_id, type, bot_status, bot_can_write, bot_can_delete)
     values ($1, 'supergroup', $2, $3, $4)`,
    [chat, status, canWrite, canDelete],
  );
}

export async function addPerson(database: Database, person: number, dmOpen: boolean): Promise<void> {
  await database.query('insert into people (user_id, first_name, dm_open) values ($1, $2, $3)', [
    person,
    'Anna',
    dmOpen,
  ]);
}

/** Starts worlds on databases of their own, unless one is given, and stops them after each test. */
export function worldsOn(open: () => Promise<Database>) {
  const worlds: World[] = [];
  afterEach(async () => {
    for (const world of worlds.splice(0)) await world.delivery.stop();
  });
  return async (options: Parameters<typeof startWorld>[1] = {}, given?: Database): Promise<World> => {
    const world = await startWorld(given ?? (await open()), options);
    worlds.push(world);
    return world;
  };
}
