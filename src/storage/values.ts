import type { Param } from './database.ts';

/** A parameter on its way: in text, or an array in PostgreSQL's binary format. */
export type Encoded = string | Buffer | null;

/**
 * Single values go over as text and the server takes the type from the statement. Drivers would guess instead:
 * postgres.js fails on bigint and boolean arrays (42846) and makes a JSON string of a JSON text. Arrays, which carry
 * whole batches, go in binary: the server needs 17 µs to read one of a hundred ids as text.
 */
export const encodeParams = (text: string, params: readonly Param[]): Encoded[] => {
  const encoded = new Array<Encoded>(params.length);
  for (let i = 0; i < params.length; i++) encoded[i] = encode(params[i], i + 1, text);
  return encoded;
};

const encode = (value: Param | undefined, position: number, text: string): Encoded => {
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

const INT8 = 20;
const INT4 = 23;
const TEXT = 25;
const ELEMENTS: Readonly<Record<string, number>> = {
  bigint: INT8,
  int8: INT8,
  integer: INT4,
  int: INT4,
  int4: INT4,
  text: TEXT,
};

/** Type of the elements of each parameter that a statement casts, as in `$2::bigint[]`; by place, from 1. */
const castsOf = (text: string): readonly number[] => {
  let casts = knownCasts.get(text);
  if (casts !== undefined) return casts;
  const found: number[] = [];
  for (const [, place, type = ''] of text.matchAll(/\$(\d+)::(\w+)\[\]/g)) {
    found[Number(place)] = ELEMENTS[type.toLowerCase()] ?? 0;
  }
  casts = found;
  // The query builder's statements change their length, but carry no arrays.
  if (knownCasts.size >= 1_000) knownCasts.clear();
  knownCasts.set(text, casts);
  return casts;
};
const knownCasts = new Map<string, readonly number[]>();

const HEADER_BYTES = 20;
const EMPTY_BYTES = 12;
const LENGTH_BYTES = 4;

/** Dimensions, whether there are nulls, type of the elements; length and lower bound; then each with its length. */
const encodeArray = (values: readonly unknown[], position: number, text: string): string | Buffer => {
  const type = castsOf(text)[position] ?? 0;
  let end = -1;
  if (type === TEXT) end = putTexts(values);
  else if (type !== 0) end = putNumbers(values, type === INT8 ? 8 : 4);
  if (end < 0) return textArray(values, position, text);
  putInt32(values.length === 0 ? 0 : 1, 0);
  putInt32(hasNull ? 1 : 0, 4);
  putInt32(type, 8);
  putInt32(values.length, EMPTY_BYTES);
  putInt32(1, 16);
  const array = room.subarray(0, values.length === 0 ? EMPTY_BYTES : end);
  // A copy of just its size, as the room is used again.
  if (room.length <= MOST_ROOM) return Buffer.from(array);
  room = Buffer.allocUnsafe(USUAL_ROOM);
  return array;
};

const USUAL_ROOM = 2 ** 16;
const MOST_ROOM = 2 ** 22;
/** Where arrays are put together: how long one becomes is known only at its end. */
let room = Buffer.allocUnsafe(USUAL_ROOM);
/** Of what was put last. */
let hasNull = false;

const makeRoom = (size: number): void => {
  if (size > room.length) room = Buffer.concat([room], Math.max(size, 2 * room.length));
};

/** Answers with where they end; −1: a text that stands for a number, or one out of range: the server is to judge it. */
const putNumbers = (values: readonly unknown[], width: 4 | 8): number => {
  makeRoom(HEADER_BYTES + values.length * (LENGTH_BYTES + width));
  hasNull = false;
  let at = HEADER_BYTES;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (value === null) {
      hasNull = true;
      putInt32(-1, at);
    } else {
      if (typeof value !== 'number') return -1;
      putInt32(width, at);
      if (width === 4) {
        if (value !== (value | 0)) return -1;
        putInt32(value, at + 4);
      } else {
        if (!Number.isSafeInteger(value)) return -1;
        const high = Math.floor(value / 2 ** 32);
        putInt32(high, at + 4);
        putInt32(value - high * 2 ** 32, at + 8);
      }
      at += width;
    }
    at += LENGTH_BYTES;
  }
  return at;
};

/** So many bytes does UTF-8 take for one of JavaScript's characters, at most. */
const WIDEST = 3;

