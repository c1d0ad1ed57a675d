/** Commas of several scripts; a new line separates too. */
const SEPARATOR = /[,،，、\n]/u;

/** Marks that may enclose an entry; phones turn straight ones into curly ones. */
const QUOTES: Readonly<Record<string, string>> = { '"': '"', '“': '”', '„': '“', '«': '»' };

/**
 * The entries of a list: `thanks, thank you, "yes, thanks"`. An entry in quotation marks may hold commas, and the
 * closing mark itself when it is doubled. A mark that is never closed is an ordinary sign. Entries are
 * unique, their blanks single.
 */
export function readList(raw: string): string[] {
  const entries = new Set<string>();
  for (let at = 0; at < raw.length; ) {
    const { entry, next } = readQuoted(raw, at) ?? readPlain(raw, at);
    const tidy = entry.replace(/\s+/gu, ' ').trim();
    if (tidy !== '') entries.add(tidy);
    at = next;
  }
  return [...entries];
}

/** What `readList` reads back: never empty for a list that is not. */
export function writeList(entries: readonly string[]): string {
  return entries.map((entry) => (needsQuotes(entry) ? `"${entry.replaceAll('"', '""')}"` : entry)).join(', ');
}

function needsQuotes(entry: string): boolean {
  return SEPARATOR.test(entry) || entry.charAt(0) in QUOTES || entry.startsWith('=') || /^none$/i.test(entry);
}

function readPlain(raw: string, from: number) {
  let end = from;
  while (end < raw.length && !SEPARATOR.test(raw.charAt(end))) end++;
  return { entry: raw.slice(from, end), next: end + 1 };
}

function readQuoted(raw: string, from: number) {
  let at = skipBlanks(raw, from);
  const close = QUOTES[raw.charAt(at)];
  if (close === undefined) return null;
  let entry = '';
  for (at++; at < raw.length; at++) {
    const char = raw.charAt(at);
    if (char !== close) entry += char;
    else if (raw.charAt(at + 1) === close) {
      entry += close;
      at++;
    } else {
      const after = skipBlanks(raw, at + 1);
      const ends = after >= raw.length || SEPARATOR.test(raw.charAt(after));
      return ends ? { entry, next: after + 1 } : null;
    }
  }
  return null;
}

/** Blanks, but not a new line, which separates. */
function skipBlanks(raw: string, from: number): number {
  let at = from;
  while (at < raw.length && raw.charAt(at) !== '\n' && /\s/u.test(raw.charAt(at))) at++;
  return at;
}
