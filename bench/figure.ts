/** One measured number, and what it is to be compared with. */
export interface Figure {
  name: string;
  value: number;
  unit: string;
  note?: string;
  target?: Target;
}

export type Target = { atLeast: number } | { atMost: number };

/** Ratios first: they alone can be compared between machines. */
export function table(figures: readonly Figure[]): string {
  const ratios = figures.filter(({ unit }) => unit === 'ratio');
  const others = figures.filter(({ unit }) => unit !== 'ratio');
  const lines = [...ratios, ...others].map(
    ({ name, value, unit, note, target }) =>
      `| ${name}${note ? ` (${note})` : ''} | ${round(value)} | ${unit} | ${target ? wanted(value, target) : ''} |`,
  );
  return ['| what | figure | unit | target |', '|---|---:|---|---|', ...lines].join('\n');
}

function wanted(value: number, target: Target): string {
  if ('atLeast' in target) return `≥ ${round(target.atLeast)} ${value >= target.atLeast ? '✓' : '✗'}`;
  return `≤ ${round(target.atMost)} ${value <= target.atMost ? '✓' : '✗'}`;
}

export function round(value: number): string {
  if (Math.abs(value) >= 1000) return Math.round(value).toLocaleString('en');
  return String(Number(value.toPrecision(3)));
}

/** The value below which the given share of them lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);
