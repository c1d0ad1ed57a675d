import { expect } from 'chai';
import { diceFor } from '../../src/engine/roll.ts';
import type { Message, User } from '../../src/playground/types.ts';
import { award } from '../../src/reputation/amount.ts';
import { describeJourney } from '../support/journey.ts';
import { advance, gifts, set, thank, WITHOUT_TITLES } from '../support/scenes.ts';
import { TEST_SECRET, type TestWorld } from '../support/world.ts';

/** What a group that comes from an older reputation bot is used to, one sentence after the other. */
interface Row {
  sentence: string;
  scene(world: TestWorld, tip: Message): Promise<void>;
}

const reply = (world: TestWorld, who: User, replyTo: Message, text = 'thanks') =>
  thank(world, who, replyTo, { text });

/** The ledger, once all is settled. */
async function ledger(world: TestWorld): Promise<string[]> {
  await world.settled();
  return gifts(world);
}

const NO_PAUSE = 'reputation.pair_interval 0';
const MINUS = ['negative.enabled on', 'negative.from all', 'negative.reason off', 'negative.below_zero on'];

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

const advanced: Row[] = [
  {
    sentence: 'All: members and admins give',
    async scene(world, tip) {
      reply(world, world.chiara, tip);
      reply(world, world.anna, tip);
      expect(await ledger(world)).to.deep.equal(['Chiara → Boris +1', 'Anna → Boris +1']);
    },
  },
  {
    sentence: 'From admins: only admins give',
    async scene(world, tip) {
      await set(world, 'reputation.from admins');
      reply(world, world.chiara, tip);
      reply(world, world.anna, tip);
      expect(await ledger(world)).to.deep.equal(['Anna → Boris +1']);
    },
  },
  {
    sentence: 'Shared: what comes from admins and what comes from members is counted apart',
    async scene(world, tip) {
      await set(world, 'reputation.from shared', NO_PAUSE);
      reply(world, world.chiara, tip);
      reply(world, world.dmitri, tip);
      reply(world, world.anna, tip);
      await world.settled();
      const { members } = await world.ledger();
      const boris = members.find(({ user_id }) => user_id === world.boris.id);
      expect(boris).to.include({ reputation: 3, reputation_from_admins: 1 });
      const me = (await world.hears(world.boris, '/me')).join();
      expect(me).to.include('From admins: <b>1</b>').and.include('From members: <b>2</b>');
    },
  },
  {
    sentence: 'Normal: one gift is one point',
    async scene(world, tip) {
      await world.hears(world.anna, `/setrep ${world.chiara.id} 5000`);
      reply(world, world.chiara, tip);
      expect(await world.reputation(world.boris).then(() => ledger(world))).to.include('Chiara → Boris +1');
    },
  },
  {
    sentence: 'Complex: 1 to 10 points, by the reputation of who gives, as it was before the gift',
    async scene(world, tip) {
      await set(world, 'reputation.award complex', NO_PAUSE);
      world.say(world.chiara, 'Hello.');
      for (const [own, points] of [
        [0, 1],
        [12, 1],
        [13, 2],
        [250, 5],
        [999, 9],
        [1000, 10],
        [5000, 10],
      ] as const) {
        if (own > 0) await world.hears(world.anna, `/setrep ${world.chiara.id} ${own}`);
        reply(world, world.chiara, tip);
        expect((await ledger(world)).at(-1), `with ${own}`).to.equal(`Chiara → Boris +${points}`);
      }
    },
  },
  {
    sentence: 'Random: 1 to 10 points, drawn by chance, and the same again when it is replayed',
    async scene(world, tip) {
      await set(world, 'reputation.award random', NO_PAUSE, 'reputation.given_per_day 0');
      for (let gift = 0; gift < 60; gift += 1) reply(world, world.chiara, tip);
      await world.settled();
      const { entries } = await world.ledger();
      const points = entries.map(({ reputation }) => reputation);
      // Told by nothing but the secret, the chat, the message and the receiver: a replay draws the same.
      const random = { award: 'random', awardMin: 1, awardMax: 10, complexFull: 1000 } as const;
      const again = entries.map(({ message_id }) =>
        award(random, 0, diceFor(TEST_SECRET, world.group.id, message_id ?? 0), world.boris.id),
      );
      expect(points).to.deep.equal(again);
      expect(points).to.have.lengthOf(60);
      expect(Math.min(...points)).to.be.at.least(1);
      expect(Math.max(...points)).to.be.at.most(10);
      expect(new Set(points).size).to.be.above(6);
    },
  },
  {
    sentence: 'Where it is switched on, mentioning somebody credits them',
    async scene(world) {
      world.say(world.chiara, 'As @boris said.');
      expect(await ledger(world), 'not at first').to.deep.equal([]);
      await set(world, 'reputation.mentions any');
      world.say(world.chiara, 'As @boris said.');
      expect(await ledger(world)).to.deep.equal(['Chiara → Boris +1 mention']);
    },
  },
];

