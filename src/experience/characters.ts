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

/** Whether there are so many visible characters at least: most texts show it by their beginning. */
export function hasCharacters(text: Text, least: number): boolean {
  if (text.masked.length === 0) {
    let count = 0;
    for (let at = 0; at < text.text.length && count < least; at += 1) {
      const code = text.text.charCodeAt(at);
      if (code > 0x20 && code < 0x300 && isPlain(code)) count += 1;
    }
    if (count >= least) return true;
  }
  return visibleCharacters(text) >= least;
}

/** Blanks in a row are one. */
function characters(text: string): number {
  return plainCount(text) ?? segmentCount(text.replace(/\s+/gu, ' '));
}

/** Letters of alphabets, digits, signs and simple emoji: each is one. Segmenting costs a hundred times as much. Null: else. */
function plainCount(text: string): number | null {
  let count = 0;
  let isBlank = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x20 || (code >= 0x09 && code <= 0x0d) || code === 0xa0) {
      if (!isBlank) count += 1;
      isBlank = true;
      continue;
    }
    isBlank = false;
    count += 1;
    if (isPlain(code)) continue;
    if (!isEmoji(code, text.charCodeAt(at + 1))) return null;
    at += 1;
    // Coloured, and shown as a picture: still the same one.
    if (text.charCodeAt(at + 1) === 0xd83c && isSkin(text.charCodeAt(at + 2))) at += 2;
    if (text.charCodeAt(at + 1) === 0xfe0f) at += 1;
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

/** One that stands for itself: neither half a flag nor a colour. */
function isEmoji(high: number, low: number): boolean {
  if (high === 0xd83d || high === 0xd83e) return low >= 0xdc00 && low <= 0xdfff;
  return high === 0xd83c && low >= 0xdf00 && low <= 0xdff0;
}

const isSkin = (low: number): boolean => low >= 0xdffb && low <= 0xdfff;

function segmentCount(text: string): number {
  let count = 0;
  for (const _ of segmenter.segment(text)) count += 1;
  return count;
}
