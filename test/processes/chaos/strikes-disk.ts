import { eventually } from '../../support/process.ts';
import type { SmallDisk } from '../../support/small-disk.ts';
import type { Scene } from './scene.ts';
import { IN_FLIGHT, type Strike } from './strike.ts';

/** What the bot says of a full disk: that nothing is lost, and what to do. */
const WORDS = /disk .*full.*[Nn]othing is lost.*make room/;

/** A full disk under the embedded database, which the bot must wait out; in between it may be killed or stopped. */
export const diskStrikes: readonly Strike[] = [
  onFullDisk('a full disk', 0, async () => undefined),
  onFullDisk('killed on a full disk', IN_FLIGHT, async (scene) => {
    await scene.end('SIGKILL');
    await scene.start();
    await unwell(scene);
  }),
  onFullDisk('stopped on a full disk', 0, async (scene) => {
    await scene.end('SIGTERM');
    await scene.start();
    await unwell(scene);
  }),
];

function onFullDisk(name: string, repeats: number, amid: (scene: Scene) => Promise<void>): Strike {
  return {
    name,
    possible: ({ disk }) => disk !== undefined,
    async run(scene, share) {
      const disk = scene.ground.disk as SmallDisk;
      await scene.bot.healthy();
      const from = scene.bot.said().length;
      let fills = 0;
      scene.feed(share / 2);
      // A few pages may have room for what comes: the disk is full only when something does not fit any more.
      for (let waits = true; waits; fills += 1) {
        if (fills === 40) throw new Error(`the disk was full, all found room, ${scene.pending} updates wait`);
        disk.fill();
        scene.feed(share / 4);
        waits = await scene.bot.says(WORDS, 700, from).then(
          () => false,
          () => true,
        );
      }
      await unwell(scene);
      await amid(scene);
      disk.makeRoom();
      await scene.bot.healthy(60_000);
      return { what: `${name}, after ${fills} looks`, repeats };
    },
  };
}

async function unwell({ bot }: Scene): Promise<void> {
  await eventually('503 while the disk is full', async () => (await bot.health()) === 503, 15_000);
}
