import { randomInt } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Waits } from './control/control-api.ts';
import { Keeper } from './keep/keeper.ts';
import { type LocalTelegram, startLocalTelegram } from './local-telegram.ts';
import { createPage } from './page/serve.ts';
import type { Chat, User } from './types.ts';
import type { World } from './world/world.ts';

export interface PlaygroundOptions {
  port: number;
  host: string;
  /** The bot's own routes, tried before the page. Answers true where it has taken the request. */
  page: (req: IncomingMessage, res: ServerResponse) => boolean;
  /** What the bot has to say in a chat and may not say yet. */
  waits: Waits;
  /** Where the world is kept. */
  folder: string;
  /** Something for the operator. */
  warn: (words: string) => void;
  /** People want a new world, and a bot that knows nothing. */
  startOver: () => void;
}

export interface Playground {
  /** What the bot takes for Telegram, and a person opens in the browser. */
  root: string;
  token: string;
  /** Milliseconds, by the world's clock, which people can move on. */
  now(): number;
  /** From now on the world is kept: once nobody else does so, which the lock of the database tells. */
  keep(): void;
  close(): Promise<void>;
}

// Always the same people, so that what is known of them outlives a restart; far above the ids of
// Telegram's real ones, because the database may be that of a real bot one day.
const [ANNA, BORIS, CHIARA, DMITRI, EMEKA] = [1, 2, 3, 4, 5].map((n) => 777_000_000_000 + n) as [
  number,
  number,
  number,
  number,
  number,
];

const PEOPLE: readonly Omit<User, 'is_bot'>[] = [
  { id: ANNA, first_name: 'Anna', username: 'anna_fern', language_code: 'en' },
  { id: BORIS, first_name: 'Boris', username: 'boris', language_code: 'ru' },
  { id: CHIARA, first_name: 'Chiara', username: 'chiara', language_code: 'en' },
  { id: DMITRI, first_name: 'Dmitri', username: 'dmitri', language_code: 'ru' },
  { id: EMEKA, first_name: 'Emeka', username: 'emeka', language_code: 'en' },
];

/** For so long the talk of the group waits for the bot's welcome, so that it comes first. */
const WELCOME_WITHIN_MS = 30_000;

/**
 * Opens a local Telegram with a page to look at it: the one that was kept, or a new one with two groups of five people
 * and the bot as their admin.
 */
export async function openPlayground(options: PlaygroundOptions): Promise<Playground> {
  const { port, host, page, waits, folder, warn, startOver } = options;
  const ownPage = createPage();
  let keeper: Keeper | undefined;
  const telegram = await startLocalTelegram({
    port,
    host,
    waits,
    startOver,
    touched: () => keeper?.touched(),
    // A new world may meet an old database: no number may come a second time.
    firstUpdateId: randomInt(100_000_000, 1_000_000_000),
    page: (req, res) => page(req, res) || ownPage(req, res),
  }).catch((error: NodeJS.ErrnoException) => {
    throw new Error(whyNot(error, port, host), { cause: error });
  });
  const { state } = telegram.world;
  keeper = new Keeper(folder, state, warn);
  const stopListening = state.onChange(() => keeper.touched());
  let open = true;
  const close = async () => {
    open = false;
    stopListening();
    keeper.close();
    await telegram.close();
  };
  try {
    if (!keeper.restore()) settle(telegram);
  } catch (error) {
    await close();
    throw error;
  }
  talk(telegram, () => open);
  return {
    root: reachable(telegram.root),
    token: telegram.token,
    now: () => Date.now() + telegram.world.clock.offset * 1000,
    keep: () => keeper.begin(),
    close,
  };
}

function whyNot(error: NodeJS.ErrnoException, port: number, host: string): string {
  return error.code === 'EADDRINUSE'
    ? `Port ${port} on ${host} is taken. Stop what listens there, or set another PORT.`
    : `Cannot listen on ${host}:${port}: ${error.message}`;
}

/** An address that means "all of this machine's" is none that a browser could open. */
function reachable(root: string): string {
  return root.replace('//0.0.0.0:', '//127.0.0.1:').replace('//[::]:', '//[::1]:');
}

const PLACES = [
  { title: 'Laurel Garden', is_forum: false },
  { title: 'Workshop', is_forum: true },
];
const TOPICS = ['Questions', 'Show and tell'];

function settle({ world }: LocalTelegram): void {
  for (const person of PEOPLE) world.createUser(person);
  const first = randomInt(2_000_000_000, 3_900_000_000);
  const groups = PLACES.map((place, at) =>
    world.createGroup({
      ...place,
      id: -1_000_000_000_000 - first - at,
      members: [BORIS, CHIARA, DMITRI, EMEKA],
      owner: ANNA,
      bot: 'left',
    }),
  );
  for (const chat of [...groups, ...PEOPLE.map(({ id }) => world.privateChat(id))]) {
    world.state.record(chat).lastMessageId = randomInt(1_000_000, 1_000_000_000);
  }
  const workshop = groups[1] as Chat;
  for (const name of TOPICS) world.createTopic(workshop, { by: ANNA, name });
  for (const chat of groups) world.addBot(chat, { by: ANNA, as: 'administrator' });
}

/** People begin to talk once the bot has said its welcome, if nobody has said anything yet. */
function talk({ world, calls }: LocalTelegram, isOpen: () => boolean): void {
  const groups = PLACES.map(({ title }) =>
    [...world.state.chats.values()].find(({ chat }) => chat.title === title),
  );
  for (const [at, record] of groups.entries()) {
    if (!record || [...record.messages.values()].some(({ message }) => message.text !== undefined)) continue;
    const { chat, topics } = record;
    const begin = () => {
      if (!isOpen()) return;
      const [questions, shown] = [...topics.keys()];
      if (at === 0) talkInGarden(world, chat);
      else if (questions !== undefined && shown !== undefined) talkInWorkshop(world, chat, questions, shown);
    };
    calls
      .waitFor(({ method, params }) => {
        return method.startsWith('send') && String(params.chat_id) === String(chat.id);
      }, WELCOME_WITHIN_MS)
      .then(begin, begin);
  }
}

function talkInGarden(world: World, garden: Chat): void {
  world.say(EMEKA, garden, 'Good morning, garden! First tomatoes on my balcony today.');
  const question = world.say(
    CHIARA,
    garden,
    'Lovely! My basil keeps drooping, though I water it every day. What am I doing wrong?',
  );
  world.say(
    BORIS,
    garden,
    'Too much water, I think. Let the soil dry out between waterings and give it the sunniest sill. ' +
      'Mine was itself again within a week.',
    { replyTo: question },
  );
}

function talkInWorkshop(world: World, workshop: Chat, questions: number, shown: number): void {
  const question = world.say(
    DMITRI,
    workshop,
    'Which glue holds oak outdoors? Mine gave up after one winter.',
    {
      thread: questions,
    },
  );
  world.say(
    CHIARA,
    workshop,
    'Epoxy, or polyurethane if you clamp it well. Keep the joint out of standing water.',
    {
      thread: questions,
      replyTo: question,
    },
  );
  world.say(EMEKA, workshop, 'The bird table is done. It wobbles, the sparrows do not mind.', {
    thread: shown,
  });
}
