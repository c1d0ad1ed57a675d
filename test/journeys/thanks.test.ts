import { expect } from 'chai';
import { describeOnBoth } from '../support/database.ts';
import { openWorld, type TestWorld, type WorldOptions } from '../support/world.ts';

for (const webhook of [false, true]) {
  describeOnBoth(`A thank-you in a group, by ${webhook ? 'webhook' : 'polling'}`, (open) => {
    let world: TestWorld;
    const begin = async (options: WorldOptions = {}) => {
      world = await openWorld(await open(), { webhook, ...options });
    };
    afterEach(async () => {
      expect(world.refusedCalls(), 'calls that Telegram refused').to.deep.equal([]);
      await world.close();
    });

    it('raises the reputation of the one replied to, and says so', async () => {
      await begin();
      const tip = world.say(world.boris, 'Water them in the morning.');
      const texts = await world.hears(world.anna, 'HeLlO, tHaNk you vEry mUch!', { replyTo: tip });
      expect(texts).to.have.lengthOf(1);
      expect(texts[0]).to.include('Boris').and.to.include('<b>1</b>');
      const { entries, members } = await world.ledger();
      expect(entries).to.have.lengthOf(1);
      expect(entries[0]).to.include({
        id: 1,
        kind: 'thanks',
        giver_id: world.anna.id,
        receiver_id: world.boris.id,
        giver_role: 'admin',
        reputation: 1,
      });
      expect(members.find((member) => member.user_id === world.boris.id)).to.include({
        username: 'boris',
        name: 'Boris',
        reputation: 1,
        reputation_from_admins: 1,
      });
    });

    it('shows in /top, in /me and in /why', async () => {
      await begin();
      const tip = world.say(world.boris, 'Water them in the morning.');
      const thanks = world.say(world.chiara, 'thanks', { replyTo: tip });
      expect((await world.hears(world.dmitri, '/top')).join()).to.match(/1\. Boris – <b>1<\/b>/);
      expect((await world.hears(world.boris, '/me')).join()).to.match(/Reputation: <b>1<\/b>/);
      expect((await world.hears(world.dmitri, '/why', { replyTo: thanks })).join()).to.match(
        /Boris: <b>\+1<\/b>/,
      );
    });

    it('counts an update once, however often Telegram sends it', async () => {
      await begin();
      const tip = world.say(world.boris, 'Water them in the morning.');
      const update = {
        message: { ...tip, message_id: 900, from: world.chiara, text: 'thanks', reply_to_message: tip },
      };
      const update_id = world.telegram.world.push(update);
      for (let copy = 0; copy < 3; copy += 1) world.telegram.world.push({ update_id, ...update });
      await world.settled();
      expect((await world.ledger()).entries).to.have.lengthOf(1);
    });
  });
}
