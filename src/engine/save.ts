import type { Notice } from '../model/notice.ts';
import { addNotices, releaseKept } from '../outbox/store.ts';
import type { Flight } from '../storage/database.ts';
import type { People } from './draft/people.ts';
import type { ChatDraft } from './draft.ts';
import { saveDue } from './due.ts';
import { saveBoards } from './leaderboard/boards.ts';
import { saveRatingNames } from './leaderboard/rating-names.ts';
import { cardRows, saveCards } from './load/cards.ts';
import { saveJobs } from './load/jobs.ts';
import { saveMarks } from './moderation/marks.ts';
import { saveWishes } from './people/wishes.ts';
import { saveAsked, saveOpenPanels } from './save/asked.ts';
import { rowsOf, send } from './save/bulk.ts';
import { saveChangedTriggers, saveChatRows, saveHealth, saveVersions } from './save/chats.ts';
import { saveErrands } from './save/errands.ts';
import { entryRows, saveEntries } from './save/ledger.ts';
import {
  dayRows,
  memberRows,
  pairRows,
  rankedMemberRows,
  saveDays,
  saveMembers,
  savePairs,
  saveRankedMembers,
} from './save/members.ts';
import { messageRows, reactionRows, saveAir, saveMessages, saveReactions } from './save/messages.ts';
import { saveModeration } from './save/moderation.ts';
import { savePersons } from './save/people.ts';
import { movesOf, saveMoves } from './save/ranks.ts';
import { saveRewards } from './save/rewards.ts';
import { saveIdle } from './save/spans.ts';

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
  // What most messages do without is looked for where something of it was made.
  const busy = chats.filter(({ made }) => !made.isEmpty);
  for (const { made } of busy) made.spans?.store();
  for (const { days, members } of chats) days.store(members);
  saveChatRows(flight, chats);
  send(saveDue(flight, chats));
  send(saveIdle(flight, busy));
  send(saveMembers(flight, rowsOf(chats, memberRows)));
  send(saveRankedMembers(flight, rowsOf(chats, rankedMemberRows)));
  // Of newcomers storage has told nothing, so that nothing was made of where they stood.
  send(saveMoves(flight, rowsOf(chats, movesOf)));
  for (const sent of saveRewards(flight, busy)) send(sent);
  savePersons(flight, people);
  saveWishes(flight, people);
  send(savePairs(flight, rowsOf(chats, pairRows)));
  send(saveDays(flight, rowsOf(chats, dayRows)));
  send(saveEntries(flight, rowsOf(busy, entryRows)));
  send(saveMessages(flight, rowsOf(chats, messageRows)));
  saveAsked(flight, chats);
  send(saveReactions(flight, rowsOf(busy, reactionRows)));
  saveAir(flight, busy);
  send(
    saveVersions(
      flight,
      chats.flatMap(({ row, versions }) =>
        versions.map((version) => [row.chatId, version.version, version.settings, version.by, version.at]),
      ),
    ),
  );
  saveChangedTriggers(flight, chats);
  saveHealth(flight, busy);
  saveOpenPanels(flight, busy);
  send(saveMarks(flight, busy));
  send(saveRatingNames(flight, busy));
  send(saveCards(flight, rowsOf(busy, cardRows)));
  send(saveErrands(flight, botId, busy));
  saveModeration(flight, busy, botId);
  saveBoards(flight, busy);
  send(saveJobs(flight, busy));
  if (notices.length > 0) send(addNotices(flight, botId, notices));
  if (people.acted.size > 0) send(releaseKept(flight, botId, [...people.acted.values()]));
}
