/** Whole numbers from a least to a most, both included. */
export interface NumberRange {
  readonly min: number;
  readonly max: number;
}

const NOTHING: NumberRange = { min: 0, max: 0 };

/**
 * A range as admins write it: `10-20`, or one number for always the same. Any dash will do. Null: it is none, or the
 * least is above the most. Sample values: '10-20' → 10…20, ' 5 ' → 5…5, '20-10' → null.
 */
export function readRange(text: string): NumberRange | null {
  const [, least, most = least] = /^\s*(\d{1,7})\s*(?:[-–—−]\s*(\d{1,7})\s*)?$/.exec(text) ?? [];
  const min = Number(least);
  const max = Number(most);
  return least !== undefined && min <= max ? { min, max } : null;
}

/** The form in which it is stored and shown: `10-20`. */
export function writeRange({ min, max }: NumberRange): string {
  return `${min}-${max}`;
}

/** A stored range; what is none counts as nothing. */
export function rangeOf(stored: string): NumberRange {
  return readRange(stored) ?? NOTHING;
}
