import i18next from 'i18next';
import type { NoticeValue } from '../model/notice.ts';
import type { Allowed } from '../model/refusal.ts';
import { FALLBACK_LANGUAGE, LANGUAGE_LISTS, type LanguageDefaults } from '../settings/kinds.ts';
import { allowedFigures } from './allowed.ts';
import { beginsLine, directedText, isIsolated, isolateCode, LEFT_MARK, runsLeft } from './direction.ts';
import { escapeHtml, type Html, unsafeHtml } from './html.ts';
import { readLocales } from './locales.ts';
import { present, presentToCopy } from './present.ts';

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
  const rtl = runsLeft(spoken);
  const template = rtl ? directedText(text) : text;
  const context = { language: spoken, params, translate };
  const said = template.replace(FIGURE, (source, name: string, form: string | undefined, at: number) => {
    const value = Object.hasOwn(params, name) ? params[name] : undefined;
    if (value === undefined) return source;
    if (form === undefined && isCopied(template, at)) return presentToCopy(value).text;
    const shown = present(value, form, context).text;
    // Else a name of the other direction would turn the whole line that begins with it.
    return !rtl && isIsolated(shown) && beginsLine(template.slice(0, at)) ? LEFT_MARK + shown : shown;
  });
  return unsafeHtml(isolateCode(said, rtl));
}

/** Whether a figure stands in `<code>`, or in a tag. */
function isCopied(template: string, at: number): boolean {
  const before = template.slice(0, at);
  return (
    before.lastIndexOf('<code>') > before.lastIndexOf('</code>') ||
    before.lastIndexOf('<') > before.lastIndexOf('>')
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

const names = new Map<string, string>();

/** What a language calls itself: 'de' → 'Deutsch', 'ru' → 'Русский'. */
export function languageName(tag: string): string {
  let name = names.get(tag);
  if (name === undefined) {
    const own = new Intl.DisplayNames(tag, { type: 'language' }).of(tag) ?? tag;
    name = own.charAt(0).toLocaleUpperCase(tag) + own.slice(1);
    names.set(tag, name);
  }
  return name;
}

/** A spoken language by its tag or by its own name: 'de', 'de-AT', 'deutsch' → 'de'. Null: it is not spoken. */
export function namedLanguage(asked: string): string | null {
  const word = asked.toLowerCase();
  const named = languages.find((tag) => tag === word || languageName(tag).toLowerCase() === word);
  if (named) return named;
  const primary = word.replace(/[-_].*/, '');
  return languages.find((tag) => tag.toLowerCase() === primary) ?? null;
}

const SWITCH_WORDS = new Map<string, boolean>(
  Object.values(locales).flatMap(({ defaults: own }) => [
    ...(own?.on_words ?? []).map((word): [string, boolean] => [plainWord(word), true]),
    ...(own?.off_words ?? []).map((word): [string, boolean] => [plainWord(word), false]),
  ]),
);

/** What a word for on or off means, in whatever language it is; null: neither. */
function switchOf(word: string): boolean | null {
  return SWITCH_WORDS.get(plainWord(word)) ?? null;
}

/** In any case; Persian letters as they are typed on Arabic keyboards too. */
function plainWord(word: string): string {
  return word.normalize('NFKC').toLowerCase().replaceAll('ي', 'ی').replaceAll('ك', 'ک');
}

const defaults = new Map<string, LanguageDefaults>();

/** What is default in a language, for the settings. A language that is not spoken gets English. */
export function languageDefaults(tag: string): LanguageDefaults {
  const language = bestLanguage(tag);
  let found = defaults.get(language);
  if (!found) {
    found = { language, languages, lists: listsOf(language), switchOf, in: languageDefaults };
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
