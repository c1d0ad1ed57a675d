import { readlinkSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { basename } from 'node:path';
import { parentPort } from 'node:worker_threads';
import { Image } from '@napi-rs/canvas';
import { drawCard } from '../profile/draw.ts';
import { imageSize } from './image-size.ts';
import type { Answer, Asked, Job } from './job.ts';
import { forgetFonts, putFontsAway } from './loaded-fonts.ts';

// The thread in which pictures are drawn: nobody's thanks wait for somebody's card.

/** Pixels on a side: Telegram's own are at most 1280. */
const LARGEST_FACE = 2000;

async function draw(job: Job): Promise<Uint8Array<ArrayBuffer>> {
  if (job.is === 'card') return drawCard(job.card, await faceOf(job.face));
  // The library of charts is loaded by the first that is asked for.
  const { drawCharts } = await import('../stats/draw.ts');
  return drawCharts(job.charts);
}

/** A picture that is none, or a huge one, is as good as no picture. */
async function faceOf(bytes: Uint8Array | null): Promise<Image | null> {
  const size = bytes && imageSize(bytes);
  if (!size || size.width < 1 || size.height < 1) return null;
  if (Math.max(size.width, size.height) > LARGEST_FACE) return null;
  return open(bytes);
}

/** One image for all faces, one after another: half a megabyte each, which the garbage collector does not see. */
const image = new Image();

function open(bytes: Uint8Array): Promise<Image | null> {
  return new Promise((resolve) => {
    image.onload = () => {
      image.decode().then(
        () => resolve(image),
        () => resolve(null),
      );
    };
    image.onerror = () => resolve(null);
    image.src = bytes;
  });
}

/** On a full machine others' answers go first. Linux knows each thread by a number; elsewhere all are alike. */
function giveWay(): void {
  try {
    setPriority(
      Number(basename(readlinkSync('/proc/thread-self'))),
      constants.priority.PRIORITY_BELOW_NORMAL,
    );
  } catch {
    // A container may forbid it.
  }
}

giveWay();
forgetFonts();
parentPort?.on('message', ({ id, job }: Asked) => {
  draw(job)
    .then(
      (png) => parentPort?.postMessage({ id, png } satisfies Answer, [png.buffer]),
      (error: unknown) => parentPort?.postMessage({ id, fault: String(error) } satisfies Answer),
    )
    .finally(() => putFontsAway());
});
