import type { AilmentName } from '../../src/health/ailments.ts';
import type { Condition, Wishes } from '../../src/health/condition.ts';
import type { NoticeValue } from '../../src/model/notice.ts';
import type { Chat } from '../../src/playground/types.ts';
import { inviteFor, leave, openGreenhouse, refuseTag, tagFor } from './errands.ts';
import { set } from './scenes.ts';
import type { TestWorld } from './world.ts';

const SETTINGS: Wishes = {
  'reputation.enabled': true,
  'reputation.words': ['thanks'],
  'reputation.from': 'all',
  'reputation.mentions': 'with_word',
  'reputation.reply': 'public',
  'reputation.air': false,
  'negative.enabled': false,
  'negative.words': ['-rep'],
  'negative.from': 'admins',
  'negative.mentions': 'with_word',
  'negative.reply': 'public',
  'experience.enabled': false,
  'experience.reaction_got': '0-0',
  'deductions.ban_experience': 0,
  'deductions.ban_reputation': 0,
  'deductions.kick_experience': 0,
  'deductions.kick_reputation': 0,
  'deductions.restrict_experience': 0,
  'deductions.restrict_reputation': 0,
  'reactions.enabled': false,
  'reactions.plus': ['❤'],
  'reactions.minus': [],
  'newcomers.restrict': 'off',
  'newcomers.hours': 24,
};

/** A chat in which all is well, but for what is given. */
export function condition(
  facts: Partial<Omit<Condition, 'settings'>> = {},
  settings: Partial<Wishes> = {},
): Condition {
  return {
    ...{ status: 'admin', canWrite: true, canDelete: true, readsAll: false, closedTopic: null },
    ...{ refusedReaction: null, admins: 2, namedAdmins: 2, adminsListed: true, triggers: false },
    ...{ commandsGivenAway: false, cannotTag: false, cannotInvite: null, cannotRestrict: false },
    ...{ refusedTag: null, tags: [], lifts: false, ...facts },
    settings: { ...SETTINGS, ...settings },
  };
}

/** How a chat comes to an ailment, and how it is rid of it. */
export interface AilingScene {
  /** In plain values: those that are ill in just this way, with its figures, and beside them those that are not. */
  ill: readonly Condition[];
  well: readonly Condition[];
  figures?: Record<string, NoticeValue>;
  /** In a group, by what people do there. */
  befall(world: TestWorld): unknown;
  mend(world: TestWorld): unknown;
}

/** Plain members see all messages: so nothing else ails where the bot is one of them. */
const open = (world: TestWorld) => world.telegram.world.setPrivacyMode(false);
const be =
  (status: 'administrator' | 'member' | 'restricted', rights?: Record<string, boolean>) =>
  (world: TestWorld) =>
    world.telegram.world.setBotStatus(world.group, { status, ...(rights && { rights }) });
const ours =
  (...lines: string[]) =>
  (world: TestWorld) =>
    set(world, ...lines);
const plain = { status: 'member', canDelete: false, readsAll: true } as const;

