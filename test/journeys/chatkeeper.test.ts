import { expect } from 'chai';
import type { User } from '../../src/playground/types.ts';
import { advance, set } from '../support/scenes.ts';
import { ledger, MINUS, NO_PAUSE, playSentences, type Row, reply } from '../support/sentences.ts';
import type { TestWorld } from '../support/world.ts';

const basics: Row[] = [
  {
    sentence: 'Special words raise reputation, and others lower it',
    async scene(world, tip) {
      await set(world, ...MINUS);
      reply(world, world.chiara, tip);
      reply(world, world.dmitri, tip, '-rep');
      expect(await ledger(world)).to.deep.equal(['Chiara → Boris +1', 'Дмитрий → Boris −1 minus']);
    },
  },
  {
    sentence: 'Admins change it by command, and can write points off',
    async scene(world, tip) {
      await world.hears(world.anna, '/addrep 50 for the garden', { replyTo: tip });
      await world.hears(world.anna, '/takerep @boris 20 spent on seeds');
      expect(await world.reputation(world.boris)).to.equal(30);
      await world.hears(world.chiara, '/takerep @boris 30');
      expect(await world.reputation(world.boris), 'members cannot').to.equal(30);
    },
  },
  {
    sentence: 'It is switched on from the start, and can be switched off',
    async scene(world, tip) {
      reply(world, world.chiara, tip);
      expect(await ledger(world)).to.have.lengthOf(1);
      await set(world, 'reputation.enabled off');
      reply(world, world.dmitri, tip);
      expect(await ledger(world)).to.have.lengthOf(1);
    },
  },
  {
    sentence: 'For some seconds after a gift the same person cannot be raised again, whoever gives',
    async scene(world, tip) {
      await set(world, NO_PAUSE, 'reputation.receiver_interval 30');
      reply(world, world.chiara, tip);
      advance(world, 29);
      reply(world, world.dmitri, tip);
      reply(world, world.boris, world.say(world.dmitri, 'Others can be raised.'));
      expect(await ledger(world)).to.deep.equal(['Chiara → Boris +1', 'Boris → Дмитрий +1']);
      advance(world, 1);
      reply(world, world.dmitri, tip);
      expect(await ledger(world)).to.have.lengthOf(3);
    },
  },
  {
    sentence: 'For some minutes one who has given cannot give again; others can',
    async scene(world, tip) {
      await set(world, NO_PAUSE, 'reputation.giver_interval 2');
      const other = world.say(world.dmitri, 'Prune them.');
      reply(world, world.chiara, tip);
      advance(world, 119);
      reply(world, world.chiara, other);
      reply(world, world.boris, other);
      expect(await ledger(world)).to.deep.equal(['Chiara → Boris +1', 'Boris → Дмитрий +1']);
      advance(world, 1);
      reply(world, world.chiara, other);
      expect(await ledger(world)).to.have.lengthOf(3);
    },
  },
  {
    sentence: 'For some minutes after a gift nobody in the chat can give',
    async scene(world, tip) {
      await set(world, NO_PAUSE, 'reputation.chat_interval 2');
      const other = world.say(world.dmitri, 'Prune them.');
      reply(world, world.chiara, tip);
      advance(world, 119);
      reply(world, world.boris, other);
      reply(world, world.anna, tip);
      expect(await ledger(world)).to.deep.equal(['Chiara → Boris +1']);
      advance(world, 1);
      reply(world, world.boris, other);
      expect(await ledger(world)).to.have.lengthOf(2);
    },
  },
  {
    sentence: 'The words stand in a list, separated by commas',
    async scene(world, tip) {
      await set(world, NO_PAUSE, 'reputation.words merci, gracias, muito obrigado, +');
      for (const text of ['merci', 'muchas GRACIAS', 'muito  obrigado!', '+']) {
        reply(world, world.chiara, tip, text);
      }
      reply(world, world.chiara, tip, 'thanks');
      expect(await ledger(world), 'the old words are gone').to.have.lengthOf(4);
    },
  },
  {
    sentence: 'A word counts only in a reply to another member',
    async scene(world, tip) {
      world.say(world.chiara, 'thanks everybody');
      reply(world, world.boris, tip);
      expect(await ledger(world)).to.deep.equal([]);
      reply(world, world.chiara, tip);
      expect(await ledger(world)).to.have.lengthOf(1);
    },
  },
  {
    sentence: 'In any case, anywhere in the message',
    async scene(world, tip) {
      await set(world, NO_PAUSE, 'reputation.words thank you');
      reply(world, world.chiara, tip, 'HeLlO, tHaNk you vEry mUch!');
      reply(world, world.dmitri, tip, 'that was it, THANK YOU');
      expect(await ledger(world)).to.have.lengthOf(2);
    },
  },
  {
    sentence: 'The text that the bot sends can be written anew, with the figures of the gift',
    async scene(world, tip) {
      await set(
        world,
        'reputation.texts {giver} gave {receiver} {amount}, that makes {reputation} in {chat}',
      );
      await world.settled();
      expect(await world.hears(world.chiara, 'thanks', { replyTo: tip })).to.deep.equal([
        'Chiara gave Boris 1, that makes 1 in Garden',
      ]);
    },
  },
  {
    sentence: 'It can be off, and several texts are sent in turns, against monotony',
    async scene(world, tip) {
      await set(
        world,
        NO_PAUSE,
        'reputation.given_per_day 0',
        'reputation.texts one',
        '---',
        'two',
        '---',
        'three',
      );
      const said = new Set<string>();
      for (let gift = 0; gift < 30; gift += 1) {
        // An hour apart: texts that come thick and fast may give way to something quieter.
        advance(world, 3600);
        for (const text of await world.hears(world.chiara, 'thanks', { replyTo: tip })) said.add(text);
      }
      expect([...said].sort()).to.deep.equal(['one', 'three', 'two']);
      await set(world, 'reputation.reply off');
      expect(await world.hears(world.chiara, 'thanks', { replyTo: tip })).to.deep.equal([]);
      expect(await ledger(world)).to.have.lengthOf(31);
    },
  },
  {
    sentence: 'Lowering reputation is a choice of the chat, off at first',
    async scene(world, tip) {
      world.say(world.anna, '-rep wrong advice', { replyTo: tip });
      expect(await ledger(world)).to.deep.equal([]);
      await set(world, 'negative.enabled on', 'negative.below_zero on');
      world.say(world.anna, '-rep wrong advice', { replyTo: tip });
      expect(await ledger(world)).to.deep.equal(['Anna → Boris −1 minus']);
    },
  },
];

