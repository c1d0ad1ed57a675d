import { expect } from 'chai';
import type { Message, User } from '../../src/playground/types.ts';
import { verify } from '../../src/transfer/verify.ts';
import { start, toldInPrivate } from '../support/ailing.ts';
import { describeJourney } from '../support/journey.ts';
import { gifts, set } from '../support/scenes.ts';
import { startBot, type TestWorld, type WorldOptions } from '../support/world.ts';

const QUIET: WorldOptions = {
  settings: {
    'experience.enabled': false,
    'announce.titles': 'none',
    'deductions.delete_reputation': 5,
  },
  sameClock: true,
};

/** Chiara, Dmitri and Eva may vote; Boris has 7 reputation and has said something bad. */
async function jury(begin: (options: WorldOptions) => Promise<TestWorld>) {
  const world = await begin(QUIET);
  const { anna, boris, chiara, dmitri } = world;
  const eva = world.telegram.world.createUser({ first_name: 'Eva' });
  world.telegram.world.join(eva, world.group);
  const bad = world.say(boris, 'Buy now!');
  await world.hears(anna, '/addrep @boris 7');
  for (const who of [chiara, dmitri, eva]) {
    world.say(who, 'Good morning.');
    await world.settled();
    await world.hears(anna, `/addrep ${who.id} 25`);
  }
  await world.hears(anna, '/reward add title="Helper" vote=on');
  // Who holds the title already comes by the reward when their points move.
  for (const who of [chiara, dmitri, eva]) {
    await world.hears(anna, `/takerep ${who.id} 1`);
    await world.hears(anna, `/addrep ${who.id} 1`);
  }
  const vote = (who: User, on: Message = bad) => world.say(who, { text: '/del', replyTo: on });
  const seen = () =>
    world.telegram.world
      .visibleTo(world.group, boris, 50)
      .flatMap(({ raw }) => (raw.from?.id === world.telegram.botId ? [raw.text ?? ''] : []))
      .filter((text) => text.startsWith('Remove this'));
  const there = (message: Message) =>
    world.telegram.world.message(world.group, message.message_id) !== undefined;
  return { world, bad, eva, vote, seen, there };
}

const ballot = (have: number, need = 3) =>
  `Remove this message? Votes: ${have} of ${need}. /del in reply to it adds one, for 10 minutes.`;

describeJourney('Votes on removing a message', (begin, opened) => {
  it('are counted in one message; the third removes it, and its author pays', async () => {
    const { world, bad, eva, vote, seen, there } = await jury(begin);
    const { anna, chiara, dmitri, boris } = world;
    await start(world, boris);
    const first = vote(chiara);
    await world.settled();
    expect(seen()).to.deep.equal([ballot(1)]);
    expect(there(first), 'the command is gone').to.equal(false);
    vote(dmitri);
    await world.settled();
    expect(seen()).to.deep.equal([ballot(2)]);
    expect(there(bad)).to.equal(true);
    vote(eva);
    await world.settled();
    expect([there(bad), seen()]).to.deep.equal([false, []]);
    expect(await world.reputation(boris)).to.equal(2);
    expect(toldInPrivate(world, boris).at(-1))
      .to.include('A message of yours in Garden was removed by a vote of its members.')
      .and.include('Boris: −5 → <b>2</b>');
    const lines = (await gifts(world)).slice(-4);
    expect(lines).to.deep.equal([
      'Chiara → Boris −0 vote',
      'Дмитрий → Boris −0 vote',
      'Eva → Boris −0 vote',
      'nobody → Boris −5 delete',
    ]);
    const log = (await world.hears(anna, '/log')).join();
    expect(log).to.include('Eva → Boris <b>0</b> · vote to remove');
    expect(log).to.include('System → Boris <b>−5</b> · message removed');
    await world.tick(700);
    expect((await verify(opened())).differences).to.deep.equal([]);
    expect(
      await opened().query('select * from votes union all select chat_id, 0, 0, 0, name from posts'),
    ).to.have.lengthOf(0);
  });

  it('are over after ten minutes, when their count goes and others may begin', async () => {
    const { world, bad, eva, vote, seen, there } = await jury(begin);
    const { chiara, dmitri } = world;
    vote(chiara);
    vote(dmitri);
    await world.settled();
    expect(seen()).to.deep.equal([ballot(2)]);
    await world.tick(601);
    expect(seen()).to.deep.equal([]);
    vote(eva);
    await world.settled();
    expect([there(bad), seen()]).to.deep.equal([true, [ballot(1)]]);
    vote(dmitri);
    vote(chiara);
    await world.settled();
    expect([there(bad), seen()]).to.deep.equal([false, []]);
  });

  it('count to the very end of the ten minutes', async () => {
    const { world, bad, eva, vote, there } = await jury(begin);
    vote(world.chiara);
    vote(world.dmitri);
    await world.settled();
    world.telegram.world.clock.advance(600);
    vote(eva);
    await world.settled();
    expect(there(bad)).to.equal(false);
  });

  it('survive a restart of the bot', async () => {
    const { world, bad, eva, vote, seen, there } = await jury(begin);
    vote(world.chiara);
    vote(world.dmitri);
    await world.settled();
    await world.app.stop();
    vote(eva);
    const { app, stop } = await startBot(opened(), world.telegram, {
      now: () => world.telegram.world.clock.now() * 1000,
    });
    try {
      for (let n = 0; n < 200 && there(bad); n += 1) {
        await new Promise((resolve) => setTimeout(resolve, 10));
        await app.idle();
      }
      await app.idle();
      expect([there(bad), seen()]).to.deep.equal([false, []]);
    } finally {
      await stop();
    }
  });

  it('end where an admin removes the message meanwhile', async () => {
    const { world, bad, vote, seen, there } = await jury(begin);
    vote(world.chiara);
    await world.settled();
    world.say(world.anna, { text: '/del', replyTo: bad });
    await world.settled();
    expect([there(bad), seen()]).to.deep.equal([false, []]);
    expect((await gifts(world)).at(-1)).to.equal('Anna → Boris −5 delete');
    expect(await opened().query('select * from votes')).to.deep.equal([]);
  });

  it('are as many as the chat says; none, and admins alone remove', async () => {
    const { world, bad, vote, there } = await jury(begin);
    await set(world, 'moderation.votes 0');
    const refused = await world.hears(world.chiara, { text: '/del', replyTo: bad });
    expect(refused.join()).to.include('Only admins of this chat');
    await set(world, 'moderation.votes 1');
    vote(world.chiara);
    await world.settled();
    expect(there(bad)).to.equal(false);
  });

  it('are no gift of the voter’s, and go with the power', async () => {
    const { world, bad, vote, there } = await jury(begin);
    await set(world, 'moderation.votes 1');
    await world.hears(world.anna, `/takerep ${world.chiara.id} 20`);
    vote(world.chiara);
    await world.settled();
    expect(there(bad)).to.equal(true);
    vote(world.dmitri);
    await world.settled();
    expect(there(bad)).to.equal(false);
    const undone = await world.hears(world.dmitri, '/undo');
    expect(undone.join()).to.not.include('Taken back');
  });
});
