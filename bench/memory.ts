import { readFileSync } from 'node:fs';
import { runOf, Storages, startLaurel } from './bots.ts';
import type { Figure } from './figure.ts';
import { Source } from './source.ts';

const STREAM = { chats: 10_000, people: 20, updates: 200_000 };
const HALF = STREAM.updates / 2;
const TARGETS = { PostgreSQL: 180, embedded: 320 };
/** What two readings may differ by without growing. */
const FLAT = 1.15;

/** Memory of the process while it gets to know ten thousand chats. */
export async function benchMemory(): Promise<Figure[]> {
  const source = await Source.start();
  const storages = await Storages.open();
  const figures: Figure[] = [];
  try {
    await source.load(STREAM);
    for (const kind of storages.kinds) {
      const bot = await startLaurel(source, await storages.fresh(kind), 'polling');
      const readings: Promise<number>[] = [];
      const read = () => readings.push(bot.metrics().then(({ rssBytes }) => rssBytes / 1e6));
      await source.run(runOf(bot, [HALF]), read);
      const [half = Number.NaN, whole = Number.NaN] = await Promise.all(readings);
      const peak = mostOf(bot.process.pid);
      await bot.stop();
      const most = TARGETS[kind];
      figures.push(
        {
          name: `memory, ${kind}: after 200,000 in 10,000 chats, to after 100,000`,
          value: whole / half,
          unit: 'ratio',
          target: { atMost: FLAT },
        },
        { name: `memory, ${kind}: after 100,000 updates`, value: half, unit: 'MB', target: { atMost: most } },
        {
          name: `memory, ${kind}: after 200,000 updates`,
          value: whole,
          unit: 'MB',
          target: { atMost: most },
        },
      );
      if (peak !== null)
        figures.push({ name: `memory, ${kind}: the most it ever had`, value: peak, unit: 'MB' });
    }
    return figures;
  } finally {
    source.stop();
    await storages.close();
  }
}

/** The most a process has had resident; Linux alone tells. */
function mostOf(pid: number): number | null {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return (Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]) * 1024) / 1e6;
  } catch {
    return null;
  }
}
