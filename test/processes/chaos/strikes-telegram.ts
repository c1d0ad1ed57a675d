import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from '../../../src/playground/faults.ts';
import { eventually } from '../../support/process.ts';
import type { Scene } from './scene.ts';
import { IN_FLIGHT, type Strike } from './strike.ts';

const upTo = (scene: Scene, most: number): number => 1 + Math.floor(scene.random() * most);
const ANY = ['*', 'getUpdates', 'sendMessage', 'sendMessage', 'getChatAdministrators'];

export const telegramStrikes: readonly Strike[] = [
  calls('429 to getUpdates', ['getUpdates'], (scene) => ({
    ...{ kind: 'status', code: 429, retry_after: 1, times: upTo(scene, 2) },
  })),
  calls('a storm of 429', ['sendMessage'], (scene) => ({
    ...{ kind: 'status', code: 429, retry_after: upTo(scene, 2), times: upTo(scene, 12) },
  })),
  calls('5xx', ANY, (scene) => ({ kind: 'status', code: 499 + upTo(scene, 5), times: upTo(scene, 4) })),
  calls('a page of HTML', ANY, (scene) => ({ kind: 'html', code: 502, times: upTo(scene, 3) })),
  calls('garbage', ANY, (scene) => ({ kind: 'html', code: 200, times: upTo(scene, 3) })),
  calls('cut before', ANY, (scene) => ({ kind: 'cut', times: upTo(scene, 4) })),
  // What was executed and not heard of is said again.
  calls('cut after', ANY, (scene) => ({ kind: 'cut-after', times: upTo(scene, 3) }), 1),
  calls('half an answer', ANY, (scene) => ({ kind: 'torn', times: upTo(scene, 3) }), 1),
  calls('slow', ANY, (scene) => ({ kind: 'hang', ms: 100 * upTo(scene, 25), times: upTo(scene, 3) })),
  {
    name: 'outage',
    async run(scene, share) {
      const ms = Math.round(scene.between(300, 3_000));
      scene.feed(share / 2);
      await sleep(scene.between(0, 100));
      scene.telegram.faults.outage(ms);
      scene.feed(share / 2);
      await sleep(ms);
      return { what: `Telegram out of reach for ${ms} ms`, repeats: IN_FLIGHT };
    },
  },
  {
    name: 'another poller',
    async run(scene, share) {
      const { root, token } = scene.telegram;
      scene.feed(share);
      for (let time = 0; time < 3; time += 1) {
        await fetch(`${root}/bot${token}/getUpdates?timeout=1&offset=1`).catch(() => undefined);
        await sleep(50);
      }
      return { what: 'another poller for a while', repeats: 0 };
    },
  },
  {
    name: 'delivered again',
    async run(scene, share) {
      scene.telegram.faults.duplicate(0.6, upTo(scene, 1_000_000));
      scene.feed(share);
      await sleep(scene.between(200, 700));
      scene.telegram.faults.clear();
      return { what: 'updates delivered again', repeats: 0 };
    },
  },
];

/** The next calls meet this fault. Where the method is not called meanwhile, those of any method do. */
function calls(
  name: string,
  methods: readonly string[],
  faultOf: (scene: Scene) => Fault,
  repeatsEach = 0,
): Strike {
  return {
    name,
    async run(scene, share) {
      const { faults } = scene.telegram;
      const { times = 1, ...fault } = faultOf(scene);
      const drawn = methods[Math.floor(scene.random() * methods.length)] ?? '*';
      let left = times;
      let met = '';
      // A bot that is just starting calls nothing for a while.
      for (const [method, patience] of [
        [drawn, 2_500],
        ['*', 30_000],
      ] as const) {
        faults.next(method, { ...fault, times });
        scene.feed(share / 2);
        await eventually('all met', async () => faults.left === 0, patience).catch(() => undefined);
        left = faults.left;
        met = method;
        faults.clear();
        if (left < times) break;
      }
      if (left === times) throw new Error(`${name}: nothing was called in time`);
      return {
        what: `${met}: ${JSON.stringify(fault)}, ${times - left} times`,
        repeats: repeatsEach * (times - left),
      };
    },
  };
}
