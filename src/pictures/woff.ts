import { inflateSync } from 'node:zlib';

/** Of a WOFF file: its head, and each table's line in the directory. Of the font in it likewise. */
const WOFF = { head: 44, line: 20 };
const FONT = { head: 12, line: 16 };

/**
 * The font in a WOFF file, without the tables named. The library of fonts unpacks a packed one anew for each weight and
 * each list of families that it stands in, and keeps them all; of an unpacked one all share the bytes.
 */
export function unpackWoff(woff: Buffer, without: readonly string[]): Buffer {
  const tables = Array.from({ length: woff.readUInt16BE(12) }, (_, n) => {
    const line = woff.subarray(WOFF.head + n * WOFF.line, WOFF.head + (n + 1) * WOFF.line);
    const [from, packed, length] = [line.readUInt32BE(4), line.readUInt32BE(8), line.readUInt32BE(12)];
    return { tag: line.toString('latin1', 0, 4), checksum: line.readUInt32BE(16), from, packed, length };
  }).filter(({ tag }) => !without.includes(tag));

  const head = Buffer.alloc(FONT.head + tables.length * FONT.line);
  woff.copy(head, 0, 4, 8);
  head.writeUInt16BE(tables.length, 4);
  // What a reader needs to search the directory by halves.
  const halvings = Math.floor(Math.log2(tables.length));
  head.writeUInt16BE(FONT.line << halvings, 6);
  head.writeUInt16BE(halvings, 8);
  head.writeUInt16BE((tables.length << 4) - (FONT.line << halvings), 10);

  const parts: Buffer[] = [head];
  let at = head.length;
  tables.forEach(({ tag, checksum, from, packed, length }, n) => {
    const line = FONT.head + n * FONT.line;
    head.write(tag, line, 'latin1');
    head.writeUInt32BE(checksum, line + 4);
    head.writeUInt32BE(at, line + 8);
    head.writeUInt32BE(length, line + 12);
    const bytes = woff.subarray(from, from + packed);
    const whole = packed < length ? inflateSync(bytes) : bytes;
    // Each table begins at a multiple of four.
    const fill = Buffer.alloc(-length & 3);
    parts.push(whole, fill);
    at += length + fill.length;
  });
  return Buffer.concat(parts);
}
