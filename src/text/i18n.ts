import i18next from 'i18next';
import type { NoticeValue } from '../model/notice.ts';
import type { Allowed } from '../model/refusal.ts';
import { FALLBACK_LANGUAGE, LANGUAGE_LISTS, type LanguageDefaults } from '../settings/kinds.ts';
import { allowedFigures } from './allowed.ts';
import { escapeHtml, type Html, unsafeHtml } from './html.ts';
import { readLocales } from './locales.ts';
import { present } from './present.ts';

export type TextParams = Readonly<Record<string, NoticeValue | Html>>;

/** `{{wait}}`, or in a form of its own: `{{wait, duration}}`. */
const FIGURE = /\{\{(\w+)(?:, *(\w+))?\}\}/g;

const locales = readLocales();

/** Every language the bot speaks: the files in `locales/`, by their names. */
export const languages: readonly string[] = Object.keys(locales).sort();

const i18n = i18next.createInstance();
i18n.init({
  resources: Object.fromEntries(
    Object.entries(locales).map(([language, translation]) => [language, { translation }]),
  ),
  fallbackLng: FALLBACK_LANGUAGE,
  supportedLngs: [...languages],
  load: 'currentOnly',
  initAsync: false,
  // Keys may hold colons; no namespaces are used.
  nsSeparator: false,
});

/**
 * A text of `locales/` with its figures: numbers as the language writes them, people as their names, everything
 * escaped but what is Html already. A figure that is missing leaves its place in the text as it is. A number named
 * `count` chooses the plural.
 */
export function translate(language: string, key: string, params: TextParams = {}): Html {
  const spoken = bestLanguage(language);
  const { count } = params;
  const text = i18n.t(key, {
    lng: spoken,
    // i18next finds the text and its plural; figures are set in below. Its own interpolation is not re-entrant: a
    // form that translates would make it look for figures in the figures.
    skipInterpolation: true,
    // What a missing text shows is its key, as text.
    defaultValue: escapeHtml(key),
    ...(typeof count === 'number' ? { count } : {}),
  });
  const context = { language: spoken, params, translate };
  return unsafeHtml(
    text.replace(FIGURE, (source, name: string, form: string | undefined) => {
      const value = Object.hasOwn(params, name) ? params[name] : undefined;
      return value === undefined ? source : present(value, form, context).text;
    }),
  );
}

/** What a setting takes, in words. */
export function allowedText(language: string, allowed: Allowed): Html {
  const { key, params } = allowedFigures(allowed);
  return translate(language, key, params);
}

/** Whether `locales/` has a text under this key. */
export function hasText(key: string): boolean {
  return (
    i18n.exists(key, { lng: FALLBACK_LANGUAGE }) || i18n.exists(key, { lng: FALLBACK_LANGUAGE, count: 1 })
  );
}

/** The language to speak with someone whose Telegram speaks `tag`: 'ru-RU' → 'ru', unknown → 'en'. */
export function bestLanguage(tag: string | null): string {
  if (tag === null) return FALLBACK_LANGUAGE;
  if (languages.includes(tag)) return tag;
  const wanted = tag.toLowerCase().replaceAll('_', '-');
  const primary = wanted.split('-', 1)[0];
  const found = languages.find((language) => language.toLowerCase() === wanted);
  return found ?? languages.find((language) => language === primary) ?? FALLBACK_LANGUAGE;
}

/** What a language calls itself, with a capital: 'ru' → 'Русский'. */
export function languageName(tag: string): string {
  const name = new Intl.DisplayNames([tag], { type: 'language' }).of(tag) ?? tag;
  const [first = '', ...rest] = [...name];
  return first.toLocaleUpperCase(tag) + rest.join('');
}

const defaults = new Map<string, LanguageDefaults>();

/** What is default in a language, for the settings. A language that is not spoken gets English. */
export function languageDefaults(tag: string): LanguageDefaults {
  const language = bestLanguage(tag);
  let found = defaults.get(language);
  if (!found) {
    found = { language, languages, lists: listsOf(language), in: languageDefaults };
    defaults.set(language, found);
  }
  return found;
}

function listsOf(language: string): LanguageDefaults['lists'] {
  const own = locales[language]?.defaults ?? {};
  return Object.fromEntries(
    LANGUAGE_LISTS.map((name) => [name, Object.freeze(own[name] ?? [])]),
  ) as LanguageDefaults['lists'];
}
