/** A table of a font, as it stands in the file. */
export interface Table {
  tag: string;
  bytes: Uint8Array;
}

/** Of a font file: its head, and each table's line in the directory. */
const HEAD = 12;
const LINE = 16;

/** A font file of these tables. Nobody who draws by it reads the sums of its bytes: they are left 0. */
export function packFont(flavour: number, tables: readonly Table[]): Buffer {
  const inOrder = [...tables].sort((one, other) => (one.tag < other.tag ? -1 : 1));
  let size = HEAD + LINE * tables.length;
  // Each table begins at a multiple of four.
  for (const { bytes } of tables) size += (bytes.length + 3) & ~3;
  const out = Buffer.alloc(size);
  out.writeUInt32BE(flavour, 0);
  out.writeUInt16BE(tables.length, 4);
  // What a reader needs to search the directory by halves.
  const halvings = Math.floor(Math.log2(tables.length));
  out.writeUInt16BE(LINE << halvings, 6);
  out.writeUInt16BE(halvings, 8);
  out.writeUInt16BE((tables.length << 4) - (LINE << halvings), 10);
  let at = HEAD + LINE * tables.length;
  for (const [n, { tag, bytes }] of inOrder.entries()) {
    out.write(tag, HEAD + n * LINE, 'latin1');
    out.writeUInt32BE(at, HEAD + n * LINE + 8);
    out.writeUInt32BE(bytes.length, HEAD + n * LINE + 12);
    out.set(bytes, at);
    at += (bytes.length + 3) & ~3;
  }
  return out;
}

export function tableOf(font: Buffer, tag: string): Buffer {
  for (let n = 0; n < font.readUInt16BE(4); n += 1) {
    const line = font.subarray(HEAD + n * LINE, HEAD + (n + 1) * LINE);
    const from = line.readUInt32BE(8);
    if (line.toString('latin1', 0, 4) === tag) return font.subarray(from, from + line.readUInt32BE(12));
  }
  throw new Error(`it has no table ${tag}`);
}
