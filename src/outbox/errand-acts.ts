import type { Errand, Restriction } from '../model/errand.ts';
import { chatId, userId } from '../model/ids.ts';
import type { Notice } from '../model/notice.ts';
import { HOUR, type Seconds } from '../model/time.ts';
import type { Database } from '../storage/database.ts';
import { PERMISSIONS, type Permissions, type SeenMember } from './errand-api.ts';
import type { ErrandCall, ErrandEnd } from './errand-call.ts';
import { closeErrand, markLimit, markTag, readPerson, type StoredErrand } from './errand-store.ts';
import { addNotices } from './store.ts';

export interface ActParts {
  database: Database;
  botId: number;
  call: ErrandCall;
  nowSeconds(): Seconds;
}

type Of<Do extends Errand['do']> = Extract<Errand, { do: Do }>;

/** Nothing was or need be done. */
const NOTHING: ErrandEnd = { is: 'done', did: false };
const DID: ErrandEnd = { is: 'done', did: true };

/** A newcomer is one for so long: who could not be restricted by then has been taking part already. */
const LATE: Seconds = HOUR;
/** What Telegram takes for "never" lies below 30 s. */
const SHORTEST: Seconds = 60;
/** Of an invite link's name. */
const LONGEST_NAME = 32;

/**
 * Shows a tag. What stands there now is asked first: a tag that the bot has not set is the member's own, and stays
 * unless the chat wants it otherwise; taking away takes only the bot's.
 */
export async function setTag(parts: ActParts, row: StoredErrand, { tag }: Of<'tag'>): Promise<ErrandEnd> {
  const { call, database } = parts;
  const seen = await call(row.place, 'getChatMember', { chat_id: row.chat, user_id: row.user });
  if (seen.is !== 'ok') return seen;
  const now = typeof seen.result.tag === 'string' ? seen.result.tag : '';
  if (!isInside(seen.result) || isAdmin(seen.result)) return NOTHING;
  if (now !== tag) {
    const own = now !== '' && now !== row.tag;
    if (own && (tag === '' || settingsOf(row)['rewards.overwrite_tags'] !== true)) return NOTHING;
    const params = { chat_id: row.chat, user_id: row.user, tag };
    const reply = await call(row.place, 'setChatMemberTag', params);
    if (reply.is === 'fault' && reply.why === 'refused') return { ...reply, tag };
    if (reply.is !== 'ok') return reply;
  }
  await markTag(database, row.chat, row.user, tag);
  return DID;
}

/** Links that are made and not written down yet, by the number of the errand: written again, not made again. */
export type MadeLinks = Map<number, string>;

/** Makes a link for one and leaves it, in the transaction that ends the errand, to be told in private. */
export async function invite(
  parts: ActParts,
  row: StoredErrand,
  errand: Of<'invite'>,
  made: MadeLinks,
): Promise<ErrandEnd> {
  const { call, database, botId } = parts;
  let link = made.get(row.id);
  if (link === undefined) {
    // Who is in already needs none; who was banned there gets none.
    const seen = await call(row.place, 'getChatMember', { chat_id: row.place, user_id: row.user });
    if (seen.is === 'ok' && (isInside(seen.result) || seen.result.status === 'kicked')) return NOTHING;
    // Of somebody whom the group has never seen Telegram may not tell.
    if (seen.is !== 'ok' && !(seen.is === 'fault' && (seen.why === 'person' || seen.why === 'refused')))
      return seen;
    const name = [...errand.reward].slice(0, LONGEST_NAME).join('');
    const reply = await call(row.place, 'createChatInviteLink', {
      ...{ chat_id: row.place, member_limit: 1 },
      ...(name !== '' && { name }),
    });
    if (reply.is !== 'ok') return reply;
    link = reply.result.invite_link;
    made.set(row.id, link);
  }
  const { seenAt, speaks } = await readPerson(database, row.chat, row.user);
  const notice = linkNotice(row, errand, link, seenAt, speaks);
  await database.transact(async (flight) => {
    await addNotices(flight, botId, [notice]);
    await closeErrand(flight, row.id);
  });
  made.delete(row.id);
  return { is: 'done', did: true, told: true };
}

