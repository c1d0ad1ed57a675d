/** A list a phrase belongs to. */
export type PhraseList = 'thanks' | 'minus' | 'thanks_except' | 'minus_except' | 'trigger';

export interface PhraseEntry {
  list: PhraseList;
  /** The admin's spelling; reported back. */
  text: string;
  /** For triggers: lower is older. */
  id?: number;
  /** Default `anywhere`. */
  where?: 'anywhere' | 'start' | 'whole';
}

export interface Hit {
  list: PhraseList;
  phrase: string;
  id?: number;
  /** UTF-16 offsets in the text given, half-open. */
  start: number;
  end: number;
}

/** UTF-16 offsets, half-open. */
export interface Range {
  start: number;
  end: number;
}

export interface Matcher {
  /**
   * What counts in the text, in order of start. Of overlapping hits of one list the longest stays, then the
   * earlier; but every trigger that stands in the text is told of, once, overlapping or not: when the longest is
   * not for this initiator, the next may be. A `thanks` hit that overlaps a `thanks_except` hit is dropped and the exception
   * reported instead, so that a caller can say why; likewise `minus`. Nothing overlaps a masked range; a masked
   * range is a border. Only hits that end within the first 8,192 UTF-16 units are seen (Telegram's own bound is
   * 4,096). Never throws.
   */
  find(text: string, masked?: readonly Range[]): Hit[];
  /** Entries kept: without duplicates and without those of which folding leaves nothing. */
  readonly size: number;
}
