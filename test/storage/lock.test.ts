import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { DataDirBusy, lockDataDir } from '../../src/storage/lock.ts';
import { type Child, startChild } from '../support/child.ts';

const HOLDER = 'test/storage/processes/hold-lock.ts';

describe('the lock of DATA_DIR', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'laurel-lock-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const locks = () => readdirSync(folder).filter((name) => name.includes('lock'));

  it('is refused while held, in words that help, and free again after', async () => {
    const lock = await lockDataDir(folder);
    const begun = Date.now();
    const error = await lockDataDir(folder).catch((refusal: unknown) => refusal);
    expect(error).to.be.instanceOf(DataDirBusy);
    expect((error as Error).message)
      .to.contain(folder)
      .and.to.contain(`process ${process.pid}`);
    expect((error as Error).message).to.match(/Stop the other one/);
    expect(Date.now() - begun).to.be.below(2500);
    await lock.release();
    const again = await lockDataDir(folder);
    expect(locks()).to.have.length(1);
    await again.release();
    expect(locks()).to.deep.equal([]);
  });

  it('waits a moment for a holder that is leaving', async () => {
    const lock = await lockDataDir(folder);
    setTimeout(() => void lock.release(), 500);
    await (await lockDataDir(folder)).release();
  });

  it('is the same by whatever path, also a very long one', async () => {
    const deep = join(folder, 'ä'.repeat(60), 'b'.repeat(100), 'c'.repeat(100));
    const lock = await lockDataDir(deep);
    expect(readdirSync(deep)).to.have.length(1);
    const error = await lockDataDir(join(deep, '..', 'c'.repeat(100)), { holderMs: 100 }).catch(
      (e: unknown) => e,
    );
    expect(error).to.be.instanceOf(DataDirBusy);
    await lock.release();
    expect(readdirSync(tmpdir()).filter((name) => /^laurel-[0-9a-f]{12}$/.test(name))).to.deep.equal([]);
  });

  it('of a process that is stopped or busy is respected', async () => {
    const holder = startChild(HOLDER, [folder]);
    await holder.says('held');
    holder.process.kill('SIGSTOP');
    const error = await lockDataDir(folder).catch((refusal: unknown) => refusal);
    expect(error).to.be.instanceOf(DataDirBusy);
    await holder.kill();
    await (await lockDataDir(folder)).release();
  });

  it('has one holder when eight start at once, also after a kill -9', async () => {
    for (let round = 0; round < 3; round++) {
      const starters: Child[] = Array.from({ length: 8 }, () => startChild(HOLDER, [folder]));
      await Promise.all(starters.map((child) => child.says(/\n/, 20_000)));
      await sleep(100);
      const holders = starters.filter((child) => child.said() === 'held\n');
      const refused = starters.filter((child) => child.said().startsWith('DataDirBusy'));
      expect([holders.length, refused.length]).to.deep.equal([1, 7]);
      await Promise.all(starters.map((child) => child.kill()));
    }
    await (await lockDataDir(folder)).release();
    expect(locks()).to.deep.equal([]);
  }).timeout(120_000);

  it('in one process: never two of many that start together and leave at random', async () => {
    let holding = 0;
    let held = 0;
    await Promise.all(
      Array.from({ length: 12 }, async () => {
        const lock = await lockDataDir(folder, { holderMs: 15_000, startersMs: 15_000 });
        expect(++holding).to.equal(1);
        held++;
        await sleep(Math.random() * 20);
        holding--;
        await lock.release();
      }),
    );
    expect(held).to.equal(12);
  });
});
