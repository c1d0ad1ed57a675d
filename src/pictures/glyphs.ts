/** Outlines as a font file has them. `glyf` holds until the next font is read. */
export interface Glyphs {
  glyf: Buffer;
  /** Where each outline begins. */
  loca: Buffer;
  /** The left edge of each. */
  lefts: Int16Array;
}

const SEVERAL_STREAMS = 7;
const HEAD = 36;

/** Of an outline: each point's flag, and of a composite's part. */
const ON_CURVE = 1;
const [X_SHORT, Y_SHORT, REPEATED, X_SAME, Y_SAME, OVERLAPS] = [2, 4, 8, 16, 32, 64];
const PART = { words: 1, scale: 8, more: 32, twoScales: 64, matrix: 128, instructions: 256 };

/** Reads one of the streams, each from its own place on. */
class Reader {
  at = 0;
  readonly bytes: Buffer;
  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }

  u8(): number {
    return this.bytes.readUInt8(this.at++);
  }

  i16(): number {
    this.at += 2;
    return this.bytes.readInt16BE(this.at - 2);
  }

  u16(): number {
    this.at += 2;
    return this.bytes.readUInt16BE(this.at - 2);
  }

  /** A number that takes one byte where it is small. */
  small(): number {
    const code = this.u8();
    if (code === 253) return this.u16();
    if (code === 254) return this.u8() + 506;
    return code === 255 ? this.u8() + 253 : code;
  }

  take(length: number): Buffer {
    if (this.at + length > this.bytes.length) throw new RangeError('a part of the outlines is cut off');
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }
}

/** The outlines of a WOFF2 file as they were: counts, points, flags and boxes come from streams of their own. */
export function rebuildGlyphs(table: Buffer): Glyphs {
  const count = table.readUInt16BE(4);
  const isLong = table.readUInt16BE(6) !== 0;
  let from = HEAD;
  const [contours, points, flags, triplets, parts, boxes, instructions] = Array.from(
    { length: SEVERAL_STREAMS },
    (_, n) => {
      const length = table.readUInt32BE(8 + n * 4);
      from += length;
      return new Reader(table.subarray(from - length, from));
    },
  ) as [Reader, Reader, Reader, Reader, Reader, Reader, Reader];
  const overlaps = (table.readUInt16BE(2) & 1) === 0 ? null : table.subarray(from);
  const boxed = boxes.take(((count + 31) >> 5) * 4);
  const has = (bits: Buffer, glyph: number) => ((bits[glyph >> 3] ?? 0) & (0x80 >> (glyph & 7))) !== 0;

  const lefts = new Int16Array(count);
  const loca = Buffer.alloc((count + 1) * (isLong ? 4 : 2));
  let size = 0;
  const begin = (glyph: number) =>
    isLong ? loca.writeUInt32BE(size, glyph * 4) : loca.writeUInt16BE(size / 2, glyph * 2);
  for (let glyph = 0; glyph < count; glyph += 1) {
    begin(glyph);
    const several = contours.i16();
    if (several === 0) continue;
    const box = has(boxed, glyph) ? boxes.take(8) : null;
    const bytes =
      several < 0
        ? composite(size, parts, triplets, instructions, box)
        : simple(
            size,
            several,
            { points, flags, triplets, instructions },
            box,
            overlaps && has(overlaps, glyph),
          );
    lefts[glyph] = bytes.readInt16BE(2);
    size += bytes.length;
  }
  begin(count);
  return { glyf: scratch.subarray(0, size), loca, lefts };
}

/** All outlines, until those of the next font: a buffer for each would outlive it by far. */
let scratch = Buffer.alloc(1 << 18);

/** Room for an outline, which begins at a multiple of four. */
function roomFor(length: number, from: number): Buffer {
  const until = (from + length + 3) & ~3;
  if (until > scratch.length) {
    const larger = Buffer.alloc(until * 2);
    scratch.copy(larger, 0, 0, from);
    scratch = larger;
  }
  return scratch.subarray(from, until).fill(0, length);
}

/** An outline put together from others. */
function composite(
  from: number,
  parts: Reader,
  triplets: Reader,
  instructions: Reader,
  box: Buffer | null,
): Buffer {
  if (!box) throw new Error('a composite outline has no box');
  const begun = parts.at;
  let flags = PART.more;
  let instructed = false;
  while ((flags & PART.more) !== 0) {
    flags = parts.u16();
    instructed ||= (flags & PART.instructions) !== 0;
    const scales = flags & PART.scale ? 2 : flags & PART.twoScales ? 4 : flags & PART.matrix ? 8 : 0;
    parts.take(2 + (flags & PART.words ? 4 : 2) + scales);
  }
  const body = parts.bytes.subarray(begun, parts.at);
  const program = instructed ? instructions.take(triplets.small()) : null;
  const out = roomFor(10 + body.length + (program ? 2 + program.length : 0), from);
  out.writeInt16BE(-1, 0);
  out.set(box, 2);
  out.set(body, 10);
  if (program) {
    out.writeUInt16BE(program.length, 10 + body.length);
    out.set(program, 12 + body.length);
  }
  return out;
}

