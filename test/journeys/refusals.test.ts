import { expect } from 'chai';
import type { RefusalName } from '../../src/model/refusal.ts';
import type { Database } from '../../src/storage/database.ts';
import { translate } from '../../src/text/i18n.ts';
import { describeOnBoth } from '../support/database.ts';
import { refusedCommands } from '../support/refused-commands.ts';
import { refusedMessages } from '../support/refused-messages.ts';
import { refusedPresses } from '../support/refused-presses.ts';
import { noon, type Scene } from '../support/scenes.ts';
import { openWorld, type TestWorld } from '../support/world.ts';

/** A refusal without a scene does not compile. */
const everyRefusal: Record<Exclude<RefusalName, keyof typeof refusedPresses>, Scene> = {
  ...refusedMessages,
  ...refusedCommands,
};

describeOnBoth('Every refusal', (open) => {
  let world: TestWorld;
  let database: Database;

  beforeEach(async () => {
    database = await open();
    const now = noon();
    world = await openWorld(database, { telegram: { now: () => now } });
  });
  afterEach(async () => {
    expect(world.refusedCalls(), 'calls that Telegram refused').to.deep.equal([]);
    await world.close();
  });

  const entries = () => database.query('select * from entries order by chat_id, id');
  const points = () =>
    database.query('select chat_id, user_id, reputation from members where reputation <> 0');

  for (const [no, scene] of Object.entries(everyRefusal)) {
    const spokenByWhy = no in refusedMessages;
    it(`“${no}” is met, does nothing, and is named by ${spokenByWhy ? '/why' : 'the answer'}`, async () => {
      const tip = world.say(world.boris, 'Water them in the morning.');
      world.say(world.dmitri, 'Good morning.');
      const { who, what, chat = world.group, figures = {}, instead } = await scene(world, tip);
      await world.settled();
      const before = { entries: await entries(), points: await points() };
      const calls = world.telegram.calls.count;

      const said = world.telegram.world.say(who, chat, what);
      await world.settled();
      const after = await entries();
      if (no === 'too_many') expect(after).to.have.lengthOf(before.entries.length + 3);
      else expect({ entries: after, points: await points() }).to.deep.equal(before);

      const spoken = world.telegram.calls.after(calls).filter(({ method }) => method === 'sendMessage');
      const reason = translate('en', `refusal.${no}`, figures).text;
      if (spokenByWhy) {
        if (no !== 'too_many') expect(spoken, 'a refused try is not answered').to.deep.equal([]);
        world.telegram.world.say(world.boris, chat, '/why', { replyTo: said });
        await world.settled();
        expect(String(world.telegram.calls.of('sendMessage').at(-1)?.params.text)).to.include(reason);
      } else {
        expect(spoken.map(({ params }) => params.text)).to.deep.equal([reason]);
      }

      await instead();
      await world.settled();
      expect(await entries(), 'what counts in its stead').to.have.length.above(after.length);
    });
  }

  for (const [no, scene] of Object.entries(refusedPresses)) {
    it(`“${no}” is met by a press, does nothing, and is named in the short answer to it`, async () => {
      const tip = world.say(world.boris, 'Water them in the morning.');
      const { who, message, data, figures = {} } = await scene(world, tip);
      await world.settled();
      const before = { entries: await entries(), points: await points() };
      const answer = await world.telegram.world.press(who, message, data, { forged: true });
      await world.settled();
      expect(answer?.text).to.equal(translate('en', `refusal.${no}`, figures).text);
      expect({ entries: await entries(), points: await points() }).to.deep.equal(before);
    });
  }
});
