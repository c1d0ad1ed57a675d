import { seededRandom } from '../../src/playground/faults.ts';
import type { Chat, User } from '../../src/playground/types.ts';
import type { World } from '../../src/playground/world/world.ts';
import type { Said, Talk } from './stream-talk.ts';
import * as talks from './stream-talk.ts';

export interface StreamOptions {
  seed: number;
  /** After the opening: settings and a hello of everyone. */
  updates: number;
  groups?: number;
  /** In each group. */
  people?: number;
  /** Unix seconds: the first moment, and how long it all lasts. */
  from: number;
  lasts: number;
  /** Two groups become supergroups on the way. */
  upgrades?: boolean;
  /** Views asked for (`/top`, `/me`, `/why`), of a thousand updates: 4. Each is answered. */
  views?: number;
  /** Whether intervals, names and admins' other settings change on the way; then order between chats matters. */
  changes?: boolean;
  /** Whether people react to messages, to some before they have come. */
  reactions?: boolean;
}

export interface StreamGroup {
  /** Shared by all updates of the group, so that an upgrade readdresses those to come. */
  readonly chat: Chat;
  readonly members: readonly User[];
  readonly admins: readonly User[];
  readonly settings: Record<string, string>;
  readonly recent: Said[];
  /** Who has put which reactions on what. */
  readonly reactions: Map<string, readonly string[]>;
  lastMessageId: number;
}

/** An update to push, a group to upgrade, or an update of before once more. */
export type Step = { push: Record<string, unknown> } | { upgrade: StreamGroup } | { again: number };

export interface Stream {
  readonly users: readonly User[];
  readonly groups: readonly StreamGroup[];
  /** To be committed before the rest comes. */
  readonly opening: readonly Step[];
  readonly rest: readonly Step[];
}

/** Beyond all numbers that the world gives to the bot's own messages: those are not the same in every run. */
const FIRST_MESSAGE = 1_000_000;

