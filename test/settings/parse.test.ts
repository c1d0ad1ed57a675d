import { expect } from 'chai';
import { parseChanges } from '../../src/settings/parse.ts';

describe('settings: reading /set', () => {
  const samples: [string, [string, string | null][]][] = [
    ['', []],
    ['  \n \n', []],
    ['language ru', [['language', 'ru']]],
    ['language', [['language', null]]],
    ['language =', [['language', null]]],
    ['Language=ru', [['language', 'ru']]],
    ['language: ru', [['language', 'ru']]],
    ['  language \t ru  ', [['language', 'ru']]],
    ['REPUTATION.WORDS Thanks, +', [['reputation.words', 'Thanks, +']]],
    ['reputation.words\nthanks\nthx', [['reputation.words', 'thanks\nthx']]],
    [
      'language ru\r\nreputation.words спасибо,\r\nблагодарю\r\ncommands.bang on',
      [
        ['language', 'ru'],
        ['reputation.words', 'спасибо,\nблагодарю'],
        ['commands.bang', 'on'],
      ],
    ],
    // A text may begin with anything but the name of a setting.
    [
      'reputation.texts one\n---\nreputation.wrods\nlanguages {receiver}\nlanguage en',
      [
        ['reputation.texts', 'one\n---\nreputation.wrods\nlanguages {receiver}'],
        ['language', 'en'],
      ],
    ],
    // Anything else that looks like one of our keys is refused by name later, not swallowed.
    [
      'language ru\nreputation.wrods a',
      [
        ['language', 'ru'],
        ['reputation.wrods', 'a'],
      ],
    ],
    ['nonsense here\nand there', [['nonsense', 'here\nand there']]],
    ['constructor on', [['constructor', 'on']]],
    ['reputation.words a\0b\uD800c', [['reputation.words', 'abc']]],
    ['reputation.words :)', [['reputation.words', ':)']]],
    ['reputation.words = +, =', [['reputation.words', '+, =']]],
  ];
  for (const [text, changes] of samples) {
    it(JSON.stringify(text), () => {
      expect(parseChanges(text)).to.deep.equal(changes.map(([key, raw]) => ({ key, raw })));
    });
  }
});