/** Every ailment; one without a scene does not compile. */
export const ailing: Record<AilmentName, AilingScene> = {
  muted: {
    ill: [condition({ ...plain, status: 'muted', canWrite: false })],
    well: [condition(plain), condition({ ...plain, status: 'out', canWrite: false })],
    befall: (world) => [open(world), be('restricted')(world)],
    mend: be('member'),
  },
  cannot_write: {
    ill: [condition({ canWrite: false }), condition({ ...plain, canWrite: false })],
    well: [condition(), condition({ ...plain, status: 'out', canWrite: false })],
    befall: (world) => {
      open(world);
      be('member')(world);
      world.telegram.world.setPermissions(world.group, { can_send_messages: false });
    },
    mend: (world) => world.telegram.world.setPermissions(world.group, { can_send_messages: true }),
  },
  blind: {
    ill: [
      condition({ ...plain, readsAll: false }),
      condition({ ...plain, readsAll: false }, { 'reputation.enabled': false, 'experience.enabled': true }),
    ],
    well: [
      condition(plain),
      condition({ readsAll: false }),
      // Nothing is known of it yet; nothing is to be heard.
      condition({ status: 'unknown', canDelete: false }),
      condition({ ...plain, readsAll: false }, { 'reputation.enabled': false }),
    ],
    befall: be('member'),
    mend: open,
  },
  no_words: {
    ill: [condition({}, { 'reputation.words': [] })],
    well: [
      condition({}, { 'reputation.words': [], 'reputation.mentions': 'any' }),
      condition({}, { 'reputation.words': [], 'reactions.enabled': true }),
      condition({ triggers: true }, { 'reputation.words': [] }),
      condition({}, { 'negative.words': [] }),
    ],
    figures: { key: 'reputation.words' },
    befall: ours('reputation.words none'),
    mend: ours('reputation.words'),
  },
  nobody_may_give: {
    ill: [condition({ namedAdmins: 0 }, { 'reputation.from': 'admins' })],
    well: [
      condition({ namedAdmins: 1 }, { 'reputation.from': 'admins' }),
      condition({ namedAdmins: null, admins: null }, { 'reputation.from': 'admins' }),
      condition({ namedAdmins: 0 }),
    ],
    figures: { key: 'reputation.from' },
    befall: async (world) => {
      await set(world, 'reputation.from admins');
      owner(world).anonymous = true;
    },
    mend: (world) => {
      owner(world).anonymous = false;
    },
  },
  admins_unknown: {
    ill: [condition({ adminsListed: false, admins: 1 })],
    well: [condition()],
    figures: { known: 1 },
    async befall(world) {
      await world.hears(world.anna, '/get');
      const code = 400;
      const description = 'Bad Request: CHAT_ADMIN_REQUIRED';
      // For the batch and for the view.
      world.telegram.faults.next('getChatAdministrators', { kind: 'status', code, description, times: 2 });
    },
    mend: () => undefined,
  },
  reactions_need_admin: {
    ill: [condition(plain, { 'reactions.enabled': true })],
    well: [condition({}, { 'reactions.enabled': true }), condition(plain)],
    befall: async (world) => {
      await set(world, 'reactions.enabled on');
      open(world);
      be('member')(world);
    },
    mend: be('administrator'),
  },
  deductions_need_admin: {
    ill: [
      condition(plain, { 'deductions.ban_reputation': 5 }),
      condition(plain, { 'deductions.restrict_experience': 5 }),
    ],
    well: [condition({}, { 'deductions.kick_experience': 5 }), condition(plain)],
    befall: async (world) => {
      await set(world, 'deductions.kick_reputation 5');
      open(world);
      be('member')(world);
    },
    mend: be('administrator'),
  },
  private_needs_admin: {
    ill: [
      condition(plain, { 'reputation.reply': 'private' }),
      condition(plain, { 'reputation.air': true }),
      condition(plain, { 'negative.enabled': true, 'negative.reply': 'private' }),
    ],
    well: [
      condition({}, { 'reputation.reply': 'private', 'reputation.air': true }),
      condition(plain, { 'negative.reply': 'private' }),
    ],
    befall: async (world) => {
      await set(world, 'reputation.reply private');
      open(world);
      be('member')(world);
    },
    mend: ours('reputation.reply public'),
  },
  reaction_refused: {
    ill: [condition({ refusedReaction: '❤' }, { 'reputation.reply': 'reaction' })],
    well: [
      condition({ refusedReaction: '❤' }),
      condition({ refusedReaction: '👎' }, { 'reputation.reply': 'reaction' }),
      condition({}, { 'reputation.reply': 'reaction' }),
    ],
    figures: { reaction: '❤' },
    befall: async (world) => {
      await set(world, 'reputation.reply reaction');
      world.telegram.world.allowReactions(world.group, ['👍']);
    },
    mend: (world) => world.telegram.world.allowReactions(world.group, ['👍', '❤']),
  },
  topic_closed: {
    ill: [condition({ closedTopic: { thread: 7 } })],
    well: [condition()],
    figures: { topic: 7 },
    befall: async (world) => {
      const { telegram, anna } = world;
      world.group.is_forum = true;
      const { id } = telegram.world.createTopic(world.group, { by: anna, name: 'Tools' });
      telegram.world.closeTopic(world.group, id, { by: anna });
      world.say(anna, { text: '/me', thread: id });
      await world.settled();
    },
    mend: ({ telegram, anna, group }) => {
      for (const { id } of telegram.world.state.record(group).topics.values())
        telegram.world.reopenTopic(group, id, { by: anna });
    },
  },
  cannot_delete: {
    ill: [condition({ canDelete: false })],
    well: [condition(), condition({ ...plain, canDelete: false })],
    befall: be('administrator', { can_delete_messages: false }),
    mend: be('administrator'),
  },
  rewards_cannot_tag: {
    ill: [condition({ cannotTag: true })],
    well: [condition()],
    befall: async (world) => {
      be('administrator', { can_manage_tags: false })(world);
      await world.settled();
      await leave(world, tagFor(world, world.boris, 'Gardener'));
    },
    mend: be('administrator'),
  },
  rewards_tag_refused: {
    ill: [condition({ refusedTag: 'Rookie', tags: ['Expert', 'Rookie'] })],
    well: [condition({ tags: ['Rookie'] }), condition({ refusedTag: 'Rookie', tags: ['Expert'] })],
    figures: { tag: 'Rookie' },
    befall: async (world) => {
      await world.hears(world.anna, '/reward add level=5 tag=Rookie');
      refuseTag(world);
      await leave(world, tagFor(world, world.boris, 'Rookie'));
    },
    mend: (world) => world.hears(world.anna, '/reward edit 1 short=Starter'),
  },
  rewards_cannot_invite: {
    ill: [condition({ cannotInvite: 'Greenhouse' })],
    well: [condition()],
    figures: { group: 'Greenhouse' },
    befall: async (world) => {
      const greenhouse = openGreenhouse(world, false);
      await world.hears(world.anna, '/get');
      await leave(world, inviteFor(world, world.boris, greenhouse));
    },
    mend: ({ telegram: { world } }) => {
      for (const { chat } of world.state.chats.values())
        if (chat.title === 'Greenhouse') world.setBotStatus(chat, { status: 'administrator' });
    },
  },
  rewards_cannot_restrict: {
    ill: [condition({ cannotRestrict: true })],
    well: [condition()],
    befall: async (world) => {
      await set(world, 'newcomers.restrict media');
      be('administrator', { can_restrict_members: false })(world);
      const { world: telegram } = world.telegram;
      telegram.join(telegram.createUser({ first_name: 'Nina' }), world.group);
      await world.settled();
    },
    mend: be('administrator'),
  },
  reactions_none: {
    ill: [condition({}, { 'reactions.enabled': true, 'reactions.plus': [] })],
    well: [condition({}, { 'reactions.plus': [] }), condition({}, { 'reactions.enabled': true })],
    befall: ours('reactions.enabled on', 'reactions.plus none'),
    mend: ours('reactions.plus ❤'),
  },
  reactions_plus_off: {
    ill: [condition({}, { 'reactions.enabled': true, 'reputation.enabled': false })],
    well: [
      condition({}, { 'reactions.enabled': true }),
      condition({}, { 'reputation.enabled': false }),
      condition(
        {},
        {
          ...{ 'reactions.enabled': true, 'reputation.enabled': false, 'reactions.plus': [] },
          ...{ 'negative.enabled': true, 'reactions.minus': ['👎'] },
        },
      ),
    ],
    befall: ours('reactions.enabled on', 'reputation.enabled off'),
    mend: ours('reputation.enabled on'),
  },
  reactions_minus_off: {
    ill: [condition({}, { 'reactions.enabled': true, 'reactions.minus': ['👎'] })],
    well: [
      condition({}, { 'reactions.enabled': true, 'reactions.minus': ['👎'], 'negative.enabled': true }),
      condition({}, { 'reactions.minus': ['👎'] }),
    ],
    befall: ours('reactions.enabled on', 'reactions.minus 👎'),
    mend: ours('negative.enabled on'),
  },
  newcomers_never_lifted: {
    ill: [condition({}, { 'newcomers.restrict': 'media', 'newcomers.hours': 0 })],
    well: [
      condition({}, { 'newcomers.hours': 0 }),
      condition({}, { 'newcomers.restrict': 'media' }),
      condition({ lifts: true }, { 'newcomers.restrict': 'media', 'newcomers.hours': 0 }),
    ],
    befall: ours('newcomers.restrict media', 'newcomers.hours 0'),
    mend: (world) => world.hears(world.anna, '/reward add level=2 lift=on'),
  },
  commands_given_away: {
    ill: [condition({ commandsGivenAway: true })],
    well: [condition()],
    befall: async (world) => {
      const all = await world.hears(world.anna, '/get commands.disabled');
      const names = [...all.join().matchAll(/<code>(\w+)<\/code>/g)].map(([, name]) => name);
      await set(world, `commands.disabled ${names.filter((name) => name !== 'health').join(', ')}`);
    },
    mend: ours('commands.disabled top'),
  },
};

function owner(world: TestWorld) {
  const member = world.telegram.world.member(world.group, world.anna);
  if (!member) throw new Error('the owner has left');
  return member;
}

/** What a person has been told in private, oldest first. */
export function toldInPrivate(world: TestWorld, who: { id: number }): string[] {
  return world.telegram.calls
    .of('sendMessage')
    .filter(({ params, status }) => params.chat_id === who.id && status === 200)
    .map(({ params }) => String(params.text));
}

/** Someone starts the bot, so that it may write to them. */
export async function start(world: TestWorld, who: { id: number }): Promise<Chat> {
  const chat = world.telegram.world.privateChat(who.id);
  world.telegram.world.say(who.id, chat, '/start');
  await world.settled();
  return chat;
}
