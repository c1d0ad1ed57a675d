import { expect } from 'chai';
import { describeJourney } from '../support/journey.ts';
import { advance, set } from '../support/scenes.ts';
import type { TestWorld } from '../support/world.ts';

const WINDOWS = { 'experience.policy': 'windows', 'announce.titles': 'none' };
const CONVERSATIONS = { 'experience.policy': 'conversations', 'announce.titles': 'none' };

const experienceOf = async (world: TestWorld, id: number): Promise<number> => {
  const [row] = await world.database.query<{ experience: number }>(
    'select experience from members where chat_id = $1 and user_id = $2',
    [world.group.id, id],
  );
  return row?.experience ?? 0;
};

/** Effort enough for the peak, alone: twenty different words. */
const LONG =
  'The router works again since I changed its cable, plugged everything into another socket and waited for nearly ten long minutes.';

/** A text of so many characters that nobody has said before. */
const text = (length: number, about: string) =>
  `${about} ${'long words and more words '.repeat(20)}`.slice(0, length).replace(/.$/, '.');

describeJourney('Experience by windows', (begin) => {
  it('earns seconds for talk, when the window is over, by itself', async () => {
    const world = await begin({ settings: WINDOWS, sameClock: true });
    world.say(world.boris, LONG);
    await world.settled();
    expect(await experienceOf(world, world.boris.id), 'still open').to.equal(0);
    await world.tick(89);
    expect(await experienceOf(world, world.boris.id), 'open for a minute and a half').to.equal(0);
    await world.tick(10);
    expect(await experienceOf(world, world.boris.id)).to.equal(90);
  });

  it('is judged when somebody looks, and before what else comes to its member, though no tick came', async () => {
    const world = await begin({ settings: WINDOWS });
    world.say(world.boris, LONG);
    advance(world, 3_600);
    const good = world.say(world.chiara, 'Good to hear that it was only the cable this time, really.');
    await world.settled();
    expect(await experienceOf(world, world.boris.id), 'nobody looks').to.equal(0);
    world.say(world.chiara, '/top');
    await world.settled();
    expect(await experienceOf(world, world.boris.id)).to.equal(90);
    expect(await experienceOf(world, world.chiara.id), 'control: hers is open').to.equal(0);
    advance(world, 3_600);
    world.say(world.dmitri, { text: 'Thanks for telling us all about it.', replyTo: good });
    await world.settled();
    expect(await experienceOf(world, world.chiara.id), 'she is answered').to.be.above(0);
  });

  it('earns nothing for one word after the other, the same text, or a command', async () => {
    const world = await begin({ settings: WINDOWS, sameClock: true });
    for (const word of ['lol', 'ok', 'yes', 'hm', 'what', 'nice']) world.say(world.boris, word);
    world.say(world.chiara, 'Visit my wonderful channel for the best offers of today');
    await world.tick(200);
    const once = await experienceOf(world, world.chiara.id);
    expect(once, 'the first time').to.be.above(0);
    for (let time = 0; time < 3; time += 1) {
      world.say(world.chiara, 'Visit my wonderful channel  for the best offers of TODAY');
      world.say(world.boris, '/me and some more words behind it');
      await world.tick(200);
    }
    expect(await experienceOf(world, world.boris.id)).to.equal(0);
    expect(await experienceOf(world, world.chiara.id)).to.equal(once);
  });

  it('uses the curve of seconds unless the chat has chosen another', async () => {
    const world = await begin({ settings: WINDOWS });
    const levels = (await world.hears(world.anna, '/levels')).join();
    expect(levels).to.contain('10,802').and.not.contain('2,250').and.not.contain('−0');
    expect(levels).to.contain('in seconds of steady talk').and.not.contain('taking part');
    await set(world, 'experience.policy conversations');
    const characters = (await world.hears(world.anna, '/levels')).join();
    expect(characters)
      .to.contain('in characters that you write')
      .and.contain('names them get <b>+50</b> each');
    await set(world, 'recognition.bonus 0', 'experience.policy windows');
    expect((await world.hears(world.anna, '/levels')).join()).to.not.contain('names them');
    await set(world, 'levels.curve quadratic');
    expect((await world.hears(world.anna, '/levels')).join()).to.contain('2,250');
  });

  it('takes no notice of edits, wherever they come', async () => {
    const world = await begin({ settings: WINDOWS, sameClock: true });
    const short = world.say(world.boris, 'ok');
    const long = world.say(world.chiara, LONG);
    world.telegram.world.edit(short, LONG);
    world.telegram.world.edit(long, 'ok');
    await world.tick(200);
    expect(await experienceOf(world, world.boris.id)).to.equal(0);
    expect(await experienceOf(world, world.chiara.id)).to.equal(90);
  });

  it('drops what is open when the policy changes', async () => {
    const world = await begin({ settings: WINDOWS, sameClock: true });
    world.say(world.boris, LONG);
    await set(world, 'experience.policy conversations');
    await world.tick(4_000);
    expect(await experienceOf(world, world.boris.id)).to.equal(0);
  });
});

describeJourney('Experience by conversations', (begin) => {
  it('earns what was written, once the member is silent for ten minutes', async () => {
    const world = await begin({ settings: CONVERSATIONS, sameClock: true });
    for (const about of ['First', 'Second', 'Third']) {
      world.say(world.boris, text(100, about));
      advance(world, 45);
    }
    await world.settled();
    await world.tick(550);
    expect(await experienceOf(world, world.boris.id), 'still there').to.equal(0);
    await world.tick(20);
    expect(await experienceOf(world, world.boris.id), '300 − 3 × 8').to.equal(276);
    expect(world.sent(), 'not a word').to.deep.equal([]);
  });

  it('debits what an admin removes while the conversation goes on, and a tenth of it again', async () => {
    const world = await begin({ settings: CONVERSATIONS, sameClock: true });
    const said = ['First', 'Second', 'Third'].map((about) => {
      advance(world, 45);
      return world.say(world.boris, text(100, about));
    });
    await world.settled();
    world.say(world.anna, { text: '/del', ...(said[1] && { replyTo: said[1] }) });
    await world.settled();
    await world.tick(700);
    expect(await experienceOf(world, world.boris.id), '300 − 110 − 3 × 8').to.equal(166);
  });

  it('caps what is written too fast, and wants two messages', async () => {
    const world = await begin({ settings: CONVERSATIONS, sameClock: true });
    for (const about of ['First', 'Second', 'Third']) world.say(world.boris, text(100, about));
    world.say(world.chiara, text(150, 'Only this'));
    await world.tick(700);
    expect(await experienceOf(world, world.boris.id), '200 − 3 × 8').to.equal(176);
    expect(await experienceOf(world, world.chiara.id)).to.equal(0);
  });
});
