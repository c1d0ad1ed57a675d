import type { Notice } from '../model/notice.ts';
import { addNotices, releaseKept } from '../outbox/store.ts';
import type { Flight } from '../storage/database.ts';
import { ailmentRow } from './draft/health.ts';
import type { People } from './draft/people.ts';
import type { ChatDraft } from './draft.ts';
import { saveDue } from './due.ts';
import { saveBoards } from './leaderboard/boards.ts';
import { saveRanks } from './leaderboard/rank.ts';
import { saveRatingNames } from './leaderboard/rating-names.ts';
import { cardRows, saveCards } from './load/cards.ts';
import { saveJobs } from './load/jobs.ts';
import { saveMarks } from './moderation/marks.ts';
import { saveWishes } from './people/wishes.ts';
import { saveErrands } from './save/errands.ts';
import { saveModeration } from './save/moderation.ts';
import { saveRewards } from './save/rewards.ts';
import { saveSpans } from './save/spans.ts';
import {
  CHOOSE_LANGUAGES,
  CLEAR_FORMER_BEARERS,
  DROP_PANELS,
  DROP_QUESTIONS,
  RELEASE_NAMES,
  REMOVE_TRIGGERS,
  RETELL,
  SAVE_ADDED_BY,
  SAVE_CHATS,
  saveAilments,
  saveDays,
  saveEntries,
  saveMembers,
  saveMessages,
  saveOffers,
  savePairs,
  savePanels,
  savePeople,
  saveQuestions,
  saveReactions,
  saveTriggers,
  saveVersions,
  takeNames,
} from './save/statements.ts';

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
  send(saveDue(flight, chats));
  send(saveSpans(flight, chats));
  send(saveMembers(flight, chats.flatMap(memberRows)));
  send(saveRanks(flight, chats));
  for (const sent of saveRewards(flight, chats)) send(sent);
  savePersons(flight, people);
  saveWishes(flight, people);
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
  saveHealth(flight, chats);
  saveOpenPanels(flight, chats);
  send(saveMarks(flight, chats));
  send(saveRatingNames(flight, chats));
  send(saveCards(flight, chats.flatMap(cardRows)));
  send(saveErrands(flight, botId, chats));
  saveModeration(flight, chats, botId);
  saveBoards(flight, chats);
  send(saveJobs(flight, chats));
  if (notices.length > 0) send(addNotices(flight, botId, notices));
  if (people.acted.size > 0) send(releaseKept(flight, botId, [...people.acted.values()]));
}

/** Its failure is the transaction's failure, told by the commit. */
function send(sent: Promise<unknown> | null): void {
  sent?.catch(() => undefined);
}

/** Only where something changed that the bot's health hangs on. */
function saveHealth(flight: Flight, drafts: readonly ChatDraft[]): void {
  const looked = drafts.flatMap(({ row: { chatId }, made: { health } }) =>
    health ? [{ chatId, health }] : [],
  );
  if (looked.length === 0) return;
  send(
    saveAilments(
      flight,
      looked.flatMap(({ chatId, health }) => health.kept.changed().map((kept) => ailmentRow(chatId, kept))),
    ),
  );
  const added = looked.filter(({ health }) => health.newlyAddedBy !== null);
  if (added.length === 0) return;
  send(
    flight.query(SAVE_ADDED_BY, [
      added.map(({ chatId }) => chatId),
      added.map(({ health }) => health.newlyAddedBy),
    ]),
  );
}

function saveAsked(flight: Flight, drafts: readonly ChatDraft[]): void {
  send(saveQuestions(flight, drafts.flatMap(questionRows)));
  const answered = drafts.flatMap(({ row: { chatId }, questions }) =>
    questions.gone().map((user) => ({ chatId, user })),
  );
  if (answered.length === 0) return;
  send(flight.query(DROP_QUESTIONS, [answered.map((one) => one.chatId), answered.map((one) => one.user)]));
}

/** Only where somebody uses one: nothing is sent otherwise. */
function saveOpenPanels(flight: Flight, drafts: readonly ChatDraft[]): void {
  send(savePanels(flight, drafts.flatMap(panelRows)));
  const closed = drafts.flatMap(({ row: { chatId }, made: { panels } }) =>
    panels ? panels.rows.gone().map((user) => ({ chatId, user })) : [],
  );
  if (closed.length === 0) return;
  send(flight.query(DROP_PANELS, [closed.map((one) => one.chatId), closed.map((one) => one.user)]));
}

/** Questions, and what answered ones came to; after the messages, whose results they replace. */
function saveAir(flight: Flight, drafts: readonly ChatDraft[]): void {
  send(saveOffers(flight, drafts.flatMap(offerRows)));
  const retold = drafts.flatMap(({ row, made: { air } }) =>
    air ? [...air.retold.values()].map((one) => ({ chat: row.chatId, ...one })) : [],
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
  const rows = drafts.filter((draft) => draft.chatChanged).map((draft) => draft.row);
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
      column((row) => row.ladder),
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
  if (people.chosen.size > 0) {
    const chosen = [...people.chosen].sort(([a], [b]) => a - b);
    send(flight.query(CHOOSE_LANGUAGES, [chosen.map(([id]) => id), chosen.map(([, language]) => language)]));
  }
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

function memberRows({ row: { chatId }, members }: ChatDraft) {
  return members
    .changed()
    .map((row) => [
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
    ]);
}

function pairRows({ row: { chatId }, pairs }: ChatDraft) {
  return pairs.changed().map((pair) => [chatId, pair.giver, pair.receiver, pair.thanksAt, pair.minusAt]);
}

function dayRows({ row: { chatId }, days }: ChatDraft) {
  return days
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

function entryRows({ row: { chatId }, made: { ledger } }: ChatDraft) {
  if (!ledger) return [];
  return ledger.entries.map((entry) => [
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

function questionRows({ row: { chatId }, questions }: ChatDraft) {
  return questions
    .changed()
    .map(({ user, messageId, kind, step, askedAt, about, amount, reason, payload }) => [
      chatId,
      user,
      messageId,
      kind,
      step,
      askedAt,
      about,
      amount,
      reason,
      payload,
    ]);
}

function reactionRows({ row: { chatId }, made: { reactions } }: ChatDraft) {
  if (!reactions) return [];
  return reactions.rows
    .changed()
    .map((row) => [
      chatId,
      row.epoch,
      row.messageId,
      row.userId,
      row.at,
      row.entry,
      row.outcome,
      row.waiting,
      row.counted,
    ]);
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
  for (const { row, triggers } of drafts) {
    const { changed } = triggers;
    if (changed.length === 0) continue;
    const now = new Map(triggers.list.map((trigger) => [trigger.id, trigger]));
    for (const id of changed) {
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

function panelRows({ row: { chatId }, made: { panels } }: ChatDraft) {
  if (!panels) return [];
  return panels.rows
    .changed()
    .map((row) => [
      chatId,
      row.user,
      row.session,
      row.step,
      row.page,
      row.place,
      row.messageId,
      row.ephemeralId,
      row.pressedAt,
      row.baseVersion,
      row.changes,
    ]);
}

function offerRows({ row: { chatId }, made: { air } }: ChatDraft) {
  if (!air) return [];
  return air.offers
    .changed()
    .map(({ messageId, giver, at, thread, rule, people, answered }) => [
      chatId,
      messageId,
      giver,
      at,
      thread,
      rule,
      JSON.stringify(people),
      answered,
    ]);
}
