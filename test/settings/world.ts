import { type Checks, type Plan, planChange } from '../../src/settings/change.ts';
import type { LanguageDefaults } from '../../src/settings/kinds.ts';

const LISTS: Readonly<Record<string, LanguageDefaults['lists']>> = {
  en: {
    words: ['thanks', 'thank you'],
    except_words: ['no thanks'],
    texts: ['{receiver} +{amount}'],
    overtake_texts: ['{receiver} has passed {passed}'],
    minus_words: ['-rep'],
    minus_texts: ['{receiver} −{amount}'],
    level_texts: ['{user}: {level}'],
    title_texts: ['{user}: {title}'],
    dm_level_texts: ['You: {level}'],
    dm_title_texts: ['You: {title}'],
    titles: ['Known', 'Helper', 'Expert', 'Sage'],
  },
  ru: {
    words: ['спасибо'],
    except_words: ['спасибо, не надо'],
    texts: ['{receiver} плюс {amount}'],
    overtake_texts: ['{receiver} впереди {passed}'],
    minus_words: ['-реп'],
    minus_texts: ['{receiver} минус {amount}'],
    level_texts: ['{user} – {level}'],
    title_texts: ['{user} – {title}'],
    dm_level_texts: ['Вы – {level}'],
    dm_title_texts: ['Вы – {title}'],
    titles: ['Знакомый', 'Помощник', 'Знаток', 'Мудрец'],
  },
};

const SWITCH: Readonly<Record<string, boolean>> = {
  ...{ on: true, yes: true, вкл: true },
  ...{ off: false, no: false, выкл: false },
};
const switchOf = (word: string): boolean | null => SWITCH[word] ?? null;

/** Two languages; anything else is English. */
export function defaultsOf(language: string): LanguageDefaults {
  const known = LISTS[language] ? language : 'en';
  const languages = ['en', 'ru'];
  return { language: known, languages, lists: LISTS[known] as never, switchOf, in: defaultsOf };
}

/** Letters and signs are kept, question marks fold to nothing; a text with an opening angle is refused. */
export const checks: Checks = {
  fold: (word) => word.toLowerCase().replaceAll('?', '').trim(),
  textProblem: (text) => (text.includes('<') ? { type: 'html', problem: 'broken_tag <' } : null),
};

export function plan(text: string, current = {}): Plan {
  return planChange(current, defaultsOf, text, checks);
}