/** An admin adds a trigger; one that is refused is a fault of the test. */
async function trigger(world: TestWorld, words: string): Promise<void> {
  const answer = (await world.hears(world.anna, `/trigger add ${words}`)).join();
  if (!answer.includes('is there now')) throw new Error(`${words}: ${answer}`);
}

const triggers: Row[] = [
  {
    sentence: 'An admin writes words, expressions or commands of their own, and the bot answers to them',
    async scene(world, tip) {
      await trigger(world, '"well done" rep=2 text=none');
      await trigger(world, '/helped rep=3 text=none');
      reply(world, world.chiara, tip, 'Well  DONE, I say');
      reply(world, world.dmitri, tip, '/helped');
      expect(await ledger(world)).to.deep.equal(['Chiara → Boris +2 trigger', 'Дмитрий → Boris +3 trigger']);
    },
  },
  {
    sentence: 'It has a text of its own that is sent to the chat',
    async scene(world, tip) {
      await trigger(world, '"well done" rep=2 text="Bravo, {receiver}: {reputation}!"');
      expect(await world.hears(world.chiara, 'well done', { replyTo: tip })).to.deep.equal([
        'Bravo, Boris: 2!',
      ]);
    },
  },
  {
    sentence: 'It has an amount of its own, up or down',
    async scene(world, tip) {
      await trigger(world, '"bravo" rep=7 text=none');
      await trigger(world, '"spam again" rep=-4 text=none');
      reply(world, world.chiara, tip, 'bravo');
      reply(world, world.dmitri, tip, 'spam again');
      expect(await ledger(world)).to.deep.equal(['Chiara → Boris +7 trigger', 'Дмитрий → Boris −4 trigger']);
    },
  },
  {
    sentence: 'Admins thank for help, and that is worth more than a member’s thanks',
    async scene(world, tip) {
      await trigger(
        world,
        '"Thank you for your help" rep=5 exp=0 from=admins to=users match=anywhere text=none',
      );
      reply(world, world.anna, tip, 'Boris, thank you for your help!');
      reply(world, world.chiara, tip, 'Thank you for your help');
      expect(await ledger(world)).to.deep.equal(['Anna → Boris +5 trigger', 'Chiara → Boris +1']);
    },
  },
];
// Who may use it and who may be meant: all, admins, or users that are none; every one of the nine.
for (const from of ['all', 'admins', 'users'] as const) {
  for (const to of ['all', 'admins', 'users'] as const) {
    triggers.push({
      sentence: `Initiator ${from}, target ${to}`,
      async scene(world, tip) {
        await trigger(world, `"well done" rep=1 from=${from} to=${to} text=none`);
        const own = world.say(world.anna, 'Mine.');
        const second = world.say(world.dmitri, 'Also mine.');
        world.telegram.world.promote(world.dmitri, world.group);
        await world.settled();
        const fits = (kind: string, admin: boolean) => kind === 'all' || (kind === 'admins') === admin;
        const wanted: string[] = [];
        for (const [giver, receiver, message] of [
          [world.anna, world.dmitri, second],
          [world.anna, world.boris, tip],
          [world.chiara, world.anna, own],
          [world.chiara, world.boris, tip],
        ] as const) {
          reply(world, giver, message, 'well done');
          if (fits(from, giver === world.anna) && fits(to, receiver !== world.boris)) {
            wanted.push(`${giver.first_name} → ${receiver.first_name} +1 trigger`);
          }
        }
        expect(await ledger(world)).to.deep.equal(wanted);
      },
    });
  }
}

for (const [title, rows] of Object.entries({
  'Basic settings': basics,
  'Advanced settings': advanced,
  'Special reputation triggers': triggers,
})) {
  describeJourney(`${title}, sentence by sentence`, (begin) => {
    for (const { sentence, scene } of rows) {
      it(sentence, async () => {
        const world = await begin(WITHOUT_TITLES);
        const tip = world.say(world.boris, 'Water them in the morning.');
        world.say(world.dmitri, 'Good morning.');
        await world.settled();
        await scene(world, tip);
      });
    }
  });
}
