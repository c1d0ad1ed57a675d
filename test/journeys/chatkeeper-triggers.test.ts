import { expect } from 'chai';
import { diceFor } from '../../src/engine/roll.ts';
import { award } from '../../src/reputation/amount.ts';
import { set } from '../support/scenes.ts';
import { ledger, NO_PAUSE, playSentences, type Row, reply } from '../support/sentences.ts';
import { TEST_SECRET, type TestWorld } from '../support/world.ts';

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

playSentences('Advanced settings', advanced);
playSentences('Special reputation triggers', triggers);
