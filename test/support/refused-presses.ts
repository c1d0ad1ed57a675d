import { NOTHING_GATHERED, pack } from '../../src/experience/gathered.ts';
import { userId } from '../../src/model/ids.ts';
import type { RefusalName } from '../../src/model/refusal.ts';
import type { Message, User } from '../../src/playground/types.ts';
import { advance, set, thank } from './scenes.ts';
import type { TestWorld } from './world.ts';

/** A button pressed in vain: by whom, under what, and the figures of the refusal. */
export interface VainPress {
  who: User;
  message: Message;
  data: string;
  figures?: Record<string, number>;
}

/** Chiara has thanked nobody in particular and is asked whom she meant; Boris is the first of the buttons. */
async function asked(world: TestWorld, tip: Message): Promise<VainPress> {
  await set(world, 'reputation.air on');
  const message = world.say(world.chiara, 'thanks');
  world.say(world.boris, 'You are welcome.', { replyTo: tip });
  await world.settled();
  return { who: world.chiara, message, data: `air:${world.group.id}:${message.message_id}:1` };
}

/** Chiara was asked who has helped, Boris or nobody; answers with the moment. */
async function polled(world: TestWorld, answered: boolean): Promise<number> {
  await world.settled();
  const askedAt = world.telegram.world.clock.now();
  const poll = { askedAt, people: [userId(world.boris.id)], answered, ignored: 0 };
  await world.database.query(
    `insert into members (chat_id, user_id, first_seen_at, last_seen_at, gathered) values ($1, $2, 0, 0, $3)
     on conflict (chat_id, user_id) do update set gathered = excluded.gathered`,
    [world.group.id, world.chiara.id, pack({ ...NOTHING_GATHERED, poll })],
  );
  return askedAt;
}

/** Every refusal that a pressed button can meet. */
export const refusedPresses = {
  offer_over: async (world, tip) => {
    const press = await asked(world, tip);
    advance(world, 3601);
    // A press bears no date of its own: it comes after what its chat has seen.
    thank(world, world.boris, press.message, { text: 'Good evening.' });
    return { ...press, figures: { minutes: 60 } };
  },
  offer_answered: async (world, tip) => {
    const press = await asked(world, tip);
    const seen = world.telegram.world.visibleTo(world.group, press.who);
    const question = seen.find(({ private_to }) => private_to !== undefined);
    if (!question) throw new Error('she was not asked');
    await world.telegram.world.press(press.who, question.raw, press.data);
    return press;
  },
  poll_over: async (world, tip): Promise<VainPress> => ({
    ...{ who: world.boris, message: tip, data: `helped:${world.group.id}:${await polled(world, false)}:1` },
  }),
  poll_answered: async (world, tip): Promise<VainPress> => ({
    ...{ who: world.chiara, message: tip, data: `helped:${world.group.id}:${await polled(world, true)}:1` },
  }),
  offer_not_yours: async (world, tip) => ({ ...(await asked(world, tip)), who: world.boris }),
} satisfies Partial<Record<RefusalName, (world: TestWorld, tip: Message) => Promise<VainPress>>>;
