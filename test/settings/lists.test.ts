import { expect } from 'chai';
import fc from 'fast-check';
import { readList, writeList } from '../../src/settings/lists.ts';
import { readTexts, writeTexts } from '../../src/settings/texts.ts';

describe('settings: lists', () => {
  const samples: [string, string[]][] = [
    ['thanks, thank you', ['thanks', 'thank you']],
    [' thanks ,, thx,', ['thanks', 'thx']],
    ['thanks\nthx', ['thanks', 'thx']],
    ['ممنون، مرسی', ['ممنون', 'مرسی']],
    ['谢谢，多谢、感谢', ['谢谢', '多谢', '感谢']],
    ['thank   you,\tthank you', ['thank you']],
    ['"yes, thanks", no', ['yes, thanks', 'no']],
    ['“yes, thanks”, «нет, спасибо», „ja, danke“', ['yes, thanks', 'нет, спасибо', 'ja, danke']],
    ['"say ""hi"", please"', ['say "hi", please']],
    ['"a" b, c', ['"a" b', 'c']],
    ['", "', [',']],
    ['"', ['"']],
    ['a, "b', ['a', '"b']],
    ['5" nails, +', ['5" nails', '+']],
    [' , ,\n', []],
  ];
  for (const [raw, entries] of samples) {
    it(JSON.stringify(raw), () => expect(readList(raw)).to.deep.equal(entries));
  }

  it('read back what they write', () => {
    const piece = fc.constantFrom(
      'a',
      ' ',
      ',',
      '"',
      '“',
      '”',
      '«',
      '»',
      '\n',
      '=',
      'none',
      '\\',
      '👍',
      '、',
    );
    const entry = fc.array(piece, { minLength: 1, maxLength: 8 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.array(entry), (raw) => {
        const tidy = (text: string) => text.replace(/\s+/gu, ' ').trim();
        const entries = [...new Set(raw.map(tidy).filter((text) => text !== ''))];
        expect(readList(writeList(entries))).to.deep.equal(entries);
      }),
    );
  });
});

describe('settings: texts', () => {
  const samples: [string, string[]][] = [
    ['one', ['one']],
    ['one\n---\ntwo', ['one', 'two']],
    ['one\n --- \ntwo', ['one', 'two']],
    ['one\n—-\ntwo', ['one', 'two']],
    ['---\none\n---\n---\n', ['one']],
    ['one\nmore\n\n---\n\ntwo', ['one\nmore', 'two']],
    ['one --- more', ['one --- more']],
    ['one\n----', ['one\n----']],
    ['one\n\\---\ntwo', ['one\n---\ntwo']],
    ['\\language skills', ['language skills']],
    ['\\\\', ['\\']],
  ];
  for (const [raw, texts] of samples) {
    it(JSON.stringify(raw), () => expect(readTexts(raw)).to.deep.equal(texts));
  }

  it('say a line of --- and a key by a backslash', () => {
    expect(writeTexts(['a\n---\nb', 'language\nlanguages'])).to.equal(
      'a\n\\---\nb\n---\n\\language\nlanguages',
    );
  });
});