/** The same; −1: one is neither a text nor a number. */
const putTexts = (values: readonly unknown[]): number => {
  hasNull = false;
  let at = HEADER_BYTES;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (value === null) {
      hasNull = true;
      makeRoom(at + LENGTH_BYTES);
      putInt32(-1, at);
      at += LENGTH_BYTES;
      continue;
    }
    if (typeof value !== 'string' && typeof value !== 'number') return -1;
    const text = String(value);
    makeRoom(at + LENGTH_BYTES + WIDEST * text.length);
    const length = putAscii(text, at + LENGTH_BYTES)
      ? text.length
      : room.write(cleaned(text), at + LENGTH_BYTES);
    putInt32(length, at);
    at += LENGTH_BYTES + length;
  }
  return at;
};

/** Longer ones are written faster by Buffer, whose call alone takes 60 ns. */
const SHORT = 32;

/** Whether the text is short and of plain characters alone, and so stands there now. */
const putAscii = (text: string, at: number): boolean => {
  if (text.length > SHORT) return false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0 || code > 127) return false;
    room[at + i] = code;
  }
  return true;
};

/** The low 32 bits, big endian. Buffer's own method checks its arguments, which costs more than the writing. */
const putInt32 = (value: number, at: number): void => {
  const low = value | 0;
  room[at] = low >>> 24;
  room[at + 1] = low >>> 16;
  room[at + 2] = low >>> 8;
  room[at + 3] = low;
};

/** `{1,NULL,"a"}`, for arrays whose type the statement does not name. */
const textArray = (values: readonly unknown[], position: number, text: string): string => {
  const literals = Array.from(values, (value, i) => {
    if (value === null) return 'NULL';
    if (typeof value === 'number') return String(value);
    if (typeof value === 'string') return quoted(cleaned(value));
    throw new TypeError(
      `Element ${i} of parameter $${position} is ${value === undefined ? 'undefined' : `a ${typeof value}`}; ` +
        `it must be a string, number or null, in: ${text.slice(0, 200)}`,
    );
  });
  return `{${literals.join(',')}}`;
};

const quoted = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`;

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
 * By type, where it is neither a text nor one of those that are read from their bytes: ids of Telegram and all our sums
 * fit into 53 bits.
 */
const PARSERS: Readonly<Record<number, Parse>> = {
  21: Number, // int2
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

/** How a column's fields are read: the commonest types from their bytes, the others from their text. */
export type Reading = 'integer' | 'boolean' | 'text' | Parse;

const BOOLEAN = 16;

export const readingOf = (type: number): Reading => {
  if (type === INT8 || type === INT4) return 'integer';
  if (type === BOOLEAN) return 'boolean';
  return PARSERS[type] ?? 'text';
};

const VARCHAR = 1043;

/**
 * Whether fields of this type are also read in PostgreSQL's binary format, which costs both sides less: the server forms
 * no digits, we read none.
 */
export const readsBinary = (type: number): boolean =>
  type === INT8 || type === INT4 || type === BOOLEAN || type === TEXT || type === VARCHAR;

const MINUS = 45;
const ZERO = 48;
const LOWER_T = 116;

/** A field's value, from its bytes in PostgreSQL's text format: `start` to `end`, half open. */
export const readField = (reading: Reading, bytes: Buffer, start: number, end: number): unknown => {
  if (reading === 'boolean') return bytes[start] === LOWER_T;
  if (reading !== 'integer') {
    const text = bytes.toString('utf8', start, end);
    return reading === 'text' ? text : reading(text);
  }
  const negative = bytes[start] === MINUS;
  let value = 0;
  for (let at = negative ? start + 1 : start; at < end; at++)
    value = value * 10 + ((bytes[at] as number) - ZERO);
  return negative ? -value : value;
};

/** The same in its binary format, for a type that `readsBinary`. */
export const readBinary = (reading: Reading, bytes: Buffer, start: number, end: number): unknown => {
  if (reading === 'integer') {
    const high = takeInt32(bytes, start);
    return end - start === 4 ? high : high * 2 ** 32 + (takeInt32(bytes, start + 4) >>> 0);
  }
  return reading === 'boolean' ? bytes[start] === 1 : bytes.toString('utf8', start, end);
};

/** Big endian, signed. */
export const takeInt32 = (bytes: Buffer, at: number): number =>
  ((bytes[at] as number) << 24) |
  ((bytes[at + 1] as number) << 16) |
  ((bytes[at + 2] as number) << 8) |
  (bytes[at + 3] as number);
