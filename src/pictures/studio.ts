import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Answer, Asked, Job } from './job.ts';

export interface Studio {
  /** The picture as PNG. Rejects where it cannot be drawn, takes too long, or too much is waiting already. */
  draw(job: Job): Promise<Uint8Array>;
  close(): Promise<void>;
}

export interface StudioOptions {
  /** Milliseconds for one picture; the first one also waits for its fonts. */
  timeoutMs?: number;
  /** What starts the thread; a test may give one of its own. */
  start?: () => Worker;
}

interface Waiting {
  asked: Asked;
  resolve(png: Uint8Array): void;
  reject(error: Error): void;
}

/** More than anybody would wait for. */
const MOST_WAITING = 100;

/**
 * Draws pictures in one thread of its own, one after another. It is started by the first one; where it dies or hangs,
 * that picture is given up and the next one gets a new thread.
 */
export function openStudio({ timeoutMs = 10_000, start = startWorker }: StudioOptions = {}): Studio {
  let worker: Worker | null = null;
  let current: Waiting | null = null;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;
  let count = 0;
  const queue: Waiting[] = [];

  function next(): void {
    if (current || closed) return;
    current = queue.shift() ?? null;
    if (!current) {
      // An idle studio keeps no process alive.
      worker?.unref();
      return;
    }
    worker ??= begin();
    worker.ref();
    timer = setTimeout(() => give(new Error(`not drawn within ${timeoutMs} ms`), true), timeoutMs);
    worker.postMessage(current.asked);
  }

  function begin(): Worker {
    const made = start();
    made.on('message', (answer: Answer) => {
      if (made !== worker || answer.id !== current?.asked.id) return;
      give('png' in answer ? answer.png : new Error(answer.fault), false);
    });
    const died = (error: unknown) => {
      if (made !== worker) return;
      worker = null;
      give(
        error instanceof Error ? error : new Error(`the thread that draws ended (${String(error)})`),
        true,
      );
    };
    made.on('error', died);
    made.on('exit', died);
    return made;
  }

  function give(outcome: Uint8Array | Error, broken: boolean): void {
    clearTimeout(timer);
    const waiting = current;
    current = null;
    if (broken) {
      void worker?.terminate();
      worker = null;
    }
    if (outcome instanceof Error) waiting?.reject(outcome);
    else waiting?.resolve(outcome);
    next();
  }

  return {
    draw(job) {
      if (closed) return Promise.reject(new Error('the studio is closed'));
      if (queue.length >= MOST_WAITING) return Promise.reject(new Error('too many pictures are waiting'));
      return new Promise((resolve, reject) => {
        count += 1;
        queue.push({ asked: { id: count, job }, resolve, reject });
        next();
      });
    },
    async close() {
      closed = true;
      clearTimeout(timer);
      const left = [...(current ? [current] : []), ...queue.splice(0)];
      current = null;
      for (const { reject } of left) reject(new Error('the studio is closed'));
      const last = worker;
      worker = null;
      await last?.terminate();
    },
  };
}

/**
 * No font of the system is looked for. Little room for what was just made: a card's parts live no longer than the card,
 * and what they hold outside of JavaScript is freed with them.
 */
const OPTIONS = {
  env: { ...process.env, DISABLE_SYSTEM_FONTS_LOAD: '1' },
  resourceLimits: { maxYoungGenerationSizeMb: 6 },
};

/** Built, all files lie in one folder. From the sources (tests, benchmarks) the thread first gets the loader for them. */
function startWorker(): Worker {
  if (!import.meta.url.endsWith('.ts'))
    return new Worker(new URL('./picture-worker.js', import.meta.url), OPTIONS);
  // Of that loader only the module works in a thread, and tests are loaded in a way that cannot resolve one.
  const resolved = createRequire(import.meta.url)
    .resolve('tsx/esm/api')
    .replace(/\.cjs$/, '.mjs');
  const loader = JSON.stringify(pathToFileURL(resolved).href);
  const source = JSON.stringify(new URL('./picture-worker.ts', import.meta.url).href);
  return new Worker(`import(${loader}).then(({ register }) => (register(), import(${source})))`, {
    ...OPTIONS,
    eval: true,
  });
}
