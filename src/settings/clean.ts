/**
 * Text that every store and Telegram take: no NUL, no other controls than tab and line end, no half surrogate pairs,
 * line ends of one kind.
 */
export function clean(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(/(?![\t\n])\p{Cc}|\p{Surrogate}/gu, '');
}
