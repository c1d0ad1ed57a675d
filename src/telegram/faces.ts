import type { FileSource } from './documents.ts';
import { fetchFile } from './documents.ts';

/** A person's picture, as Telegram has it. */
export interface Face {
  /** Another picture has another. */
  name: string;
  bytes: Uint8Array;
}

interface Kept {
  face: Face | null;
  until: number;
}

/** What is drawn is 184 pixels wide; Telegram offers 160, 320 and 640. */
const WIDE_ENOUGH = 184;
const LARGEST_FACE = 1_000_000;
/** Whoever changes their picture sees it on their card that much later. */
const KEPT_MS = 10 * 60_000;
const KEPT_AFTER_FAULT_MS = 60_000;
const MOST_KEPT_BYTES = 16_000_000;
const PATIENCE_MS = 4000;

/**
 * Pictures of people for their cards. Asked of Telegram when a card is sent, kept a while, bounded in time and bytes;
 * null where there is none or it does not come: then an initial is drawn.
 */
export function createFaces(source: FileSource, now: () => number) {
  const kept = new Map<number, Kept>();
  const asked = new Map<number, Promise<Face | null>>();
  let bytes = 0;

  function keep(user: number, face: Face | null, forMs: number): Face | null {
    drop(user);
    kept.set(user, { face, until: now() + forMs });
    bytes += face?.bytes.length ?? 0;
    // The oldest go first.
    for (const [other] of kept) {
      if (bytes <= MOST_KEPT_BYTES && kept.size <= 10_000) break;
      drop(other);
    }
    return face;
  }

  function drop(user: number): void {
    bytes -= kept.get(user)?.face?.bytes.length ?? 0;
    kept.delete(user);
  }

  async function fetchFace(user: number): Promise<Face | null> {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    try {
      const { photos } = await source.api.call(
        'getUserProfilePhotos',
        { user_id: user, limit: 1 },
        { signal },
      );
      const sizes = [...(photos[0] ?? [])].sort((one, other) => one.width - other.width);
      const size = sizes.find(({ width, height }) => Math.min(width, height) >= WIDE_ENOUGH) ?? sizes.at(-1);
      if (!size) return keep(user, null, KEPT_MS);
      const known = kept.get(user)?.face;
      if (known?.name === size.file_unique_id) return keep(user, known, KEPT_MS);
      const found = await fetchFile(source, size.file_id, LARGEST_FACE, signal);
      return keep(user, found && { name: size.file_unique_id, bytes: found }, KEPT_MS);
    } catch {
      // The one known before still shows the person.
      return keep(user, kept.get(user)?.face ?? null, KEPT_AFTER_FAULT_MS);
    }
  }

  return async (user: number): Promise<Face | null> => {
    const known = kept.get(user);
    if (known && known.until > now()) return known.face;
    const running = asked.get(user) ?? fetchFace(user).finally(() => asked.delete(user));
    asked.set(user, running);
    return running;
  };
}
