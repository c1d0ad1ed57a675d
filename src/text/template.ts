import { GISELLE } from './giselle.ts';

/** A placeholder of a template. */
export interface Placeholder {
  /** As written. */
  source: string;
  at: number;
  /** `mention`, `name`, or '' for the plain one. */
  form: string;
  name: string;
  /** Written between percent signs, as GiselleBot has them. */
  percent: boolean;
  /** Doubled braces or signs: `{{giver}}` says {giver}, `%%user%%` says %user%. */
  literal: boolean;
  /** Where it stands: a value belongs into text, or between quotation marks in a tag. */
  place: 'text' | 'quoted' | 'tag';
}

const PERCENT = Object.keys(GISELLE).join('|');
const PLACEHOLDER = new RegExp(
  `\\{\\{[\\p{L}_:]+\\}\\}|\\{(?:(\\p{L}+):)?([\\p{L}_]+)\\}|%%(?:${PERCENT})%%|%(${PERCENT})%`,
  'giu',
);

/**
 * What stands for something in a template. Braces around anything but letters are ordinary signs, and so are percent
 * signs around anything but GiselleBot's names; doubled ones write a placeholder's name itself.
 */
export function placeholdersIn(template: string): Placeholder[] {
  const found: Placeholder[] = [];
  let place: Placeholder['place'] = 'text';
  let quote = '';
  let seen = 0;
  for (const match of template.matchAll(PLACEHOLDER)) {
    for (const char of template.slice(seen, match.index)) {
      if (place === 'text') place = char === '<' ? 'tag' : 'text';
      else if (place === 'quoted') place = char === quote ? 'tag' : 'quoted';
      else if (char === '"' || char === "'") {
        place = 'quoted';
        quote = char;
      } else if (char === '>') place = 'text';
    }
    seen = match.index + match[0].length;
    const percent = match[3]?.toLowerCase();
    found.push({
      source: match[0],
      at: match.index,
      ...(percent === undefined
        ? { form: (match[1] ?? '').toLowerCase(), name: (match[2] ?? '').toLowerCase() }
        : (GISELLE[percent] as { form: string; name: string })),
      percent: percent !== undefined,
      literal: match[2] === undefined && percent === undefined,
      place,
    });
  }
  return found;
}
