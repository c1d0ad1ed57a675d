/** A placeholder of a template. */
export interface Placeholder {
  /** As written. */
  source: string;
  at: number;
  /** `mention`, `name`, or '' for the plain one. */
  form: string;
  name: string;
  /** Doubled braces: `{{giver}}` says {giver}. */
  literal: boolean;
  /** Where it stands: a value belongs into text, or between quotation marks in a tag. */
  place: 'text' | 'quoted' | 'tag';
}

const PLACEHOLDER = /\{\{[\p{L}_:]+\}\}|\{(?:(\p{L}+):)?([\p{L}_]+)\}/gu;

/**
 * What stands for something in a template. Braces around anything but letters are ordinary signs, and doubled ones
 * write a placeholder's name itself.
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
    found.push({
      source: match[0],
      at: match.index,
      form: (match[1] ?? '').toLowerCase(),
      name: (match[2] ?? '').toLowerCase(),
      literal: match[2] === undefined,
      place,
    });
  }
  return found;
}
