import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { kinds } from '../support/database.ts';
import { eventually } from '../support/process.ts';
import { accountOf } from './account.ts';
import { type Flood, startFlood } from './flood.ts';

/** Something that broke the bot once. In what is written, `"NOW"` stands for the second in which it is replayed. */
interface Item {
  name: string;
  /** What it broke. */
  broke: string;
  /** JSON as it is written, without the number. */
  updates: string[];
  /** What Telegram answers to the next calls of a method, in turn. */
  answers?: [method: string, answer: string][];
  /** Sent when the answers were given. */
  later?: string[];
  /** Messages that the bot sends to the arena in all this. */
  says?: number;
  /** Must find nothing afterwards. */
  query?: string;
}

const FOLDER = join(import.meta.dirname, 'corpus');
const items: Item[] = readdirSync(FOLDER)
  .sort()
  .map((name) => ({ name, ...JSON.parse(readFileSync(join(FOLDER, name), 'utf8')) }));

for (const kind of kinds) {
  describe(`What broke the bot once (${kind})`, function () {
    this.timeout(60_000);
    const bodies: string[] = [];
    let flood: Flood;
    before(async () => {
      flood = await startFlood(kind, {
        bodyOf: (n) => (bodies[n] ?? '').replaceAll('"NOW"', String(Math.floor(Date.now() / 1000))),
      });
    });
    after(() => flood.close());

    for (const { name, broke, updates, answers = [], later = [], says } of items) {
      it(`${name} no longer ${broke}`, async () => {
        const left = [...answers];
        let said = 0;
        flood.middleman.answer = (method, asked) => {
          if (!asked.includes(String(flood.scene.arena.id))) return null;
          if (method === 'sendMessage') said += 1;
          const next = left.findIndex(([other]) => other === method);
          return next < 0 ? null : (left.splice(next, 1)[0]?.[1] ?? null);
        };
        for (const body of updates) flood.hostile(bodies.push(body) - 1);
        await flood.settled(8_000);
        await eventually('its answers were given', async () => left.length === 0, 5_000);
        for (const body of later) flood.hostile(bodies.push(body) - 1);
        flood.thank();
        await flood.settled(8_000);
        if (says !== undefined) expect(said, 'messages').to.equal(says);
      });
    }

    it('and nothing else is wrong afterwards', async () => {
      await accountOf(flood);
      const database = await flood.fresh.open();
      for (const { name, query } of items) {
        if (query) expect(await database.query(query), name).to.deep.equal([]);
      }
      await database.close();
    });
  });
}
