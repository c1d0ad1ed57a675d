import type { MessageEntity } from '../types.ts';

// What Telegram's server marks by itself in plain text. Offsets are UTF-16 units, as JavaScript counts.
const RULES: [type: string, pattern: RegExp][] = [
  ['url', /(?<![\p{L}\p{N}_@.])https?:\/\/[^\s<>"'«»]+/giu],
  [
    'url',
    /(?<![\p{L}\p{N}_@./-])(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+(?:com|org|net|info|io|me|dev|app|ru|ua|de|es|ir|uk|eu|tv|co|ai)\b(?:[/?#][^\s<>"'«»]*)?/giu,
  ],
  ['email', /(?<![\p{L}\p{N}_.+-])[a-z0-9_.+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+/giu],
  ['mention', /(?<![\p{L}\p{N}_])@[a-zA-Z0-9_]{3,32}(?![\p{L}\p{N}_])/gu],
  ['bot_command', /(?<![\p{L}\p{N}_/<>])\/[a-zA-Z0-9_]{1,64}(?:@[a-zA-Z0-9_]{3,32})?(?![\p{L}\p{N}_/])/gu],
  ['hashtag', /(?<![\p{L}\p{N}_])#(?=[\p{N}_]*\p{L})[\p{L}\p{N}_]{1,256}/gu],
  ['cashtag', /(?<![\p{L}\p{N}_$])\$[A-Z]{1,8}(?![\p{L}\p{N}_])/gu],
];

// A quick look that spares plain talk seven regular expressions.
const WORTH_A_LOOK = /[@/#$.]/;

/**
 * The entities Telegram finds by itself: links, mentions, commands, hashtags. `taken` are spans that
 * already have a meaning of their own (code, links); nothing is found inside them.
 */
export function findEntities(text: string, taken: MessageEntity[] = []): MessageEntity[] {
  if (!WORTH_A_LOOK.test(text)) return [];
  const found: MessageEntity[] = [];
  const closed = taken.filter((e) => /^(code|pre|text_link|text_mention|custom_emoji)$/.test(e.type));
  const overlaps = (offset: number, length: number) =>
    [...closed, ...found].some((e) => offset < e.offset + e.length && e.offset < offset + length);
  for (const [type, pattern] of RULES) {
    for (const match of text.matchAll(pattern)) {
      const whole = type === 'url' ? match[0].replace(/[.,:;!?)\]}]+$/, '') : match[0];
      if (whole.length > 0 && !overlaps(match.index, whole.length)) {
        found.push({ type, offset: match.index, length: whole.length });
      }
    }
  }
  return found.sort((a, b) => a.offset - b.offset);
}

/** The given entities together with those the server finds, in order. */
export function withFoundEntities(text: string, given: MessageEntity[] = []): MessageEntity[] {
  const found = findEntities(text, given);
  if (found.length === 0) return given;
  return [...given, ...found].sort((a, b) => a.offset - b.offset || b.length - a.length);
}
