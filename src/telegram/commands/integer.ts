import { latinDigits } from '../../model/digits.ts';

/** A whole number as people write it: `5`, `+5`, `-5`, `−5`, `۵`. */
export function readInteger(text: string): number | null {
  const digits = latinDigits(text);
  if (!/^[+\-−]?\d{1,15}$/.test(digits)) return null;
  return Number(digits.replace('−', '-'));
}
