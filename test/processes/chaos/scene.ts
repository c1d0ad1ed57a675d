import { seededRandom } from '../../../src/playground/faults.ts';
import type { LocalTelegram } from '../../../src/playground/local-telegram.ts';
import { type BotProcess, eventually, startBotProcess } from '../../support/process.ts';
import { play, type Stream } from '../../support/stream.ts';
import type { Ground } from './ground.ts';

/** Updates that have come may have to wait for so long, in the worst case. */
const SETTLES_WITHIN_MS = 300_000;

/** A bot at work on a stream, and all that can be done to it. */
export class Scene {
  readonly telegram: LocalTelegram;
  readonly ground: Ground;
  readonly random: () => number;
  /** All that the bots of this scene have said, but the present one. */
  #said = '';
  #bot: BotProcess | undefined;
  #steps: Stream['rest'];
  #at = 0;
  #played: Promise<void> = Promise.resolve();

  constructor(telegram: LocalTelegram, ground: Ground, stream: Stream, seed: number) {
    this.telegram = telegram;
    this.ground = ground;
    this.#steps = stream.rest;
    this.random = seededRandom(seed);
  }

  get bot(): BotProcess {
    if (!this.#bot) throw new Error('no bot is at work');
    return this.#bot;
  }

  get said(): string {
    return this.#said + (this.#bot?.said() ?? '');
  }

  /** From … up to …, drawn. */
  between(from: number, to: number): number {
    return from + this.random() * (to - from);
  }

  async start(): Promise<void> {
    // Nothing the bot says may be too old to be said: what is said must be the same in both lives.
    const env = { ...this.ground.env, REPLY_MAX_AGE: '86400', LOG_LEVEL: 'info' };
    this.#bot = await startBotProcess({ telegram: this.telegram, env });
  }

  /** Ends the bot, which must end by this signal and by nothing else. */
  async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const { bot } = this;
    this.alive();
    const ending = await bot.end(signal);
    this.#said += bot.said();
    this.#bot = undefined;
    // Before its first line runs nothing is begun, and nobody minds a signal.
    const unborn = ending.signal === 'SIGTERM' && bot.said() === '';
    const rightly = signal === 'SIGKILL' ? ending.signal === signal : ending.code === 0 || unborn;
    if (!rightly) throw new Error(`It ended with ${ending.code ?? ending.signal}:\n${bot.said()}`);
  }

  /** Nobody ends by himself. */
  alive(): void {
    try {
      process.kill(this.bot.pid, 0);
    } catch {
      throw new Error(`The bot has ended by itself:\n${this.bot.said()}`);
    }
  }

  /** Lets this share of what is left of the stream happen; at the end of `fed` it has. */
  feed(share: number): void {
    const to = this.#at + Math.ceil((this.#steps.length - this.#at) * share);
    const steps = this.#steps.slice(this.#at, to);
    this.#at = to;
    this.#played = this.#played.then(() => play(this.telegram.world, steps, () => this.settled()));
    this.#played.catch(() => undefined);
  }

  fed(): Promise<void> {
    return this.#played;
  }

  /** Where something went wrong: nobody is left behind. */
  async abandon(): Promise<void> {
    if (this.#bot) await this.#bot.end('SIGKILL');
  }

  /** Updates not confirmed yet. Asked of the server's own memory: its door is not to be relied on here. */
  get pending(): number {
    return this.telegram.world.state.updates.length;
  }

  settled(): Promise<void> {
    return eventually(
      () => `${this.pending} updates are waiting`,
      async () => this.pending === 0,
      SETTLES_WITHIN_MS,
    );
  }
}
