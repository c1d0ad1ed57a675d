/** What Unicode turns lines with and never ends by itself within a line. */
const OVERRIDES = /[\u202A-\u202E]/;
const BEGIN = /[\u2066-\u2068]/;
const END = '\u2069';

/** The first line of a text that turns what follows: an override, or isolates that do not pair up. Null: none does. */
export function turningLine(text: string): string | null {
  for (const line of text.split('\n')) {
    let open = 0;
    for (const char of line) {
      if (BEGIN.test(char)) open += 1;
      if (char === END) open -= 1;
      if (open < 0) return line;
    }
    if (open !== 0 || OVERRIDES.test(line)) return line;
  }
  return null;
}

/** Every piece of code in a text: what people copy. */
export function codesIn(html: string): string[] {
  return Array.from(html.matchAll(/<code>([\s\S]*?)<\/code>/g), ([, code]) => code ?? '');
}

export const INVISIBLE = /[\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/;
