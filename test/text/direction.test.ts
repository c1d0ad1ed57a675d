import { expect } from 'chai';
import fc from 'fast-check';
import { userId } from '../../src/model/ids.ts';
import { hasRtl, isolated, runsLeft } from '../../src/text/direction.ts';
import { languages, translate } from '../../src/text/i18n.ts';
import { renderTemplate } from '../../src/text/placeholders.ts';
import { codesIn, INVISIBLE, turningLine } from '../support/direction.ts';

/** The marks as a reader sees them: `[` and `]` shut a piece in, `<` and `>` say which way a line runs. */
const seen = (text: { text: string }) =>
  text.text.replace(/<\/?[a-z][^>]*>/g, '').replace(/[\u200E\u200F\u2066\u2068\u2069]/g, (mark) => {
    return { '\u200E': '>', '\u200F': '<', '\u2066': '[', '\u2068': '[', '\u2069': ']' }[mark] ?? '';
  });

const named = (name: string) => ({ person: userId(1), name });

describe('direction: values in a line of the other direction', () => {
  it('knows which languages run from right to left', () => {
    expect(languages.filter(runsLeft)).to.deep.equal(['fa']);
    expect(['ar', 'he', 'ur', 'tr'].filter(runsLeft)).to.deep.equal(['ar', 'he', 'ur']);
  });

  const rows: [language: string, name: string, shown: string][] = [
    ['ru', 'Anna', '3. Anna – 5'],
    ['ru', 'Анна', '3. Анна – 5'],
    ['ru', 'علی', '3. [علی] – 5'],
    ['en', 'דנה 7', '3. [דנה 7] – 5'],
    ['fa', 'علی', '<۳. علی – ۵'],
    ['fa', 'Anna', '<۳. [Anna] – ۵'],
    ['fa', 'علی 7', '<۳. [علی 7] – ۵'],
  ];
  for (const [language, name, shown] of rows) {
    it(`${language}: ${name}`, () => {
      const params = { place: 3, name, reputation: 5 };
      expect(seen(translate(language, 'top.row', params))).to.equal(shown);
    });
  }

  it('a name of the other direction does not turn the line that it begins', () => {
    const figures = { receiver: named('علی'), change: 5, after: 6 };
    expect(seen(translate('en', 'undo.reputation', figures))).to.equal('>[علی]: +5 → 6');
    expect(seen(translate('fa', 'undo.reputation', { ...figures, receiver: named('Anna') }))).to.equal(
      '<[Anna]: [+۵] ← ۶',
    );
  });

  it('commands and @names keep their signs in Persian, and lines that begin with them their direction', () => {
    expect(seen(translate('fa', 'help.group', { words: ['ممنون'] })).split('\n')[2]).to.match(
      /^<\[\/top\] – /,
    );
    expect(seen(translate('fa', 'refusal.unknown_name', { name: 'boris' }))).to.match(/^<\[@\[boris\]\] /);
    expect(seen(translate('fa', 'welcome.needs', { words: ['ممنون'] }))).to.include(' [@BotFather] ');
    expect(seen(translate('fa', 'command.addrep'))).to.include('[/addrep @name 5 دلیل]');
  });

  it('a reason on a line of its own runs as the language does', () => {
    const figures = { receiver: named('A'), amount: 1, before: 1, after: 2, reason: 'for the guide' };
    expect(seen(translate('fa', 'adjust.add', figures)).split('\n')[1]).to.equal('<[for the guide]');
    expect(seen(translate('en', 'adjust.add', figures)).split('\n')[1]).to.equal('for the guide');
  });
});

describe('direction: what people copy', () => {
  it('is shut in from outside', () => {
    const figures = {
      key: 'reputation.words',
      value: 'ممنون, مرسی',
      help: '',
      default: '',
      allowed: '',
      placeholders: '',
    };
    for (const language of languages) {
      const { text } = translate(language, 'get.one', figures);
      expect(text, language).to.include('\u2066<code>/set reputation.words ممنون, مرسی</code>\u2069');
    }
    expect(translate('en', 'get.one', { ...figures, value: 'thanks' }).text).to.not.match(INVISIBLE);
  });

  it('is written in digits that commands take, ungrouped', () => {
    expect(translate('fa', 'trigger.note', { id: 1234 }).text).to.include('<code>/trigger edit 1234</code>');
    expect(translate('en', 'trigger.note', { id: 1234 }).text).to.include('<code>/trigger edit 1234</code>');
    expect(translate('fa', 'trigger.shown', { id: 1234, written: '"x" rep=5' }).text).to.include('۱٬۲۳۴');
  });

  it('holds no mark, in any language, whatever stands in it', () => {
    const sly = 'a\u202Eb\u2066\u2069\u2069 علی';
    for (const language of languages) {
      for (const key of ['refusal.unknown_setting', 'trigger.added', 'refusal.bad_value', 'get.line']) {
        const figures = {
          key: sly,
          near: sly,
          id: 1,
          written: sly,
          value: sly,
          allowed_type: 'choice',
          allowed_choices: [sly],
        };
        for (const code of codesIn(translate(language, key, figures).text))
          expect(code, key).to.not.match(INVISIBLE);
      }
    }
  });
});

