import { expect } from 'chai';
import fc from 'fast-check';
import { verify } from '../../src/transfer/verify.ts';
import { describeOnBoth } from '../support/database.ts';
import { ADMIN, chat, from, PEOPLE, START, settings, step, told } from '../support/fold-steps.ts';
import { expected } from '../support/oracle.ts';
import { openWorld, type TestWorld } from '../support/world.ts';

const after = fc.constantFrom(0, 1, 29, 30, 59, 60, 61, 89, 90, 120, 3600, 40_000);
const streams = fc.tuple(fc.array(step(after), { minLength: 150, maxLength: 150 }), settings);

describeOnBoth('A long stream through the database', (open) => {
  let world: TestWorld;
  afterEach(() => world.close());

  for (const seed of [1, 2, 3, 4]) {
    it(`gives exactly what the rules on paper give, in whatever batches it comes (${seed})`, async () => {
      const database = await open();
      world = await openWorld(database);
      const { telegram, settled, ledger } = world;
      const [[steps, chosen]] = fc.sample(streams, { numRuns: 1, seed }) as [[never[], never]];
      const people = PEOPLE.map((id) => telegram.world.createUser(from(id)));
      telegram.world.createGroup({ ...chat, type: 'supergroup', owner: ADMIN, members: people });
      const lines = Object.entries<unknown>(chosen).map(([key, value]) => {
        return `${key} ${typeof value === 'boolean' ? (value ? 'on' : 'off') : value}`;
      });
      const message = {
        message_id: 1,
        date: START - 100,
        chat,
        from: from(ADMIN),
        text: `/set ${lines.join('\n')}`,
      };
      telegram.world.push({ message });
      await settled();

      const stream = told(steps);
      stream.forEach(({ update }, index) => {
        const update_id = telegram.world.push(update);
        // Now and then an update comes twice.
        if (index % 7 === 0) telegram.world.push({ ...update, update_id });
      });
      await settled();
      const { entries } = await ledger(chat.id);
      const made = entries
        .filter((entry) => entry.kind !== 'admin' && entry.kind !== 'undo')
        .map(({ id, message_id, kind, giver_id, receiver_id, at }) => ({
          message: message_id,
          sign: kind === 'minus' ? 'minus' : 'thanks',
          giver: giver_id,
          receiver: receiver_id,
          at: Date.parse(at) / 1000,
          undone: entries.some((entry) => entry.reverses === id),
        }));
      expect(made).to.deep.equal(expected(stream, chosen, new Map([[ADMIN, 1]])));
      expect(made.length, 'gifts that were compared').to.be.above(5);
      expect((await verify(database)).differences).to.deep.equal([]);
    });
  }
});
