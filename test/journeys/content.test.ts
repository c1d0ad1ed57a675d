import { expect } from 'chai';
import { describeJourney } from '../support/journey.ts';
import { advance, gifts, set, thank } from '../support/scenes.ts';

describeJourney('What a thank-you is said with', (begin) => {
  const ONE = ['Chiara → Boris +1'];

  for (const [what, options] of Object.entries({
    'a caption': { kind: 'photo', caption: 'Thank you!' },
    'a caption of a live photo': { kind: 'live_photo', caption: 'thanks' },
    'text with a link in it': { text: 'thanks, see https://example.org' },
    'text in bold': { text: 'thanks', entities: [{ type: 'bold', offset: 0, length: 6 }] },
    'a reply that quotes': { text: 'thanks', quote: 'no thanks' },
  } as const)) {
    it(`counts in ${what}`, async () => {
      const world = await begin();
      const replyTo = world.say(world.boris, 'no thanks needed');
      world.say(world.chiara, {
        ...options,
        entities: 'entities' in options ? [...options.entities] : [],
        replyTo,
      });
      await world.settled();
      expect(await gifts(world)).to.deep.equal(ONE);
    });
  }

  for (const type of ['code', 'pre', 'blockquote', 'expandable_blockquote', 'text_link'] as const) {
    it(`does not count in ${type}, but beside it`, async () => {
      const world = await begin();
      const replyTo = world.say(world.boris, 'Water them.');
      const url = type === 'text_link' ? { url: 'https://example.org' } : {};
      const entities = [{ type, offset: 0, length: 6, ...url }];
      world.say(world.chiara, { text: 'thanks is a word', entities, replyTo });
      await world.settled();
      expect(await gifts(world)).to.deep.equal([]);
      world.say(world.chiara, { text: 'thanks and thanks', entities, replyTo });
      await world.settled();
      expect(await gifts(world)).to.deep.equal(ONE);
    });
  }

  it('does not count in an address, nor in what is only quoted from the other', async () => {
    const world = await begin();
    const replyTo = world.say(world.boris, 'thanks');
    world.say(world.chiara, { text: 'see thanks.example.org/thanks', replyTo });
    world.say(world.chiara, { text: 'which one?', quote: 'thanks', replyTo });
    await world.settled();
    expect(await gifts(world)).to.deep.equal([]);
  });

  it('counts as a sticker whose emoji is on the list', async () => {
    const world = await begin();
    await set(world, 'reputation.words thanks, 🙏');
    const replyTo = world.say(world.boris, 'Water them.');
    world.say(world.chiara, { kind: 'sticker', emoji: '👍', replyTo });
    await world.settled();
    expect(await gifts(world)).to.deep.equal([]);
    world.say(world.chiara, { kind: 'sticker', emoji: '🙏', replyTo });
    await world.settled();
    expect(await gifts(world)).to.deep.equal(ONE);
  });

  it('counts once in an album, however many of its parts say it, as one message', async () => {
    const world = await begin();
    await set(world, 'reputation.pair_interval 0', 'reputation.least_messages 2');
    const replyTo = world.say(world.boris, 'Show me.');
    const album = (mediaGroupId: string) => {
      for (const caption of [undefined, 'thanks', 'thanks again']) {
        world.say(world.chiara, { kind: 'photo', ...(caption && { caption }), mediaGroupId, replyTo });
      }
    };
    album('a1');
    await world.settled();
    expect(await gifts(world), 'her first message').to.deep.equal([]);
    world.say(world.chiara, 'There.');
    album('a2');
    await world.settled();
    expect(await gifts(world)).to.deep.equal(ONE);
    album('a3');
    await world.settled();
    expect(await gifts(world), 'the next album').to.deep.equal([...ONE, ...ONE]);
  });

  it('stays what it was when it is edited, and is given no second time', async () => {
    const world = await begin();
    await set(world, 'reputation.pair_interval 0');
    const replyTo = world.say(world.boris, 'Water them.');
    const thanks = thank(world, world.chiara, replyTo);
    await world.settled();
    advance(world, 60);
    world.telegram.world.edit(thanks, 'thanks a lot');
    world.telegram.world.edit(thanks, 'never mind');
    await world.settled();
    expect(await gifts(world)).to.deep.equal(ONE);
    expect((await world.hears(world.chiara, '/why', { replyTo: thanks })).join()).to.include('<b>+1</b>');
  });

  it('counts in a topic in reply to a person, and from a commenter who is no member', async () => {
    const world = await begin();
    const { telegram, anna, boris, chiara } = world;
    const forum = telegram.world.createGroup({
      title: 'Forum',
      is_forum: true,
      owner: anna,
      members: [boris, chiara],
    });
    const topic = telegram.world.createTopic(forum, { by: anna, name: 'Roses' });
    const tip = telegram.world.say(boris, forum, 'Water them.', { thread: topic.id });
    telegram.world.say(chiara, forum, 'thanks', { thread: topic.id, replyTo: tip });
    const visitor = telegram.world.createUser({ first_name: 'Visitor' });
    telegram.world.say(visitor, forum, 'thanks', { thread: topic.id, replyTo: tip, outsider: true });
    await world.settled();
    expect(await gifts(world, forum.id)).to.deep.equal([...ONE, 'Visitor → Boris +1']);
    const answers = telegram.calls.of('sendMessage').filter(({ params }) => params.chat_id === forum.id);
    expect(answers.map(({ params }) => params.message_thread_id)).to.deep.equal([topic.id, topic.id]);
  });

  it('leaves alone what says nothing', async () => {
    const world = await begin();
    const replyTo = world.say(world.boris, 'Water them.');
    const kinds = [
      'story',
      'checklist',
      'dice',
      'poll',
      'location',
      'venue',
      'contact',
      'voice',
      'video_note',
    ] as const;
    for (const kind of kinds) world.say(world.chiara, { kind, replyTo });
    await world.settled();
    expect(await gifts(world)).to.deep.equal([]);
    thank(world, world.chiara, replyTo);
    await world.settled();
    expect(await gifts(world)).to.deep.equal(ONE);
  });
});
