/** Readers for values that nobody vouches for. Each says what was wrong and where; none of them coerces. */

export class ShapeFault extends Error {
  constructor(where: string, wanted: string, value: unknown) {
    super(`${where}: ${wanted} expected, ${value === null ? 'null' : typeof value} found`);
    this.name = 'ShapeFault';
  }
}

export type Shape = Readonly<Record<string, unknown>>;

export function object(value: unknown, where: string): Shape {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new ShapeFault(where, 'object', value);
  return value as Shape;
}

export function optionalObject(value: unknown): Shape | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Shape) : null;
}

/** Telegram's ids and numbers: whole and exact in a double. */
export function integer(value: unknown, where: string, min: number, max: number): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < min || value > max) {
    throw new ShapeFault(where, `whole number ${min}…${max}`, value);
  }
  return value;
}

/** A text cut to a length no honest one has; lone surrogates made whole. */
export function text(value: unknown, longest: number): string {
  if (typeof value !== 'string') return '';
  return (value.length > longest ? value.slice(0, longest) : value).toWellFormed();
}

export function optionalText(value: unknown, longest: number): string | null {
  return text(value, longest) || null;
}

export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
