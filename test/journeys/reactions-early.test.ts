import { expect } from 'chai';
import type { User } from '../../src/playground/types.ts';
import { describeJourney } from '../support/journey.ts';
import { gifts, set } from '../support/scenes.ts';
import { startBot } from '../support/world.ts';

describeJourney('Reactions that come before their message', (begin) => {
  /** Chiara's changes on a message of Boris's that has not come yet, each so many seconds after the one before. */
  async function early(lines: string[] = []) {
    const world = await begin();
    await set(world, 'reactions.enabled on', 'reputation.pair_interval 0', ...lines);
    const message_id = 5_000;
    const at = world.telegram.world.clock.now();
    const reacts = async (who: User, after: number, before: string[], now: string[]) => {
      const types = (list: string[]) => list.map((emoji) => ({ type: 'emoji', emoji }));
      world.telegram.world.push({
        message_reaction: {
          ...{ chat: world.group, message_id, user: who, date: at + after },
          ...{ old_reaction: types(before), new_reaction: types(now) },
        },
      });
      await world.settled();
    };
    const comes = async (after: number) => {
      const message = { message_id, chat: world.group, from: world.boris, date: at + after, text: 'Late.' };
      world.telegram.world.push({ message });
      await world.settled();
    };
    const passes = async (after: number) => {
      const talk = { message_id: 6_000 + after, chat: world.group, from: world.anna, date: at + after };
      world.telegram.world.push({ message: { ...talk, text: 'Hm.' } });
      await world.settled();
    };
    return { world, message_id, reacts, comes, passes };
  }

  it('wait for it and count then, once, at their own time', async () => {
    const { world, reacts, comes, passes } = await early();
    await reacts(world.chiara, 5, [], ['❤']);
    expect(await gifts(world)).to.deep.equal([]);
    await passes(600);
    await comes(2);
    await comes(2);
    expect(await gifts(world)).to.deep.equal(['Chiara → Boris +1 reaction']);
  });

  it('wait in storage: a bot that was started anew takes them up, each change in its turn', async () => {
    const { world, message_id, reacts } = await early();
    await reacts(world.chiara, 5, [], ['❤']);
    await reacts(world.dmitri, 6, [], ['❤']);
    await reacts(world.chiara, 7, ['❤'], []);
    await world.app.stop();
    const date = world.telegram.world.clock.now() + 2;
    const message = { message_id, chat: world.group, from: world.boris, date, text: 'Late.' };
    world.telegram.world.push({ message });
    expect(await gifts(world)).to.deep.equal([]);
    const { app, stop } = await startBot(world.database, world.telegram);
    try {
      while ((await gifts(world)).length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
      await app.idle();
      expect(await gifts(world)).to.deep.equal([
        'Chiara → Boris +1 reaction',
        'Дмитрий → Boris +1 reaction',
        'Chiara → Boris −1 undo',
      ]);
    } finally {
      await stop();
    }
  });

  it('are dropped after ten minutes of the chat’s own time', async () => {
    const { world, reacts, comes, passes } = await early();
    await reacts(world.chiara, 5, [], ['❤']);
    await passes(606);
    await comes(2);
    expect(await gifts(world)).to.deep.equal([]);
    await reacts(world.dmitri, 607, [], ['❤']);
    expect(await gifts(world)).to.deep.equal(['Дмитрий → Boris +1 reaction']);
  });

  it('say so while they wait, and afterwards', async () => {
    const { world, message_id, reacts } = await early();
    await reacts(world.chiara, 0, [], ['❤']);
    const reply = (after: number) => {
      const date = world.telegram.world.clock.now() + after;
      const from = { ...world.boris };
      const replied = { message_id, chat: world.group, from, date, text: 'Late.' };
      const text = '/why';
      world.telegram.world.push({
        message: {
          ...{ message_id: 9_000 + after, chat: world.group, from: world.chiara, date, text },
          reply_to_message: replied,
        },
      });
    };
    reply(30);
    await world.settled();
    expect(world.sent().at(-1)).to.include('has not reached me yet');
    reply(601);
    await world.settled();
    expect(world.sent().at(-1)).to.include('I do not know whose message that is');
  });
});
