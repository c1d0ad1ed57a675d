import type { RefusalName } from '../../src/model/refusal.ts';
import { CEILING } from '../../src/reputation/rules.ts';
import { addOtherBot, advance, newcomer, type Scene, set, thank } from './scenes.ts';

const thanks = 'thanks';

/** A plain thank-you to Boris, by which a scene shows that nothing else stood in the way. */
const plainly: (change?: Partial<Awaited<ReturnType<Scene>>>) => Scene = (change) => (world, tip) => ({
  who: world.chiara,
  what: { text: thanks, replyTo: tip },
  instead: () => thank(world, world.chiara, tip),
  ...change,
});

/** The same thank-you, said in a way that does not count. */
const saidAs =
  (what: Parameters<typeof thank>[3]): Scene =>
  (world, tip) => ({
    ...(plainly()(world, tip) as Awaited<ReturnType<Scene>>),
    what: { text: thanks, replyTo: tip, ...what },
  });

/** Chiara's thank-you is refused until so many seconds have passed. */
const waits =
  (setting: string, seconds: number, before: (...of: Parameters<Scene>) => unknown): Scene =>
  async (world, tip) => {
    await set(world, 'reputation.pair_interval 0', setting);
    await before(world, tip);
    await world.settled();
    advance(world, seconds - 1);
    return {
      who: world.chiara,
      what: { text: thanks, replyTo: tip },
      figures: { wait: 1 },
      instead() {
        advance(world, 1);
        thank(world, world.chiara, tip);
      },
    };
  };

/** A scene in which admins may take without delay. */
const negative =
  (scene: Scene): Scene =>
  async (world, tip) => {
    await set(world, 'negative.enabled on', 'negative.below_zero on', 'negative.pair_interval 0');
    return scene(world, tip);
  };

/** A scene in a chat with a trigger of five points. */
const triggered =
  (options: string, scene: Scene): Scene =>
  async (world, tip) => {
    await world.hears(world.anna, `/trigger add "well done" rep=5 ${options}`);
    return scene(world, tip);
  };

