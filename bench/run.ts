import { cpus, totalmem } from 'node:os';

export interface Figure {
  name: string;
  value: number;
  unit: string;
  note?: string;
}

/** Every part of the benchmark by its name; `npm run bench -- path` runs one. */
const PARTS: Readonly<Record<string, () => Promise<Figure[]>>> = {
  phrases: async () => (await import('./phrases.ts')).benchPhrases(),
  path: async () => (await import('./path.ts')).benchPath(),
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !Object.hasOwn(PARTS, name));
if (unknown.length > 0) {
  console.error(`No such part: ${unknown.join(', ')}. There are ${Object.keys(PARTS).join(', ')}.`);
  process.exit(2);
}

const figures: Figure[] = [];
for (const [name, run] of Object.entries(PARTS)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  console.error(`${name} …`);
  figures.push(...(await run()));
}

const [cpu] = cpus();
const memory = Math.round(totalmem() / 2 ** 30);
console.log(
  `\nNode ${process.versions.node}, ${cpus().length} × ${cpu?.model.trim() ?? '?'}, ${memory} GiB\n`,
);
console.log('| what | figure | unit |\n|---|---:|---|');
for (const { name, value, unit, note } of figures) {
  console.log(`| ${name}${note ? ` (${note})` : ''} | ${round(value)} | ${unit} |`);
}

function round(value: number): string {
  if (value >= 1000) return Math.round(value).toLocaleString('en');
  return String(Number(value.toPrecision(3)));
}
