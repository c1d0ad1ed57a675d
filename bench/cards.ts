import { setTimeout as sleep } from 'node:timers/promises';
import { openStudio } from '../src/pictures/studio.ts';
import { type Card, initialOf } from '../src/profile/card.ts';
import { faceOf, paletteOf } from '../src/profile/palette.ts';
import { type Bot, type Kind, runOf, Storages, startLaurel } from './bots.ts';
import { makeFaces } from './faces.ts';
import { type Figure, median, quantile } from './figure.ts';
import { NAMES, namesOfEverySlice } from './names.ts';
import { type Answers, Source } from './source.ts';

const WARM_DRAWS = 100;
const DRAWS = 600;

/** Cards are asked for in the latter half of the chats, each by another member; commands do not come so far. */
const STREAM = { chats: 150, people: 37, names: NAMES };
const PER_SECOND = 1_000;
/** 7 commands and 10 cards a second: with the removal of older answers below the 30 calls that Telegram takes. */
const EVERY = { command: 140, card: 100 };
const ROUNDS = 5;
const ROUND_SECONDS = 8;
/** What would be said besides the answers, and fill what Telegram takes a second. */
const QUIET = ['reputation.reply off', 'announce.titles none'];
/** Until all has been sent that the first updates gave to say, and removed after a minute. */
const QUIET_MS = 75_000;

async function drawing(): Promise<Figure[]> {
  const studio = openStudio();
  const faces = makeFaces(8);
  const took: number[] = [];
  for (let n = 0; n < WARM_DRAWS + DRAWS; n += 1) {
    const began = performance.now();
    // Three people of four have a picture.
    await studio.draw({ is: 'card', card: cardOf(n), face: n % 4 === 0 ? null : (faces[n % 8] ?? null) });
    if (n >= WARM_DRAWS) took.push(performance.now() - began);
  }
  await studio.close();
  const note = `${DRAWS} cards, ten scripts, emoji`;
  return [
    { name: 'a card, warm: median', value: median(took), unit: 'ms', note, target: { atMost: 15 } },
    { name: 'a card, warm: 99th', value: quantile(took, 0.99), unit: 'ms', note },
  ];
}

function cardOf(n: number): Card {
  const name = NAMES[n % NAMES.length] ?? '';
  const bar = { level: `Level ${n % 40}`, kind: '', place: `#${n}`, share: (n % 100) / 100 };
  return {
    ...{ name, otherwise: `#${n}`, initial: initialOf(name), face: faceOf(n), title: '🌱 Helper' },
    figures: [
      { label: 'Reputation', value: `🌿 ${n}` },
      { label: 'Place', value: `#${n}` },
    ],
    bars: [{ ...bar, earned: `${n} / 1,500`, remaining: `${1_500 - n} to level ${(n % 40) + 1}` }],
    ...{ chat: 'Garden 🌻', palette: paletteOf('laurel', 'theme', null), leftward: n % 11 === 3 },
  };
}

/**
 * How fast a card is drawn, what cards cost those who ask for something else meanwhile, and what memory they take. The
 * bot runs at a steady pace, by turns without cards and with them: what disturbs the one disturbs the other.
 */
export async function benchCards(): Promise<Figure[]> {
  const source = await Source.start();
  const storages = await Storages.open();
  try {
    const [kind = 'embedded'] = storages.kinds;
    const bot = await startLaurel(source, await storages.fresh(kind), 'polling');
    const play = player(source, bot);
    await play({ seconds: 10, full: true });
    const [drawn] = await Promise.all([drawing(), sleep(QUIET_MS)]);
    await play({ seconds: ROUND_SECONDS });
    await play({ seconds: ROUND_SECONDS, cards: true });
    const plain: Answers[] = [];
    const busy: Answers[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      // ABBA…: nor does either always come first.
      for (const cards of round % 2 === 0 ? [false, true] : [true, false]) {
        const answers = await play({ seconds: ROUND_SECONDS, cards });
        (cards ? busy : plain).push(answers);
        console.error(
          `  ${cards ? 'with cards' : 'without'}: 99th ${Math.round(quantile(answers.latencies, 0.99))} ms`,
        );
      }
    }
    await bot.stop();
    const rate = `${kind}, ${PER_SECOND.toLocaleString('en')}/s`;
    const figures = [
      ...drawn,
      ...sent(rate, busy),
      ...compared(`${rate}: answer`, plain, busy, 'latencies'),
      ...compared(`${rate}: update confirmed`, plain, busy, 'confirmations'),
    ];
    for (const one of storages.kinds) {
      const env = await storages.fresh(one);
      figures.push(...(await memoryOf(one, source, await startLaurel(source, env, 'polling'))));
    }
    return figures;
  } finally {
    source.stop();
    await storages.close();
  }
}

