import { parentPort } from 'node:worker_threads';
import { type Image, loadImage } from '@napi-rs/canvas';
import { drawCard } from '../profile/draw.ts';
import { imageSize } from './image-size.ts';
import type { Answer, Asked, Job } from './job.ts';

// The thread in which pictures are drawn: nobody's thanks wait for somebody's card.

/** Pixels on a side: Telegram's own are at most 1280. */
const LARGEST_FACE = 2000;

async function draw(job: Job): Promise<Uint8Array> {
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
  return loadImage(bytes).catch(() => null);
}

parentPort?.on('message', ({ id, job }: Asked) => {
  draw(job).then(
    (png) => parentPort?.postMessage({ id, png } satisfies Answer),
    (error: unknown) => parentPort?.postMessage({ id, fault: String(error) } satisfies Answer),
  );
});
