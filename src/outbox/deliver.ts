import { type ChatId, chatId } from '../model/ids.ts';
import type { Lesson } from '../model/trouble.ts';
import type { Database, Flight, Lease } from '../storage/database.ts';
import type { BotApi } from './bot-api.ts';
import type { Outcome } from './caller.ts';
import { Clerk } from './clerk.ts';
import { Desk } from './desk.ts';
import { anyErrandDue } from './errand-store.ts';
import { Errands } from './errands.ts';
import { newHealth } from './health.ts';
import type { Log } from './log.ts';
import { type Machine, realMachine } from './machine.ts';
import { type Limits, newPace, TELEGRAM_LIMITS } from './pace.ts';
import { Pump } from './pump.ts';
import { anythingDue } from './reading.ts';
import { createSender, type Render } from './send.ts';
import { closeChat, closePerson, readdress, reopenChat } from './standing.ts';
import { type Waiting, waitingIn } from './waiting.ts';
import { COMMAND_ANSWER_STANDS } from './ways.ts';
import { type Row, Window } from './window.ts';

export interface DeliveryParts {
  database: Database;
  botId: number;
  api: BotApi;
  /** Reads what a notice shows and puts it in words; null: there is nothing to say any more. */
  render: Render;
  /** The wall clock, milliseconds: ages and due moments. */
  now(): number;
  /** Seconds after which chatter is dropped unsent; 0: never. */
  replyMaxAge: number;
  log: Log;
  /** How long an answer to a command stands in public, seconds. */
  commandAnswerSeconds?: number;
  /** Telegram says that a group goes on under a new id; awaited before its rows go there, may be told twice. */
  onMigrated?(from: ChatId, to: ChatId): void | Promise<void>;
  /**
   * A chat does not let the bot do something, or lets it again. Called within the transaction that writes the outcome
   * down, before all else; what it adds to the outbox is found.
   */
  onLesson?(flight: Flight, chat: ChatId, lesson: Lesson): Promise<void>;
  limits?: Limits;
  machine?: Machine;
}

export interface DeliveryStats {
  /** Messages, edits, answers and removals that Telegram took. */
  readonly sent: number;
  /** Rows that were let go unsent: stale, refused, or with nobody to hear them. */
  readonly dropped: number;
  /** Rows in memory, those in flight included. */
  readonly waiting: number;
  readonly inFlight: number;
  /** This process is the one that delivers. */
  readonly leading: boolean;
}

export interface Delivery {
  /** There is something new, and perhaps something to be done for members; call it after the commit. */
  wake(errands?: boolean): void;
  /** Resolves when nothing is due and nothing in flight, in this process or the one that delivers. */
  idle(): Promise<void>;
  /** Starts nothing more, waits up to 5 s for what is in flight and writes down what is done. */
  stop(): Promise<void>;
  readonly stats: DeliveryStats;
  waits(chat: number): Waiting | null;
}

const LOOK_MS = 2000;
/** Every so many looks the whole queue is gone through for rows that were missed. */
const LOOKS_A_ROUND = 150;
const LAST_CALLS_MS = 5000;

