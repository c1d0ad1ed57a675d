import { expect } from 'chai';
import { phrasesOf } from '../../src/engine/rules-of.ts';
import { compilePhrases } from '../../src/reputation/phrases/matcher.ts';
import { resolveSettings } from '../../src/settings/catalogue.ts';
import { languageDefaults, languages } from '../../src/text/i18n.ts';

/** What people write under a helpful message, and what only looks alike. */
const SAID: Readonly<Record<string, { thanks: readonly string[]; not: readonly string[] }>> = {
  en: {
    thanks: ['Thanks!', 'thank you so much', 'THX mate', 'many thanks'],
    not: ['Thanks in advance!', 'no thanks', 'thanksgiving is near', 'thankless work'],
  },
  ru: {
    thanks: ['Спасибо!', 'большое спасибо', 'благодарю вас', 'спс'],
    not: ['заранее спасибо', 'Нет, спасибо', 'благодарность', 'неблагодарный', 'спаситель'],
  },
  uk: {
    thanks: ['Дякую!', 'щиро дякую', 'спасибі велике', 'дяки, друже', 'ДЯКУЮ', 'Дякуємо вам'],
    not: [
      'наперед дякую',
      'Дякую, не треба',
      'Ні, дякую',
      'дякувати нема за що',
      'вдячність',
      'заздалегідь дякую!',
    ],
  },
  es: {
    thanks: ['¡Gracias!', 'muchas gracias', 'MIL GRACIAS', 'gracias a ti', 'te lo agradezco mucho', 'grax'],
    not: [
      'gracias de antemano',
      'De antemano, muchas gracias',
      'no, gracias',
      'No, muchas gracias',
      'gracias a Dios llegó',
      'qué gracia',
      'agradezco cualquier ayuda',
      'desgracias',
    ],
  },
  de: {
    thanks: [
      'Danke!',
      'danke dir',
      'Vielen Dank',
      'Herzlichen Dank',
      'DANKESCHÖN',
      'Tausend Dank euch',
      'thx',
    ],
    not: [
      'Danke im Voraus',
      'Vielen Dank schon mal',
      'Nein danke',
      'nein, danke!',
      'Gott sei Dank',
      'dank dem Update geht es',
      'dankbar wäre ich',
      'schonmal danke',
      'na vielen Dank',
    ],
  },
  fa: {
    thanks: [
      'ممنون!',
      'خیلی ممنون',
      'مرسی عزیزم',
      'مرسي',
      'متشکرم',
      'سپاس فراوان',
      'دمت گرم داداش',
      'با تشکر',
      'دستتون درد نکنه',
      'ممنونم ازت',
    ],
    not: [
      'ممنون می‌شم راهنمایی کنید',
      'ممنون میشم',
      'پیشاپیش ممنون',
      'پیشاپیش سپاسگزارم',
      'نه، مرسی',
      'نه ممنون',
      'ازش تشکر کن',
      'سپاه',
      'ممنوع است',
    ],
  },
};

describe('thank words of each language', () => {
  it('are tried for every language', () => expect(Object.keys(SAID).sort()).to.deep.equal([...languages]));

  for (const [language, { thanks, not }] of Object.entries(SAID)) {
    const settings = resolveSettings({ language }, languageDefaults(language));
    const matcher = compilePhrases(phrasesOf(settings));
    const counts = (text: string) => matcher.find(text).some(({ list }) => list === 'thanks');
    for (const text of thanks) it(`${language}: “${text}” counts`, () => expect(counts(text)).to.equal(true));
    for (const text of not) it(`${language}: “${text}” does not`, () => expect(counts(text)).to.equal(false));
  }
});
