import { createHash } from 'node:crypto';
import type { Job } from '../pictures/job.ts';
import type { Studio } from '../pictures/studio.ts';
import type { Card } from '../profile/card.ts';
import type { Charts } from '../stats/charts.ts';
import type { Html } from '../text/html.ts';
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
  /**
   * A chat's charts, and the same in words. `about` tells which ones are meant: for a minute they are neither read nor
   * drawn again.
   */
  charts(about: readonly unknown[], read: () => Promise<ReadCharts>): Promise<ShownCharts>;
}

export interface ReadCharts {
  charts: Charts;
  words: Html;
}

export interface ShownCharts {
  words: Html;
  /** Null: it cannot be drawn. */
  photo: Photo | null;
}

export interface PicturesParts extends FileSource {
  studio: Studio;
  /** Milliseconds. */
  now(): number;
  log: { warn(figures: object, words: string): void };
}

const CHARTS_HOLD_MS = 60_000;
const MOST_CHARTS_HELD = 200;

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

  const held = new Map<string, { until: number; shown: Promise<ShownCharts> }>();

  async function showCharts(read: () => Promise<ReadCharts>): Promise<ShownCharts> {
    const { charts, words } = await read();
    return { words, photo: await photo(nameOf('charts', charts), () => ({ is: 'charts', charts })) };
  }

  /** The first who sends them tells their id, which the others then use. */
  function shared({ words, photo: one }: ShownCharts): ShownCharts {
    if (!one) return { words, photo: null };
    const known = (fileId: string | null): void => {
      if (fileId !== null) one.source = fileId;
      one.known(fileId);
    };
    return { words, photo: { source: one.source, known } };
  }

  return {
    async charts(about, read) {
      const key = JSON.stringify(about);
      const before = held.get(key);
      if (before && before.until > now()) return shared(await before.shown);
      const shown = showCharts(read);
      held.delete(key);
      held.set(key, { until: now() + CHARTS_HOLD_MS, shown });
      const [oldest] = held.keys();
      if (held.size > MOST_CHARTS_HELD && oldest !== undefined) held.delete(oldest);
      const forget = () => held.get(key)?.shown === shown && held.delete(key);
      shown.then(({ photo: drawn }) => drawn === null && forget(), forget);
      return shared(await shown);
    },
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
