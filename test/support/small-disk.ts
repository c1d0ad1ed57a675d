import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A disk of its own, which can be full: a tmpfs whose size is set to what is used. Only root can mount one. */
export interface SmallDisk {
  readonly folder: string;
  /** Nothing more goes onto it: ENOSPC. */
  fill(): void;
  makeRoom(): void;
  remove(): void;
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const ROOM = '1g';
const SPARE = 4 * 1_048_576;

/** The disk, or in words why this machine has none. */
export const mountSmallDisk = (): SmallDisk | string => {
  const folder = mkdtempSync(join(tmpdir(), 'laurel-disk-'));
  const filler = join(folder, 'filler');
  const mount = (options: string) => execFileSync('mount', ['-o', options, folder], { stdio: 'pipe' });
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${ROOM}`, 'tmpfs', folder], { stdio: 'pipe' });
  } catch (error) {
    rmSync(folder, { recursive: true });
    return `no small disk could be mounted (${(error as Error).message.trim().split('\n').at(-1)})`;
  }
  const leave = () => process.exit(1);
  const remove = () => {
    process.off('exit', remove);
    for (const signal of SIGNALS) process.off(signal, leave);
    // Lazily: a process that was killed may not be quite gone yet.
    execFileSync('umount', ['--lazy', folder]);
    rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', remove);
  for (const signal of SIGNALS) process.once(signal, leave);
  return {
    folder,
    fill() {
      const { blocks, bfree, bsize } = statfsSync(folder);
      // Exactly what is used would fail where somebody writes meanwhile: the rest is filled by hand.
      mount(`remount,size=${(blocks - bfree) * bsize + SPARE}`);
      const file = openSync(filler, 'a');
      try {
        for (;;) writeSync(file, Buffer.alloc(4096));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
      } finally {
        closeSync(file);
      }
    },
    makeRoom() {
      mount(`remount,size=${ROOM}`);
      rmSync(filler, { force: true });
    },
    remove,
  };
};
