import { parseArgs } from 'node:util';
import { freshDatabase } from '../../test/support/fresh-database.ts';
import { KINDS, LOUD, QUIET, type Size } from './cast.ts';
import { average, judge, type Verdict, type Verdicts } from './judge.ts';
import { play, WAYS } from './play.ts';
import { scriptOf } from './script.ts';

// How well policies tell contribution from noise, in a made-up community, through the real engine.
//   npm run community -- [--tuning] [--size quiet|loud] [--runs 20] [--days 28]
// Policies are tuned on `--tuning` seeds only; without it they are judged, on others.
const { values: options } = parseArgs({
  options: {
    tuning: { type: 'boolean' },
    size: { type: 'string', default: 'quiet' },
    runs: { type: 'string' },
    days: { type: 'string' },
    seed: { type: 'string' },
  },
});

const size: Size = options.size === 'loud' ? LOUD : QUIET;
const runs = Number(options.runs ?? (size === LOUD ? 3 : 20));
const days = Number(options.days ?? (size === LOUD ? 1 : 28));
const seeds = options.tuning ? 'tuning' : 'judging';

const verdicts: Verdicts = new Map(WAYS.map((way) => [way, []]));
for (let run = 1; run <= runs; run += 1) {
  const script = scriptOf(size, days, options.seed ?? `${seeds} ${run}`);
  const fresh = await freshDatabase('embedded');
  const database = await fresh.open();
  for (const [way, points] of await play(database, script)) verdicts.get(way)?.push(judge(script, points));
  await database.close();
  await fresh.drop();
  console.error(`${size.name}, ${seeds} seed ${run}: ${script.lines.length} messages`);
}
console.log(`\n${size.name} group, ${days} days, ${runs} runs on ${seeds} seeds\n`);
console.log(tableOf(verdicts));
console.log(chartOf(verdicts));

function tableOf(all: Verdicts): string {
  const head = [
    'way',
    'rank correlation',
    'least',
    'runs: a middling helper above all noise',
    'pairs in order',
    ...KINDS.slice(1).map((kind) => `${kind} ÷ helper`),
  ];
  const rows = WAYS.map((way) => {
    const list = all.get(way) ?? [];
    const mean = (value: (one: Verdict) => number) => average(list.map(value));
    return [
      way,
      mean(({ correlation }) => correlation).toFixed(3),
      Math.min(...list.map(({ correlation }) => correlation)).toFixed(3),
      `${Math.round(100 * mean(({ outranks }) => Number(outranks)))} %`,
      `${(100 * mean(({ ordered }) => ordered)).toFixed(1)} %`,
      ...KINDS.slice(1).map((kind) => mean(({ share }) => share[kind]).toFixed(2)),
    ];
  });
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** What each kind earns in an hour of effort, beside a helper. */
function chartOf(all: Verdicts): string {
  const WIDTH = 40;
  const lines = ['', 'Earned in an hour of effort (a helper is ████████████████████)'];
  for (const way of WAYS) {
    lines.push('', way);
    const list = all.get(way) ?? [];
    const helper = average(list.map(({ hourly }) => hourly.helper));
    for (const kind of KINDS) {
      const ratio = helper === 0 ? 0 : average(list.map(({ hourly }) => hourly[kind])) / helper;
      const bar = '█'.repeat(Math.min(WIDTH, Math.round((ratio * WIDTH) / 2)));
      const more = ratio > 2 ? '…' : '';
      lines.push(`  ${kind.padEnd(11)}${bar}${more} ${ratio.toFixed(2)}`);
    }
  }
  return lines.join('\n');
}
