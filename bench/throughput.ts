import {
  type Bot,
  type Kind,
  runOf,
  Storages,
  startLaurel,
  startNothing,
  type Usage,
  type Way,
} from './bots.ts';
import { type Figure, median } from './figure.ts';
import { Source, speed } from './source.ts';

const ROUNDS = 3;
const STREAM = { chats: 200, people: 40 };
/**
 * Updates sent, and after how many of them measuring begins: compiled by then, chats and admins known. As many for both
 * sides: at 17,000 updates a second V8 goes on compiling for two seconds.
 */
const SIZES = {
  polling: { nothing: [100_000, 30_000], PostgreSQL: [100_000, 30_000], embedded: [20_000, 8_000] },
  webhook: { nothing: [50_000, 20_000], PostgreSQL: [50_000, 20_000], embedded: [14_000, 6_000] },
} as const;
const TARGETS = { polling: { ratio: 0.12, cpu: 0.05 }, webhook: { ratio: 0.28, cpu: 0.1 } };

interface Measured {
  perSecond: number;
  /** Milliseconds of processor time an update. */
  cpu: number;
  megabytes: number;
}

/** The whole path from Telegram to the commit, beside a Telegraf bot that does nothing with the same stream. */
export async function benchThroughput(): Promise<Figure[]> {
  const source = await Source.start();
  const storages = await Storages.open();
  try {
    const figures: Figure[] = [];
    for (const way of ['polling', 'webhook'] as const) {
      figures.push(...(await compare(source, storages, way)));
    }
    return figures;
  } finally {
    source.stop();
    await storages.close();
  }
}

async function compare(source: Source, storages: Storages, way: Way): Promise<Figure[]> {
  const nothing: number[] = [];
  const measured = new Map<Kind, Measured[]>(storages.kinds.map((kind) => [kind, []]));
  for (let round = 0; round < ROUNDS; round += 1) {
    const idle = await measureNothing(source, way);
    nothing.push(idle);
    // What has no target is measured once.
    for (const kind of round === 0 ? storages.kinds : storages.kinds.slice(0, 1)) {
      const bot = await startLaurel(source, await storages.fresh(kind), way);
      const [updates, warm] = SIZES[way][kind];
      const result = await measure(source, bot, updates, warm);
      measured.get(kind)?.push(result);
      const share = (result.perSecond / idle).toFixed(3);
      console.error(`  ${way}, ${kind}: ${Math.round(result.perSecond)} of ${Math.round(idle)}/s, ${share}`);
    }
  }
  return [
    { name: `${way}: a bot that does nothing`, value: median(nothing), unit: 'updates/s' },
    ...[...measured].flatMap(([kind, results]) => figuresOf(way, kind, results, nothing)),
  ];
}

function figuresOf(way: Way, kind: Kind, results: Measured[], nothing: number[]): Figure[] {
  const { ratio, cpu } = TARGETS[way];
  const ratios = results.map(({ perSecond }, round) => perSecond / (nothing[round] ?? Number.NaN));
  const onServer = kind === 'PostgreSQL';
  const name = `${way}, ${kind}`;
  return [
    {
      name: `${name}, beside a bot that does nothing`,
      value: median(ratios),
      unit: 'ratio',
      ...(onServer ? { target: { atLeast: ratio } } : {}),
    },
    { name, value: median(results.map(({ perSecond }) => perSecond)), unit: 'updates/s' },
    {
      name: `${name}: processor time`,
      value: median(results.map((result) => result.cpu)),
      unit: 'ms/update',
      ...(onServer ? { target: { atMost: cpu } } : {}),
    },
    { name: `${name}: memory`, value: median(results.map(({ megabytes }) => megabytes)), unit: 'MB' },
  ];
}

async function measureNothing(source: Source, way: Way): Promise<number> {
  const [updates, warm] = SIZES[way].nothing;
  await source.load({ ...STREAM, updates });
  const bot = await startNothing(source, way);
  const { marks } = await source.run(runOf(bot, [warm]));
  await bot.stop();
  return speed(marks[0], marks[1]);
}

async function measure(source: Source, bot: Bot, updates: number, warm: number): Promise<Measured> {
  await source.load({ ...STREAM, updates });
  const usages: Promise<Usage>[] = [];
  await source.run(runOf(bot, [warm]), () => usages.push(bot.metrics()));
  const [before, after] = await Promise.all(usages);
  await bot.stop();
  if (!before || !after) throw new Error('a mark is missing');
  return {
    // What is counted, for an update may be confirmed before it is.
    perSecond: ((after.updates - before.updates) / (after.at - before.at)) * 1000,
    cpu: ((after.cpuSeconds - before.cpuSeconds) * 1000) / (after.updates - before.updates),
    megabytes: after.rssBytes / 1e6,
  };
}