interface Streams {
  points: Reader;
  flags: Reader;
  triplets: Reader;
  instructions: Reader;
}

function simple(
  from: number,
  contours: number,
  streams: Streams,
  box: Buffer | null,
  overlaps: boolean | null,
): Buffer {
  const { points, flags, triplets, instructions } = streams;
  const ends: number[] = [];
  let count = 0;
  for (let n = 0; n < contours; n += 1) {
    count += points.small();
    ends.push(count - 1);
  }
  const marks: number[] = [];
  const [xs, ys]: [number[], number[]] = [[], []];
  const edges = { left: 0, low: 0, right: 0, high: 0 };
  let [x, y] = [0, 0];
  for (let n = 0; n < count; n += 1) {
    const flag = flags.u8();
    const [dx, dy] = triplet(flag & 127, triplets);
    [x, y] = [x + dx, y + dy];
    edges.left = n === 0 ? x : Math.min(edges.left, x);
    edges.right = n === 0 ? x : Math.max(edges.right, x);
    edges.low = n === 0 ? y : Math.min(edges.low, y);
    edges.high = n === 0 ? y : Math.max(edges.high, y);
    const mark = flag & 128 ? 0 : ON_CURVE;
    const hint = n === 0 && overlaps ? OVERLAPS : 0;
    marks.push(mark | hint | step(dx, xs, X_SHORT, X_SAME) | step(dy, ys, Y_SHORT, Y_SAME));
  }
  const program = instructions.take(triplets.small());
  const runs = repeated(marks);
  const head = 10 + contours * 2;
  const out = roomFor(head + 2 + program.length + runs.length + xs.length + ys.length, from);
  out.writeInt16BE(contours, 0);
  if (box) out.set(box, 2);
  else {
    out.writeInt16BE(edges.left, 2);
    out.writeInt16BE(edges.low, 4);
    out.writeInt16BE(edges.right, 6);
    out.writeInt16BE(edges.high, 8);
  }
  for (const [n, end] of ends.entries()) out.writeUInt16BE(end, 10 + n * 2);
  out.writeUInt16BE(program.length, head);
  let at = head + 2;
  for (const part of [program, runs, xs, ys]) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

/** How far a point is from the one before. The flag says how many bytes tell it, and what is added to them. */
function triplet(flag: number, bytes: Reader): [dx: number, dy: number] {
  const signed = (bit: number, value: number) => (flag & bit ? value : -value);
  if (flag < 10) return [0, signed(1, ((flag & 14) << 7) + bytes.u8())];
  if (flag < 20) return [signed(1, (((flag - 10) & 14) << 7) + bytes.u8()), 0];
  if (flag < 84) {
    const [of, both] = [flag - 20, bytes.u8()];
    return [signed(1, 1 + (of & 0x30) + (both >> 4)), signed(2, 1 + ((of & 0x0c) << 2) + (both & 15))];
  }
  if (flag < 120) {
    const of = flag - 84;
    const dx = 1 + (Math.floor(of / 12) << 8) + bytes.u8();
    return [signed(1, dx), signed(2, 1 + (((of % 12) >> 2) << 8) + bytes.u8())];
  }
  if (flag < 124) {
    const [first, middle, last] = [bytes.u8(), bytes.u8(), bytes.u8()];
    return [signed(1, (first << 4) + (middle >> 4)), signed(2, ((middle & 15) << 8) + last)];
  }
  return [signed(1, bytes.u16()), signed(2, bytes.u16())];
}

/** Writes a step in as few bytes as it takes; its flags. */
function step(value: number, into: number[], short: number, same: number): number {
  if (value === 0) return same;
  if (Math.abs(value) < 256) {
    into.push(Math.abs(value));
    return value > 0 ? short | same : short;
  }
  into.push((value >> 8) & 255, value & 255);
  return 0;
}

/** Equal flags one after another, as one and their number. */
function repeated(marks: readonly number[]): number[] {
  const out: number[] = [];
  for (let n = 0; n < marks.length; ) {
    const mark = marks[n] as number;
    let more = 0;
    while (more < 255 && marks[n + more + 1] === mark) more += 1;
    if (more > 1) out.push(mark | REPEATED, more);
    else for (let of = 0; of <= more; of += 1) out.push(mark);
    n += more + 1;
  }
  return out;
}
