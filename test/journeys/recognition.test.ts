import { expect } from 'chai';
import type { Message, User } from '../../src/playground/types.ts';
import { describeJourney } from '../support/journey.ts';
import { panelIn } from '../support/panels.ts';
import { advance, set } from '../support/scenes.ts';
import type { TestWorld } from '../support/world.ts';

const SETTINGS = { 'experience.policy': 'conversations', 'announce.titles': 'none', 'recognition.chance': 1 };

/** Boris and Chiara talk for some minutes, answering each other, and fall silent. */
async function talk(world: TestWorld, words = 'about the garden', judgedAfter = 660): Promise<void> {
  let last: Message | undefined;
  // So much is said that the question is all but certain.
  for (let n = 0; n < 60; n += 1) {
    const who = n % 2 === 0 ? world.boris : world.chiara;
    const text = `Line ${n} ${words}: ${`${n} tomatoes and ${n} beans are in the beds. `.repeat(12)}`;
    last = world.say(who, { text, ...(last && { replyTo: last }) });
    advance(world, 60);
    await world.settled();
  }
  await world.tick(judgedAfter);
}

const opens = async (world: TestWorld, who: User): Promise<void> => {
  world.telegram.world.say(who, world.telegram.world.privateChat(who), '/start');
  await world.settled();
};

const questions = (world: TestWorld) =>
  world.telegram.calls.of('sendMessage').filter(({ params }) => String(params.text).includes('who of those'));

const experience = async (world: TestWorld) => {
  const { members } = await world.ledger();
  return new Map(members.map(({ user_id, experience }) => [user_id, experience]));
};

const asks = (world: TestWorld) => panelIn(world, world.boris, world.telegram.world.privateChat(world.boris));

describeJourney('The question who has helped', (begin) => {
  const ready = async () => {
    const world = await begin({ settings: SETTINGS, sameClock: true });
    await opens(world, world.boris);
    return world;
  };

  it('comes in private only, to who has started the bot, and pays both', async () => {
    const world = await ready();
    await talk(world);
    expect(questions(world).map(({ params }) => params.chat_id)).to.deep.equal([world.boris.id]);
    expect(asks(world).text())
      .to.contain('Garden')
      // The log does show it: nobody is promised more than holds.
      .and.contain('only admins find it in the log')
      .and.contain('you get +50 experience each');
    expect(asks(world).buttons()).to.deep.equal(['Chiara', 'Nobody in particular']);
    const before = await experience(world);
    await asks(world).press('Chiara');
    const after = await experience(world);
    for (const { id } of [world.boris, world.chiara])
      expect((after.get(id) ?? 0) - (before.get(id) ?? 0)).to.equal(50);
    const { entries } = await world.ledger();
    expect(entries.map(({ kind, giver_id, receiver_id }) => [kind, giver_id, receiver_id])).to.deep.equal([
      ['bonus', world.boris.id, world.chiara.id],
      ['bonus', null, world.boris.id],
    ]);
    expect(asks(world).text()).to.contain('Chiara and you get +50');
  });

  it('is answered by who was asked, within a day', async () => {
    const world = await ready();
    await talk(world);
    const data = asks(world).dataOf('Chiara');
    const inGroup = world.say(world.anna, 'Good evening.');
    await world.settled();
    const before = await experience(world);
    const other = await world.telegram.world.press(world.dmitri, inGroup, data, { forged: true });
    expect(other?.text, 'another person').to.contain('This question is over');
    advance(world, 86_401);
    expect(await asks(world).press('Chiara'), 'too late').to.contain('This question is over');
    expect(await experience(world)).to.deep.equal(before);
  });

  it('is answered once, with nobody too, and comes again after another conversation', async () => {
    const world = await ready();
    await talk(world);
    const [chiara, nobody] = [asks(world).dataOf('Chiara'), asks(world).dataOf('Nobody')];
    const before = await experience(world);
    await asks(world).forge(nobody);
    expect(asks(world).text()).to.equal('All right, nobody in particular.');
    expect((await asks(world).forge(chiara))?.text).to.equal('You have answered this question already.');
    expect((await asks(world).forge(chiara.replace(/.$/, '6')))?.text).to.contain('already');
    expect(await experience(world)).to.deep.equal(before);
    await talk(world, 'about the shed');
    expect(questions(world)).to.have.length(2);
  });

  it('comes also where it is judged late, as long as it is not over', async () => {
    const world = await ready();
    await talk(world, 'about the garden', 7200);
    expect(questions(world).map(({ params }) => params.chat_id)).to.deep.equal([world.boris.id]);
    const before = await experience(world);
    await asks(world).press('Chiara');
    expect((await experience(world)).get(world.boris.id)).to.equal((before.get(world.boris.id) ?? 0) + 50);
    await talk(world, 'about the shed', 2 * 86_400);
    expect(questions(world), 'more than a day later').to.have.length(1);
  });

  it('waits for nobody who has closed the door', async () => {
    const world = await ready();
    await talk(world);
    await asks(world).press('Nobody');
    world.telegram.world.block(world.boris);
    await talk(world, 'about the shed');
    const waiting = () => world.database.query('select id from outbox where chat_id = $1', [world.boris.id]);
    expect(await waiting()).to.deep.equal([]);
  });

  it('is not asked where the chat wants none, nor of who never started the bot', async () => {
    const world = await ready();
    await set(world, 'recognition.enabled off');
    await talk(world);
    expect(questions(world)).to.deep.equal([]);
  });
});