describe('direction: texts of admins', () => {
  const values = { receiver: named('Boris'), giver: named('علی'), amount: 5, reputation: 6, reason: '' };
  const say = (text: string, language: string) => seen(renderTemplate(text, values, language));

  it('run as their own letters do', () => {
    expect(say('{giver} thanks {receiver}: +{amount}', 'fa')).to.equal('>[علی] thanks Boris: +۵');
    expect(say('{giver} از {receiver} تشکر کرد: +{amount}', 'en')).to.equal('علی از [Boris] تشکر کرد: [+5]');
  });

  it('run as the language does where they have no letters', () => {
    expect(say('{receiver} +{amount} ← <b>{reputation}</b>', 'fa')).to.equal('<[Boris] [+۵] ← ۶');
    expect(say('{receiver} +{amount} → <b>{reputation}</b>', 'en')).to.equal('Boris +5 → 6');
    expect(say('{giver} −{amount} → <b>{reputation}</b>', 'en')).to.equal('>[علی] −5 → 6');
  });

  it('shut a name in with its link, and leave code and attributes alone', () => {
    const { text } = renderTemplate('درود {mention:receiver}', values, 'fa');
    expect(text).to.equal('درود \u2068<a href="tg://user?id=1">Boris</a>\u2069');
    expect(say('سلام <code>{receiver}</code>', 'fa')).to.equal('سلام Boris');
    const link = renderTemplate('سلام <a href="https://x/{receiver}">x</a>', values, 'fa').text;
    expect(link).to.equal('سلام <a href="https://x/Boris">x</a>');
  });
});

describe('direction: hostile names', () => {
  const marks = fc.constantFrom(
    '\u202E',
    '\u202D',
    '\u202B',
    '\u2066',
    '\u2067',
    '\u2068',
    '\u2069',
    '\u202C',
    '\u200F',
    '\u061C',
  );
  const name = fc
    .array(fc.oneof(marks, fc.constantFrom('a', 'ع', 'א', '1', ' ', '\n', '<', '&', '/', '+')), {
      maxLength: 12,
    })
    .map((parts) => parts.join(''));

  it('never reach beyond their place', () => {
    fc.assert(
      fc.property(name, name, fc.constantFrom(...languages), (one, other, language) => {
        const figures = {
          receiver: named(one),
          passed: named(other),
          reason: other,
          amount: 1,
          before: 2,
          after: 3,
        };
        for (const key of ['gift.passed', 'adjust.add', 'ask.experience']) {
          expect(turningLine(translate(language, key, { ...figures, most: 1 }).text), key).to.equal(null);
        }
        expect(turningLine(translate(language, 'help.group', { words: [one, other] }).text)).to.equal(null);
        expect(turningLine(translate(language, 'trigger.added', { id: 1, written: one }).text)).to.equal(
          null,
        );
        for (const template of [
          '{receiver} +{amount} {reason}',
          `${other.replace(/[<&]/g, '')}{mention:receiver}: {reason}`,
          'از {receiver}',
        ]) {
          expect(turningLine(renderTemplate(template, figures, language).text), template).to.equal(null);
        }
      }),
    );
  });

  it('are found out by the check itself', () => {
    expect([
      turningLine('a\u202Eb'),
      turningLine('\u2069a'),
      turningLine('\u2068a\nb\u2069'),
      turningLine('\u2068a\u2069'),
    ]).to.deep.equal(['a\u202Eb', '\u2069a', '\u2068a', null]);
  });

  it('are shut in line by line', () => {
    expect(isolated('a\nع', false)).to.equal('\u2068a\u2069\n\u2068ع\u2069');
    expect(isolated('abc', false)).to.equal('abc');
    expect(['a', '7', 'я'].some(hasRtl)).to.equal(false);
    expect(['ع', 'א', '\u200F', '۷'].every(hasRtl)).to.equal(true);
  });
});
