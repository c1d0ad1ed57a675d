import { createHash } from 'node:crypto';
import type { Job } from '../pictures/job.ts';
import type { Studio } from '../pictures/studio.ts';
import type { Card } from '../profile/card.ts';
import type { FileSource } from './documents.ts';
import { createFaces } from './faces.ts';

/** A picture to upload, or the id under which Telegram has it. */
export interface Photo {
  source: Uint8Array | string;
  /** Told once Telegram has it: its id; or null where it does not know the id that was given. */
  known(fileId: string | null): void;
}

export interface Pictures {
  /** Somebody's card. Null: it cannot be drawn. */
  card(card: Card, user: number): Promise<Photo | null>;
}

export interface PicturesParts extends FileSource {
  studio: Studio;
  /** Milliseconds. */
  now(): number;
  log: { warn(figures: object, words: string): void };
}

/** Ids of pictures that Telegram has; a further one costs its oldest. */
const MOST_KNOWN = 5000;

/** Draws what changed, and sends again by its id what did not. */
export function createPictures({ studio, now, log, ...source }: PicturesParts): Pictures {
  const faceOf = createFaces(source, now);
  const ids = new Map<string, string>();

  async function photo(name: string, job: () => Job): Promise<Photo | null> {
    const id = ids.get(name);
    const known = (fileId: string | null): void => {
      ids.delete(name);
      if (fileId === null) return;
      ids.set(name, fileId);
      const [oldest] = ids.keys();
      if (ids.size > MOST_KNOWN && oldest !== undefined) ids.delete(oldest);
    };
    if (id !== undefined) return { source: id, known };
    try {
      return { source: await studio.draw(job()), known };
    } catch (error) {
      log.warn({ error: error instanceof Error ? error.message : String(error) }, 'A picture was not drawn');
      return null;
    }
  }

  return {
    async card(card, user) {
      const face = await faceOf(user);
      const name = nameOf('card', card, face?.name ?? null);
      return photo(name, () => ({ is: 'card', card, face: face?.bytes ?? null }));
    },
  };
}

/** The same contents have the same name, whoever asks. */
function nameOf(...contents: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(contents)).digest('base64');
}
