import type { Notice } from '../model/notice.ts';
import { addNotices } from '../outbox/store.ts';
import type { Flight } from '../storage/database.ts';
import type { ChatDraft } from './draft.ts';
import type { People } from './people.ts';
import {
  CLEAR_FORMER_BEARERS,
  DROP_QUESTIONS,
  RELEASE_NAMES,
  REMOVE_TRIGGERS,
  RETELL,
  SAVE_CHATS,
  saveDays,
  saveEntries,
  saveMembers,
  saveMessages,
  saveOffers,
  savePairs,
  savePeople,
  saveQuestions,
  saveReactions,
  saveTriggers,
  saveVersions,
  takeNames,
} from './statements.ts';

/**
 * Sends every change of a batch, a statement a table, without waiting for answers: they travel together with
 * the commit. Rows are sorted, so that two processes never wait for each other crosswise.
 */
export function save(
  flight: Flight,
  drafts: readonly ChatDraft[],
  people: People,
  notices: readonly Notice[],
  botId: number,
): void {
  const chats = [...drafts].sort((a, b) => a.row.chatId - b.row.chatId);
  saveChatRows(flight, chats);
  send(saveMembers(flight, chats.flatMap(memberRows)));
  savePersons(flight, people);
  send(savePairs(flight, chats.flatMap(pairRows)));
  send(saveDays(flight, chats.flatMap(dayRows)));
  send(saveEntries(flight, chats.flatMap(entryRows)));
  send(saveMessages(flight, chats.flatMap(messageRows)));
  saveAsked(flight, chats);
  send(saveReactions(flight, chats.flatMap(reactionRows)));
  saveAir(flight, chats);
  send(
    saveVersions(
      flight,
      chats.flatMap(({ row, versions }) =>
        versions.map((version) => [row.chatId, version.version, version.settings, version.by, version.at]),
      ),
    ),
  );
  saveChangedTriggers(flight, chats);
  if (notices.length > 0) send(addNotices(flight, botId, notices));
}

/** Its failure is the transaction's failure, told by the commit. */
function send(sent: Promise<unknown> | null): void {
  sent?.catch(() => undefined);
}

function saveAsked(flight: Flight, drafts: readonly ChatDraft[]): void {
  const changed = drafts.flatMap(({ row: { chatId }, questions, changed }) =>
    [...changed.questions].sort((a, b) => a - b).map((user) => ({ chatId, user, row: questions.get(user) })),
  );
  send(
    saveQuestions(
      flight,
      changed.flatMap(({ chatId, user, row }) =>
        row
          ? [
              [
                chatId,
                user,
                row.messageId,
                row.kind,
                row.step,
                row.askedAt,
                row.about,
                row.amount,
                row.reason,
              ],
            ]
          : [],
      ),
    ),
  );
  const answered = changed.filter(({ row }) => !row);
  if (answered.length === 0) return;
  send(flight.query(DROP_QUESTIONS, [answered.map((one) => one.chatId), answered.map((one) => one.user)]));
}

/** Questions, and what answered ones came to; after the messages, whose results they replace. */
function saveAir(flight: Flight, drafts: readonly ChatDraft[]): void {
  send(saveOffers(flight, drafts.flatMap(offerRows)));
  const retold = drafts.flatMap(({ row, retold }) =>
    [...retold.values()].map((one) => ({ chat: row.chatId, ...one })),
  );
  if (retold.length === 0) return;
  send(
    flight.query(RETELL, [
      retold.map(({ chat }) => chat),
      retold.map(({ epoch }) => epoch),
      retold.map(({ messageId }) => messageId),
      retold.map(({ outcome }) => outcome),
    ]),
  );
}

function saveChatRows(flight: Flight, drafts: readonly ChatDraft[]): void {
  const rows = drafts.filter((draft) => draft.changed.chat).map((draft) => draft.row);
  if (rows.length === 0) return;
  const column = (read: (row: ChatDraft['row']) => string | number | boolean | null) =>
    rows.map((row) => {
      const value = read(row);
      return typeof value === 'boolean' ? Number(value) : value;
    });
  send(
    flight.query(SAVE_CHATS, [
      column((row) => row.chatId),
      column((row) => row.type),
      column((row) => row.title),
      column((row) => row.username),
      column((row) => row.isForum),
      column((row) => row.settingsVersion),
      column((row) => row.settings),
      column((row) => row.triggers),
      column((row) => row.triggersFired),
      column((row) => row.admins),
      column((row) => row.botStatus),
      column((row) => row.botCanWrite),
      column((row) => row.botCanDelete),
      column((row) => row.lastEntry),
      column((row) => row.lastThanksAt),
      column((row) => row.lastMinusAt),
      column((row) => row.textsAt),
      column((row) => row.lastEventAt),
      column((row) => row.reactionsWaitUntil),
    ]),
  );
}

