import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import seedrandom from 'seedrandom';
import { verify } from '../../src/transfer/verify.ts';
import { startChild } from '../support/child.ts';
import { freshDatabase, kinds } from '../support/fresh-database.ts';
import { playSpans, whatCameOf } from '../support/span-player.ts';

const LIFE = join(import.meta.dirname, 'span-life.ts');
const KILLS = 5;
/** So many batches at most between two of them: the week has some two hundred. */
const BATCHES = 30;

for (const kind of kinds) {
  describe(`A week of spans, killed again and again (${kind})`, () => {
    for (const policy of ['windows', 'conversations']) {
      it(`comes to what an unbroken one comes to: ${policy}`, async function () {
        this.timeout(300_000);
        const chance = seedrandom(`kills ${kind} ${policy}`);
        const folder = mkdtempSync(join(tmpdir(), 'laurel-kills-'));
        const [broken, whole] = [await freshDatabase(kind), await freshDatabase(kind)];
        const env = { ...broken.env, POSITION: join(folder, 'position'), POLICY: policy };
        for (let kills = 0; kills < KILLS; kills += 1) {
          const life = startChild(LIFE, [], env);
          const batches = 1 + Math.floor(chance() * BATCHES);
          await life.says(new RegExp(`(?:at \\d+\\n){${batches}}`), 60_000);
          await new Promise((resolve) => setTimeout(resolve, chance() * 20));
          expect(life.said(), 'killed on the way').not.to.include('done');
          await life.kill('SIGKILL');
        }
        await startChild(LIFE, [], env).says('done', 240_000);

        const [one, other] = [await broken.open(), await whole.open()];
        await playSpans(other, { policy, days: 7, size: 5, ticksEvery: 3 });
        expect((await verify(one)).differences).to.deep.equal([]);
        expect(await whatCameOf(one)).to.equal(await whatCameOf(other));
        for (const database of [one, other]) await database.close();
        for (const fresh of [broken, whole]) await fresh.drop();
        rmSync(folder, { recursive: true });
      });
    }
  });
}
