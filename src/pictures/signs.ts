import { tableOf } from './sfnt.ts';

/** The code points that a font has a sign for, as pairs: from, to, from, to, … */
export type Signs = Uint32Array;

/** What stands in a font file's `cmap`, in either of the two ways that fonts of today have. */
export function signsOf(font: Buffer): Signs {
  const cmap = tableOf(font, 'cmap');
  const pairs: number[] = [];
  for (let n = 0; n < cmap.readUInt16BE(2); n += 1) {
    const part = cmap.subarray(cmap.readUInt32BE(8 + n * 8));
    const format = part.readUInt16BE(0);
    if (format === 12) readGroups(part, pairs);
    else if (format === 4) readSegments(part, pairs);
  }
  return Uint32Array.from(pairs);
}

export function has(signs: Signs, code: number): boolean {
  for (let n = 0; n < signs.length; n += 2) {
    if (code >= (signs[n] as number) && code <= (signs[n + 1] as number)) return true;
  }
  return false;
}

function readGroups(part: Buffer, pairs: number[]): void {
  for (let n = 0; n < part.readUInt32BE(12); n += 1) {
    pairs.push(part.readUInt32BE(16 + n * 12), part.readUInt32BE(20 + n * 12));
  }
}

/** Sign 0 is the empty box. */
function readSegments(part: Buffer, pairs: number[]): void {
  const size = part.readUInt16BE(6);
  for (let n = 0; n < size; n += 2) {
    const [last, first] = [part.readUInt16BE(14 + n), part.readUInt16BE(16 + size + n)];
    const added = part.readUInt16BE(16 + size * 2 + n);
    const at = 16 + size * 3 + n;
    const list = part.readUInt16BE(at);
    for (let code = first; code <= last && code < 0xffff; code += 1) {
      const sign = list === 0 ? (code + added) & 0xffff : part.readUInt16BE(at + list + (code - first) * 2);
      if (sign === 0) continue;
      if (pairs.length > 0 && pairs.at(-1) === code - 1) pairs[pairs.length - 1] = code;
      else pairs.push(code, code);
    }
  }
}
