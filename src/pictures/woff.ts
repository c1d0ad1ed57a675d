import { inflateSync } from 'node:zlib';
import { packFont } from './sfnt.ts';

/** Of a WOFF file: its head, and each table's line in the directory. */
const HEAD = 44;
const LINE = 20;

/**
 * The font in a WOFF file, without the tables named. The library of fonts unpacks a packed one anew for each weight and
 * each list of families that it stands in, and keeps them all; of an unpacked one all share the bytes.
 */
export function unpackWoff(woff: Buffer, without: readonly string[]): Buffer {
  const tables = Array.from({ length: woff.readUInt16BE(12) }, (_, n) => {
    const line = woff.subarray(HEAD + n * LINE, HEAD + (n + 1) * LINE);
    const [from, packed, length] = [line.readUInt32BE(4), line.readUInt32BE(8), line.readUInt32BE(12)];
    return { tag: line.toString('latin1', 0, 4), bytes: woff.subarray(from, from + packed), length };
  }).filter(({ tag }) => !without.includes(tag));
  return packFont(
    woff.readUInt32BE(4),
    tables.map(({ tag, bytes, length }) => ({
      tag,
      bytes: bytes.length < length ? inflateSync(bytes) : bytes,
    })),
  );
}
