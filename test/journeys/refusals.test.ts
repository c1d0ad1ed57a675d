import { expect } from 'chai';
import type { RefusalName } from '../../src/model/refusal.ts';
import type { Database } from '../../src/storage/database.ts';
import { translate } from '../../src/text/i18n.ts';
import { describeOnBoth } from '../support/database.ts';
import { refusedBoosts } from '../support/refused-boosts.ts';
import { refusedCards } from '../support/refused-cards.ts';
import { refusedCommands } from '../support/refused-commands.ts';
import { refusedMessages } from '../support/refused-messages.ts';
import { refusedPanels } from '../support/refused-panels.ts';
import { refusedPresses } from '../support/refused-presses.ts';
import { refusedRatings } from '../support/refused-ratings.ts';
import { refusedRemovals } from '../support/refused-removals.ts';
import { refusedRewards } from '../support/refused-rewards.ts';
import { refusedTitles } from '../support/refused-titles.ts';
import { advance, noon, type Scene, set } from '../support/scenes.ts';
import { openWorld, type TestWorld } from '../support/world.ts';

/** A refusal without a scene does not compile. Whether work is still running is a matter of time: `intake/jobs.test.ts`. */
const everyRefusal: Record<
  Exclude<RefusalName, keyof typeof refusedPresses | keyof typeof refusedPanels | 'job_running'>,
  Scene
> = {
  ...refusedMessages,
  ...refusedCommands,
  ...refusedTitles,
  ...refusedRemovals,
  ...refusedBoosts,
  ...refusedRewards,
  ...refusedCards,
  ...refusedRatings,
};

/** Nobody was meant, there is nobody to tell, or nobody may have done anything. */
const UNTOLD = new Set([
  'receiver_bot',
  ...[
    'trigger_interval',
    'trigger_from_admins',
    'trigger_from_users',
    'trigger_to_admins',
    'trigger_to_users',
  ],
  ...['off', 'excepted', 'quoted_word', 'no_receiver', 'topic_root', 'edited', 'forwarded', 'via_bot'],
  ...['giver_bot', 'giver_channel', 'giver_anonymous'],
]);

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
      const { who, what, press, chat = world.group, figures = {}, on, instead } = await scene(world, tip);
      await world.settled();
      const before = { entries: await entries(), points: await points() };
      const calls = world.telegram.calls.count;

      const reason = translate('en', `refusal.${no}`, figures).text;
      if (press) {
        expect((await press())?.text, 'the answer to the button').to.equal(reason);
        await world.settled();
        expect({ entries: await entries(), points: await points() }).to.deep.equal(before);
        await instead();
        await world.settled();
        expect(await entries(), 'what counts in its stead').to.have.lengthOf(before.entries.length + 1);
        return;
      }
      const said = on ?? world.telegram.world.say(who, chat, what);
      if (on) world.telegram.world.react(who, on, ['❤']);
      await world.settled();
      const after = await entries();
      if (no === 'too_many') expect(after).to.have.lengthOf(before.entries.length + 3);
      else expect({ entries: after, points: await points() }).to.deep.equal(before);

      const spoken = world.telegram.calls.after(calls).filter(({ method }) => method === 'sendMessage');
      if (spokenByWhy) {
        const sign = no === 'at_floor' || no === 'reason_missing' ? 'minus' : 'thanks';
        const told = `${translate('en', `told.${sign}`).text}\n${reason}`;
        const texts = spoken.map(({ params }) => params.text);
        // A reaction is silent, and so is the bot about it.
        if (no !== 'too_many') expect(texts).to.deep.equal(on || UNTOLD.has(no) ? [] : [told]);
        for (const { params } of no === 'too_many' ? [] : spoken) {
          expect(params.ephemeral_message_parameters, 'to the giver alone').to.deep.equal({
            receiver_user_id: who.id,
          });
        }
        // What reactions did only their own person is told; until its time is over, they wait for the message.
        if (on) advance(world, 601);
        world.telegram.world.say(on ? who : world.boris, chat, '/why', { replyTo: said });
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

  for (const [no, scene] of Object.entries(refusedPanels)) {
    it(`“${no}” is met by a settings panel, changes nothing, and is named there`, async () => {
      const said = await scene(world);
      expect(said).to.include(translate('en', `refusal.${no}`, { minutes: 5 }).text);
      const changed = `select 1 from settings_versions union select 1 from panels where changes <> '{}'`;
      expect(await database.query(changed)).to.deep.equal([]);
      await set(world, 'reputation.pair_interval 5');
      expect(await database.query(changed), 'control').to.have.lengthOf(1);
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
