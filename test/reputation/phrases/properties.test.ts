import { expect } from 'chai';
import fc from 'fast-check';
import { foldPhrase } from '../../../src/reputation/phrases/fold.ts';
import { compilePhrases } from '../../../src/reputation/phrases/matcher.ts';

/** Pieces that meet each other's special cases, and any code unit at all, half pairs included. */
const piece = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      'a',
      'B',
      'ß',
      'İ',
      'é',
      'e\u0301',
      '\u0307',
      'ё',
      'Σ',
      '1',
      '_',
      'σ',
      'ﬁ',
      'ﷺ',
    ),
  },
  {
    weight: 3,
    arbitrary: fc.constantFrom(' ', '\n', '+', '-', '—', '.', '…', "'", '’', '(', '¨', '´', '½', '™', '\0'),
  },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      '👍',
      '🏽',
      '🏿',
      '👨',
      '\u200D',
      '\uFE0F',
      '🇺',
      '🇦',
      '❤',
      '\u20E3',
      '\u{E0067}',
    ),
  },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      '谢',
      'ｶ',
      'ﾞ',
      'が',
      'ท',
      'ี',
      '่',
      'ำ',
      'क',
      '़',
      'ि',
      'ী',
      '각',
      'ㄱ',
      'ᄀ',
      'ᅡ',
      'ᆨ',
    ),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      'ی',
      'ي',
      'ٔ',
      'ـ',
      'ُ',
      'שׁ',
      'ְ',
      '\u200B',
      '\u0323',
      '\u0316',
      '\u0345',
      '\u0338',
    ),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 3 }) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)) },
);
const anyText = fc.array(piece, { maxLength: 14 }).map((pieces) => pieces.join(''));
const withoutTones = (text: string) => text.replace(/[\u{1F3FB}-\u{1F3FF}]/gu, '');
const compile = (...texts: string[]) => compilePhrases(texts.map((text) => ({ list: 'thanks', text })));

describe('phrases: properties', () => {
  it('folding is done in one go', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const folded = foldPhrase(text);
        expect(foldPhrase(folded)).to.equal(folded);
      }),
      { numRuns: 3000 },
    );
  });

  it('a phrase is found in itself, whole', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const expected = foldPhrase(text) === '' ? 0 : 1;
        for (const where of ['anywhere', 'start', 'whole'] as const) {
          expect(compilePhrases([{ list: 'trigger', text, where }]).find(text)).to.have.length(expected);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('hits lie in the text, in order, apart, and fold to their phrase', () => {
    let hits = 0;
    const phraseList = fc.array(
      fc.array(piece, { minLength: 1, maxLength: 3 }).map((pieces) => pieces.join('')),
      { minLength: 1, maxLength: 6 },
    );
    // A text of the phrases themselves, with anything between them.
    const parts = fc.array(fc.tuple(fc.nat(5), fc.oneof(fc.constantFrom('', ' ', '!'), piece)), {
      maxLength: 8,
    });
    fc.assert(
      fc.property(phraseList, parts, (phrases, picked) => {
        const text = picked.map(([index, between]) => (phrases[index] ?? '') + between).join('');
        let last = 0;
        for (const { start, end, phrase } of compile(...phrases).find(text)) {
          hits++;
          expect(start).to.be.at.least(last);
          expect(end).to.be.within(start + 1, text.length);
          expect(phrases).to.include(phrase);
          const slice = foldPhrase(text.slice(start, end));
          expect(withoutTones(slice)).to.equal(withoutTones(foldPhrase(phrase)));
          last = end;
        }
      }),
      { numRuns: 3000 },
    );
    expect(hits, 'control: something was found').to.be.above(500);
  });

  it('masking everything leaves none; masking a hit removes it', () => {
    fc.assert(
      fc.property(anyText, anyText, (phrase, text) => {
        const around = `${text} ${phrase} ${text}`;
        const matcher = compile(phrase);
        expect(matcher.find(around, [{ start: 0, end: around.length }])).to.be.empty;
        for (const { start, end } of matcher.find(around)) {
          const rest = matcher.find(around, [{ start, end }]);
          expect(rest.filter((hit) => hit.start < end && hit.end > start)).to.be.empty;
        }
      }),
    );
  });

  const letter = fc.constantFrom(...'abcdefghijklmnopqrstuvwxyzàéîõüßбвгдежяіїαβγδω');
  const word = fc.array(letter, { minLength: 1, maxLength: 6 }).map((letters) => letters.join(''));

  it('case changes nothing', () => {
    fc.assert(
      fc.property(word, fc.array(word), fc.array(word), (phrase, before, after) => {
        const text = [...before, phrase, ...after].join(' ');
        const matcher = compile(phrase);
        expect(matcher.find(text)).to.not.be.empty;
        // ß becomes two letters in upper case and moves what follows: counted, not compared by place.
        expect(matcher.find(text.toUpperCase())).to.have.length(matcher.find(text).length);
        if (!text.includes('ß')) expect(matcher.find(text.toUpperCase())).to.deep.equal(matcher.find(text));
      }),
    );
  });

  it('a letter, digit, mark or underscore at either side makes another word', () => {
    fc.assert(
      fc.property(word, fc.oneof(letter, fc.constantFrom('7', '_', 'ʰ', 'ا', '가')), (phrase, more) => {
        const matcher = compile(phrase);
        expect(matcher.find(` ${phrase} `)).to.have.length(1);
        expect(matcher.find(` ${more}${phrase} `).filter((hit) => hit.end - hit.start === phrase.length)).to
          .be.empty;
        expect(matcher.find(` ${phrase}${more} `).filter((hit) => hit.end - hit.start === phrase.length)).to
          .be.empty;
        expect(matcher.find(` ${phrase}\u0301 `)).to.be.empty;
      }),
    );
  });
});

