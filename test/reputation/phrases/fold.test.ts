import { expect } from 'chai';
import { foldPhrase } from '../../../src/reputation/phrases/fold.ts';
import { findConflict } from '../../../src/reputation/phrases/words.ts';

describe('phrases: folding', () => {
  const same: [string, string][] = [
    ['Thank  YOU ', 'thank you'],
    ['ЁЛКА', 'елка'],
    ['Don’t', "don't"],
    ['rock ’n` roll', "rock 'n' roll"],
    ['a – b — c − d', 'a - b - c - d'],
    ['❤️', '❤'],
    ['ﬀ', 'ff'],
    ['ẞ', 'ss'],
    ['ΣΑΣ', 'σασ'],
    ['İI', 'ii'],
    ['ı', 'i'],
    ['ǅ', 'ǆ'.normalize('NFKC')],
    ['ﷺ', 'صلى الله عليه وسلم'],
    ['\t\u3000\r\n', ''],
    ['\u200B\u00AD\uFE0F', ''],
    ['\uDC00\uD800', ''],
    ['שָׁלוֹם', 'שלום'],
    ['👍🏽', '👍🏽'],
  ];
  for (const [text, folded] of same) {
    it(`${JSON.stringify(text)} → ${JSON.stringify(folded)}`, () => {
      expect(foldPhrase(text)).to.equal(folded);
      expect(foldPhrase(folded)).to.equal(folded);
    });
  }

  it('folds every letter as its upper, lower and decomposed forms', () => {
    const odd: string[] = [];
    for (let code = 0; code < 0x20000; code++) {
      const char = String.fromCodePoint(code);
      const plain = char.toUpperCase() === char.toLowerCase() && char.normalize('NFKD') === char;
      if (plain || (code >= 0xac00 && code < 0xd700) || !/[\p{L}\p{N}]/u.test(char)) continue;
      const folded = foldPhrase(char);
      const whole = foldPhrase(char.toUpperCase()) === folded && foldPhrase(folded) === folded;
      if (!whole || foldPhrase(char.toLowerCase()) !== folded || foldPhrase(char.normalize('NFD')) !== folded)
        odd.push(char);
    }
    expect(odd).to.deep.equal([]);
  });

  it('keeps different words different', () => {
    // Control: folding everything to '' would pass the above.
    const words = 'е э e é ss s и й a b + - 👍 👍🏽 👍🏿 か が ﺍ آ'.split(' ');
    expect(new Set(words.map(foldPhrase)).size).to.equal(words.length);
  });
});

describe('phrases: conflicts between thanks and minus', () => {
  it('names the word as the thanks list spells it', () => {
    expect(findConflict(['thanks', 'Don’t', 'ok'], ['boo', "DON'T"])).to.equal('Don’t');
  });
  it('is null without one, and words of nothing do not count', () => {
    expect(findConflict(['thanks', '+'], ['boo', '++'])).to.equal(null);
    expect(findConflict(['', '\u200B'], [' '])).to.equal(null);
    expect(findConflict([], [])).to.equal(null);
  });
});
