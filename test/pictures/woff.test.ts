import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createCanvas, GlobalFonts } from '@napi-rs/canvas';
import { expect } from 'chai';
import { unpackWoff } from '../../src/pictures/woff.ts';

const FILE = '@fontsource/noto-color-emoji/files/noto-color-emoji-emoji-400-normal.woff';
const woff = readFileSync(createRequire(import.meta.url).resolve(FILE));

function drawn(family: string): Buffer {
  const canvas = createCanvas(240, 80);
  const ctx = canvas.getContext('2d');
  ctx.font = `64px "${family}"`;
  ctx.fillText('🌿👍🏽🇺🇦', 4, 64);
  return canvas.toBuffer('image/png');
}

describe('An unpacked font', () => {
  it('draws what the packed one draws, also without the tables left out', () => {
    GlobalFonts.register(woff, 'packed emoji');
    GlobalFonts.register(unpackWoff(woff, []), 'whole emoji');
    GlobalFonts.register(unpackWoff(woff, ['SVG ']), 'emoji without SVG');
    const packed = drawn('packed emoji');
    expect(drawn('no such family').equals(packed), 'control').to.equal(false);
    expect(drawn('whole emoji').equals(packed)).to.equal(true);
    expect(drawn('emoji without SVG').equals(packed)).to.equal(true);
  });

  it('has the tables of the packed one, each where it says', () => {
    const whole = unpackWoff(woff, []);
    expect(whole.length).to.equal(woff.readUInt32BE(16));
    const less = unpackWoff(woff, ['SVG ']);
    expect(whole.readUInt16BE(4) - less.readUInt16BE(4)).to.equal(1);
    for (let n = 0; n < less.readUInt16BE(4); n += 1) {
      const [from, length] = [less.readUInt32BE(12 + n * 16 + 8), less.readUInt32BE(12 + n * 16 + 12)];
      expect(from % 4).to.equal(0);
      expect(from + length).to.be.at.most(less.length);
    }
  });
});
