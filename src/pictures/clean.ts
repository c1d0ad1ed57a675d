const SEGMENTER = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** Controls, marks that turn a line, and blanks without a width: nothing of them can be drawn. */
const UNSEEN =
  /[\p{Cc}\p{Surrogate}\p{Co}\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb]/gu;
/** Signs above and below a letter; more than three are there to run over other lines. */
const PILE = /(\p{Mn}{3})\p{Mn}+/gu;

export function clustersOf(text: string): string[] {
  return Array.from(SEGMENTER.segment(text), ({ segment }) => segment);
}

/** A text as one line of a picture can show it. Sample: 'A\u202en\u200bna\n' → 'Anna'. */
export function cleanLine(text: string): string {
  return text
    .replace(UNSEEN, (char) => (/\s/.test(char) ? ' ' : ''))
    .replace(PILE, '$1')
    .replace(/\s+/gu, ' ')
    .trim();
}

/** Whether a cluster is a picture by itself: an emoji with all that belongs to it. */
export function isEmoji(cluster: string): boolean {
  return (
    /\p{Emoji_Presentation}|\p{Regional_Indicator}/u.test(cluster) ||
    /\p{Emoji}\ufe0f|\p{Emoji}\u20e3/u.test(cluster) ||
    (/\p{Extended_Pictographic}/u.test(cluster) && /[\u200d\u{1f3fb}-\u{1f3ff}]/u.test(cluster))
  );
}

/** Whether a text runs from right to left: by its first letter that has a direction. */
export function runsLeft(text: string): boolean {
  const first = /\p{L}/u.exec(text)?.[0];
  return (
    first !== undefined &&
    /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u.test(first)
  );
}
