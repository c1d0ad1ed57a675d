/**
 * A number by which a text is recognized when it is repeated, 32 bits; 0 for one without letters, digits or signs. Case
 * and blanks make no difference. FNV-1a, which is quick; that two texts of one person meet by chance (once in four
 * billion) costs them one message's experience.
 */
export function fingerprint(text: string): number {
  const lower = text.toLowerCase();
  let hash = 0x811c9dc5;
  let empty = true;
  for (let at = 0; at < lower.length; at += 1) {
    const code = lower.charCodeAt(at);
    if (isBlank(code)) continue;
    empty = false;
    hash = Math.imul(hash ^ code, 0x01000193);
  }
  if (empty) return 0;
  // A column of integers holds it; 0 is taken.
  return hash === 0 ? 1 : hash | 0;
}

/** What `\s` matches: every message is read, and a copy without blanks would cost more than the sum. */
function isBlank(code: number): boolean {
  if (code < 0x80) return code === 0x20 || (code >= 0x09 && code <= 0x0d);
  if (code < 0x2000) return code === 0xa0 || code === 0x1680;
  return code <= 0x200a || [0x2028, 0x2029, 0x202f, 0x205f, 0x3000, 0xfeff].includes(code);
}
