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

/** Blanks in a row are one. */
function characters(text: string): number {
  return plainCount(text) ?? segmentCount(text.replace(/\s+/gu, ' '));
}

/** Letters of alphabets, digits and signs: each is one. Segmenting costs a hundred times as much. Null: something else. */
function plainCount(text: string): number | null {
  let count = 0;
  let isBlank = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x20 || (code >= 0x09 && code <= 0x0d) || code === 0xa0) {
      if (!isBlank) count += 1;
      isBlank = true;
    } else if (isPlain(code)) {
      count += 1;
      isBlank = false;
    } else return null;
  }
  return count;
}

function isPlain(code: number): boolean {
  if (code < 0x300) return (code > 0x20 && code < 0x7f) || code > 0xa0;
  if (code < 0x590) return (code >= 0x370 && code <= 0x482) || (code >= 0x48a && code <= 0x58f);
  if (code < 0x2010) return code >= 0x5d0 && code <= 0x5ea;
  if (code < 0x3040) return code <= 0x2027;
  if (code < 0x3100) return code <= 0x3096 || code >= 0x30a0;
  return code >= 0x4e00 && code <= 0x9fff;
}

function segmentCount(text: string): number {
  let count = 0;
  for (const _ of segmenter.segment(text)) count += 1;
  return count;
}
