import { readLocales } from '../../src/text/locales.ts';

export const locales = readLocales();
export const PLURAL = /_(zero|one|two|few|many|other)$/;

/** Every text of a language by its key; not the defaults, which are no texts of the bot's own. */
export function textsOf(language: string): Map<string, string> {
  const texts = new Map<string, string>();
  const walk = (value: unknown, key: string) => {
    if (typeof value === 'string') texts.set(key, value);
    else
      for (const [name, child] of Object.entries(value as object)) walk(child, key ? `${key}.${name}` : name);
  };
  const { defaults: _, ...sections } = locales[language] ?? {};
  walk(sections, '');
  return texts;
}

/** Plural forms count as one key. */
export const english = textsOf('en');
export const keys = [
  ...new Set([...english.keys()].map((key) => (isPlural(key) ? key.replace(PLURAL, '') : key))),
];

export function isPlural(key: string): boolean {
  return PLURAL.test(key) && english.has(key.replace(PLURAL, '_other'));
}
