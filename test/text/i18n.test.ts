import { expect } from 'chai';
import { userId } from '../../src/model/ids.ts';
import { formatDuration, formatNumber, formatSigned } from '../../src/text/format.ts';
import { html } from '../../src/text/html.ts';
import {
  allowedText,
  bestLanguage,
  hasText,
  languageDefaults,
  languages,
  translate,
} from '../../src/text/i18n.ts';

describe('i18n: languages', () => {
  it('are those in locales', () => expect(languages).to.include.members(['en', 'ru']));

  const samples: [string | null, string][] = [
    ['ru', 'ru'],
    ['ru-RU', 'ru'],
    ['RU_ru', 'ru'],
    ['en-US', 'en'],
    ['tlh', 'en'],
    ['rue', 'en'],
    ['', 'en'],
    ['constructor', 'en'],
    [null, 'en'],
  ];
  for (const [tag, language] of samples) {
    it(`${tag} → ${language}`, () => expect(bestLanguage(tag)).to.equal(language));
  }

  it('bring their own defaults', () => {
    expect(languageDefaults('ru-RU').language).to.equal('ru');
    expect(languageDefaults('ru').in('en').lists.words).to.include('thanks');
    expect(languageDefaults('tlh')).to.equal(languageDefaults('en'));
  });
});

describe('i18n: texts', () => {
  it('escape every figure, people too', () => {
    const receiver = { person: userId(5), name: '<Ann>' };
    const said = translate('en', 'adjust.add', {
      receiver,
      amount: 5,
      before: -1234,
      after: 6,
      reason: 'a < b',
    });
    expect(said.text).to.equal('&lt;Ann&gt;: +5, −1,234 → <b>6</b>\n<i>a &lt; b</i>');
  });

  it('let Html through', () => {
    expect(translate('en', 'me.title', { name: html`<i>x</i>` }).text).to.equal('<b><i>x</i></b>');
  });

  const words = ['thanks', 'a < b', '+'];
  for (const [language, said] of [
    ['en', '“thanks”, “a &lt; b”, or “+”'],
    ['ru', '«thanks», «a &lt; b» или «+»'],
  ] as const) {
    it(`name words in the quotation marks of ${language}, the last with its “or”`, () => {
      expect(translate(language, 'top.empty', { words }).text).to.include(said);
      expect(translate(language, 'top.empty', { words: ['+'] }).text).to.include(said.slice(-3));
    });
  }

  it('say nothing of what is empty', () => {
    const figures = { receiver: 'x', amount: 1, before: 0, after: 1, reason: null };
    expect(translate('en', 'adjust.add', figures).text).to.equal('x: +1, 0 → <b>1</b>');
    expect(translate('en', 'refusal.unknown_setting', { key: 'k', near: null }).text).not.to.include('mean');
  });

  it('take no orders from figures', () => {
    const sly = '{{near}} $t(word.on) $& {{key}}';
    const said = translate('en', 'refusal.unknown_setting', { key: sly, near: sly }).text;
    expect(said.split(sly.replace('&', '&amp;'))).to.have.lengthOf(3);
  });

  it('choose the plural', () => {
    const said = (language: string, count: number) => translate(language, 'me.given', { count }).text;
    expect(said('en', 1)).to.equal('Gave thanks 1 time');
    expect(said('en', 1000)).to.equal('Gave thanks 1,000 times');
    expect([1, 2, 5, 21, 22].map((count) => said('ru', count).split(' ').pop())).to.deep.equal([
      'раз',
      'раза',
      'раз',
      'раз',
      'раза',
    ]);
  });

  it('say what a setting takes, from flat figures too', () => {
    const expected = 'a whole number from 0 to 525,600.';
    expect(allowedText('en', { type: 'number', min: 0, max: 525_600 }).text).to.equal(expected);
    const flat = { key: 'k', allowed_type: 'number', allowed_min: 0, allowed_max: 525_600 };
    expect(translate('en', 'refusal.bad_value', flat).text).to.include(expected);
    expect(allowedText('en', { type: 'html', problem: 'unclosed_tag <b>' }).text).to.include(
      '<code>&lt;b&gt;</code>',
    );
    expect(allowedText('en', { type: 'placeholder', name: '{x}', known: ['giver'] }).text).to.include(
      '<code>{giver}</code>',
    );
  });

  it('show a missing text by its key, and a missing figure by its place', () => {
    expect(translate('en', 'no.such<b>').text).to.equal('no.such&lt;b&gt;');
    expect(translate('en', 'me.title').text).to.equal('<b>{{name}}</b>');
    expect(hasText('no.such')).to.equal(false);
    expect(hasText('me.given')).to.equal(true);
  });

  it('fall back to English', () => expect(translate('tlh', 'word.on').text).to.equal('on'));
});

describe('i18n: figures', () => {
  const durations: [number, string, string][] = [
    [0, '0 sec', '0 с'],
    [1, '1 sec', '1 с'],
    [59.2, '1 min', '1 мин'],
    [65, '1 min 5 sec', '1 мин 5 с'],
    [3599, '59 min 59 sec', '59 мин 59 с'],
    [3600, '1 hr', '1 ч'],
    [3601, '1 hr 1 min', '1 ч 1 мин'],
    [86_399, '1 day', '1 дн.'],
    [86_401, '1 day 1 hr', '1 дн. 1 ч'],
    [-5, '0 sec', '0 с'],
  ];
  for (const [seconds, en, ru] of durations) {
    it(`${seconds} s`, () => {
      expect(formatDuration('en', seconds)).to.equal(en);
      expect(formatDuration('ru', seconds).replaceAll('\u00A0', ' ')).to.equal(ru);
    });
  }

  it('numbers with a real minus sign', () => {
    expect(formatNumber('en', -1234)).to.equal('−1,234');
    expect([5, -5, 0].map((value) => formatSigned('en', value))).to.deep.equal(['+5', '−5', '0']);
  });
});
