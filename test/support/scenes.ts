import type { NoticeValue } from '../../src/model/notice.ts';
import type { CallbackAnswer, Chat, Message, User } from '../../src/playground/types.ts';
import type { SayOptions } from '../../src/playground/world/say.ts';
import type { Database } from '../../src/storage/database.ts';
import { openWorld, type TestWorld, type WorldOptions } from './world.ts';

/** What somebody does in vain, the figures of the refusal, and what would have counted in its stead. */
export interface Vain {
  who: User;
  what: SayOptions;
  /** A button pressed in vain, instead of something said. */
  press?(): Promise<CallbackAnswer | undefined>;
  /** Where, if not in the world's group. */
  chat?: Chat;
  figures?: Record<string, NoticeValue>;
  /** Where it is said by a reaction instead: on what it is put. */
  on?: Message;
  /** Done afterwards; must add to the ledger, or the test proves nothing. */
  instead(): unknown;
}

export type Scene = (world: TestWorld, tip: Message) => Vain | Promise<Vain>;

/** Noon of tomorrow, UTC: no test meets midnight, and answers are never too old to be sent. */
export const noon = (): number => (Math.floor(Date.now() / 86_400_000) + 1) * 86_400 + 43_200;

/** For stories about points that are given: taking part would add to them. */
export const WITHOUT_EXPERIENCE = { settings: { 'experience.enabled': false } };

/** For stories that count what is said: a title that is reached would be told. */
export const WITHOUT_TITLES = { settings: { 'announce.titles': 'none' } };

/** An admin changes settings, one a line; a setting that is refused is a fault of the test. */
export async function set(world: TestWorld, ...lines: string[]): Promise<void> {
  const answers = await world.hears(world.anna, `/set ${lines.join('\n')}`);
  if (!answers.some((answer) => answer.startsWith('Changed:')))
    throw new Error(`/set ${lines.join(' ')}: ${answers.join()}`);
}

/** Someone says thanks in reply, in the group. */
export function thank(world: TestWorld, who: User, replyTo: Message, more: SayOptions = {}): Message {
  return world.say(who, { text: 'thanks', replyTo, ...more });
}

export const advance = (world: TestWorld, seconds: number): void => {
  world.telegram.world.clock.advance(seconds);
};

/** Another bot, in the group. */
export function addOtherBot(world: TestWorld, username = 'helper_bot'): User {
  const bot = world.telegram.world.createUser({ first_name: 'Helper', username, is_bot: true });
  world.telegram.world.join(bot, world.group);
  return bot;
}

/** A plain member who has said something, so that the bot knows them. */
export function newcomer(world: TestWorld, first_name: string, username?: string): [User, Message] {
  const user = world.telegram.world.createUser({ first_name, ...(username && { username }) });
  world.telegram.world.join(user, world.group);
  return [user, world.say(user, 'Good morning.')];
}

/** The ledger in short, oldest first: `Chiara → Boris +1`; other kinds than thanks are named. */
export async function gifts(world: TestWorld, chat = world.group.id): Promise<string[]> {
  const { entries, members } = await world.ledger(chat);
  const name = (id: number | null) => members.find((member) => member.user_id === id)?.name ?? 'nobody';
  return entries.map(({ kind, giver_id, receiver_id, reputation }) => {
    const points = reputation > 0 ? `+${reputation}` : `−${-reputation}`;
    const line = `${name(giver_id)} → ${name(receiver_id)} ${points}`;
    return kind === 'thanks' ? line : `${line} ${kind}`;
  });
}

/** A world whose clock stands at noon until it is moved. */
export async function openStillWorld(database: Database, options: WorldOptions = {}): Promise<TestWorld> {
  const now = noon();
  return openWorld(database, { ...options, telegram: { now: () => now, ...options.telegram } });
}
