import type { MessageEvent } from '../model/event.ts';

/** What a link, a name, a quotation or code counts for: it is pasted or picked, not written. */
export const SHORTENED = 10;

const segmenter = new Intl.Segmenter('und', { granularity: 'grapheme' });

type Text = Pick<MessageEvent, 'text' | 'masked'>;

/** What its author has written: the rest is cut out, each piece left as one blank. */
export function ownText({ text, masked }: Text): string {
  let own = '';
  let at = 0;
  for (const { start, end } of inOrder(masked)) {
    if (start > at) own += text.slice(at, start);
    if (end > at) {
      own += ' ';
      at = end;
    }
  }
  return own + text.slice(at);
}

/**
 * Visible characters as a reader counts them: an emoji is one, also a custom one; links, names, quotations and code
 * count as ten at most. Samples: `Look: https://example.org/a/long/path` → 16, `👍🏽` → 1, `ты прав` → 7.
 */
export function visibleCharacters({ text, masked }: Text): number {
  let count = 0;
  let at = 0;
  for (const { start, end } of inOrder(masked)) {
    if (start > at) count += characters(text.slice(at, start));
    if (end > at) {
      count += Math.min(SHORTENED, characters(text.slice(Math.max(at, start), end)));
      at = end;
    }
  }
  return count + characters(text.slice(at));
}

const inOrder = (ranges: Text['masked']) =>
  ranges.length < 2 ? ranges : [...ranges].sort((a, b) => a.start - b.start || b.end - a.end);

/** Letters of alphabets, digits and signs: each is one. Segmenting costs ten times as much. */
const SIMPLE =
  /^[\x20-\x7e\xa0-\u02ff\u0370-\u0482\u048a-\u058f\u05d0-\u05ea\u2010-\u2027\u3040-\u3096\u30a0-\u30ff\u4e00-\u9fff]*$/;

/** Blanks in a row are one. */
function characters(text: string): number {
  const spaced = text.replace(/\s+/gu, ' ');
  if (SIMPLE.test(spaced)) return spaced.length;
  let count = 0;
  for (const _ of segmenter.segment(spaced)) count += 1;
  return count;
}
