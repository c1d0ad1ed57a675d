import { expect } from 'chai';
import { describeJourney } from '../support/journey.ts';
import { gifts, newcomer, set, thank } from '../support/scenes.ts';
import type { TestWorld } from '../support/world.ts';

describeJourney('A thank-you by mention', (begin) => {
  const said = async (world: TestWorld, text: string) => {
    world.say(world.chiara, text);
    await world.settled();
    return gifts(world);
  };

  it('counts with a thank word, and not without one', async () => {
    const world = await begin();
    world.say(world.boris, 'Good morning.');
    expect(await said(world, '@boris look at this')).to.deep.equal([]);
    expect(await said(world, 'Thanks, @BORIS!')).to.deep.equal(['Chiara → Boris +1']);
  });

  it('counts without a word where any mention does, and is told as one', async () => {
    const world = await begin();
    world.say(world.boris, 'Good morning.');
    await set(world, 'reputation.mentions any');
    const ping = world.say(world.chiara, '@boris look at this');
    await world.settled();
    expect(await gifts(world)).to.deep.equal(['Chiara → Boris +1 mention']);
    expect(await world.hears(world.dmitri, '/why', { replyTo: ping })).to.match(/A mention is enough here/);
    world.say(world.chiara, 'ask @stranger or @chiara or @laurel_local_bot');
    await world.settled();
    expect(await gifts(world), 'ordinary talk').to.have.lengthOf(1);
  });

  it('does not count where mentions are off; a reply then means its author only', async () => {
    const world = await begin();
    const tip = world.say(world.boris, 'Good morning.');
    world.say(world.dmitri, 'Good morning.');
    await set(world, 'reputation.mentions off');
    expect(await said(world, 'thanks @boris')).to.deep.equal([]);
    thank(world, world.chiara, tip, { text: 'thanks, as @dmitri said' });
    await world.settled();
    expect(await gifts(world)).to.deep.equal(['Chiara → Boris +1']);
  });

  it('reaches people without a @username by a text mention, also in a caption', async () => {
    const world = await begin();
    const entities = [{ type: 'text_mention', offset: 7, length: 6, user: world.chiara }];
    world.say(world.boris, { text: 'thanks Chiara', entities });
    world.say(world.dmitri, { kind: 'photo', caption: 'thanks Chiara', entities });
    await world.settled();
    expect(await gifts(world)).to.deep.equal(['Boris → Chiara +1', 'Дмитрий → Chiara +1']);
  });

  it('gives to the replied-to author first, then to those named, three at most, as one message', async () => {
    const world = await begin();
    const tip = world.say(world.boris, 'Water them.');
    for (const name of ['olga', 'pavel', 'rosa']) newcomer(world, name, name);
    await set(world, 'reputation.giver_interval 10', 'reputation.chat_interval 10');
    const thanks = thank(world, world.chiara, tip, { text: 'thanks @pavel @olga @boris @rosa' });
    await world.settled();
    expect(await gifts(world)).to.deep.equal(['Chiara → Boris +1', 'Chiara → pavel +1', 'Chiara → olga +1']);
    const why = (await world.hears(world.boris, '/why', { replyTo: thanks })).join();
    expect(why).to.match(
      /Boris: <b>\+1.*pavel: <b>\+1.*olga: <b>\+1.*rosa: nothing\. People that one message/s,
    );
  });

  it('credits who bears the name now, never who bore it before', async () => {
    const world = await begin();
    world.say(world.boris, 'I am @boris.');
    await world.settled();
    world.telegram.world.changeUser(world.boris, { username: 'boris_the_former' });
    world.telegram.world.changeUser(world.dmitri, { username: 'boris' });
    world.say(world.dmitri, 'Now I am.');
    expect(await said(world, 'thanks @boris')).to.deep.equal(['Chiara → Дмитрий +1']);
    world.say(world.boris, 'I am somebody else now.');
    expect((await said(world, 'thanks @boris_the_former')).at(-1)).to.equal('Chiara → Boris +1');
  });

  it('credits nobody for a name that was given up', async () => {
    const world = await begin();
    world.say(world.boris, 'I am @boris.');
    await world.settled();
    const { username: _, ...nameless } = world.boris;
    world.say(world.boris, 'No longer.', { extra: { from: nameless } });
    expect(await said(world, 'thanks @boris')).to.deep.equal([]);
  });

  it('knows a name that was learnt a moment ago: by a message, by coming in, by being replied to', async () => {
    const world = await begin();
    const { telegram, group } = world;
    const [olga, pavel, rosa] = ['olga', 'pavel', 'rosa'].map((username) =>
      telegram.world.createUser({ first_name: username, username }),
    );
    if (!olga || !pavel || !rosa) throw new Error('nobody');
    await set(world, 'reputation.pair_interval 0');
    // What is said while the first update is being worked on comes as one batch.
    world.say(world.anna, 'Welcome!');
    world.telegram.world.join(olga, group);
    world.say(world.chiara, 'thanks @olga');
    world.say(olga, 'Hello.');
    world.say(world.chiara, 'thanks @olga');
    const before = telegram.world.say(pavel, group, 'I only comment.', { outsider: true });
    world.say(world.dmitri, 'hm', { replyTo: before });
    world.say(world.chiara, 'thanks @pavel');
    expect(await said(world, 'thanks @rosa')).to.deep.equal([
      'Chiara → olga +1',
      'Chiara → olga +1',
      'Chiara → pavel +1',
    ]);
  });
});