describe('phrases: what it must withstand', () => {
  it('500-character entries', () => {
    const long = 'Thank you, ты 谢谢 👍🏽 '.repeat(50).slice(0, 500).trim();
    const text = `well: ${long.toUpperCase()}`;
    expect(
      compile(long)
        .find(text)
        .map((hit) => hit.start),
    ).to.deep.equal([6]);
    expect(compile(`${long}x`).find(text)).to.be.empty;
  });

  it('a megabyte, of which it reads the first 8,192 units', () => {
    const matcher = compile('ty', 'a b c');
    for (const filler of [
      'a',
      'a ',
      ' ',
      '\u0301',
      '\u0316\u0301',
      '\u200B',
      '👍\u200D',
      '🏽',
      'ﷺ',
      '\uD83D',
      'क्',
      'न्\u093C',
      'ᄀ\u1161',
    ]) {
      const text = `ty ${filler.repeat(1_000_000 / filler.length)} ty`;
      expect(matcher.find(text), filler).to.have.length(1);
    }
  });

  it('a word cut by that bound is not taken for a whole one', () => {
    const matcher = compile('thanks');
    const upTo = (end: number) => `${'. '.repeat(5000)}`.slice(0, end - 6);
    expect(matcher.find(`${upTo(8192)}thanks`)).to.have.length(1);
    expect(matcher.find(`${upTo(8192)}thanksgiving`)).to.be.empty;
    expect(matcher.find(`${upTo(8193)}thanks`)).to.be.empty;
  });

  it('repetition in phrase and text alike, in bounded time', () => {
    const matcher = compile(
      `${'a '.repeat(249)}b`,
      `${'👍🏽'.repeat(60)}!`,
      `${'👍'.repeat(60)}?`,
      ...Array.from({ length: 99 }, (_, i) => 'a '.repeat(i + 1)),
    );
    const from = performance.now();
    expect(matcher.find('a '.repeat(4096))).to.not.be.empty;
    expect(matcher.find('👍🏽'.repeat(2048))).to.be.empty;
    expect(performance.now() - from).to.be.below(1500);
  });

  it('does not remember the text before', () => {
    const matcher = compile('ty', '👍🏽👍', 'é');
    const alone = matcher.find('ty');
    matcher.find('👍🏽👍e\u0301 '.repeat(3000));
    expect(matcher.find('ty')).to.deep.equal(alone);
  });
});
