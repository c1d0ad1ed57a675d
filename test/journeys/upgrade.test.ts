import { expect } from 'chai';
import type { Chat } from '../../src/playground/types.ts';
import { verify } from '../../src/transfer/verify.ts';
import { describeJourney } from '../support/journey.ts';
import { advance, gifts } from '../support/scenes.ts';
import type { TestWorld } from '../support/world.ts';

/** The two service messages of an upgrade, and in which order the bot hears of them. */
const ORDERS = {
  'the old chat’s message first': ['to', 'from'],
  'the new chat’s message first': ['from', 'to'],
  'only the old chat’s message': ['to'],
  'only the new chat’s message': ['from'],
  'each of them twice': ['from', 'to', 'to', 'from'],
} as const;

describeJourney('A group that becomes a supergroup', (begin) => {
  async function begun() {
    const world = await begin();
    const { telegram, anna, boris, chiara, dmitri } = world;
    const old = telegram.world.createGroup({
      title: 'Small',
      type: 'group',
      owner: anna,
      members: [boris, chiara, dmitri],
    });
    const say = (who: typeof anna, chat: Chat, text: string, more = {}) =>
      telegram.world.say(who, chat, text, more);
    const tip = say(boris, old, 'Water them.');
    say(anna, old, '/set reputation.pair_interval 10\nreputation.words merci');
    say(chiara, old, 'merci', { replyTo: tip });
    say(anna, old, '/addrep 5 for the guide', { replyTo: tip });
    await world.settled();
    expect(await gifts(world, old.id)).to.deep.equal(['Chiara → Boris +1', 'Anna → Boris +5 admin']);
    return { world, old, say };
  }

  /** The upgrade as Telegram's world makes it, heard of as the test wants it. */
  function upgrade(
    world: TestWorld,
    old: Chat,
    order: readonly ('to' | 'from')[],
    between: (chat: Chat) => void = () => undefined,
  ): Chat {
    const { world: telegram } = world.telegram;
    const chat: Chat = { ...old, id: -1_001_700_000_000, type: 'supergroup' };
    const message = { message_id: 1, from: world.anna, date: telegram.clock.now() };
    telegram.createGroup({
      id: chat.id,
      title: 'Small',
      owner: world.anna,
      members: [world.boris, world.chiara, world.dmitri],
    });
    between(chat);
    for (const which of order) {
      telegram.push({
        message:
          which === 'to'
            ? { ...message, message_id: 90, chat: old, migrate_to_chat_id: chat.id }
            : { ...message, chat, migrate_from_chat_id: old.id },
      });
    }
    return chat;
  }

  for (const [heard, order] of Object.entries(ORDERS)) {
    it(`goes on with everything it had: ${heard}`, async () => {
      const { world, old, say } = await begun();
      const chat = upgrade(world, old, order);
      await world.settled();
      const { settings, members } = await world.ledger(chat.id);
      expect(settings).to.include({ 'reputation.pair_interval': 10 });
      expect(await gifts(world, chat.id)).to.deep.equal(['Chiara → Boris +1', 'Anna → Boris +5 admin']);
      expect(members.find((member) => member.user_id === world.boris.id)).to.include({ reputation: 6 });

      const tip = say(world.boris, chat, 'Water them again.');
      advance(world, 599);
      say(world.chiara, chat, 'merci', { replyTo: tip });
      await world.settled();
      expect(await gifts(world, chat.id), 'the interval goes on').to.have.lengthOf(2);
      advance(world, 1);
      say(world.chiara, chat, 'merci', { replyTo: tip });
      await world.settled();
      const { entries } = await world.ledger(chat.id);
      expect(entries.map((entry) => entry.id)).to.deep.equal([1, 2, 3]);
      expect(entries.at(-1)).to.include({ giver_id: world.chiara.id, reputation: 1 });
    });
  }

  it('takes in what had come for the new id before: numbers go on, sums hold, nothing is lost', async () => {
    const { world, old, say } = await begun();
    let early = 0;
    const chat = upgrade(world, old, ['from', 'to'], (young) => {
      const tip = say(world.boris, young, 'First here.');
      say(world.dmitri, young, 'thanks', { replyTo: tip });
      early = say(world.anna, young, '/addrep @boris 2').message_id;
    });
    await world.settled();
    const { entries, members, settings } = await world.ledger(chat.id);
    expect(entries.map((entry) => entry.id)).to.deep.equal([1, 2, 3, 4]);
    const points = entries.reduce((sum, entry) => sum + entry.reputation, 0);
    expect(members.find((member) => member.user_id === world.boris.id)).to.include({ reputation: points });
    expect(points).to.equal(9);
    expect(settings, 'the old settings hold').to.include({ 'reputation.pair_interval': 10 });
    // Boris had a latest day under both ids.
    const days = `select sum(reputation)::int as points, sum(messages)::int as messages, sum(thanks_got)::int as got
      from member_days where chat_id = $1 and user_id = $2`;
    const [sums] = await world.database.query(days, [chat.id, world.boris.id]);
    expect(sums).to.deep.equal({ points, messages: 2, got: 2 });
    say(world.boris, chat, 'And here.');
    await world.settled();
    const [later] = await world.database.query(days, [chat.id, world.boris.id]);
    expect(later).to.deep.equal({ points, messages: 3, got: 2 });
    expect((await world.database.query(days, [old.id, world.boris.id]))[0]).to.include({ points: null });
    say(world.anna, chat, '/why', { replyTo: world.telegram.world.findMessage(chat, early) });
    await world.settled();
    expect(world.sent().at(-1), 'ids of the new chat').to.include('<b>+2</b>');
  });

  it('counts what still comes for the old id under the new one', async () => {
    const { world, old, say } = await begun();
    const chat = upgrade(world, old, ['to', 'from']);
    await world.settled();
    const tip = say(world.dmitri, old, 'Late.');
    say(world.boris, old, 'merci', { replyTo: tip });
    await world.settled();
    expect((await gifts(world, chat.id)).at(-1)).to.equal('Boris → Дмитрий +1');
  });

  it('explains a message of the new chat, never one of the old that had its number', async () => {
    const { world, old, say } = await begun();
    const chat = upgrade(world, old, ['to', 'from']);
    // In the old chat number 4 was a thank-you; in the new one it is a bot's.
    const bot = world.telegram.world.createUser({ first_name: 'Helper', is_bot: true });
    say(world.boris, chat, 'One.');
    say(world.boris, chat, 'Two.');
    const beep = say(bot, chat, 'Beep.', { outsider: true });
    expect(beep.message_id).to.equal(4);
    say(world.dmitri, chat, '/why', { replyTo: beep });
    await world.settled();
    expect(world.sent().at(-1)).to.include('None of this chat’s words stand in that message');
  });

  describe('takes reactions along', () => {
    const heart = [{ type: 'emoji', emoji: '❤' }];
    /** A change of a person's reaction on a message with this number, in the one chat or the other. */
    function reacts(world: TestWorld, who: typeof world.anna, chat: Chat, message_id: number, on = true) {
      const date = world.telegram.world.clock.now();
      const [old_reaction, new_reaction] = on ? [[], heart] : [heart, []];
      world.telegram.world.push({
        message_reaction: { chat, message_id, user: who, date, old_reaction, new_reaction },
      });
    }
    async function begunWithReactions() {
      const { world, old, say } = await begun();
      say(world.anna, old, '/set reactions.enabled on\nreputation.pair_interval 0');
      const tip = say(world.dmitri, old, 'Prune them in March.');
      reacts(world, world.chiara, old, tip.message_id);
      await world.settled();
      expect((await gifts(world, old.id)).at(-1)).to.equal('Chiara → Дмитрий +1 reaction');
      return { world, old, say, tip };
    }

    for (const [heard, order] of Object.entries(ORDERS)) {
      it(`and what is taken back late is the gift of then: ${heard}`, async () => {
        const { world, old, say, tip } = await begunWithReactions();
        let young = 0;
        const chat = upgrade(world, old, order, (early) => {
          // The new chat has a message of the same number, and a gift on it.
          say(world.anna, early, '/set reactions.enabled on');
          while (young < tip.message_id) young = say(world.boris, early, 'One more.').message_id;
          reacts(world, world.chiara, early, young);
        });
        await world.settled();
        expect(young).to.equal(tip.message_id);
        reacts(world, world.chiara, old, tip.message_id, false);
        await world.settled();
        expect((await gifts(world, chat.id)).slice(2)).to.have.members([
          'Chiara → Дмитрий +1 reaction',
          'Chiara → Boris +1 reaction',
          'Chiara → Дмитрий −1 undo',
        ]);
        reacts(world, world.chiara, chat, young, false);
        await world.settled();
        expect((await gifts(world, chat.id)).at(-1)).to.equal('Chiara → Boris −1 undo');
        expect((await verify(world.database)).differences).to.deep.equal([]);
      });
    }

    it('and one that waits meets its message, which comes for the old id', async () => {
      const { world, old, tip } = await begunWithReactions();
      const message_id = tip.message_id + 1;
      reacts(world, world.anna, old, message_id);
      const chat = upgrade(world, old, ['to', 'from']);
      await world.settled();
      const date = world.telegram.world.clock.now();
      world.telegram.world.push({
        message: { message_id, chat: old, from: world.boris, date, text: 'Late.' },
      });
      await world.settled();
      expect((await gifts(world, chat.id)).at(-1)).to.equal('Anna → Boris +1 reaction');
    });

    it('and one that waits never meets another message of the same number', async () => {
      const { world, old, say, tip } = await begunWithReactions();
      reacts(world, world.anna, old, tip.message_id + 1);
      const chat = upgrade(world, old, ['to', 'from']);
      await world.settled();
      let last = 0;
      while (last <= tip.message_id) last = say(world.boris, chat, 'One more.').message_id;
      await world.settled();
      expect(await gifts(world, chat.id)).to.have.lengthOf(3);
    });
  });

  it('as the world itself upgrades it, is answered under the new id', async () => {
    const { world, old, say } = await begun();
    const chat = world.telegram.world.upgradeToSupergroup(old, { by: world.anna });
    const tip = say(world.boris, chat, 'Water them.');
    say(world.dmitri, chat, 'merci', { replyTo: tip });
    await world.settled();
    expect((await gifts(world, chat.id)).at(-1)).to.equal('Дмитрий → Boris +1');
    expect(world.telegram.calls.of('sendMessage').at(-1)?.params.chat_id).to.equal(chat.id);
    say(world.boris, chat, '/top');
    await world.settled();
    expect(world.sent().at(-1)).to.include('1. Boris – <b>7</b>');
  });
});
