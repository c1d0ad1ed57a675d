import { type Kind, runOf, Storages, startLaurel, type Way } from './bots.ts';
import { type Figure, median, quantile } from './figure.ts';
import { Source, speed } from './source.ts';

const STREAM = { chats: 200, people: 40 };
/** At full speed first: the ceiling of this process, on this machine, at this hour. */
const FULL_SPEED = { updates: 20_000, warm: 10_000 };
const SECONDS = 5;
/** Below the 30 messages that Telegram takes a second, whatever the load. */
const COMMANDS_PER_SECOND = 20;
const LEVELS = [
  { share: 0.25, name: 'a quarter' },
  { share: 0.5, name: 'half' },
  { share: 0.9, name: 'nine tenths' },
];
const CASES: readonly (readonly [Way, Kind])[] = [
  ['polling', 'PostgreSQL'],
  ['webhook', 'PostgreSQL'],
  ['polling', 'embedded'],
];

/** From the moment a command reaches Telegram to the moment its answer does, while the stream goes on. */
export async function benchLatency(): Promise<Figure[]> {
  const source = await Source.start();
  const storages = await Storages.open();
  try {
    const figures: Figure[] = [];
    for (const [way, kind] of CASES) {
      if (storages.kinds.includes(kind)) figures.push(...(await measure(source, storages, way, kind)));
    }
    return figures;
  } finally {
    source.stop();
    await storages.close();
  }
}

async function measure(source: Source, storages: Storages, way: Way, kind: Kind): Promise<Figure[]> {
  const { updates, warm } = FULL_SPEED;
  const bot = await startLaurel(source, await storages.fresh(kind), way);
  await source.load({ ...STREAM, updates, set: ['reputation.reply off'] });
  const { marks } = await source.run(runOf(bot, [warm]));
  const ceiling = speed(marks[0], marks[1]);
  console.error(`  ${way}, ${kind}: at most ${Math.round(ceiling)}/s`);

  const figures: Figure[] = [];
  const after = { updates, messages: updates };
  for (const { share, name } of LEVELS) {
    const perSecond = ceiling * share;
    const count = Math.round(perSecond * SECONDS);
    const commandEvery = Math.round(perSecond / COMMANDS_PER_SECOND);
    const from = Math.floor(Date.now() / 1000);
    await source.load({ ...STREAM, updates: count, after: { ...after }, from, perSecond, commandEvery });
    const { latencies, unanswered } = await source.run(runOf(bot, [], perSecond));
    after.updates += count;
    after.messages += count;
    const target = kind === 'PostgreSQL' && share === 0.5;
    const note = `${latencies.length} answers${unanswered > 0 ? `, ${unanswered} missing` : ''}`;
    const title = `${way}, ${kind}: answer at ${name} of ${Math.round(ceiling / 100) / 10}k/s`;
    const figure = (what: string, value: number, atMost: number): Figure => ({
      ...{ name: `${title}, ${what}`, value, unit: 'ms', note },
      ...(target ? { target: { atMost } } : {}),
    });
    figures.push(figure('median', median(latencies), 30));
    figures.push(figure('99th', quantile(latencies, 0.99), 150));
  }
  await bot.stop();
  return figures;
}
