import { expect } from 'chai';
import type { Database } from '../../src/storage/database.ts';
import { describeOnBoth } from './database.ts';
import { openStillWorld } from './scenes.ts';
import type { TestWorld, WorldOptions } from './world.ts';

/**
 * Journeys through one group, on both databases. `begin` opens the world; it is closed after each test, and
 * `opened` is its database. No update
 * may have been set aside, and Telegram must have refused none of the bot's calls.
 */
export function describeJourney(
  title: string,
  suite: (begin: (options?: WorldOptions) => Promise<TestWorld>, opened: () => Database) => void,
): void {
  describeOnBoth(title, (open) => {
    let world: TestWorld | undefined;
    let database: Database;
    afterEach(async () => {
      if (!world) return;
      const refused = world.refusedCalls();
      await world.close();
      world = undefined;
      expect(refused, 'calls that Telegram refused').to.deep.equal([]);
      expect(await database.query('select * from set_aside'), 'updates set aside').to.deep.equal([]);
    });
    suite(
      async (options) => {
        database = await open();
        world = await openStillWorld(database, options);
        return world;
      },
      () => database,
    );
  });
}
