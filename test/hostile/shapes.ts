import { type LocalTelegram, startLocalTelegram } from '../../src/playground/local-telegram.ts';
import type { Message } from '../../src/playground/types.ts';
import type { SayOptions } from '../../src/playground/world/say.ts';
import { spread } from './json.ts';
import { populate, type Scene } from './scene.ts';
import { SECRET_WORD } from './values.ts';

const KINDS = [
  'photo',
  'live_photo',
  'video',
  'animation',
  'voice',
  'video_note',
  'audio',
  'document',
  'sticker',
  'poll',
  'location',
  'venue',
  'contact',
  'dice',
  'story',
  'checklist',
] as const;

const ALL_KINDS = [
  ...['message', 'edited_message', 'channel_post', 'edited_channel_post', 'callback_query', 'inline_query'],
  ...['my_chat_member', 'chat_member', 'message_reaction', 'message_reaction_count', 'poll', 'poll_answer'],
];

/** Updates of every sort, as a local Telegram makes them when people do all sorts of things; ready to be mutated. */
export async function collectShapes(): Promise<unknown[]> {
  const telegram = await startLocalTelegram();
  const call = (method: string, params: object) => callOf(telegram, method, params);
  await call('getUpdates', { allowed_updates: ALL_KINDS });
  const scene = populate(telegram.world);
  talk(telegram, scene);
  administrate(telegram, scene);
  await press(telegram, scene, call);
  push(telegram, scene);
  const shapes: unknown[] = [];
  for (let offset = 0; ; ) {
    const updates = (await call('getUpdates', { offset, limit: 100 })) as { update_id: number }[];
    if (updates.length === 0) break;
    for (const { update_id, ...shape } of updates) {
      offset = update_id + 1;
      shapes.push(spread(shape));
    }
  }
  await telegram.close();
  return shapes;
}

