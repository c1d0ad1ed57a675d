import { expect } from 'chai';
import { userId } from '../../src/model/ids.ts';
import { DAY } from '../../src/model/time.ts';
import { foldPhrase } from '../../src/reputation/phrases/fold.ts';
import { compilePhrases, type Matcher } from '../../src/reputation/phrases/matcher.ts';
import { findConflict } from '../../src/reputation/phrases/words.ts';
import { LANGUAGE_LISTS } from '../../src/settings/kinds.ts';
import { checkTelegramHtml } from '../../src/text/check-html.ts';
import { plainText } from '../../src/text/html.ts';
import { languageDefaults, languages, translate } from '../../src/text/i18n.ts';
import { textProblem } from '../../src/text/placeholders.ts';
import { english, keys, locales, PLURAL, textsOf } from '../support/locale-texts.ts';

function figuresIn(text: string): string[] {
  const figures = text.match(/\{\{[^}]+\}\}/g) ?? [];
  const placeholders = text.replace(/\{\{[^}]+\}\}/g, '').match(/\{[a-z_:]+\}/g) ?? [];
  return [...new Set([...figures, ...placeholders])].sort();
}

/** Figures for any text. */
const FIGURES: Parameters<typeof translate>[2] = new Proxy(
  {
    count: 3,
    allowed_type: 'number',
    allowed_min: 1,
    allowed_max: 2,
    key: 'language',
    known: ['a', '<b>'],
    words: ['a', '<b>'],
    choices: ['a', '<b>'],
  } as Record<string, string | number | string[]>,
  {
    get: (known, name) => known[String(name)] ?? 5,
    getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }),
    has: () => true,
  },
);

const LONGEST: Parameters<typeof translate>[2] = {
  ...{ wait: 365 * DAY - 1, within: 7 * DAY - 1, have: 99_999, need: 99_999, limit: 99_999, most: 99_999 },
  ...{ min: -1_000_000, max: 1_000_000, floor: -1_000_000, ceiling: 1_000_000_000, minutes: 10 },
  ...{ id: '9'.repeat(16), name: 'w'.repeat(32), amount: -1_000_000 },
  ...{ phrase: 'w'.repeat(64), plus: 'w'.repeat(64), minus: 'w'.repeat(64), word: 'w'.repeat(64) },
  receiver: { person: userId(1), name: 'W'.repeat(64) },
};

const listsIn = (matcher: Matcher, text: string) => matcher.find(text).map(({ list }) => list);

