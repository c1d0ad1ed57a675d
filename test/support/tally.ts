import { writeFileSync } from 'node:fs';
import Mocha from 'mocha';

export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** Mocha's readable report, and the figures for `test/run.ts`. */
export default class TallyReporter extends Mocha.reporters.Spec {
  constructor(runner: Mocha.Runner, options?: Mocha.MochaOptions) {
    super(runner, options);
    runner.once(Mocha.Runner.constants.EVENT_RUN_END, () => {
      const { passes, failures, pending } = this.stats;
      const tally: Tally = { passed: passes, failed: failures, skipped: pending };
      if (process.env.TALLY !== undefined) writeFileSync(process.env.TALLY, JSON.stringify(tally));
      // Where a test left something open the process stays, and this is reached.
      setTimeout(
        () => console.log('Still open:', process.getActiveResourcesInfo().join(', ')),
        10_000,
      ).unref();
    });
  }
}
