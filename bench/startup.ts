import { Storages, startLaurel } from './bots.ts';
import { type Figure, median } from './figure.ts';
import { Source } from './source.ts';

const LATER = 3;

/** From the start of the process, by tsx, to `/healthz` answering 200. */
export async function benchStartup(): Promise<Figure[]> {
  const source = await Source.start();
  const storages = await Storages.open();
  const figures: Figure[] = [];
  try {
    for (const kind of storages.kinds) {
      const env = await storages.fresh(kind);
      const taken: number[] = [];
      for (let start = 0; start <= LATER; start += 1) {
        const from = performance.now();
        const bot = await startLaurel(source, env, 'polling');
        taken.push((performance.now() - from) / 1000);
        await bot.process.end('SIGTERM');
      }
      const [first = Number.NaN, ...later] = taken;
      figures.push({ name: `start, ${kind}: the first`, value: first, unit: 's' });
      figures.push({ name: `start, ${kind}: later ones`, value: median(later), unit: 's' });
    }
    return figures;
  } finally {
    source.stop();
    await storages.close();
  }
}