/** The same options always make the same stream. What is said is in `stream-talk.ts`. */
export function makeStream(options: StreamOptions): Stream {
  const { seed, updates, from, lasts, changes = true, upgrades = true, views = 4 } = options;
  const random = seededRandom(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  let clock = from;
  let pace = 0;
  const talk: Talk = {
    random,
    pick,
    now: () => {
      clock += 1 + Math.floor(random() * 2 * pace);
      return clock;
    },
  };
  const users = makeUsers((options.groups ?? 24) * 8);
  const groups = makeGroups(options, users, pick);
  const opening: Step[] = [];
  for (const group of groups) {
    for (const user of group.members) opening.push({ push: talks.hello(talk, group, user) });
    const lines = Object.entries(group.settings).map(([key, value]) => `${key} ${value}`);
    opening.push({ push: talks.command(talk, group, pick(group.admins), `/set ${lines.join('\n')}`) });
  }
  // Half of a uniform draw up to twice the mean is the mean; the second that each step takes is taken off.
  pace = Math.max(0, (lasts - (clock - from)) / updates - 1);
  const rest: Step[] = [];
  const upgraded = upgrades ? [Math.floor(updates / 3), Math.floor(updates / 2)] : [];
  for (let i = 0; i < updates; i += 1) {
    if (upgraded.includes(i)) {
      const group = groups[upgraded.indexOf(i)] as StreamGroup;
      rest.push({ upgrade: group });
      group.lastMessageId = FIRST_MESSAGE;
    }
    const group = pick(groups);
    if (options.reactions && random() < 0.4) rest.push({ push: talks.reaction(talk, group) });
    else rest.push(nextStep({ talk, changes, views }, group, i));
  }
  return { users, groups, opening, rest };
}

type Make = (talk: Talk, group: StreamGroup) => Record<string, unknown>;

/** What happens, and how often in a thousand. */
const HAPPENINGS: readonly (readonly [number, Make])[] = [
  [250, talks.thanks],
  [70, talks.mentions],
  [50, talks.minus],
  [40, talks.edit],
  [30, talks.comesAndGoes],
  [15, talks.noPerson],
  [8, talks.adminCommand],
];

interface Happens {
  talk: Talk;
  changes: boolean;
  views: number;
}

function nextStep({ talk, changes, views }: Happens, group: StreamGroup, index: number): Step {
  let dice = talk.random() * 1000;
  for (const [often, make] of [...HAPPENINGS, [views, talks.view] as const]) {
    dice -= often;
    if (dice < 0) return { push: make(talk, group) };
  }
  dice -= 20;
  if (dice < 0 && index > 100) return { again: 1 + Math.floor(talk.random() * 100) };
  if (!changes) return { push: talks.ordinary(talk, group) };
  dice -= 10;
  if (dice < 0) return { push: talks.renamed(talk, group) };
  dice -= 4;
  if (dice >= 0) return { push: talks.ordinary(talk, group) };
  const key = talk.pick([
    'pair_interval',
    'giver_interval',
    'receiver_interval',
    'chat_interval',
    'award_max',
  ]);
  const text = `/set reputation.${key} ${talk.pick(['1', '5', '20', '45'])}`;
  return { push: talks.command(talk, group, talk.pick(group.admins), text) };
}

function makeUsers(count: number): User[] {
  const names = ['Anna', 'Борис', 'Chiara', 'דנה', '李雷', 'O"Neil\\', 'Zoë 🌿', "Robert'); drop"];
  return Array.from({ length: count }, (_, i) => ({
    id: 7_000_000_000 + i * 31,
    is_bot: false,
    first_name: `${names[i % names.length]}`,
    ...(i % 4 !== 0 && { username: `Person_${i}` }),
    ...(i % 3 === 0 && { last_name: `No. ${i}` }),
    language_code: i % 5 === 0 ? 'ru' : 'en',
  }));
}

function makeGroups(
  { groups = 24, people = 16, upgrades = true, reactions = false }: StreamOptions,
  users: readonly User[],
  pick: <T>(list: readonly T[]) => T,
): StreamGroup[] {
  return Array.from({ length: groups }, (_, i) => {
    const members = [...new Set(Array.from({ length: people }, () => pick(users)))];
    const plain = upgrades && i < 2;
    return {
      chat: {
        id: plain ? -4_200_000 - i : -1_001_700_000_000 - i * 13,
        type: plain ? ('group' as const) : ('supergroup' as const),
        title: `Garden ${i} "🌿"`,
        ...(i % 5 === 4 && { is_forum: true }),
      },
      members,
      admins: members.slice(0, 3),
      settings: {
        'reputation.words': 'thanks, thank you, thx, спасибо',
        'reputation.pair_interval': pick(['0', '5', '30', '60']),
        'reputation.giver_interval': pick(['0', '0', '3']),
        'reputation.receiver_interval': pick(['0', '0', '90']),
        // Few gifts where each is answered: Telegram lets 20 messages a minute into a group.
        'reputation.chat_interval': i % 6 === 2 ? '180' : pick(['0', '0', '0', '2']),
        'reputation.award': pick(['normal', 'random', 'complex']),
        'reputation.mentions': pick(['with_word', 'any']),
        'reputation.reply': i % 6 === 2 ? 'public' : 'off',
        'reputation.reply_seconds': '172800',
        'reputation.given_per_day': pick(['0', '5', '20']),
        'reputation.received_per_day': pick(['0', '10']),
        'reputation.pair_both_ways': pick(['on', 'off']),
        'negative.enabled': 'on',
        'negative.from': pick(['all', 'admins', 'shared']),
        'negative.pair_interval': pick(['10', '60']),
        'negative.reply': 'off',
        'negative.below_zero': pick(['on', 'off']),
        ...(reactions && {
          'reactions.enabled': 'on',
          'reactions.minus': '👎, custom:77',
          'reactions.weight': pick(['1', '3']),
          'experience.reaction_got': '3-9',
          'experience.bonus_chance': '0.2',
        }),
        time_zone: pick(['UTC', 'Europe/Moscow', 'America/New_York']),
      },
      recent: [],
      reactions: new Map(),
      lastMessageId: FIRST_MESSAGE,
    };
  });
}

/** Makes the people and groups of a stream known to a local Telegram, as if they had always been there. */
export function populate(world: World, { users, groups }: Stream): void {
  for (const user of users) world.createUser({ ...user });
  for (const { chat, members, admins } of groups) {
    const { id, type, is_forum, title = '' } = chat;
    world.createGroup({
      ...{ id, title, type: type as 'group' | 'supergroup' },
      ...(is_forum && { is_forum }),
      owner: admins[0]?.id ?? 0,
      admins: admins.slice(1).map((admin) => admin.id),
      members: members.slice(admins.length).map((member) => member.id),
    });
    for (let topic = 0; is_forum && topic < 5; topic += 1) {
      world.createTopic(id, { by: admins[0]?.id ?? 0, name: `Topic ${topic}` });
    }
  }
}

/** Lets it happen. `settled` is awaited around an upgrade: what is said in the old group comes before it. */
export async function play(
  world: World,
  steps: readonly Step[],
  settled: () => Promise<void>,
): Promise<void> {
  const pushed: (Record<string, unknown> & { update_id: number })[] = [];
  for (const step of steps) {
    if ('push' in step) {
      // Written out now: the group's chat may be another later.
      const update = JSON.parse(JSON.stringify(step.push)) as Record<string, unknown>;
      pushed.push({ ...update, update_id: world.push(update) });
    } else if ('again' in step) {
      const update = pushed.at(-step.again);
      if (update) world.push(update);
    } else {
      await settled();
      const upgraded = world.upgradeToSupergroup(step.upgrade.chat.id);
      Object.assign(step.upgrade.chat, { id: upgraded.id, type: upgraded.type });
      await settled();
    }
  }
}
