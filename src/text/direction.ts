/** Before a piece whose direction is its own (the first-strong one, or left to right), and behind it. */
const FIRST_STRONG = '\u2068';
const LEFT_TO_RIGHT = '\u2066';
const END = '\u2069';
/** Invisible letters: a line that begins with one runs its way. */
export const LEFT_MARK = '\u200E';
const RIGHT_MARK = '\u200F';

const RTL_SCRIPTS = new Set(['Arab', 'Hebr', 'Thaa', 'Syrc', 'Nkoo', 'Adlm']);
/** Blocks of the scripts that run from right to left, and the marks that do. */
const RTL_LETTER = /[\u0590-\u08FF\u200F\uFB1D-\uFDFF\uFE70-\uFEFC\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u;
/** A line of which every character runs from right to left or goes along with what does. */
const RTL_ONLY = /^[\p{Script=Arabic}\p{Script=Hebrew}\p{M}\u0640\u200C \u00A0]*$/u;

const directions = new Map<string, boolean>();

/** Whether a language is written from right to left. */
export function runsLeft(language: string): boolean {
  let known = directions.get(language);
  if (known === undefined) {
    known = RTL_SCRIPTS.has(new Intl.Locale(language).maximize().script ?? '');
    directions.set(language, known);
  }
  return known;
}

/** Whether something in a text runs from right to left. */
export function hasRtl(text: string): boolean {
  return RTL_LETTER.test(text);
}

/**
 * A value that may stand in a line of the other direction: shut in, so that it turns nothing around it. `rtl`: the
 * direction of the line. What runs as the line does stays as it is, so that most texts carry no marks at all.
 * `shown` is the same text with its tags, where it has any.
 */
export function isolated(text: string, rtl: boolean, shown = text): string {
  if (text.trim() === '' || (rtl ? RTL_ONLY.test(text) : !hasRtl(text))) return shown;
  // An isolate ends with its line, whatever follows.
  return shown
    .split('\n')
    .map((line) => (line === '' ? '' : `${FIRST_STRONG}${line}${END}`))
    .join('\n');
}

/** Shut in as what runs from left to right: a command, a number with its sign. */
export function leftToRight(text: string): string {
  return `${LEFT_TO_RIGHT}${text}${END}`;
}

/** What `isolated` has shut in. */
export function isIsolated(text: string): boolean {
  return text.startsWith(FIRST_STRONG);
}

/** Whether what follows begins a line, but for tags. */
export function beginsLine(before: string): boolean {
  let end = before.length;
  while (before.charAt(end - 1) === '>') {
    const tag = before.lastIndexOf('<', end - 1);
    if (tag < 0) break;
    end = tag;
  }
  return end === 0 || before.charAt(end - 1) === '\n';
}

const TAG = '<[^>]*>';
const ISOLATE = `[${LEFT_TO_RIGHT}${FIRST_STRONG}][^${END}]*${END}`;
const SPOKEN = new RegExp(
  `${ISOLATE}|<code>[\\s\\S]*?</code>|${TAG}|(?<![\\p{L}\\p{N}])([/@!](?:\\{\\{\\w+\\}\\}|[a-zA-Z]\\w*))`,
  'gu',
);
/** Tags and figures are no letters: what a line begins with is what comes behind them. */
const LINE_START = new RegExp(`^((?:${TAG})*)(?=\\S)(?!\\p{Script=Arabic}|\\p{Script=Hebrew})`, 'gmu');

/**
 * A text of a language that is written from right to left, with marks around the commands and @names in it, whose
 * signs would else stand at their wrong ends, and before lines that begin with something else than its letters.
 */
export function directedText(text: string): string {
  const shutIn = text.replace(SPOKEN, (source, spoken?: string) =>
    spoken === undefined ? source : leftToRight(source),
  );
  return directedLines(shutIn);
}

/** What makes a line run as its language does, whatever it begins with; left to right needs nothing. */
export function lineMark(language: string): string {
  return runsLeft(language) ? RIGHT_MARK : '';
}

/** Makes every line run from right to left that would else do so by its first letter only. */
export function directedLines(text: string): string {
  return text.replace(LINE_START, `${RIGHT_MARK}$1`);
}

/**
 * Shuts in what stands in `<code>`, from outside, so that nobody copies a mark with it: a command runs from left to
 * right in every language, with Persian words in it too. An isolate ends with its line: of several lines the first
 * is told its direction, the others begin anew.
 */
export function isolateCode(html: string, rtl: boolean): string {
  if (!html.includes('<code>') || !(rtl || hasRtl(html))) return html;
  return html.replace(/([\u2066\u200E]?)(<code>([\s\S]*?)<\/code>)/g, (source, before, code, copied) => {
    if (before !== '' || !(rtl || hasRtl(copied))) return source;
    return copied.includes('\n') ? LEFT_MARK + code : leftToRight(code);
  });
}
