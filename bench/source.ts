import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { PushTarget } from './source-push.ts';
import type { StreamOptions } from './stream.ts';

export type Run = { marks: number[]; perSecond: number | null } & (
  | { by: 'polling' }
  | { by: 'webhook'; target: PushTarget }
);
export type Order = { is: 'load'; options: StreamOptions } | { is: 'run'; run: Run };
export type Report =
  | { is: 'listening'; port: number }
  | { is: 'loaded' }
  | { is: 'mark'; count: number; confirmed: number; at: number }
  | ({ is: 'done' } & Answers);

/** Updates confirmed, and when (milliseconds). */
export interface Mark {
  confirmed: number;
  at: number;
}

/** What a run at a pace measures; milliseconds. */
export interface Answers {
  /** From a command to its answer. */
  latencies: number[];
  /** From `/rank` to its card, uploaded as a picture. */
  cardLatencies: number[];
  /** From an update to its being confirmed. */
  confirmations: number[];
  unanswered: number;
}

export interface RunResult extends Answers {
  /** One for each mark asked for, and one for the end. */
  marks: Mark[];
}

export const TOKEN = '123456789:bench-bench-bench-bench-bench-bench';

/** The other end of source-process.ts: a Telegram that has nothing to do but to send a stream. */
export class Source {
  readonly root: string;
  readonly #child: ChildProcess;
  readonly #heard: (report: Report) => void;
  #wait: { is: Report['is']; take(report: Report): void; fail(error: Error): void } | null = null;
  #marked: (mark: Mark) => void = () => {};

  private constructor(child: ChildProcess, port: number) {
    this.#child = child;
    this.root = `http://127.0.0.1:${port}`;
    this.#heard = (report) => {
      if (report.is === 'mark') this.#marked(report);
      else if (report.is === this.#wait?.is) this.#wait.take(report);
    };
    child.on('message', this.#heard);
    child.once('exit', () => this.#wait?.fail(new Error('the source of updates has died')));
  }

  static async start(): Promise<Source> {
    const child = fork(join(import.meta.dirname, 'source-process.ts'), { execArgv: ['--import=tsx'] });
    const [report] = (await once(child, 'message')) as [Report & { is: 'listening' }];
    return new Source(child, report.port);
  }

  async load(options: StreamOptions): Promise<void> {
    await this.#order({ is: 'load', options }, 'loaded', 120_000);
  }

  /** Sends what is loaded; resolves when all of it is confirmed and every command of a paced run is answered. */
  async run(run: Run, marked: (mark: Mark, index: number) => void = () => {}): Promise<RunResult> {
    const marks: Mark[] = [];
    this.#marked = (mark) => {
      marks.push(mark);
      marked(mark, marks.length - 1);
    };
    const { is: _, ...answers } = await this.#order({ is: 'run', run }, 'done', 300_000);
    return { marks, ...answers };
  }

  stop(): void {
    this.#child.removeAllListeners('exit').kill();
  }

  #order<Is extends Report['is']>(order: Order, is: Is, withinMs: number): Promise<Report & { is: Is }> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`no ${is} within ${withinMs} ms`)), withinMs);
      const take = (report: Report) => {
        clearTimeout(timer);
        resolve(report as Report & { is: Is });
      };
      this.#wait = { is, take, fail: reject };
      this.#child.send(order);
    });
  }
}

/** Updates a second from one mark to the next. */
export function speed(from: Mark | undefined, to: Mark | undefined): number {
  if (!from || !to) throw new Error('a mark is missing');
  return ((to.confirmed - from.confirmed) / (to.at - from.at)) * 1000;
}
