import { expect } from 'chai';
import { describeJourney } from '../support/journey.ts';
import { advance, noon, set, thank } from '../support/scenes.ts';
import type { TestWorld } from '../support/world.ts';

describeJourney('/stats', (begin) => {
  /** Ids of the pictures that were sent in answer. */
  async function asks(world: TestWorld, text: string): Promise<string[]> {
    await world.settled();
    const before = world.telegram.calls.count;
    world.say(world.boris, text);
    await world.settled();
    return world.telegram.calls
      .after(before)
      .filter(({ method }) => method === 'sendPhoto')
      .map(({ result }) => (result as { photo: { file_id: string }[] }).photo[0]?.file_id ?? '');
  }

  it('sends the charts of the chat, drawn at most once a minute, and again by their id while nothing changed', async () => {
    let now = noon() * 1000;
    const world = await begin({ now: () => now });
    const tip = world.say(world.boris, 'Water them in the morning.');
    thank(world, world.chiara, tip);
    const [first] = await asks(world, '/stats');
    expect(first).to.match(/./);
    world.say(world.chiara, 'More and more is said here.');
    expect(await asks(world, '/stats'), 'within the minute').to.deep.equal([first]);
    expect(await asks(world, '/stats month'), 'the same by its name').to.deep.equal([first]);
    const [week] = await asks(world, '/stats week');
    expect(week).to.not.equal(first);
    now += 61_000;
    advance(world, 61);
    const [later] = await asks(world, '/stats');
    expect(later, 'a minute later, with what was said').to.not.equal(first);
    await set(world, 'card.theme paper');
    const [paper] = await asks(world, '/stats');
    expect(paper, 'in another look').to.not.equal(later);
  });

  it('is said in words where no pictures may be sent', async () => {
    const world = await begin({ bot: 'member' });
    world.telegram.world.setPrivacyMode(false);
    world.telegram.world.restrict(world.telegram.world.state.bot, world.group, {
      by: world.anna,
      permissions: { can_send_messages: true },
    });
    const tip = world.say(world.boris, 'Water them in the morning.');
    thank(world, world.chiara, tip);
    await world.settled();
    const said = (await world.hears(world.dmitri, '/stats year')).join();
    expect(said).to.equal(
      '<b>Garden</b>, 365 days\nMessages: <b>3</b>\nThanks: <b>1</b>\nMembers seen: <b>3</b>, new ones 3',
    );
    world.refusedCalls = () => [];
  });

  it('says what it takes', async () => {
    const world = await begin();
    expect((await world.hears(world.boris, '/stats decade')).join()).to.include('<code>/stats year</code>');
  });
});