/** Every refusal that a message can meet. */
export const refusedMessages = {
  off: async (world, tip) => {
    await set(world, 'reputation.enabled off');
    const said = { who: world.chiara, what: { text: thanks, replyTo: tip } };
    return {
      ...said,
      async instead() {
        await set(world, 'reputation.enabled on');
        thank(world, world.chiara, tip);
      },
    };
  },
  edited: async (world, tip) => {
    const plain = world.say(world.chiara, { text: 'hm', replyTo: tip });
    await world.settled();
    return {
      who: world.chiara,
      what: { text: thanks, edit: plain },
      instead: () => thank(world, world.chiara, tip),
    };
  },
  forwarded: (world, tip) => saidAs({ forwardedFrom: world.dmitri })(world, tip),
  via_bot: (world, tip) => saidAs({ viaBot: addOtherBot(world) })(world, tip),
  excepted: async (world, tip) => ({
    ...(await saidAs({ text: 'Thanks in advance!' })(world, tip)),
    figures: { phrase: 'thanks in advance' },
  }),
  quoted_word: saidAs({ entities: [{ type: 'code', offset: 0, length: 6 }] }),
  both_signs: negative((world, tip) => ({
    who: world.anna,
    what: { text: 'thanks, but -rep for the tone', replyTo: tip },
    figures: { plus: 'thanks', minus: '-rep' },
    instead: () => thank(world, world.anna, tip),
  })),
  reason_missing: negative((world, tip) => ({
    who: world.anna,
    what: { text: '-rep', replyTo: tip },
    instead: () => world.say(world.anna, '-rep wrong advice', { replyTo: tip }),
  })),
  giver_bot: (world, tip) => ({
    who: addOtherBot(world),
    what: { text: thanks, replyTo: tip },
    instead: () => thank(world, world.chiara, tip),
  }),
  giver_channel: (world, tip) =>
    saidAs({ as: world.telegram.world.createChannel({ title: 'News' }) })(world, tip),
  giver_anonymous: (world, tip) => ({
    who: world.anna,
    what: { text: thanks, replyTo: tip, as: 'anonymous_admin' },
    instead: () => thank(world, world.anna, tip),
  }),
  only_admins_give: async (world, tip) => {
    await set(world, 'reputation.from admins');
    return {
      who: world.chiara,
      what: { text: thanks, replyTo: tip },
      instead: () => thank(world, world.anna, tip),
    };
  },
  least_days: async (world, tip) => {
    await set(world, 'reputation.least_days 3');
    world.say(world.chiara, 'Hello.');
    await world.settled();
    advance(world, 3 * 86_400 - 1);
    return {
      who: world.chiara,
      what: { text: thanks, replyTo: tip },
      figures: { have: 2, need: 3 },
      instead() {
        advance(world, 1);
        thank(world, world.chiara, tip);
      },
    };
  },
  least_messages: async (world, tip) => {
    await set(world, 'reputation.least_messages 2');
    world.say(world.chiara, 'Hello.');
    return {
      who: world.chiara,
      what: { text: thanks, replyTo: tip },
      figures: { have: 1, need: 2 },
      instead: () => thank(world, world.chiara, tip),
    };
  },
  no_receiver: (world, tip) => ({
    who: world.chiara,
    what: { text: thanks },
    instead: () => thank(world, world.chiara, tip),
  }),
  topic_root: async ({ telegram, anna, boris, chiara }) => {
    const { world } = telegram;
    const chat = world.createGroup({ title: 'Forum', is_forum: true, owner: anna, members: [boris, chiara] });
    const topic = world.createTopic(chat, { by: boris, name: 'Roses' });
    const tip = world.say(boris, chat, 'Water them.', { thread: topic.id });
    return {
      chat,
      who: chiara,
      what: { text: thanks, thread: topic.id },
      instead: () => world.say(chiara, chat, thanks, { replyTo: tip }),
    };
  },
  other_chat: async (world, tip) => {
    // By a command the bot learns that it is an admin, and may answer one person alone.
    await world.hears(world.anna, '/get');
    return {
      who: world.chiara,
      what: {
        text: thanks,
        externalReply: { origin: { type: 'hidden_user', sender_user_name: 'B', date: 1 } },
      },
      instead: () => thank(world, world.chiara, tip),
    };
  },
  service_message: (world, tip) => {
    const late = world.telegram.world.createUser({ first_name: 'Late' });
    world.telegram.world.join(late, world.group);
    const joined = world.telegram.world.lastSeen(world.group, world.anna)?.raw;
    if (!joined?.new_chat_members) throw new Error('no service message');
    return saidAs({ replyTo: joined })(world, tip);
  },
  self: (world, tip) => ({
    who: world.boris,
    what: { text: thanks, replyTo: tip },
    instead: () => thank(world, world.chiara, tip),
  }),
  receiver_bot: (world, tip) => saidAs({ replyTo: world.say(addOtherBot(world), 'Beep.') })(world, tip),
  receiver_anonymous: (world, tip) =>
    saidAs({ replyTo: world.say(world.anna, 'Be nice.', { as: 'anonymous_admin' }) })(world, tip),
  receiver_channel: (world, tip) => {
    const as = world.telegram.world.createChannel({ title: 'News' });
    return saidAs({ replyTo: world.say(world.boris, 'News!', { as }) })(world, tip);
  },
  linked_post: (world, tip) => {
    const channel = world.telegram.world.createChannel({ title: 'News' });
    return saidAs({ replyTo: world.telegram.world.linkedChannelPost(world.group, channel, 'News!') })(
      world,
      tip,
    );
  },
  unknown_message: async (world, tip) => {
    const { world: telegram } = world.telegram;
    await set(world, 'reactions.enabled on');
    telegram.setBotStatus(world.group, { status: 'left' });
    const unseen = world.say(world.boris, 'Water them in the morning.');
    telegram.setBotStatus(world.group, { status: 'administrator' });
    return {
      who: world.chiara,
      what: {},
      on: unseen,
      instead: () => telegram.react(world.chiara, tip, ['❤']),
    };
  },
  unknown_name: (world) => ({
    who: world.chiara,
    what: { text: 'thanks @stranger' },
    figures: { name: 'stranger' },
    instead: () => world.say(world.chiara, 'thanks @boris'),
  }),
  too_many: async (world) => {
    for (const name of ['olga', 'pavel', 'rosa', 'simon']) newcomer(world, name, name);
    return {
      who: world.chiara,
      what: { text: 'thanks @olga, @pavel, @rosa and @simon' },
      figures: { most: 3 },
      instead: () => world.say(world.chiara, 'thanks @simon'),
    };
  },
  at_floor: async (world, tip) => {
    await set(world, 'negative.enabled on');
    return {
      who: world.anna,
      what: { text: '-rep wrong advice', replyTo: tip },
      figures: { floor: 0 },
      async instead() {
        await set(world, 'negative.below_zero on');
        world.say(world.anna, '-rep wrong advice', { replyTo: tip });
      },
    };
  },
  at_ceiling: async (world, tip) => {
    await world.hears(world.anna, `/setrep @boris ${CEILING}`);
    return {
      who: world.chiara,
      what: { text: thanks, replyTo: tip },
      figures: { ceiling: CEILING },
      async instead() {
        await world.hears(world.anna, '/takerep @boris 1');
        thank(world, world.chiara, tip);
      },
    };
  },
  chat_interval: waits('reputation.chat_interval 2', 120, (world, tip) => thank(world, world.dmitri, tip)),
  giver_interval: waits('reputation.giver_interval 2', 120, (world) => {
    thank(world, world.chiara, world.say(world.dmitri, 'Prune them in March.'));
  }),
  receiver_interval: waits('reputation.receiver_interval 90', 90, (world, tip) =>
    thank(world, world.dmitri, tip),
  ),
  pair_interval: waits('reputation.pair_interval 2', 120, (world, tip) => thank(world, world.chiara, tip)),
  given_per_day: async (world, tip) => {
    await set(world, 'reputation.given_per_day 1');
    thank(world, world.chiara, world.say(world.dmitri, 'Prune them in March.'));
    return {
      ...(await plainly({ figures: { limit: 1 } })(world, tip)),
      instead: () => thank(world, world.anna, tip),
    };
  },
  received_per_day: async (world, tip) => {
    await set(world, 'reputation.received_per_day 1');
    thank(world, world.dmitri, tip);
    const other = world.say(world.dmitri, 'Prune them in March.');
    return {
      ...(await plainly({ figures: { limit: 1 } })(world, tip)),
      instead: () => thank(world, world.chiara, other),
    };
  },
  trigger_interval: async (world, tip) => {
    await world.hears(world.anna, '/trigger add "well done" rep=5 interval=2');
    world.say(world.dmitri, 'well done', { replyTo: tip });
    await world.settled();
    advance(world, 119);
    return {
      who: world.chiara,
      what: { text: 'well done', replyTo: tip },
      figures: { wait: 1 },
      instead() {
        advance(world, 1);
        world.say(world.chiara, 'well done', { replyTo: tip });
      },
    };
  },
  trigger_from_admins: triggered('from=admins', (world, tip) => ({
    who: world.chiara,
    what: { text: 'well done', replyTo: tip },
    instead: () => world.say(world.anna, 'well done', { replyTo: tip }),
  })),
  trigger_from_users: triggered('from=users', (world, tip) => ({
    who: world.anna,
    what: { text: 'well done', replyTo: tip },
    instead: () => world.say(world.chiara, 'well done', { replyTo: tip }),
  })),
  trigger_to_admins: triggered('to=admins', (world, tip) => ({
    who: world.chiara,
    what: { text: 'well done', replyTo: tip },
    instead: () => world.say(world.chiara, 'well done', { replyTo: world.say(world.anna, 'Hello.') }),
  })),
  trigger_to_users: triggered('to=users', (world, tip) => ({
    who: world.chiara,
    what: { text: 'well done', replyTo: world.say(world.anna, 'Hello.') },
    instead: () => world.say(world.chiara, 'well done', { replyTo: tip }),
  })),
} satisfies Partial<Record<RefusalName, Scene>>;
