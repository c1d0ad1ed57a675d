import type { ChatId } from '../../model/ids.ts';
import type { MemberRow } from '../draft/rows.ts';
import type { ChatDraft } from '../draft.ts';
import { bulkInsert, replace } from './bulk.ts';

const COLUMNS = {
  chat_id: 'bigint',
  user_id: 'bigint',
  reputation: 'bigint',
  reputation_from_admins: 'bigint',
  experience: 'bigint',
  present: 'boolean',
  messages: 'integer',
  first_seen_at: 'bigint',
  last_seen_at: 'bigint',
  album: 'text',
  album_spoke: 'boolean',
  thanks_given: 'integer',
  thanks_got: 'integer',
  thanks_given_at: 'bigint',
  thanks_got_at: 'bigint',
  minus_given_at: 'bigint',
  minus_got_at: 'bigint',
  told_at: 'bigint',
  earned_at: 'bigint',
  last_text: 'integer',
  title: 'integer',
  unannounced: 'boolean',
  hidden: 'boolean',
  gathered: 'text',
  span_closes_at: 'bigint',
  gathers: 'boolean',
  today: 'text',
};
/** All but what never changes. */
const CHANGING = Object.keys(COLUMNS).filter(
  (name) => !['chat_id', 'user_id', 'first_seen_at'].includes(name),
);
const WHERE = 'on conflict (chat_id, user_id) do update set';

export const saveMembers = bulkInsert({
  table: 'members',
  columns: COLUMNS,
  conflict: `${WHERE} ${replace(...CHANGING)}`,
});

const BUCKETS = { reputation_bucket: 'integer', experience_bucket: 'integer' };

/** Of chats with a histogram: with the buckets, so that whoever moves is written once. */
export const saveRankedMembers = bulkInsert({
  table: 'members',
  columns: { ...COLUMNS, ...BUCKETS },
  conflict: `${WHERE} ${replace(...CHANGING, ...Object.keys(BUCKETS))}`,
});

const valuesOf = (chatId: ChatId, row: MemberRow) => [
  chatId,
  row.userId,
  row.reputation,
  row.reputationFromAdmins,
  row.experience,
  row.present,
  row.messages,
  row.firstSeenAt,
  row.lastSeenAt,
  row.album,
  row.albumSpoke,
  row.thanksGiven,
  row.thanksGot,
  row.thanksGivenAt,
  row.thanksGotAt,
  row.minusGivenAt,
  row.minusGotAt,
  row.toldAt,
  row.earnedAt,
  row.lastText,
  row.title,
  row.unannounced,
  row.hidden,
  row.gathered,
  row.spanClosesAt,
  row.gathers,
  row.today,
];

export function memberRows({ row: { chatId, rankedTo }, members }: ChatDraft) {
  return rankedTo === null ? members.changed().map((row) => valuesOf(chatId, row)) : [];
}

export function rankedMemberRows(chat: ChatDraft) {
  const {
    row: { chatId, rankedTo },
    members,
  } = chat;
  if (rankedTo === null) return [];
  const { ranks } = chat;
  return members.changed().map((row) => {
    const { reputation, experience } = ranks.now(row);
    return [...valuesOf(chatId, row), reputation, experience];
  });
}

export const savePairs = bulkInsert({
  table: 'pairs',
  columns: {
    chat_id: 'bigint',
    giver_id: 'bigint',
    receiver_id: 'bigint',
    thanks_at: 'bigint',
    minus_at: 'bigint',
  },
  conflict: `on conflict (chat_id, giver_id, receiver_id) do update set ${replace('thanks_at', 'minus_at')}`,
});

export function pairRows({ row: { chatId }, pairs }: ChatDraft) {
  return pairs.changed().map((pair) => [chatId, pair.giver, pair.receiver, pair.thanksAt, pair.minusAt]);
}

/** Added, not replaced: hardly any of them was read. */
const DAY_SUMS = [
  ...['messages', 'thanks_given', 'thanks_got', 'minus_given', 'minus_got', 'reputation'],
  ...['experience', 'activity', 'experience_got'],
];

export const saveDays = bulkInsert({
  table: 'day_sums',
  columns: {
    chat_id: 'bigint',
    user_id: 'bigint',
    day: 'integer',
    messages: 'integer',
    thanks_given: 'integer',
    thanks_got: 'integer',
    minus_given: 'integer',
    minus_got: 'integer',
    reputation: 'bigint',
    experience: 'bigint',
    activity: 'bigint',
    experience_got: 'bigint',
  },
  conflict: `on conflict (chat_id, user_id, day) do update set
    ${DAY_SUMS.map((name) => `${name} = day_sums.${name} + excluded.${name}`).join(', ')}`,
});

export function dayRows({ row: { chatId }, days }: ChatDraft) {
  return days.rows
    .changed()
    .map(({ userId, day, added }) => [
      chatId,
      userId,
      day,
      added.messages,
      added.thanksGiven,
      added.thanksGot,
      added.minusGiven,
      added.minusGot,
      added.reputation,
      added.experience,
      added.activity,
      added.experienceGot,
    ]);
}
