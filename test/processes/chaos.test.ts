import { expect } from 'chai';
import { kinds } from '../support/database.ts';
import type { Step, StreamOptions } from '../support/stream.ts';
import type { Said } from '../support/stream-talk.ts';
import { type Ground, makeGround } from './chaos/ground.ts';
import { type Life, live } from './chaos/life.ts';
import { planChaos, planKills } from './chaos/plan.ts';
import type { Strike } from './chaos/strike.ts';
import { expectSame } from './ledgers.ts';

// CHAOS=full: as many as the proof asks for. CHAOS_SEED: another stream and other strikes, or those of a failure again.
// CHAOS_N: so many strikes.
const full = process.env.CHAOS === 'full';
const SEED = Number(process.env.CHAOS_SEED ?? 1);
const UPDATES = full ? 20_000 : 5_000;
const KILLS = full ? 50 : 10;
const STRIKES = Number(process.env.CHAOS_N ?? (full ? 200 : 30));
const HOUR = 3600;

for (const kind of kinds) {
  describe(`Whatever goes wrong (${kind})`, function () {
    this.timeout(full ? 3_600_000 : 300_000);
    // A day that has just ended: old enough that all answers go the same way, young enough that they are sent.
    const stream: StreamOptions = {
      seed: SEED,
      updates: UPDATES,
      views: 20,
      from: Math.floor(Date.now() / 1000) - 20 * HOUR - 600,
      lasts: 20 * HOUR,
    };
    let calm: Life;
    before(async () => {
      calm = await onGround((ground) => live(ground, { stream, strikes: [], seed: SEED }));
    });

    it('undisturbed, everything is counted and said once', () => {
      const entries = calm.chats.flatMap((chat) => chat.entries);
      expect(entries.length, 'entries').to.be.above(UPDATES / 10);
      expect(calm.sent.size, 'messages').to.be.above(STRIKES);
      expect(Math.max(...calm.sent.values()), 'said most often').to.equal(1);
      expectClean(calm);
    });

    it(`killed with -9 ${KILLS} times at any moment: nothing is lost, and nothing counted twice`, () =>
      endures(() => planKills(KILLS), { atOnce: true }));

    it(`${STRIKES} faults of every kind: an exact ledger and an empty outbox`, () =>
      endures((ground) => planChaos(ground, STRIKES, SEED)));

    if (kind === kinds[0]) {
      it('control: one update that is lost, or counted twice, is noticed', async () => {
        const small = { ...stream, updates: 400, views: 4, upgrades: false };
        const quiet = (tamper: (steps: readonly Step[]) => readonly Step[]) =>
          onGround((ground) => live(ground, { stream: small, strikes: [], seed: SEED, tamper }));
        const untouched = await quiet((steps) => steps);
        const counted = new Set(
          untouched.chats.flatMap(({ chat, entries }) =>
            entries.map(({ kind, message_id }) => `${kind} ${chat.id} ${message_id}`),
          ),
        );
        // By an admin, whom no interval stops from giving the same again.
        const isIt = (step: Step) => {
          const { text, chat, message_id } = ('push' in step && (step.push.message as Said)) || {};
          return text?.startsWith('/addrep') && counted.has(`admin ${chat?.id} ${message_id}`);
        };
        const at = (steps: readonly Step[]) => {
          const found = steps.findIndex(isIt);
          expect(found, 'the update that is lost or doubled').to.be.at.least(0);
          return found;
        };
        const lost = await quiet((steps) => steps.toSpliced(at(steps), 1));
        const twice = await quiet((steps) => steps.toSpliced(at(steps), 0, steps[at(steps)] as Step));
        expect(() => expectSame(lost.chats, untouched.chats), 'lost').to.throw();
        expect(() => expectSame(twice.chats, untouched.chats), 'twice').to.throw();
      });
    }

    async function endures(plan: (ground: Ground) => Strike[], { atOnce = false } = {}): Promise<void> {
      await onGround(async (ground) => {
        const strikes = plan(ground);
        const hard = await live(ground, { stream, strikes, seed: SEED + 1, atOnce });
        const again = [...hard.sent.values()].reduce((sum, times) => sum + times - 1, 0);
        const explained = hard.struck.reduce((sum, { repeats }) => sum + repeats, 0);
        try {
          expectClean(hard);
          expectSame(hard.chats, calm.chats);
          expect([...hard.sent.keys()].sort(), 'what was said').to.deep.equal([...calm.sent.keys()].sort());
          expect(again, 'said twice').to.be.at.most(explained);
        } catch (error) {
          const list = hard.struck.map(({ what }, at) => `  ${at + 1}. ${what}`).join('\n');
          console.log(`      Seed ${SEED}. Struck were:\n${list}\nErrors told:\n${hard.errors.join('\n')}`);
          throw error;
        }
        for (const reason of ground.leftOut) console.log(`      left out: ${reason}`);
        console.log(
          `      ${UPDATES} updates, ${calm.chats.flatMap((chat) => chat.entries).length} entries, ` +
            `${hard.sent.size} messages; ${hard.struck.length} faults of ${new Set(strikes).size} kinds; ` +
            `${again} messages twice, of ${explained} explained; ` +
            `${calm.seconds} s undisturbed, ${hard.seconds} s so`,
        );
      });
    }

    async function onGround<T>(work: (ground: Ground) => Promise<T>): Promise<T> {
      const ground = await makeGround(kind);
      try {
        return await work(ground);
      } finally {
        await ground.close();
      }
    }
  });
}

function expectClean({ unsaid, aside }: Life): void {
  expect(unsaid, 'left in the outbox').to.deep.equal([]);
  expect(aside, 'set aside').to.deep.equal([]);
}
