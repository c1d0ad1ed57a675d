import { randomInt } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Waits } from './control/control-api.ts';
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
}

export interface Playground {
  /** What the bot takes for Telegram, and a person opens in the browser. */
  root: string;
  token: string;
  /** Milliseconds, by the world's clock, which people can move on. */
  now(): number;
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

/** Opens a local Telegram with a page to look at it, two groups of five people, and the bot as their admin. */
export async function openPlayground({ port, host, page, waits }: PlaygroundOptions): Promise<Playground> {
  const ownPage = createPage();
  const telegram = await startLocalTelegram({
    port,
    host,
    waits,
    // The world is new at each start, the database is not: no number may come a second time.
    firstUpdateId: randomInt(100_000_000, 1_000_000_000),
    page: (req, res) => page(req, res) || ownPage(req, res),
  }).catch((error: NodeJS.ErrnoException) => {
    throw new Error(whyNot(error, port, host), { cause: error });
  });
  let open = true;
  settle(telegram, () => open);
  return {
    root: reachable(telegram.root),
    token: telegram.token,
    now: () => Date.now() + telegram.world.clock.offset * 1000,
    async close() {
      open = false;
      await telegram.close();
    },
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

function settle({ world, calls }: LocalTelegram, isOpen: () => boolean): void {
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
  const [garden, workshop] = groups as [Chat, Chat];
  const questions = world.createTopic(workshop, { by: ANNA, name: 'Questions' });
  const shown = world.createTopic(workshop, { by: ANNA, name: 'Show and tell' });
  for (const chat of groups) world.addBot(chat, { by: ANNA, as: 'administrator' });

  const afterWelcome = (chat: Chat, talk: () => void) => {
    const talkIfOpen = () => isOpen() && talk();
    calls
      .waitFor(({ method, params }) => {
        return method.startsWith('send') && String(params.chat_id) === String(chat.id);
      }, WELCOME_WITHIN_MS)
      .then(talkIfOpen, talkIfOpen);
  };
  afterWelcome(garden, () => talkInGarden(world, garden));
  afterWelcome(workshop, () => talkInWorkshop(world, workshop, questions.id, shown.id));
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
