import { setTimeout as sleep } from 'node:timers/promises';
import { type LocalTelegram, startLocalTelegram } from '../../../src/playground/local-telegram.ts';
import type { ExportedChat } from '../../../src/transfer/export.ts';
import type { FreshDatabase } from '../../support/fresh-database.ts';
import { makeStream, play, populate, type Step, type StreamOptions } from '../../support/stream.ts';
import { exportedLedgers } from '../ledgers.ts';
import type { Ground } from './ground.ts';
import { Scene } from './scene.ts';
import type { Strike, Struck } from './strike.ts';

/** A bot's whole life on a stream: what it wrote, what it said, and what was left at its end. */
export interface Life {
  readonly chats: ExportedChat[];
  /** Chat and message answered → how often. */
  readonly sent: Map<string, number>;
  /** Rows of the outbox, but removals that are not due. */
  readonly unsaid: unknown[];
  readonly aside: unknown[];
  readonly struck: readonly Struck[];
  /** Lines of the log that ask for a person: level error and above. */
  readonly errors: readonly string[];
  readonly seconds: number;
}

export interface LifeOptions {
  readonly stream: StreamOptions;
  readonly strikes: readonly Strike[];
  readonly seed: number;
  /** All of the stream comes at once, and not bit by bit with each strike. */
  readonly atOnce?: boolean;
  /** For controls: makes another stream of it. */
  tamper?(steps: readonly Step[]): readonly Step[];
}

/** Plays the stream to a bot, strikes it meanwhile, and lets it come to rest. */
export async function live(ground: Ground, options: LifeOptions): Promise<Life> {
  const begun = performance.now();
  const { strikes, seed, atOnce = strikes.length === 0 } = options;
  const made = makeStream(options.stream);
  const stream = { ...made, rest: options.tamper?.(made.rest) ?? made.rest };
  const telegram = await startLocalTelegram({ keepCalls: 100_000 });
  const scene = new Scene(telegram, ground, stream, seed);
  const struck: Struck[] = [];
  let under = '';
  try {
    populate(telegram.world, stream);
    await scene.start();
    await scene.bot.healthy();
    await play(telegram.world, stream.opening, () => scene.settled());
    await scene.settled();

    if (atOnce) scene.feed(1);
    for (const [at, strike] of strikes.entries()) {
      under = strike.name;
      struck.push(await strike.run(scene, atOnce ? 0 : 1 / (strikes.length - at)));
      scene.alive();
    }
    under = 'the end';
    scene.feed(1);
    await scene.fed();
    await scene.settled();
    await scene.bot.healthy();
    await untilSilent(scene);
    const left = await leftIn(ground.fresh);
    return {
      chats: await exportedLedgers(ground.fresh.env),
      sent: messagesSent(telegram),
      ...left,
      struck,
      errors: scene.said.split('\n').filter((line) => /^\{"level":[56]0/.test(line)),
      seconds: Math.round((performance.now() - begun) / 1000),
    };
  } catch (error) {
    const list = struck.map(({ what }, at) => `  ${at + 1}. ${what}`).join('\n');
    throw new Error(
      `Seed ${seed}, ${strikes.length} strikes. Struck so far:\n${list}\nThen, during "${under}": ${String(error)}\nThe bot said at last:\n${scene.said.slice(-3_000)}`,
      { cause: error },
    );
  } finally {
    await scene.abandon();
    await telegram.close();
  }
}

/** Twenty messages a minute may go into a group: the rest waits, and a new process does not know of it. */
async function untilSilent(scene: Scene): Promise<void> {
  for (;;) {
    await untilQuiet(scene.telegram);
    await scene.end('SIGTERM');
    const { unsaid } = await leftIn(scene.ground.fresh);
    if (unsaid.length === 0) return;
    await scene.start();
    await scene.bot.healthy();
  }
}

/** Nothing said for longer than Telegram's limit of one message a second. */
async function untilQuiet({ calls }: LocalTelegram): Promise<void> {
  for (let last = -1; last !== calls.count; ) {
    last = calls.count;
    await sleep(3_000);
  }
}

async function leftIn(fresh: FreshDatabase): Promise<Pick<Life, 'unsaid' | 'aside'>> {
  const database = await fresh.open();
  try {
    const unsaid = await database.query(`select * from outbox where job <> 'delete' or due_at < $1`, [
      Math.floor(Date.now() / 1000) - 5,
    ]);
    return { unsaid, aside: await database.query('select * from set_aside') };
  } finally {
    await database.close();
  }
}

/** Upgraded groups aside: under which id is answered there is chance. */
function messagesSent(telegram: LocalTelegram): Map<string, number> {
  const sent = new Map<string, number>();
  for (const { params, status } of telegram.calls.of('sendMessage')) {
    const reply = params.reply_parameters as { message_id?: number } | undefined;
    const key = `${params.chat_id} ${reply?.message_id}`;
    if (status !== 200 || !reply || !key.startsWith('-10017')) continue;
    sent.set(key, (sent.get(key) ?? 0) + 1);
  }
  return sent;
}