describe('locales: every language', () => {
  for (const language of languages) {
    describe(language, () => {
      const texts = textsOf(language);
      const plurals = new Intl.PluralRules(language).resolvedOptions().pluralCategories;

      it('has every key, and no other', () => {
        const wanted = keys.flatMap((key) =>
          english.has(key) ? [key] : plurals.map((category) => `${key}_${category}`),
        );
        expect([...texts.keys()].sort()).to.deep.equal(wanted.sort());
      });

      it('has the same figures everywhere', () => {
        for (const [key, text] of texts) {
          const original = english.get(key) ?? english.get(key.replace(PLURAL, '_other')) ?? '';
          expect(figuresIn(text), key).to.deep.equal(figuresIn(original));
        }
      });

      it('says what Telegram takes, with no figure left out', () => {
        for (const key of keys) {
          const said = translate(language, key, FIGURES).text;
          // Pieces of other texts may be a blank, a sign or an end of a sentence.
          expect(checkTelegramHtml(said), `${key}: ${said}`).to.equal(null);
          expect(said, key).not.to.include('{{');
        }
      });

      it('describes commands and answers buttons in plain words, short enough', () => {
        for (const [command, description] of texts) {
          if (!command.startsWith('command.')) continue;
          expect(description, command).to.have.lengthOf.within(3, 256).and.not.match(/[<>&]/);
        }
        for (const [key, text] of texts) if (/button_/.test(key)) expect(text, key).to.not.match(/[<>&]/);
      });

      it('answers a press in 200 characters, with the longest figures', () => {
        // A refused press says any refusal but those of commands that no button repeats.
        const typed = /^refusal\.(?:trigger_|unknown_setting|bad_value|colour_unknown)/;
        for (const key of keys.filter((one) => /^(?:toast|air|refusal)\./.test(one) && !typed.test(one))) {
          if (key === 'air.question') continue;
          expect(plainText(translate(language, key, LONGEST)).length, key).to.be.at.most(200);
        }
      });

      it('marks quotations as the language does', () => {
        const marks = { en: /[«»„"]/, de: /[«»”"]/, es: /[„“”"]/, ru: /[„“”"]/, uk: /[„“”"]/, fa: /[„“”"]/ };
        for (const [key, text] of texts) {
          const said = text.replace(/<code>.*?<\/code>|<[^>]*>/g, '');
          expect(said, key).to.not.match(marks[language as keyof typeof marks]);
        }
      });

      it('brings defaults that may be set', () => {
        const { lists } = languageDefaults(language);
        for (const name of LANGUAGE_LISTS)
          expect(locales[language]?.defaults?.[name], name).to.be.an('array');
        for (const name of ['words', 'except_words', 'minus_words'] as const) {
          expect(lists[name], name).not.to.deep.equal([]);
          expect(new Set(lists[name].map(foldPhrase)).size, name).to.equal(lists[name].length);
          for (const word of lists[name]) expect(foldPhrase(word), word).not.to.equal('');
        }
        expect(findConflict(lists.words, lists.minus_words)).to.equal(null);
        const phrases = (list: 'thanks' | 'thanks_except', words: readonly string[]) =>
          words.map((text) => ({ list, text }));
        const matcher = compilePhrases([
          ...phrases('thanks', lists.words),
          ...phrases('thanks_except', lists.except_words),
        ]);
        for (const word of lists.words) expect(listsIn(matcher, word), word).to.deep.equal(['thanks']);
        // What excepts nothing is in vain.
        for (const phrase of lists.except_words) {
          expect(new Set(listsIn(matcher, phrase)), phrase).to.deep.equal(new Set(['thanks_except']));
          const words = compilePhrases(phrases('thanks', lists.words));
          expect(listsIn(words, phrase), phrase).to.include('thanks');
        }
        for (const [name, key, most] of [
          ['texts', 'reputation.texts', 3],
          ['overtake_texts', 'reputation.overtake_texts', 2],
          ['minus_texts', 'negative.texts', 3],
        ] as const) {
          expect(lists[name], name).to.have.lengthOf(most);
          for (const text of lists[name]) {
            expect(textProblem(text, key), text).to.equal(null);
            // `engine/load/standings.ts` looks for it among the settings that were stored, which defaults are not.
            expect(text).to.not.include('{place}');
          }
        }
      });
    });
  }
});

describe('locales: words for on and off', () => {
  it('mean one thing, in whatever language they are said', () => {
    const said = new Map<string, string>();
    for (const [language, { defaults }] of Object.entries(locales)) {
      for (const list of ['on_words', 'off_words'] as const) {
        expect(defaults?.[list], `${language} ${list}`).to.be.an('array').that.is.not.empty;
        for (const word of defaults?.[list] ?? []) {
          expect(said.get(word) ?? list, `${language}: ${word}`).to.equal(list);
          said.set(word, list);
          expect(languageDefaults('de').switchOf(word.toUpperCase()), word).to.equal(list === 'on_words');
        }
      }
      const { switchOf } = languageDefaults(language);
      expect(switchOf(plainText(translate(language, 'word.on'))), language).to.equal(true);
      expect(switchOf(plainText(translate(language, 'word.off'))), language).to.equal(false);
    }
    expect(languageDefaults('en').switchOf('perhaps')).to.equal(null);
  });
});
