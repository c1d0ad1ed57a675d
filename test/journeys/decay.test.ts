import { expect } from 'chai';
import { migrateChat } from '../../src/engine/chat/migrate.ts';
import { chatId } from '../../src/model/ids.ts';
import { verify } from '../../src/transfer/verify.ts';
import { describeJourney } from '../support/journey.ts';
import { gifts, set } from '../support/scenes.ts';
import type { TestWorld, WorldOptions } from '../support/world.ts';

const DAY = 86_400;
const QUIET: WorldOptions = {
  settings: { 'experience.enabled': false, 'announce.titles': 'none' },
  sameClock: true,
};

/** Looks happen a day after one another; each is judged some seconds after its moment, as the bot does. */
async function days(world: TestWorld, count: number): Promise<void> {
  await world.tick(10);
  for (let day = 0; day < count; day += 1) await world.tick(DAY);
}

async function points(world: TestWorld, chat?: number): Promise<[number, number]> {
  await world.settled();
  const { members } = await world.ledger(chat);
  const member = members.find(({ user_id }) => user_id === world.boris.id);
  return [member?.reputation ?? 0, member?.experience ?? 0];
}

/** Boris, who has 100 of both, has been silent for a year; Dmitri has a point. */
async function silent(begin: (options: WorldOptions) => Promise<TestWorld>): Promise<TestWorld> {
  const world = await begin(QUIET);
  world.say(world.boris, 'Good morning.');
  world.say(world.dmitri, 'Доброе утро.');
  await world.hears(world.anna, '/addrep @boris 100');
  await world.hears(world.anna, '/addexp @boris 100');
  await world.hears(world.anna, '/addrep @dmitri 1');
  await world.tick(365 * DAY);
  return world;
}

describeJourney('Silence that costs points', (begin, opened) => {
  it('is told in the chat when it is switched on, counts from then, and is told in private before', async () => {
    const world = await silent(begin);
    const { anna, boris, chiara } = world;
    world.telegram.world.say(boris, world.telegram.world.privateChat(boris), '/start');
    await world.settled();
    const lines = () => world.sent().filter((text) => text.includes('silence costs points'));
    await world.hears(anna, '/set decay.percent 20');
    await world.hears(anna, '/set decay.days 14');
    await world.tick(60);
    const last = await world.hears(anna, '/set decay.of both');
    expect(last.join(), 'not yet').to.not.include('costs points');
    await world.tick(250);
    expect(lines(), 'what held for a minute').to.deep.equal([]);
    await world.tick(60);
    expect(lines(), 'once, with what holds').to.have.length(1);
    expect(lines().join()).to.include(
      'From now on silence costs points here: who does not write for 14 days loses 20 % of their experience and reputation each week',
    );
    // Looks are reckoned from when it was switched on.
    await world.tick(DAY - 370);
    await days(world, 9);
    expect(await points(world)).to.deep.equal([100, 100]);
    const before = world.telegram.calls.count;
    await days(world, 3);
    const told = world.telegram.calls.after(before).filter(({ method }) => method === 'sendMessage');
    expect(told.map(({ params }) => params.chat_id)).to.deep.equal([boris.id]);
    expect(String(told[0]?.params.text)).to.include('You have not written in Garden for a while.');
    expect(await points(world)).to.deep.equal([100, 100]);
    await days(world, 2);
    expect(await points(world)).to.deep.equal([80, 80]);
    await days(world, 5);
    expect(await points(world)).to.deep.equal([80, 80]);
    await days(world, 1);
    expect(await points(world)).to.deep.equal([64, 64]);
    expect((await world.hears(anna, '/log @boris')).join())
      .to.include('System → Boris <b>−16</b> · for being silent')
      .and.to.include('−16 exp');
    world.say(boris, 'I am back.');
    await days(world, 13);
    expect(await points(world), 'a word, and it begins anew').to.deep.equal([64, 64]);
    expect(await world.reputation(world.dmitri), 'the last points stay').to.equal(1);
    expect(await world.reputation(chiara)).to.equal(0);
    expect((await verify(opened())).differences).to.deep.equal([]);
  });

  it('is over when it is switched off, and begins anew when it is switched on again', async () => {
    const world = await silent(begin);
    await set(world, 'decay.days 7', 'decay.of reputation');
    await days(world, 6);
    await set(world, 'decay.days 0');
    await days(world, 30);
    expect(await points(world)).to.deep.equal([100, 100]);
    await set(world, 'decay.days 7');
    await days(world, 6);
    expect(await points(world)).to.deep.equal([100, 100]);
    await days(world, 3);
    expect(await points(world)).to.deep.equal([90, 100]);
    expect(await gifts(world)).to.include('nobody → Boris −10 decay');
  });

  it('takes nothing of who is not there; who comes back has time again', async () => {
    const world = await silent(begin);
    const { boris, group } = world;
    const { world: local } = world.telegram;
    await set(world, 'decay.days 7');
    local.leave(boris, group);
    await days(world, 60);
    expect(await points(world)).to.deep.equal([100, 100]);
    local.join(boris, group);
    await days(world, 6);
    expect(await points(world)).to.deep.equal([100, 100]);
    await days(world, 3);
    expect(await points(world)).to.deep.equal([100, 90]);
  });

  it('may be 7 days at least', async () => {
    const world = await begin(QUIET);
    const refused = await world.hears(world.anna, '/set decay.days 6');
    expect(refused.join()).to.include('7');
    expect(refused.join()).to.not.include('Changed');
    await set(world, 'decay.days 7');
    expect(await opened().query('select * from decay_runs')).to.have.lengthOf(1);
  });

  it('goes on in the supergroup that the group becomes', async () => {
    const world = await silent(begin);
    await set(world, 'decay.days 7');
    await days(world, 7);
    const young = chatId(world.group.id - 1);
    await opened().transact((flight) => migrateChat(flight, chatId(world.group.id), young));
    await days(world, 2);
    expect(await points(world, young)).to.deep.equal([100, 90]);
  });
});