/** Every setting of raising has its twin for lowering: the same scene is played with both. */
const twins: [title: string, setting: string, seconds: number, again: (world: TestWorld) => User][] = [
  ['per receiver, in seconds', 'receiver_interval 90', 90, (world) => world.dmitri],
  ['per giver, in minutes', 'giver_interval 2', 120, (world) => world.chiara],
  ['for the chat, in minutes', 'chat_interval 2', 120, (world) => world.dmitri],
];
for (const [title, setting, seconds, again] of twins) {
  basics.push({
    sentence: `Lowering has the settings of raising: the interval ${title}`,
    async scene(world, tip) {
      await set(world, ...MINUS, 'negative.pair_interval 0', `negative.${setting}`);
      reply(world, world.chiara, tip, '-rep');
      advance(world, seconds - 1);
      reply(world, again(world), tip, '-rep');
      expect(await ledger(world)).to.have.lengthOf(1);
      advance(world, 1);
      reply(world, again(world), tip, '-rep');
      expect(await ledger(world)).to.have.lengthOf(2);
    },
  });
}
basics.push({
  sentence: 'Lowering has the settings of raising: words, texts, who may, and how much',
  async scene(world, tip) {
    await set(
      world,
      ...MINUS,
      'negative.words dislike, boo',
      'negative.texts {giver} took {amount} from {receiver}: {reputation}',
      'negative.from admins',
      'negative.award random',
      'negative.award_min 4',
      'negative.award_max 4',
    );
    await world.settled();
    const [refused] = await world.hears(world.chiara, 'Boo!', { replyTo: tip });
    expect(refused).to.include('Only admins can do that in this chat.');
    expect(await world.hears(world.anna, 'Boo!', { replyTo: tip })).to.deep.equal([
      'Anna took 4 from Boris: −4',
    ]);
  },
});

playSentences('Basic settings', basics);
