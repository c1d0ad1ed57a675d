import { setTimeout as sleep } from 'node:timers/promises';
import type { Scene } from './scene.ts';
import { IN_FLIGHT, type Strike } from './strike.ts';

export const killed: Strike = {
  name: 'killed',
  async run(scene, share) {
    scene.feed(share);
    const moment = await untilAMoment(scene);
    const { pending } = scene;
    await scene.end('SIGKILL');
    await scene.start();
    return { what: `killed (${moment}, ${pending} updates waiting)`, repeats: IN_FLIGHT };
  },
};

export const stopped: Strike = {
  name: 'stopped',
  async run(scene, share) {
    scene.feed(share);
    const moment = await untilAMoment(scene);
    await scene.end('SIGTERM');
    await scene.start();
    // An orderly stop waits for what is under way, and writes it down.
    return { what: `stopped (${moment})`, repeats: 0 };
  },
};

/** In the midst of one of the next batches, or a little later; now and then while the process still starts. */
async function untilAMoment({ telegram, random }: Scene): Promise<string> {
  if (random() < 0.15) {
    await sleep(random() * 1_500);
    return 'start';
  }
  const batches = 1 + Math.floor(random() * 6);
  let last = telegram.calls.count;
  for (let batch = 0; batch < batches; batch += 1) {
    const next = telegram.calls.waitFor((call) => call.n > last && call.method === 'getUpdates', 2_000);
    const call = await next.catch(() => null);
    // Nothing comes any more: it is struck while it waits, or while it speaks.
    if (!call) return 'idle';
    last = call.n;
  }
  await sleep(random() * 30);
  return 'batch';
}
