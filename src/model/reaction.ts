/** Telegram lets a person put three on a message; what is more than this is nobody's. */
export const MOST_REACTIONS = 16;

/** The bot's own, with which it answers gifts of either family. */
export const OWN_REACTIONS = { reputation: '❤', negative: '👎' } as const;

const SELECTORS = /[\uFE0E\uFE0F]/g;
const TONES = /[\u{1F3FB}-\u{1F3FF}]/gu;
const PART = String.raw`\p{Extended_Pictographic}[\u{E0020}-\u{E007F}]*`;
const EMOJI = new RegExp(
  String.raw`^(?:${PART}(?:\u200D(?:${PART}))*|\p{Regional_Indicator}{2}|[0-9#*]\u20E3)$`,
  'u',
);
/** A skin tone alone is no emoji once tones are taken off; a colour of hair is part of one. */
const LONGEST = 64;

/** An emoji as reactions are compared: ❤️ is ❤ and 🙏🏽 is 🙏, for phones and Telegram differ in that. */
export function plainEmoji(emoji: string): string {
  return emoji.replace(SELECTORS, '').replace(TONES, '');
}

/**
 * A reaction as an admin writes it, in the form in which reactions are compared: an emoji, `custom:` and the
 * emoji's id, or `paid`, the star that costs. Null: it is none.
 * Sample values: '❤️' → '❤', 'Custom:5368324170671202286' → 'custom:5368324170671202286', 'heart' → null.
 */
export function readReaction(written: string): string | null {
  const word = written.trim().toLowerCase();
  if (word === 'paid' || /^custom:\d{1,20}$/.test(word)) return word;
  const emoji = plainEmoji(written.trim());
  return emoji.length <= LONGEST && EMOJI.test(emoji) ? emoji : null;
}
