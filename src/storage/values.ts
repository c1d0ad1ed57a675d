import type { Param } from './database.ts';

/**
 * Every parameter goes over as text and the server takes the type from the statement. Both drivers would guess
 * instead: postgres.js fails on bigint and boolean arrays (42846) and makes a JSON string of a JSON text.
 */
export const encodeParams = (text: string, params: readonly Param[]): (string | null)[] => {
  const encoded = new Array<string | null>(params.length);
  for (let i = 0; i < params.length; i++) encoded[i] = encode(params[i], i + 1, text);
  return encoded;
};

const encode = (value: Param | undefined, position: number, text: string): string | null => {
  if (value === null) return null;
  switch (typeof value) {
    case 'string':
      return cleaned(value);
    case 'number':
      return String(value);
    case 'boolean':
      return value ? 't' : 'f';
    default:
      if (Array.isArray(value)) return encodeArray(value, position, text);
      throw new TypeError(
        `Parameter $${position} is ${value === undefined ? 'undefined' : `a ${typeof value}`}; ` +
          `it must be a string, number, boolean, null or an array of them, in: ${text.slice(0, 200)}`,
      );
  }
};

const encodeArray = (values: readonly unknown[], position: number, text: string): string => {
  let literal = '{';
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (i > 0) literal += ',';
    if (typeof value === 'number') literal += value;
    else if (typeof value === 'string') literal += quoted(cleaned(value));
    else if (value === null) literal += 'NULL';
    else {
      throw new TypeError(
        `Element ${i} of parameter $${position} is ${value === undefined ? 'undefined' : `a ${typeof value}`}; ` +
          `it must be a string, number or null, in: ${text.slice(0, 200)}`,
      );
    }
  }
  return `${literal}}`;
};

const quoted = (text: string): string =>
  /["\\]/.test(text) ? `"${text.replace(/["\\]/g, '\\$&')}"` : `"${text}"`;

/** NUL is refused by PostgreSQL in any text (22021). Half a surrogate pair cannot be said in UTF-8. */
const cleaned = (text: string): string => {
  const whole = (text as string & { toWellFormed(): string }).toWellFormed();
  return whole.includes('\0') ? whole.replaceAll('\0', '') : whole;
};

type Parse = (text: string) => unknown;

const parseArray =
  (parse: Parse): Parse =>
  (literal) => {
    const values: unknown[] = [];
    // One element: a quoted text with escapes, or anything up to the next comma.
    for (const [, quotedText, bare] of literal.matchAll(/[{,](?:"((?:[^"\\]|\\.)*)"|([^",{}]+))/gs)) {
      if (quotedText !== undefined) values.push(parse(quotedText.replace(/\\(.)/gs, '$1')));
      else values.push(bare === 'NULL' ? null : parse(bare as string));
    }
    return values;
  };

const asBoolean: Parse = (text) => text === 't';
const asText: Parse = (text) => text;

/**
 * By type, the same for both drivers, which differ: int8 is a string on postgres.js, a number or BigInt on PGlite.
 * Ids of Telegram and all our sums fit into 53 bits.
 */
const PARSERS: Readonly<Record<number, Parse>> = {
  16: asBoolean,
  20: Number, // int8
  21: Number, // int2
  23: Number, // int4
  26: Number, // oid
  114: JSON.parse,
  700: Number,
  701: Number,
  1000: parseArray(asBoolean),
  1005: parseArray(Number), // int2[]
  1007: parseArray(Number), // int4[]
  1009: parseArray(asText), // text[]
  1015: parseArray(asText), // varchar[]
  1016: parseArray(Number), // int8[]
  1022: parseArray(Number), // float8[]
  1700: Number, // numeric: what sum(bigint) and avg() give
  3802: JSON.parse,
};

export const parserOf = (type: number): Parse => PARSERS[type] ?? asText;
