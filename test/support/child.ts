import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** A TypeScript file in a process of its own. */
export interface Child {
  readonly process: ChildProcess;
  /** All it wrote so far. */
  said(): string;
  /** Waits until it wrote that; rejects where it ends first. */
  says(what: string | RegExp, ms?: number): Promise<void>;
  readonly ended: Promise<void>;
  kill(signal?: NodeJS.Signals): Promise<void>;
}

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const running = new Set<ChildProcess>();
process.once('SIGTERM', () => process.exit(1));
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

export const startChild = (
  file: string,
  arguments_: readonly string[] = [],
  env: Record<string, string> = {},
): Child => {
  const child = spawn(process.execPath, ['--import=tsx', file, ...arguments_], {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  let text = '';
  const watchers = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (part: Buffer) => {
      text += part.toString();
      for (const watch of watchers) watch();
    });
  }
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => {
      running.delete(child);
      resolve();
      for (const watch of watchers) watch();
    });
  });
  return {
    process: child,
    said: () => text,
    ended,
    says: (what, ms = 15_000) =>
      new Promise((resolve, reject) => {
        const done = (error?: Error) => {
          clearTimeout(timer);
          watchers.delete(watch);
          if (error === undefined) resolve();
          else reject(error);
        };
        const watch = () => {
          if (typeof what === 'string' ? text.includes(what) : what.test(text)) done();
          else if (!running.has(child)) done(new Error(`${file} ended without saying ${what}:\n${text}`));
        };
        const timer = setTimeout(
          () => done(new Error(`${file} did not say ${what} in ${ms} ms:\n${text}`)),
          ms,
        );
        watchers.add(watch);
        watch();
      }),
    kill: async (signal = 'SIGKILL') => {
      child.kill(signal);
      await ended;
    },
  };
};
