import { expect } from 'chai';
import { languages } from '../../src/text/i18n.ts';
import { textsOf } from '../support/locale-texts.ts';

describe('locales: /help', () => {
  /** The greeting, the list itself, and what the panel tells when it is needed. */
  const UNTOLD = ['start', 'help', 'cancel'];
  const commandsIn = (language: string) =>
    new Set(
      [...textsOf(language)]
        .filter(([key]) => key.startsWith('help.') || key === 'preset.help')
        .flatMap(([, text]) => text.match(/(?<![\w/<])\/[a-z]+/g) ?? []),
    );
  const english = [...commandsIn('en')].sort();

  it('names every command', () => {
    const wanted = [...textsOf('en').keys()]
      .flatMap((key) => /^command\.(\w+)$/.exec(key)?.[1] ?? [])
      .filter((command) => !UNTOLD.includes(command))
      .map((command) => `/${command}`);
    expect(english.filter((command) => command !== '/help')).to.deep.equal(wanted.sort());
  });

  for (const language of languages) {
    it(`names the same commands in ${language}, text for text`, () => {
      expect([...commandsIn(language)].sort()).to.deep.equal(english);
      for (const [key, text] of textsOf(language))
        if (key.startsWith('help.'))
          expect(text.match(/\/[a-z]+/g), key).to.deep.equal(
            textsOf('en')
              .get(key)
              ?.match(/\/[a-z]+/g) ?? null,
          );
    });
  }
});
