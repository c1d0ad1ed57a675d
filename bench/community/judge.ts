import { median } from '../figure.ts';
import { type Character, KINDS, type Kind } from './cast.ts';
import type { Way } from './play.ts';
import type { Script } from './script.ts';

/** How well one way of counting has told contribution from noise, in one run. */
export interface Verdict {
  /** Rank correlation with true contribution, among those who wrote at all: −1…1. */
  correlation: number;
  /** Whether a middling helper stands above every spammer, paster and flooder. */
  outranks: boolean;
  /** Of all pairs of a helper and one of those, how many stand in the right order: 0…1. */
  ordered: number;
  /** What one of a kind earns on average, beside a helper. */
  share: Readonly<Record<Kind, number>>;
  /** What one of a kind earns in an hour of effort. */
  hourly: Readonly<Record<Kind, number>>;
}

const NOISE: readonly Kind[] = ['spammer', 'paster', 'flooder'];

export function judge(script: Script, points: ReadonlyMap<number, number>): Verdict {
  const pointsOf = ({ id }: Character) => points.get(id) ?? 0;
  const of = (kind: Kind) => script.cast.filter((one) => one.kind === kind);
  const active = new Set(script.lines.map(({ by }) => by));
  const judged = script.cast.filter(({ id }) => active.has(id));
  const mean = (kind: Kind) => average(of(kind).map(pointsOf));
  const effort = effortOf(script);
  const helpers = of('helper').map(pointsOf);
  const noise = NOISE.flatMap((kind) => of(kind).map(pointsOf));
  const pairs = helpers.flatMap((points) => noise.map((other) => Number(points > other)));
  const byKind = (value: (kind: Kind) => number) =>
    Object.fromEntries(KINDS.map((kind) => [kind, value(kind)])) as Record<Kind, number>;
  return {
    correlation: rankCorrelation(
      judged.map(({ id }) => script.worth.get(id) ?? 0),
      judged.map(pointsOf),
    ),
    outranks: median(helpers) > Math.max(...noise),
    ordered: average(pairs),
    share: byKind((kind) => mean(kind) / mean('helper')),
    hourly: byKind((kind) => {
      const hours = of(kind).reduce((sum, { id }) => sum + (effort.get(id) ?? 0), 0) / 3_600;
      return hours === 0 ? 0 : of(kind).reduce((sum, one) => sum + pointsOf(one), 0) / hours;
    }),
  };
}

/** Seconds of work: 200 characters a minute and three seconds to send; what was said before is pasted in three. */
function effortOf({ lines }: Script): Map<number, number> {
  const effort = new Map<number, number>();
  const said = new Set<string>();
  for (const { by, text } of lines) {
    const known = `${by} ${text.trim().toLowerCase()}`;
    const writing = said.has(known) ? 0 : (text.length / 200) * 60;
    said.add(known);
    effort.set(by, (effort.get(by) ?? 0) + 3 + writing);
  }
  return effort;
}

/** Spearman's: the correlation of the ranks, those who are equal sharing theirs. */
export function rankCorrelation(a: readonly number[], b: readonly number[]): number {
  const [x, y] = [ranksOf(a), ranksOf(b)];
  const [mx, my] = [average(x), average(y)];
  let [xy, xx, yy] = [0, 0, 0];
  for (let n = 0; n < x.length; n += 1) {
    const [dx, dy] = [(x[n] ?? 0) - mx, (y[n] ?? 0) - my];
    xy += dx * dy;
    xx += dx * dx;
    yy += dy * dy;
  }
  return xx === 0 || yy === 0 ? 0 : xy / Math.sqrt(xx * yy);
}

function ranksOf(values: readonly number[]): number[] {
  const order = values.map((_, n) => n).sort((p, q) => (values[p] ?? 0) - (values[q] ?? 0));
  const ranks = new Array<number>(values.length).fill(0);
  for (let from = 0; from < order.length; ) {
    let to = from;
    while (to + 1 < order.length && values[order[to + 1] ?? 0] === values[order[from] ?? 0]) to += 1;
    for (let n = from; n <= to; n += 1) ranks[order[n] ?? 0] = (from + to) / 2;
    from = to + 1;
  }
  return ranks;
}

export const average = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;

export type Verdicts = Map<Way, Verdict[]>;
