/** JSON that `JSON.stringify` would not write: a number beyond 2^53, a nesting ten thousand levels deep, a key twice. */
export class Raw {
  readonly json: string;
  constructor(json: string) {
    this.json = json;
  }
}

/** An object as its keys are written, one after the other; also `__proto__`, also twice the same. */
export class Pairs {
  readonly pairs: [key: string, value: unknown][];
  constructor(pairs: [key: string, value: unknown][]) {
    this.pairs = pairs;
  }
}

/** Reads objects as `Pairs`, so that no key is lost or gets a meaning. */
export function spread(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(spread);
  if (typeof value !== 'object' || value === null) return value;
  return new Pairs(Object.entries(value).map(([key, inner]) => [key, spread(inner)]));
}

export function write(value: unknown): string {
  if (value instanceof Raw) return value.json;
  if (value instanceof Pairs) {
    return `{${value.pairs.map(([key, inner]) => `${JSON.stringify(key)}:${write(inner)}`).join(',')}}`;
  }
  if (Array.isArray(value)) return `[${value.map(write).join(',')}]`;
  return JSON.stringify(value) ?? 'null';
}

/** The update with its number in front: the number is Telegram's and never hostile. */
export function numbered(id: number, body: string): string {
  return body === '{}' ? `{"update_id":${id}}` : `{"update_id":${id},${body.slice(1)}`;
}