function linkNotice(
  row: StoredErrand,
  { reward }: Of<'invite'>,
  link: string,
  seenAt: Seconds,
  speaks: string | null,
): Notice {
  const { language } = settingsOf(row);
  return {
    key: 'errand.invite',
    params: { reward, group: row.placeTitle || reward },
    buttons: [[{ key: 'errand.join', url: link }]],
    language: typeof language === 'string' ? language : 'en',
    ...(speaks !== null && { ownLanguage: speaks }),
    chat: chatId(row.chat),
    thread: null,
    way: 'private',
    to: userId(row.user),
    messageId: null,
    query: null,
    answersCommand: false,
    removeAfter: null,
    keep: true,
    // Only who has just written is surely looking.
    at: seenAt,
  };
}

/**
 * Restricts a newcomer, where nobody else has: another bot's restriction, a captcha's say, is not loosened. The mark
 * comes before the call, so that whoever restricts right after it is seen to have taken its place.
 */
export async function restrict(
  { call, database, nowSeconds }: ActParts,
  row: StoredErrand,
  { what, until, at }: Of<'restrict'>,
): Promise<ErrandEnd> {
  const forget = async (): Promise<ErrandEnd> => {
    await markLimit(database, row, ['wanted', 'ours'], '');
    return NOTHING;
  };
  if (row.limited === '') return NOTHING;
  const now = nowSeconds();
  if (now - at > LATE || (until !== 0 && until - now < SHORTEST)) return forget();
  const seen = await call(row.place, 'getChatMember', { chat_id: row.chat, user_id: row.user });
  if (seen.is !== 'ok') return seen;
  const member = seen.result;
  if (!isInside(member) || isAdmin(member)) return forget();
  if (member.status === 'restricted') {
    // A call without an answer may have been ours; ours lets people write.
    const ours = row.limited === 'ours' && member.can_send_messages === true;
    if (!ours) await markLimit(database, row, ['ours'], 'wanted');
    return ours ? DID : NOTHING;
  }
  if (!(await markLimit(database, row, ['wanted', 'ours'], 'ours'))) return NOTHING;
  const reply = await call(row.place, 'restrictChatMember', {
    chat_id: row.chat,
    user_id: row.user,
    permissions: permissionsUnder(what),
    use_independent_chat_permissions: true,
    ...(until !== 0 && { until_date: until }),
  });
  if (reply.is === 'ok') return DID;
  if (reply.is !== 'fault') return reply;
  // By the time that the right is there they are no newcomers any more.
  await forget();
  return { ...reply, drop: true };
}

/** Gives everything back that the bot itself took. Who may not even write has been restricted by somebody else. */
export async function lift({ call, database }: ActParts, row: StoredErrand): Promise<ErrandEnd> {
  const forget = () => markLimit(database, row, ['wanted', 'ours'], '');
  if (row.limited === '') return NOTHING;
  if (row.limited === 'wanted') {
    await forget();
    return NOTHING;
  }
  const seen = await call(row.place, 'getChatMember', { chat_id: row.chat, user_id: row.user });
  if (seen.is !== 'ok') return seen;
  const { status, can_send_messages: writes } = seen.result;
  if (status !== 'restricted' || writes !== true) {
    await forget();
    return NOTHING;
  }
  const reply = await call(row.place, 'restrictChatMember', {
    chat_id: row.chat,
    user_id: row.user,
    permissions: everythingBut([]),
    use_independent_chat_permissions: true,
  });
  if (reply.is !== 'ok') return reply;
  await forget();
  return DID;
}

const MEDIA: readonly string[] = [
  'can_send_audios',
  'can_send_documents',
  'can_send_photos',
  'can_send_videos',
  'can_send_video_notes',
  'can_send_voice_notes',
  'can_send_other_messages',
  'can_add_web_page_previews',
];
const ALL_BUT_TEXT = PERMISSIONS.filter(
  (name) => name !== 'can_send_messages' && name !== 'can_react_to_messages',
);

export function permissionsUnder(what: Restriction): Permissions {
  return everythingBut(what === 'media' ? MEDIA : ALL_BUT_TEXT);
}

function everythingBut(taken: readonly string[]): Permissions {
  return Object.fromEntries(PERMISSIONS.map((name) => [name, !taken.includes(name)])) as Permissions;
}

function isAdmin({ status }: SeenMember): boolean {
  return status === 'creator' || status === 'administrator';
}

function isInside({ status, is_member: inside }: SeenMember): boolean {
  return status === 'restricted' ? inside === true : status !== 'left' && status !== 'kicked';
}

function settingsOf({ settings }: StoredErrand): Record<string, unknown> {
  try {
    return JSON.parse(settings) as Record<string, unknown>;
  } catch {
    return {};
  }
}
