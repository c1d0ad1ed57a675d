/** The words after a command like `/trigger add`, taken apart but not judged yet. */
export interface Words {
  /** What stands before the options. */
  head: string;
  /** It stood in quotation marks: a phrase or a name, and no number. */
  quoted: boolean;
  /** In the order written; an option may stand twice, or be none of ours. */
  options: { name: string; value: string; quoted: boolean }[];
}

/** Marks that may enclose a value; phones turn straight ones into curly ones. */
const QUOTES: Readonly<Record<string, string>> = { '"': '"', '“': '”', '„': '“', '«': '»' };

/** Where an option begins. */
const OPTION = /(\p{L}+)\s*=[^\S\n]*/uy;
/** Where a value in quotation marks may end: before an option, or at the end of all. */
const AFTER = /\s+\p{L}+\s*=|\s*$/uy;
/**
 * Reads `"Thank you for your help" rep=5 from=admins text="…"`. A value in quotation marks may hold blanks, new lines
 * and the marks themselves, doubled or plain: a mark ends it only where an option follows or nothing at all.
 * Without marks the head and the values of `long` options go on to the next of `options`, other values to the next
 * blank. Null: it cannot be read.
 */
export function readWords(source: string, options: readonly string[], long: readonly string[]): Words | null {
  const next = new RegExp(`\\s(?:${options.join('|')})\\s*=`, 'iu');
  const text = source.trim();
  const words: Words = { head: '', quoted: false, options: [] };
  let at = 0;
  if (!matchAt(OPTION, text, 0)) {
    const head = readQuoted(text, 0) ?? readPlain(text, 0, next);
    words.head = head.value;
    words.quoted = head.quoted;
    at = head.end;
  }
  for (at = skipBlanks(text, at); at < text.length; at = skipBlanks(text, at)) {
    const found = matchAt(OPTION, text, at);
    const name = found?.[1]?.toLowerCase();
    if (!found || name === undefined) return null;
    at += found[0].length;
    const value =
      readQuoted(text, at) ?? (long.includes(name) ? readPlain(text, at, next) : readWord(text, at));
    words.options.push({ name, value: value.value, quoted: value.quoted });
    at = value.end;
  }
  return words;
}

interface Value {
  value: string;
  quoted: boolean;
  end: number;
}

function readPlain(text: string, from: number, pattern: RegExp): Value {
  // The blank before the option may be the first character: an option without a value.
  const next = pattern.exec(text.slice(Math.max(0, from - 1)));
  const end = next ? Math.max(from, Math.max(0, from - 1) + next.index) : text.length;
  return { value: text.slice(from, end).trim(), quoted: false, end };
}

function readWord(text: string, from: number): Value {
  let end = from;
  while (end < text.length && !/\s/u.test(text.charAt(end))) end++;
  return { value: text.slice(from, end), quoted: false, end };
}

function readQuoted(text: string, from: number): Value | null {
  const close = QUOTES[text.charAt(from)];
  if (close === undefined) return null;
  // First with doubled marks standing for one; where nothing is closed then, each mark stands for itself.
  return readUpTo(close, text, from + 1, true) ?? readUpTo(close, text, from + 1, false);
}

function readUpTo(close: string, text: string, from: number, doubled: boolean): Value | null {
  let value = '';
  for (let at = from; at < text.length; ) {
    if (text.charAt(at) !== close) {
      value += text.charAt(at++);
      continue;
    }
    let run = 1;
    while (text.charAt(at + run) === close) run++;
    const closes = matchAt(AFTER, text, at + run) !== null && (!doubled || run % 2 === 1);
    const within = closes ? run - 1 : run;
    value += close.repeat(doubled ? Math.floor(within / 2) + (within % 2) : within);
    at += run;
    if (closes) return { value, quoted: true, end: at };
  }
  return null;
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function skipBlanks(text: string, from: number): number {
  let at = from;
  while (at < text.length && /\s/u.test(text.charAt(at))) at++;
  return at;
}
