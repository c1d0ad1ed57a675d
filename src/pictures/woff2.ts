import { brotliDecompressSync } from 'node:zlib';
import { type Glyphs, rebuildGlyphs } from './glyphs.ts';
import { packFont, type Table } from './sfnt.ts';

// WOFF2 as W3C published it: the tables of a font in one Brotli stream, outlines and widths cut into parts that are
// packed better. The library of fonts unpacks it anew for each weight and each list of families that it stands in.

const HEAD = 48;
const KNOWN = (
  'cmap head hhea hmtx maxp name OS/2 post cvt  fpgm glyf loca prep CFF  VORG EBDT EBLC gasp hdmx kern LTSH PCLT ' +
  'VDMX vhea vmtx BASE GDEF GPOS GSUB EBSC JSTF MATH CBDT CBLC COLR CPAL SVG  sbix acnt avar bdat bloc bsln cvar ' +
  'fdsc feat fmtx fvar gvar hsty just lcar mort morx opbd prop trak Zapf Silf Glat Gloc Feat Sill'
).match(/.{4}(?= |$)/g) as string[];
const OTHER = 63;

interface Entry {
  tag: string;
  isTransformed: boolean;
  /** In the stream. */
  length: number;
}

/** The font in a WOFF2 file, as FreeType reads it without a copy. Throws where it is none, or cut off. */
export function unpackWoff2(woff: Buffer): Buffer {
  if (woff.toString('latin1', 0, 4) !== 'wOF2') throw new Error('it is no WOFF2');
  const { entries, end } = readDirectory(woff);
  const size = entries.reduce((sum, { length }) => sum + length, 0);
  // In one piece of its size: nothing is put together, or left over.
  const options = { chunkSize: Math.max(64, size), maxOutputLength: Math.max(64, size) };
  const stream = brotliDecompressSync(woff.subarray(end, end + woff.readUInt32BE(20)), options);
  let at = 0;
  const found = new Map<string, Entry & { bytes: Buffer }>();
  for (const entry of entries) {
    found.set(entry.tag, { ...entry, bytes: stream.subarray(at, at + entry.length) });
    at += entry.length;
  }
  if (at !== stream.length) throw new Error('its tables do not fill it');
  const need = (tag: string): Buffer => {
    const table = found.get(tag);
    if (!table) throw new Error(`it has no table ${tag}`);
    return table.bytes;
  };
  const glyphs = found.get('glyf')?.isTransformed ? rebuildGlyphs(need('glyf')) : null;
  const tables = [...found.values()].map(({ tag, bytes, isTransformed }): Table => {
    if (tag === 'glyf' && glyphs) return { tag, bytes: glyphs.glyf };
    if (tag === 'loca' && glyphs) return { tag, bytes: glyphs.loca };
    if (!isTransformed) return { tag, bytes };
    if (tag !== 'hmtx' || !glyphs) throw new Error(`its table ${tag} is packed in a way of its own`);
    return { tag, bytes: rebuildWidths(bytes, need('hhea').readUInt16BE(34), glyphs) };
  });
  return packFont(woff.readUInt32BE(4), tables);
}

function readDirectory(woff: Buffer): { entries: Entry[]; end: number } {
  let at = HEAD;
  const base128 = (): number => {
    for (let value = 0, n = 0; n < 5; n += 1) {
      const byte = woff.readUInt8(at++);
      value = value * 128 + (byte & 127);
      if (byte < 128) return value;
    }
    throw new Error('a length in it has no end');
  };
  const entries = Array.from({ length: woff.readUInt16BE(12) }, (): Entry => {
    const flags = woff.readUInt8(at++);
    let tag = KNOWN[flags & OTHER] ?? '';
    if ((flags & OTHER) === OTHER) {
      tag = woff.toString('latin1', at, at + 4);
      at += 4;
    }
    // Of these two 3 means that they are as they were; of all others 0.
    const isTransformed = flags >> 6 !== (tag === 'glyf' || tag === 'loca' ? 3 : 0);
    const whole = base128();
    return { tag, isTransformed, length: isTransformed ? base128() : whole };
  });
  return { entries, end: at };
}

/** Widths and left edges; an edge that is left out is the outline's own. */
function rebuildWidths(bytes: Buffer, widths: number, { lefts }: Glyphs): Buffer {
  const [flags, count] = [bytes.readUInt8(0), lefts.length];
  const out = Buffer.alloc(widths * 4 + (count - widths) * 2);
  let at = 1 + widths * 2;
  const edge = (glyph: number, isLeftOut: boolean): number => {
    if (isLeftOut) return lefts[glyph] ?? 0;
    at += 2;
    return bytes.readInt16BE(at - 2);
  };
  for (let glyph = 0; glyph < widths; glyph += 1) {
    out.writeUInt16BE(bytes.readUInt16BE(1 + glyph * 2), glyph * 4);
    out.writeInt16BE(edge(glyph, (flags & 1) !== 0), glyph * 4 + 2);
  }
  for (let glyph = widths; glyph < count; glyph += 1) {
    out.writeInt16BE(edge(glyph, (flags & 2) !== 0), widths * 2 + glyph * 2);
  }
  return out;
}
