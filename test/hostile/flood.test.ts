import { expect } from 'chai';
import { kinds } from '../support/database.ts';
import { accountOf } from './account.ts';
import { startFlood } from './flood.ts';
import { createMutator } from './mutate.ts';
import { collectShapes } from './shapes.ts';

/** Mutated updates a database. `HOSTILE=100000 npm test test/hostile/flood.test.ts` is the long run. */
const AMOUNT = Number(process.env.HOSTILE ?? 3_000);
const SEED = Number(process.env.HOSTILE_SEED ?? 1);
/** So many updates are let through before the next are thought out. */
const WAVE = 500;
/** The webhook takes no more, and Telegram sends no more. */
const LARGEST = 1_000_000;

for (const kind of kinds) {
  describe(`Hostile updates between honest ones (${kind})`, function () {
    this.timeout(30_000 + AMOUNT * 60);

    // Each way has its own updates; most come by polling, which is the faster.
    for (const [way, share, seed] of [
      ['polling', 0.7, SEED],
      ['webhook', 0.3, SEED + 1],
    ] as const) {
      it(`change nothing that is true and stop nothing, by ${way}`, async () => {
        const shapes = await collectShapes();
        const mutant = createMutator(shapes, seed);
        const bodyOf = (n: number) => {
          const body = mutant(n);
          return Buffer.byteLength(body) > LARGEST && way === 'webhook'
            ? JSON.stringify({ message: { n } })
            : guarded(body);
        };
        const flood = await startFlood(kind, { webhook: way === 'webhook', bodyOf });
        try {
          const begun = performance.now();
          const amount = Math.ceil(AMOUNT * share);
          const memories: number[] = [];
          for (let n = 0; n < amount; n += 1) {
            flood.hostile(n);
            if (n % 8 === 0) flood.thank();
            if (n % WAVE < WAVE - 1 && n < amount - 1) continue;
            await flood.settled();
            memories.push((await flood.memory()).heap);
          }
          const { rss } = await flood.memory();
          const seconds = (performance.now() - begun) / 1000;
          const { aside, reasons, said } = await accountOf(flood);
          const first = memories[Math.floor(memories.length / 4)] ?? 0;
          expect(memories.at(-1), `heap in MB: ${memories.join(' ')}`).to.be.below(first * 1.3 + 12);
          expect(reasons.size, 'sorts of reasons').to.be.above(10);
          expect(aside, 'set aside').to.be.below(amount * 0.7);
          console.log(
            `      ${amount} hostile, ${flood.gifts.length} honest in ${seconds.toFixed(1)} s; ${aside} set aside for ` +
              `${reasons.size} reasons; ${said} messages said; heap ${memories[0]} → ${memories.at(-1)} MB, rss ${rss} MB`,
          );
        } finally {
          await flood.close();
        }
      });
    }
  });
}

/** In the shared chat nobody hostile may become an admin: what an admin changes is rightly changed. */
function guarded(body: string): string {
  const rules =
    /-1000000000004/.test(body) && /1087968824|sender_chat|administrator|creator|migrate_/.test(body);
  return rules ? '{"message":{"chat":null}}' : body;
}