function savePersons(flight: Flight, people: People): void {
  const changed = [...people.changed].sort((a, b) => a - b).flatMap((id) => people.get(id) ?? []);
  send(
    savePeople(
      flight,
      changed.map((row) => [
        row.userId,
        row.firstName,
        row.lastName,
        row.username,
        row.isBot,
        row.language,
        row.dmOpen,
        row.seenAt,
      ]),
    ),
  );
  if (people.released.size > 0) {
    const released = [...people.released].sort();
    send(flight.query(RELEASE_NAMES, [released.map(([name]) => name), released.map(([, id]) => id)]));
  }
  if (people.cleared.size > 0) {
    const cleared = [...people.cleared].sort(([a], [b]) => a - b);
    send(flight.query(CLEAR_FORMER_BEARERS, [cleared.map(([id]) => id), cleared.map(([, name]) => name)]));
  }
  const taken = [...people.taken].sort(([a], [b]) => (a < b ? -1 : 1));
  send(
    takeNames(
      flight,
      taken.map(([name, { id, since }]) => [name, id, since]),
    ),
  );
}

function memberRows({ row: { chatId }, members, changed }: ChatDraft) {
  return [...changed.members]
    .sort((a, b) => a - b)
    .flatMap((id) => {
      const row = members.get(id);
      if (!row) return [];
      return [
        [
          chatId,
          id,
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
        ],
      ];
    });
}

function pairRows({ row: { chatId }, pairs, changed }: ChatDraft) {
  return [...changed.pairs].sort().flatMap((key) => {
    const pair = pairs.get(key);
    return pair ? [[chatId, pair.giver, pair.receiver, pair.thanksAt, pair.minusAt]] : [];
  });
}

function dayRows({ row: { chatId }, days, changed }: ChatDraft) {
  return [...changed.days].sort().flatMap((key) => {
    const day = days.get(key);
    if (!day) return [];
    const { messages, thanksGiven, thanksGot, minusGiven, minusGot, reputation } = day.added;
    return [
      [chatId, day.userId, day.day, messages, thanksGiven, thanksGot, minusGiven, minusGot, reputation],
    ];
  });
}

function entryRows({ row: { chatId }, entries }: ChatDraft) {
  return entries.map((entry) => [
    chatId,
    entry.id,
    entry.at,
    entry.kind,
    entry.giver,
    entry.receiver,
    entry.giverRole,
    entry.reputation,
    entry.experience,
    entry.epoch,
    entry.messageId,
    entry.reason,
    entry.reverses,
  ]);
}

function reactionRows({ row: { chatId }, reactions, changed }: ChatDraft) {
  return [...changed.reactions].sort().flatMap((key) => {
    const row = reactions.get(key);
    if (!row) return [];
    return [[chatId, row.epoch, row.messageId, row.userId, row.at, row.entry, row.outcome, row.waiting]];
  });
}

function messageRows({ row: { chatId }, messages }: ChatDraft) {
  return [...messages.values()].map((message) => [
    chatId,
    message.epoch,
    message.messageId,
    message.userId,
    message.at,
    message.kind,
    message.length,
    message.words,
    message.replyTo,
    message.thread,
    message.rule,
    message.outcome,
  ]);
}

/** Only where an admin changed one: nothing is sent otherwise. */
function saveChangedTriggers(flight: Flight, drafts: readonly ChatDraft[]): void {
  const rows: (string | number | null)[][] = [];
  const removed: [number, number][] = [];
  for (const { row, triggers, changed } of drafts) {
    const now = new Map(triggers.map((trigger) => [trigger.id, trigger]));
    for (const id of [...changed.triggers].sort((a, b) => a - b)) {
      const one = now.get(id);
      if (!one) removed.push([row.chatId, id]);
      else {
        const { phrase, match, reputation, experience, text, from, to, interval } = one;
        rows.push([row.chatId, id, phrase, match, reputation, experience, text, from, to, interval]);
      }
    }
  }
  send(saveTriggers(flight, rows));
  if (removed.length === 0) return;
  send(flight.query(REMOVE_TRIGGERS, [removed.map(([chat]) => chat), removed.map(([, id]) => id)]));
}

function offerRows({ row: { chatId }, offers, changed }: ChatDraft) {
  return [...changed.offers]
    .sort((a, b) => a - b)
    .flatMap((id) => {
      const offer = offers.get(id);
      if (!offer) return [];
      const { messageId, giver, at, thread, rule, people, answered } = offer;
      return [[chatId, messageId, giver, at, thread, rule, JSON.stringify(people), answered]];
    });
}