async function callOf({ root, token }: LocalTelegram, method: string, params: object): Promise<unknown> {
  const answer = await fetch(`${root}/bot${token}/${method}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(params),
  });
  const { result } = (await answer.json()) as { result: unknown };
  return result;
}

function talk({ world, botUsername }: LocalTelegram, scene: Scene): void {
  const [anna, boris, chiara, dmitri] = scene.rascals as [never, never, never, never];
  for (const chat of [scene.arena, scene.shared, scene.basic]) {
    const tip = world.say(boris, chat, `Water them. ${SECRET_WORD}`);
    const say = (what: string | SayOptions, more: SayOptions = {}) => world.say(chiara, chat, what, more);
    for (let i = 0; i < 4; i += 1) say(`thanks ${SECRET_WORD}`, { replyTo: tip });
    say(`thanks @rascal_0 and @rascal_2 and @unheard_of ${SECRET_WORD}`);
    const user = scene.rascals[1] as Scene['rascals'][number];
    say({
      text: `thanks Rascal 1 ${SECRET_WORD}`,
      entities: [{ type: 'text_mention', offset: 7, length: 8, user }],
    });
    say(
      { text: `thanks ${SECRET_WORD}`, entities: [{ type: 'code', offset: 0, length: 6 }] },
      { replyTo: tip },
    );
    const edited: Message = say(`hello ${SECRET_WORD}`);
    world.edit(edited, `thanks ${SECRET_WORD}`);
    say('/top');
    say(`/me@${botUsername}`);
    say(`/why ${SECRET_WORD}`, { replyTo: tip });
    say(`thanks ${SECRET_WORD}`, { replyTo: tip, quote: `Water ${SECRET_WORD}`, viaBot: world.bot });
    say(`thanks ${SECRET_WORD}`, { forwardedFrom: dmitri });
    world.react(dmitri, tip, ['👍']);
    for (let i = 0; i < 3; i += 1) {
      say({ kind: 'photo', caption: `thanks ${SECRET_WORD} ${i}`, mediaGroupId: 'album-1', replyTo: tip });
    }
  }
  const tip = world.say(boris, scene.arena, 'Water them.');
  for (const kind of KINDS) world.say(chiara, scene.arena, { kind, replyTo: tip });
  for (const text of [
    '/set reputation.words thanks, +',
    '/get',
    '/help',
    '/addrep @rascal_2 5 well done',
    '/get language',
  ]) {
    world.say(anna, scene.arena, text);
    world.say(anna, scene.arena, text, { as: 'anonymous_admin' });
  }
  world.say(anna, scene.arena, `as a channel ${SECRET_WORD}`, { as: scene.channel });
  world.linkedChannelPost(scene.arena, scene.channel, `A post ${SECRET_WORD}`);
  const topic = world.createTopic(scene.forum, { by: anna, name: 'Roses' });
  const there = world.say(boris, scene.forum, 'In a topic', { thread: topic.id });
  world.say(chiara, scene.forum, `thanks ${SECRET_WORD}`, { thread: topic.id, replyTo: there });
  world.say(chiara, scene.forum, '/top', { thread: topic.id });
  for (const text of ['/start', '/help', '/top', `hello ${SECRET_WORD}`])
    world.say(dmitri, world.privateChat(dmitri), text);
}

function administrate({ world }: LocalTelegram, { rascals, arena, basic, shared }: Scene): void {
  const [anna, boris, chiara, dmitri, emma] = rascals as [never, never, never, never, never];
  for (const chat of [arena, basic]) {
    world.leave(dmitri, chat);
    world.join(dmitri, chat);
    world.promote(boris, chat, { by: anna });
    world.demote(boris, chat, { by: anna });
    world.restrict(chiara, chat, { by: anna });
    world.unban(chiara, chat, { by: anna });
    world.join(chiara, chat, { by: anna });
    world.ban(emma, chat, { by: anna });
    for (const status of ['member', 'restricted', 'left', 'administrator'] as const) {
      world.setBotStatus(chat, { status, by: anna });
    }
  }
  world.leave(dmitri, shared);
  world.block(dmitri);
  world.unblock(dmitri);
  world.service(anna, arena, { video_chat_started: {} });
  world.service(anna, arena, { new_chat_title: 'Arena' });
  for (let i = 0; i < 3; i += 1) {
    const group = world.createGroup({
      id: -5_100 - i,
      title: 'Grows',
      type: 'group',
      owner: anna,
      members: rascals,
    });
    world.say(chiara, group, `thanks ${SECRET_WORD}`, { replyTo: world.say(boris, group, 'here') });
    world.upgradeToSupergroup(group);
  }
}

async function press(
  { world }: LocalTelegram,
  { arena, shared, rascals: [, boris, chiara] }: Scene,
  call: (method: string, params: object) => Promise<unknown>,
): Promise<void> {
  const reply_markup = { inline_keyboard: [[{ text: '→', callback_data: 'top:2' }]] };
  for (const { id } of [arena, shared]) {
    const { message_id } = (await call('sendMessage', {
      chat_id: id,
      text: 'Rating',
      reply_markup,
    })) as Message;
    for (const who of [boris, chiara] as [never, never]) {
      void world.press(who, world.findMessage(id, message_id), 0, { timeoutMs: 1 });
      void world.press(who, world.findMessage(id, message_id), 'forged', { forged: true, timeoutMs: 1 });
    }
  }
}

/** What the local Telegram does not play: it comes all the same. */
function push({ world }: LocalTelegram, { channel, rascals: [anna], arena }: Scene): void {
  const date = world.clock.now();
  world.push({ channel_post: { message_id: 5, chat: channel, sender_chat: channel, date, text: 'thanks' } });
  world.push({
    edited_channel_post: { message_id: 5, chat: channel, date, edit_date: date, text: 'thanks' },
  });
  world.push({
    poll: { id: '1', question: 'Who?', options: [{ text: 'A', voter_count: 1 }], is_closed: false },
  });
  world.push({ poll_answer: { poll_id: '1', user: anna, option_ids: [0] } });
  world.push({ inline_query: { id: '2', from: anna, query: '', offset: '' } });
  world.push({ chat_join_request: { chat: arena, from: anna, user_chat_id: 1, date } });
  world.push({ unheard_of: { chat: arena, from: anna, date } });
}
