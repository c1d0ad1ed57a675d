import { expect } from 'chai';
import { linesInTexts, parseChanges } from '../../src/settings/parse.ts';

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
    // With its family misspelt, too.
    [
      'reputation.pair_interval 30\nreputaton.reply off',
      [
        ['reputation.pair_interval', '30'],
        ['reputaton.reply', 'off'],
      ],
    ],
    [
      'reputation.words thanks\nthank.you\nwww.example\nExpirience.Enabled off',
      [
        ['reputation.words', 'thanks\nthank.you\nwww.example'],
        ['expirience.enabled', 'off'],
      ],
    ],
    // Without any, where the value before it is complete; a list goes on.
    [
      'reputation.pair_interval 30\nlangauge ru',
      [
        ['reputation.pair_interval', '30'],
        ['langauge', 'ru'],
      ],
    ],
    ['reputation.words thanks\nlangauge', [['reputation.words', 'thanks\nlangauge']]],
    ['reputation.pair_interval\n30', [['reputation.pair_interval', '30']]],
    ['reputation.pair_interval 30\nbecause of Boris', [['reputation.pair_interval', '30\nbecause of Boris']]],
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

  const inTexts: [string, string[]][] = [
    [
      'reputation.texts one\n---\nReputaton.reply off\nreputation.wrods a',
      ['reputaton.reply', 'reputation.wrods'],
    ],
    ['reputation.texts one\n\\reputaton.reply off\nwww.example\nlangauge ru', []],
    ['reputation.texts reputaton.reply off', []],
    ['reputation.words a\nreputaton.reply off', []],
  ];
  for (const [text, keys] of inTexts) {
    it(`tells which lines of a text may have been settings: ${JSON.stringify(text)}`, () => {
      expect(linesInTexts(text)).to.deep.equal(keys);
    });
  }
});
