import { expect } from 'chai';
import fc from 'fast-check';
import { hasCharacters, ownText, visibleCharacters } from '../../src/experience/characters.ts';
import { countOf } from '../../src/experience/codes.ts';
import { realWords, slowCodes, wordCodes } from '../../src/experience/words.ts';

describe('Real words', () => {
  const samples: [text: string, words: number][] = [
    ['Try restarting the router', 4],
    ['TRY try Try', 1],
    ['lol', 1],
    ['aaaa zzzzzz', 0],
    ['hahaha xaxaxaxa', 0],
    ['mama, coco and papa', 4],
    ['I a 1 2 3 !!! … :) 👍', 0],
    ["don't worry, it’s state-of-the-art", 4],
    ['Попробуй перезапустить роутер', 3],
    ['ааааа ыыы', 0],
    ['روتر را دوباره روشن کنید', 5],
    ['می‌شود', 1],
    ['नमस्ते दुनिया', 2],
    ['라우터를 다시 시작해 보세요', 4],
    [`${'qwertzuiop'.repeat(4)}`, 0],
    ['', 0],
  ];
  for (const [text, words] of samples) {
    it(`are ${words} in “${text.slice(0, 40)}”`, () => {
      expect(realWords(text)).to.have.length(words);
    });
  }

  it('are found in scripts that put no blanks between them', () => {
    expect(realWords('你试试重启路由器吧').length).to.be.within(3, 9);
    expect(realWords('ルーターを再起動してみてください').length).to.be.within(3, 10);
    expect(realWords('ลองรีสตาร์ทเราเตอร์ดู').length).to.be.within(2, 8);
    expect(realWords('哈哈哈哈哈哈'), 'control: one sign over and over').to.have.length.below(2);
  });

  it('are never more than there are letters, and none is found twice', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        const words = realWords(text);
        expect(new Set(words).size).to.equal(words.length);
        expect(words.length).to.be.at.most(text.match(/\p{L}/gu)?.length ?? 0);
      }),
    );
  });
});

describe('The codes of words', () => {
  const parts = [
    'Try',
    "don't",
    'ééé',
    'Роутер',
    'naïve-ish',
    'aaaa',
    'hahaha',
    'abababa',
    'ab',
    'a',
    'x-',
    "-y''z",
    '’n’',
  ];
  const signs = [
    '👍',
    '👍🏽',
    '…',
    '“',
    ' ',
    ' ',
    '\n',
    'ß',
    'İ',
    'روتر',
    'می‌شود',
    '路由器',
    'e\u0301',
    '\u200d',
    '7',
    '𝒜',
  ];

  it('are those of the real words, whatever the script, and told by one look at plain text', () => {
    const text = fc.array(fc.constantFrom(...parts, ...signs), { maxLength: 40 }).map((all) => all.join(''));
    fc.assert(
      fc.property(
        fc.oneof(text, fc.string({ unit: 'binary', maxLength: 80 })),
        fc.constantFrom(5, 40),
        (said, most) => {
          const codes = wordCodes(said, most);
          expect(codes).to.equal(slowCodes(said, most));
          expect(countOf(codes)).to.be.at.most(Math.min(most, realWords(said).length));
        },
      ),
      { numRuns: 2_000 },
    );
    expect(countOf(wordCodes('Try restarting the router, try it', 40)), 'control').to.equal(5);
  });
});

describe('Visible characters', () => {
  const masked = (text: string, part: string) => {
    const start = text.indexOf(part);
    return { text, masked: [{ start, end: start + part.length }] };
  };
  it('shorten links, names, code and quotations', () => {
    const link = 'https://example.org/a/very/long/path?with=more';
    expect(visibleCharacters(masked(`Look: ${link}`, link))).to.equal(16);
    expect(visibleCharacters(masked('Ask @ann', '@ann'))).to.equal(8);
    expect(visibleCharacters({ text: `Look: ${link}`, masked: [] }), 'control: no link').to.equal(52);
  });

  it('count an emoji as one, whatever it is made of, and blanks in a row', () => {
    for (const one of ['👍', '👍🏽', '👩‍👩‍👧', '🇺🇦', 'й']) {
      expect(visibleCharacters({ text: one, masked: [] }), one).to.equal(1);
    }
    expect(visibleCharacters({ text: 'a   \n\n b', masked: [] })).to.equal(3);
  });

  it('are what segmenting tells, for whatever is counted by a look', () => {
    const segmenter = new Intl.Segmenter('und', { granularity: 'grapheme' });
    const counted = (text: string) => [...segmenter.segment(text.replace(/\s+/gu, ' '))].length;
    const pieces = [
      'a',
      'é',
      'e\u0301',
      'я',
      ' ',
      '\n',
      '\u00a0',
      '👍',
      '👍🏽',
      '👍\ufe0f',
      '👩‍👩‍👧',
      '🇺🇦',
      '🏽',
      '❤️',
      '…',
      '字',
      '—',
      '\ud83c',
      '\ude00',
      '🏴󠁧󠁢󠁥󠁮󠁧󠁿',
      '\u200d',
    ];
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((all) => all.join('')),
          fc.string({ unit: 'binary', maxLength: 30 }),
        ),
        fc.nat(6),
        (text, least) => {
          expect(visibleCharacters({ text, masked: [] })).to.equal(counted(text));
          expect(hasCharacters({ text, masked: [] }, least)).to.equal(counted(text) >= least);
        },
      ),
      { numRuns: 3_000 },
    );
  });

  it('leave a text’s own words, in whatever order its parts are told', () => {
    const text = 'see CODE and QUOTE too';
    const parts = [
      { start: 13, end: 18 },
      { start: 4, end: 8 },
      { start: 5, end: 7 },
    ];
    expect(ownText({ text, masked: parts })).to.equal('see   and   too');
    expect(visibleCharacters({ text, masked: parts })).to.equal(22);
  });

  it('are never more than there are, whatever is masked', () => {
    const range = fc
      .tuple(fc.nat(60), fc.nat(60))
      .map(([a, b]) => ({ start: Math.min(a, b), end: Math.max(a, b) }));
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), fc.array(range), (text, ranges) => {
        const count = visibleCharacters({ text, masked: ranges });
        expect(count).to.be.within(0, text.length + 1);
      }),
    );
  });
});