/** Delivers the outbox of one bot. Of all processes that call it one works, the others wake it. */
export function startDelivery(parts: DeliveryParts): Delivery {
  const { database, botId, log, replyMaxAge, machine = realMachine() } = parts;
  const channel = `outbox:${botId}`;
  const nowSeconds = (): number => Math.floor(parts.now() / 1000);
  const window = new Window();
  const pace = newPace(parts.limits ?? TELEGRAM_LIMITS);
  const health = newHealth();
  const clerk = new Clerk({ database, botId, window, nowSeconds, replyMaxAge, log });

  let leading = false;
  let stopping: Promise<void> | null = null;
  let telling = false;
  let looks = 0;
  let sent = 0;
  let dropped = 0;
  let waiters: (() => void)[] = [];

  const send = createSender({
    ...parts,
    flight: database,
    pace,
    health,
    machineNow: machine.now,
    nowSeconds,
    commandAnswerSeconds: parts.commandAnswerSeconds ?? COMMAND_ANSWER_STANDS,
    running: () => leading && !stopping,
    async closed(chat, why) {
      const lesson: Lesson =
        why === 'out' ? { is: 'out' } : { is: 'trouble', name: 'cannot_write', detail: null };
      dropped += await learn(chat, lesson, (flight) => closeChat(flight, botId, chat, why));
      window.remove((row) => row.chat === chat && !row.keep && (why === 'out' || row.job.is === 'notice'));
      log.info({ chat, why }, 'The bot can no longer write in a chat; what waited for it was dropped');
    },
    async closedPerson(person) {
      dropped += await closePerson(database, botId, person);
      window.remove((row) => row.chat === person && !row.keep);
    },
    async migrated(from, to, news) {
      if (news) await parts.onMigrated?.(chatId(from), chatId(to));
      await readdress(database, botId, from, to);
      window.remove((row) => row.chat === from);
    },
    reopened: (chat) =>
      learn(chat, { is: 'over', name: 'cannot_write', detail: null }, (flight) => reopenChat(flight, chat)),
    learnt: (chat, lesson) => learn(chat, lesson, async () => undefined),
    removeLater: (removal) => clerk.remove(removal),
    added: () => clerk.want('fresh'),
  });
  const pump = new Pump({
    ...{ window, pace, health, machine, nowSeconds, replyMaxAge, log, send, settled },
    running: () => leading && !stopping && !desk.fails,
  });

  const desk = new Desk({
    ...{ clerk, machine, log },
    mayRead: () => leading && !stopping,
    progressed: () => pump.run(),
    rested: goOn,
  });

  const errands = new Errands({
    ...{ database, botId, api: parts.api, pace, health, machine, nowSeconds, log },
    running: () => leading && !stopping,
    learnt: (chat, lesson) => learn(chat, lesson, async () => undefined),
    migrated: async (from, to) => parts.onMigrated?.(chatId(from), chatId(to)),
    said: () => clerk.want('fresh'),
    rested: goOn,
  });

  /** Writes down what a delivery teaches, and with it what else is to change. */
  async function learn<T>(chat: number, lesson: Lesson, also: (flight: Flight) => Promise<T>): Promise<T> {
    const answer = await database.transact(async (flight) => {
      await parts.onLesson?.(flight, chatId(chat), lesson);
      return also(flight);
    });
    clerk.want('fresh');
    return answer;
  }

  function settled(row: Row, outcome: Outcome): void {
    if (outcome.is === 'done') {
      if (row.part === 'whole') clerk.done(row, outcome.removal, outcome.later);
      if (outcome.said) sent += 1;
      else if (row.part === 'whole') dropped += 1;
    }
    if (outcome.is === 'moved') clerk.want('all');
    goOn();
  }

  function goOn(): void {
    desk.work();
    pump.run();
    report();
  }

  function look(): void {
    if (stopping) return;
    looks += 1;
    clerk.want('fresh', 'due', looks % LOOKS_A_ROUND === 0 ? 'all' : 'missed');
    if (clerk.sawStale) clerk.want('stale');
    errands.work();
    goOn();
    machine.after(LOOK_MS, look);
  }

  function wake(withErrands = false): void {
    if (stopping) return;
    if (leading) {
      clerk.want('fresh');
      if (withErrands) errands.work();
      goOn();
    } else if (!telling) {
      telling = true;
      const told = (): void => {
        telling = false;
      };
      // Where it is lost, the one who delivers looks by itself.
      database.notify(channel).then(told, told);
    }
  }

  function listen(): void {
    if (stopping) return;
    const heard = (): void => {
      if (leading) wake();
    };
    database.listen(channel, heard).catch(() => machine.after(LOOK_MS, listen));
  }

  const lease: Lease = database.lead(channel, {
    gained() {
      if (stopping) return;
      leading = true;
      pump.startAfresh();
      clerk.startAfresh();
      desk.work();
      errands.work();
    },
    lost() {
      leading = false;
      pump.startAfresh();
      clerk.startAfresh();
      report();
    },
  });
  listen();
  machine.after(LOOK_MS, look);

  const quiet = (): boolean => !desk.busy && pump.inFlight === 0 && window.empty && !errands.busy;

  function report(): void {
    if (leading && !stopping && !quiet()) return;
    const heard = waiters;
    waiters = [];
    for (const resolve of heard) resolve();
  }

  async function idle(): Promise<void> {
    clerk.want('fresh', 'due', 'missed');
    errands.work();
    desk.work();
    while (!stopping) {
      if (leading && quiet()) return;
      if (leading) {
        await new Promise<void>((resolve) => waiters.push(resolve));
        continue;
      }
      const due = await anything(nowSeconds()).catch(() => true);
      if (!due && !leading) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  const anything = async (now: number): Promise<boolean> =>
    (await anythingDue(database, botId, now)) || (await anyErrandDue(database, botId, now));

  async function end(): Promise<void> {
    let late = false;
    machine.after(LAST_CALLS_MS, () => {
      late = true;
    });
    while ((pump.inFlight > 0 || errands.underWay) && !late)
      await new Promise((resolve) => setTimeout(resolve, 10));
    await desk.rest();
    if (clerk.hasWriting) {
      await clerk.write().catch((error: unknown) => {
        log.error(
          { error: String(error) },
          'What was sent last could not be written down: it may come twice',
        );
      });
    }
    leading = false;
    await lease.release().catch(() => {});
    report();
  }

  return {
    wake,
    idle,
    waits: (chat) => waitingIn(window, pace, chat, machine.now()),
    stop() {
      stopping ??= end();
      report();
      return stopping;
    },
    stats: {
      get sent() {
        return sent;
      },
      get dropped() {
        return dropped + clerk.dropped;
      },
      get waiting() {
        return window.known.size;
      },
      get inFlight() {
        return pump.inFlight;
      },
      get leading() {
        return leading && !stopping;
      },
    },
  };
}
