/** Digits of Persian and Arabic keyboards as those that commands and settings are written with: '۱۲' → '12'. */
export function latinDigits(text: string): string {
  return text.replace(/[\u0660-\u0669\u06F0-\u06F9]/g, (digit) => String((digit.codePointAt(0) ?? 0) & 0xf));
}
