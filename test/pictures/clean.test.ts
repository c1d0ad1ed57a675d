import { expect } from 'chai';
import fc from 'fast-check';
import { cleanLine, isEmoji, runsLeft } from '../../src/pictures/clean.ts';

describe('A line of a picture', () => {
  it('loses what cannot be seen, and what would turn it or grow out of it', () => {
    for (const [given, line] of [
      ['A\u202en\u200bn\u2066a\u2069', 'Anna'],
      [' Anna \n\t Fern ', 'Anna Fern'],
      ['\u3164\u3164', ''],
      ['a\u0301\u0301\u0301\u0301\u0301\u0301', 'a\u0301\u0301\u0301'],
      ['👩‍👩‍👧‍👦', '👩‍👩‍👧‍👦'],
      ['می‌خواهم', 'می‌خواهم'],
      ['<b>&amp;', '<b>&amp;'],
    ] as const) {
      expect(cleanLine(given)).to.equal(line);
    }
  });

  it('is one line, whatever it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const line = cleanLine(text);
        expect(line).to.not.match(/[\p{Cc}\u202a-\u202e\u2066-\u2069\u200b]/u);
        expect(cleanLine(line)).to.equal(line);
      }),
    );
  });

  it('tells emoji from digits and letters', () => {
    for (const emoji of ['😀', '🇺🇦', '👍🏽', '❤️', '1️⃣', '🏳️‍🌈']) expect(isEmoji(emoji), emoji).to.equal(true);
    for (const other of ['1', '#', '©', 'a', '王', '❤', '★']) expect(isEmoji(other), other).to.equal(false);
  });

  it('runs as its first letter does', () => {
    for (const text of ['محمد', '12 שרה', '🌿 علی Anna']) expect(runsLeft(text), text).to.equal(true);
    for (const text of ['Anna محمد', '123', '', '王']) expect(runsLeft(text), text).to.equal(false);
  });
});
