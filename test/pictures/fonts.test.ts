import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createCanvas, GlobalFonts } from '@napi-rs/canvas';
import { expect } from 'chai';
import fc from 'fast-check';
import { NAMES, namesOfEverySlice } from '../../bench/names.ts';
import { cleanLine } from '../../src/pictures/clean.ts';
import { write } from '../../src/pictures/fonts.ts';
import { putFontsAway } from '../../src/pictures/loaded-fonts.ts';
import { has, signsOf } from '../../src/pictures/signs.ts';
import { unpackWoff2 } from '../../src/pictures/woff2.ts';

const require = createRequire(import.meta.url);

function slicesOf(name: string, style: string): string[] {
  const folder = join(dirname(require.resolve(`${name}/package.json`)), 'files');
  return readdirSync(folder)
    .filter((file) => file.endsWith(`${style}.woff2`))
    .map((file) => join(folder, file));
}

const variable = (script: string) => slicesOf(`@fontsource-variable/noto-sans${script}`, 'wght-normal');
const SLICES = [
  ...['', '-arabic', '-hebrew', '-devanagari', '-thai', '-sc', '-jp', '-kr'].flatMap(variable),
  ...slicesOf('@fontsource/noto-sans-symbols-2', '400-normal'),
];

function drawn(text: string, families: string, weight = 700): Buffer {
  const canvas = createCanvas(900, 120);
  const ctx = canvas.getContext('2d');
  ctx.font = `${weight} 48px ${families}`;
  ctx.fillText(text, 8, 80);
  return canvas.toBuffer('image/png');
}

describe('The fonts of pictures', function () {
  this.timeout(60_000);

  it('are as large unpacked as their heads say, all of them', () => {
    expect(SLICES.length).to.be.greaterThan(350);
    for (const slice of SLICES) {
      const packed = readFileSync(slice);
      expect(unpackWoff2(packed).length, slice).to.equal(packed.readUInt32BE(16));
    }
  });

  it('draw unpacked what they draw packed, in each weight', () => {
    // One with every way of packing: outlines of both kinds, widths left out, accents put together.
    for (const [n, slice] of [
      ...variable(''),
      ...variable('-arabic'),
      ...variable('-kr').slice(0, 2),
    ].entries()) {
      const packed = readFileSync(slice);
      const file = unpackWoff2(packed);
      GlobalFonts.register(packed, `packed ${n}`);
      GlobalFonts.register(file, `unpacked ${n}`);
      const codes = [...signsOf(file)].filter((code) => code > 32);
      const text = String.fromCodePoint(...codes.slice(0, 24));
      for (const weight of [400, 700]) {
        const whole = drawn(text, `"packed ${n}"`, weight);
        expect(drawn(text, `"unpacked ${n}"`, weight).equals(whole), slice).to.equal(true);
      }
      expect(
        drawn(text, `"unpacked ${n}"`, 400).equals(drawn(text, `"packed ${n}"`, 700)),
        'control',
      ).to.equal(false);
    }
  });

  it('are refused where they are cut off or none', () => {
    const packed = readFileSync(variable('')[0] as string);
    for (const bytes of [packed.subarray(0, 5000), packed.subarray(0, 60), Buffer.alloc(100)]) {
      expect(() => unpackWoff2(bytes)).to.throw();
    }
  });

  it('have a sign for all that is written, and none is asked of the system', () => {
    const names = [
      'Ґалина Її',
      'Œuvre ıi',
      'ﺀﭐ ₨',
      'Ngọc Trâm',
      '★☆♛',
      '♔♕',
      '鿰',
      ...NAMES,
      ...namesOfEverySlice(),
    ];
    for (const name of names) {
      const { text, families } = write(cleanLine(name));
      const signs = [...families.matchAll(/"([^"]+)"/g)].map(([, family]) => signsIn(family as string));
      for (const char of text) {
        if (/\s|\p{Cf}|\ufe0f|\p{Emoji_Presentation}/u.test(char)) continue;
        expect(
          signs.some((one) => has(one, char.codePointAt(0) ?? 0)),
          `${char} of ${name}`,
        ).to.equal(true);
      }
    }
    expect(write('Ґалина').text).to.equal('Ґалина');
  });

  it('leave out accents that their letter cannot bear, and blanks beside what is left out', () => {
    for (const [given, text] of [
      ['x\u0302\u0336y', 'xy'],
      ['e\u0301', '\u00e9'],
      ['А\u0301', 'А\u0301'],
      ['ქართული Anna ქართული Fern', 'Anna Fern'],
      ['नमस्ते', 'नमस्ते'],
      ['شَهِيد', 'شَهِيد'],
      ['שָׁלוֹם', 'שָׁלוֹם'],
      ['น้ำ', 'น้ำ'],
      ['が', 'が'],
    ] as const) {
      expect(write(cleanLine(given)).text, given).to.equal(text);
    }
  });

  it('write any text as one line of what they have, always alike', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 12 }), (text) => {
        const { text: line } = write(cleanLine(text));
        expect(write(line).text).to.equal(line);
      }),
      { numRuns: 300 },
    );
  });

  it('draw the same after they were put away', () => {
    const name = '王小明 Anna';
    const first = write(name);
    const picture = drawn(first.text, first.families);
    putFontsAway(0);
    expect(drawn(first.text, first.families).equals(picture), 'control').to.equal(false);
    const again = write(name);
    expect(drawn(again.text, again.families).equals(picture)).to.equal(true);
  });
});

const kept = new Map<string, Uint32Array>();

/** 'noto-sans-sc 97' → what its file has. */
function signsIn(family: string): Uint32Array {
  const [font = '', part = ''] = family.split(' ');
  const file = SLICES.find((slice) => new RegExp(`/${font}-${part}-(wght|400)-normal\\.woff2$`).test(slice));
  const signs = kept.get(family) ?? (file ? signsOf(unpackWoff2(readFileSync(file))) : new Uint32Array());
  kept.set(family, signs);
  return signs;
}
