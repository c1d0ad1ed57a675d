import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { SENTENCES } from './texts.ts';

const titlesIn = (file: string): string[] => {
  const source = readFileSync(new URL(`../${file}`, import.meta.url), 'utf8');
  return Array.from(source.matchAll(/\bit\(\s*(['"`])(.*?)\1,/gs), ([, , title = '']) => title);
};

describe('What other bots’ texts say of experience and ranks', () => {
  for (const [bot, sentences] of Object.entries(SENTENCES)) {
    describe(bot, () => {
      for (const [says, file, test] of sentences) {
        it(`“${says}” is played by ${file}`, () => {
          const found = titlesIn(file).filter((title) => title.startsWith(test));
          expect(found, `${test} …`).to.have.lengthOf(1);
        });
      }
    });
  }
});