/** What a bot has resident, all in one process; a thousand updates a second go on, which alone let its heap grow. */
async function memoryOf(kind: Kind, source: Source, bot: Bot): Promise<Figure[]> {
  const play = player(source, bot);
  const read = async (name: string, atMost?: number): Promise<Figure> => {
    const value = (await bot.metrics()).rssBytes / 1e6;
    return { name: `${kind}: memory ${name}`, value, unit: 'MB', ...(atMost ? { target: { atMost } } : {}) };
  };
  await play({ seconds: 5, full: true });
  const figures = [await read('after 5,000 updates')];
  await sleep(QUIET_MS);
  await play({ seconds: 10 });
  figures.push(await read('before the first card, after 10,000 more'));
  await play({ seconds: 10, cards: true });
  figures.push(await read('after 100 cards in ten scripts'));
  await play({ seconds: 10, cards: true, names: namesOfEverySlice() });
  figures.push(await read('with every slice of every font', kind === 'PostgreSQL' ? 250 : undefined));
  await bot.stop();
  return figures;
}

interface Scene {
  seconds: number;
  cards?: boolean;
  names?: readonly string[];
  /** As fast as they are taken; first of all the chats are made quiet. */
  full?: boolean;
}

function player(source: Source, bot: Bot): (scene: Scene) => Promise<Answers> {
  const after = { updates: 0, messages: 0 };
  return async ({ seconds, cards = false, names = NAMES, full = false }) => {
    const updates = seconds * PER_SECOND;
    await source.load({
      ...{ ...STREAM, names, updates, after: { ...after }, perSecond: PER_SECOND, set: full ? QUIET : [] },
      from: Math.floor(Date.now() / 1000) - (full ? seconds : 0),
      ...(full ? {} : { commandEvery: EVERY.command }),
      ...(cards ? { rankEvery: EVERY.card } : {}),
    });
    after.updates += updates;
    after.messages += updates;
    return source.run(runOf(bot, [], full ? null : PER_SECOND));
  };
}

function sent(rate: string, rounds: readonly Answers[]): Figure[] {
  const cardLatencies = rounds.flatMap((round) => round.cardLatencies);
  const unanswered = rounds.reduce((sum, round) => sum + round.unanswered, 0);
  const asked = (ROUNDS * ROUND_SECONDS * PER_SECOND) / EVERY.card;
  const note = `${asked} asked for${unanswered > 0 ? `, ${unanswered} answers missing` : ''}`;
  const figure = { value: cardLatencies.length, unit: 'cards', target: { atLeast: asked } };
  return [
    { name: `${rate}: cards drawn and sent`, note, ...figure },
    { name: `${rate}: from /rank to its card, median`, value: median(cardLatencies), unit: 'ms' },
    { name: `${rate}: from /rank to its card, 99th`, value: quantile(cardLatencies, 0.99), unit: 'ms' },
  ];
}

/** Round by round, for what disturbs the machine lasts longer than one of them: the median pair counts. */
function compared(
  what: string,
  plain: readonly Answers[],
  busy: readonly Answers[],
  which: 'latencies' | 'confirmations',
): Figure[] {
  const of = (where: string, rounds: readonly Answers[]): Figure[] => {
    const all = rounds.flatMap((round) => round[which]);
    return [
      { name: `${what} ${where}, median`, value: median(all), unit: 'ms', note: `${all.length}` },
      { name: `${what} ${where}, 99th`, value: quantile(all, 0.99), unit: 'ms' },
    ];
  };
  const high = (rounds: readonly Answers[]) => rounds.map((round) => quantile(round[which], 0.99));
  const lows = high(plain);
  const more = high(busy).map((value, n) => value - (lows[n] ?? Number.NaN));
  return [
    ...of('without cards', plain),
    ...of('beside 10 cards a second', busy),
    {
      name: `${what}, 99th: cards add`,
      note: `median of ${more.length} pairs: ${more.map(Math.round).join(', ')}`,
      ...{ value: median(more), unit: 'ms', target: { atMost: 20 } },
    },
  ];
}
