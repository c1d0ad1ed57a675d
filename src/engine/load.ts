import { type ChatId, chatId, type UserId, userId } from '../model/ids.ts';
import type { Flight, Param } from '../storage/database.ts';
import { People } from './draft/people.ts';
import type { ChatRow } from './draft/rows.ts';
import { ChatDraft } from './draft.ts';
import { loadAir } from './load/air.ts';
import { assembleCards, CARDS, type CardAnswer } from './load/cards.ts';
import { columns, type MemberAnswer, membersOf, type PairAnswer, rememberMembers } from './load/columns.ts';
import {
  HOLDERS,
  type HolderAnswer,
  LOCK,
  MEMBERS,
  NAMED_PAIRS,
  NAMES,
  PAIRS,
  VERSIONS,
  type VersionAnswer,
} from './load/common.ts';
import { loadDays } from './load/days.ts';
import { assembleJobs, JOBS, type JobAnswer } from './load/jobs.ts';
import {
  assembleLedger,
  type LedgerAnswers,
  LINE_PEOPLE,
  LINES,
  type LineAnswer,
  meantParams,
  QUESTION_PEOPLE,
  QUESTIONS,
  type QuestionAnswer,
} from './load/ledger.ts';
import { loadLinks } from './load/links.ts';
import { assembleModeration, loadModeration, type ModerationAnswers } from './load/moderation.ts';
import { assemblePanels, PANEL_PEOPLE, PANELS, type PanelAnswer } from './load/panels.ts';
import { ADMINISTERED, type AdministeredAnswer, assembleAdministered } from './load/places.ts';
import {
  AUTHORS,
  type AuthorAnswer,
  assembleReactions,
  awaitedOf,
  REACTIONS,
  type ReactionAnswer,
  type ReactionAnswers,
  readWaiting,
  type StandingAnswer,
  TOUCHED_MEMBERS,
  TOUCHED_PAIRS,
  withAwaited,
} from './load/reactions.ts';
import { assembleSpans, readSpans, type SpanAnswers, type SpanNeeds } from './load/spans.ts';
import { assembleStandings, type StandingAnswer as RatingAnswer, STANDINGS } from './load/standings.ts';
import { loadBooks } from './load/triggers.ts';
import { assembleMarks, MARKS, type MarkAnswer } from './moderation/marks.ts';
import { rememberRules } from './needs/spared.ts';
import type { Needs } from './needs.ts';
import type { TriggerBook } from './reputation/triggers.ts';
import { send } from './save/bulk.ts';

export interface Loaded {
  chats: Map<ChatId, ChatDraft>;
  people: People;
  /** Chats of the batch that went on under another id. */
  moved: Map<ChatId, ChatId>;
  /** Some of its chats were new: they were locked in a later flight than the first. */
  lockedLate: boolean;
}

const LINE_MEMBERS = membersOf(LINE_PEOPLE);

const QUESTION_MEMBERS = membersOf(QUESTION_PEOPLE);

const PANEL_MEMBERS = membersOf(PANEL_PEOPLE);

/**
 * Locks the chats of a batch in the order of their ids, then reads what their events need. The lock is a
 * statement of its own before all others: a statement's snapshot is older than the lock it waits for, so
 * reading in the same statement would see what another process has just replaced.
 * Everything travels in one flight, and in a further one when a chat was never seen before, its triggers are not known
 * here, a reaction may wait for a message of the batch, or days that are over count (`load/days.ts`).
 */
export async function load(
  flight: Flight,
  needs: Needs,
  bot: { id: UserId; username: string },
): Promise<Loaded> {
  const loaded = await loadRows(flight, needs, bot);
  rememberRules(loaded.chats);
  if (!loaded.lockedLate && !needs.usernames.every((name) => bearsStill(name, needs, loaded.people))) {
    const holders = await flight.query<HolderAnswer>(HOLDERS, [needs.usernames]);
    for (const { name, id, since } of holders) loaded.people.rememberHolder(name, userId(id), since);
  }
  const more = await loadAir(flight, needs, loaded.chats);
  if (more) await loadMore(flight, loaded, more);
  await loadLinks(flight, needs.links, loaded.chats);
  return loaded;
}

/** Whether all who are seen with a name have it in storage, too: then nobody asks who bore it. */
function bearsStill(name: string, { bearers }: Needs, people: People): boolean {
  return (bearers.get(name) ?? []).every((id) => people.get(id)?.username?.toLowerCase() === name);
}

async function loadRows(
  flight: Flight,
  needs: Needs,
  bot: { id: UserId; username: string },
): Promise<Loaded> {
  const first = await readAll(flight, needs);
  const found = new Set(first.chats.map((row) => row.chatId));
  const missing = needs.chats.filter((id) => !found.has(id) && !needs.onlyIfKnown.has(id));
  if (missing.length > 0) {
    // Before the lock, in the flight of it.
    send(
      flight.query('insert into chats (chat_id) select unnest($1::bigint[]) on conflict do nothing', [
        missing,
      ]),
    );
    const second = await readAll(flight, needs, needs.usernames);
    const loaded = assemble(second, [], bot, await loadBooks(flight, second.chats));
    await loadDays(flight, needs, loaded.chats);
    return { ...loaded, lockedLate: true };
  }
  const books = await loadBooks(flight, first.chats);
  const waiting = await readWaiting(flight, needs, first.chats);
  const needed = waiting.length === 0 ? needs : withAwaited(needs, awaitedOf(needs, waiting));
  const loaded = assemble(needed === needs ? first : await readAll(flight, needed), waiting, bot, books);
  await loadDays(flight, needed, loaded.chats);
  return loaded;
}

/** Reads on: what only the batch's rows have told that it is needed. */
export async function loadMore(flight: Flight, loaded: Loaded, more: Needs): Promise<void> {
  fill(loaded, await readAll(flight, more), []);
  await loadDays(flight, more, loaded.chats);
}

interface Answers {
  chats: ChatRow[];
  members: MemberAnswer[];
  holders: HolderAnswer[];
  pairs: PairAnswer[];
  ledger: LedgerAnswers;
  reactions: ReactionAnswers;
  standings: RatingAnswer[];
  versions: VersionAnswer[];
  panels: PanelAnswer[];
  cards: CardAnswer[];
  administered: AdministeredAnswer[];
  moderation: ModerationAnswers;
  marks: MarkAnswer[];
  jobs: JobAnswer[];
  spans: { answers: SpanAnswers; needs: SpanNeeds } | null;
}

/** `usernames`: whose bearers are asked for. */
async function readAll(flight: Flight, needs: Needs, usernames = needs.mentioned): Promise<Answers> {
  const {
    members,
    names,
    pairs,
    namedPairs,
    questions,
    reactions,
    standings,
    versions,
    panels,
    cards,
    placing,
    jobs,
  } = needs;
  /** Nothing to ask for: nothing sent. */
  const ask = async <Row>(any: readonly unknown[], text: string, params: () => Param[]): Promise<Row[]> =>
    any.length > 0 ? flight.query<Row>(text, params()) : [];
  const undos = needs.undo.events > 0 ? [needs.undo] : [];
  const sent = [
    ask<ChatRow>(needs.chats, LOCK, () => [needs.chats]),
    ask<MemberAnswer>(members, MEMBERS, () => columns(members, 2)),
    ask<MemberAnswer>(names, NAMES, () => columns(names, 2)),
    ask<HolderAnswer>(usernames, HOLDERS, () => [usernames]),
    ask<PairAnswer>(pairs, PAIRS, () => columns(pairs, 3)),
    ask<PairAnswer>(namedPairs, NAMED_PAIRS, () => columns(namedPairs, 3)),
    ask<LineAnswer>(undos, LINES, () => meantParams(needs)),
    ask<MemberAnswer>(undos, LINE_MEMBERS, () => meantParams(needs)),
    ask<QuestionAnswer>(questions, QUESTIONS, () => columns(questions, 2)),
    ask<MemberAnswer>(questions, QUESTION_MEMBERS, () => columns(questions, 2)),
    ask<AuthorAnswer>(reactions, AUTHORS, () => columns(reactions, 4)),
    ask<StandingAnswer>(reactions, REACTIONS, () => columns(reactions, 4)),
    ask<MemberAnswer>(reactions, TOUCHED_MEMBERS, () => columns(reactions, 4)),
    ask<PairAnswer>(reactions, TOUCHED_PAIRS, () => columns(reactions, 4)),
    ask<RatingAnswer>(standings, STANDINGS, () => [
      standings.map(([chat]) => chat),
      standings.map(([, asked]) => asked),
      standings.map(([, , unsettled]) => Number(unsettled)),
    ]),
    ask<VersionAnswer>(versions, VERSIONS, () => columns(versions, 2)),
    ask<PanelAnswer>(panels, PANELS, () => [panels]),
    ask<MemberAnswer>(panels, PANEL_MEMBERS, () => [panels]),
    ask<CardAnswer>(cards, CARDS, () => columns(cards, 2)),
    ask<AdministeredAnswer>(placing, ADMINISTERED, () => columns(placing, 2)),
    loadModeration(flight, needs.moderation),
    ask<MarkAnswer>(needs.changed, MARKS, () => columns(needs.changed, 2)),
    ask<JobAnswer>(jobs, JOBS, () => [jobs]),
    needs.spans ? readSpans(flight, needs.spans) : null,
  ] as const;
  const [chats, known, named, holders, ownPairs, otherPairs, ...rest] = await Promise.all(sent);
  const [lines, inLines, asked, inQuestions, ...reacted] = rest;
  const [authors, standing, touched, touchedPairs, ratings, earlier, ...last] = reacted;
  const [open, admins, kept, administered, moderation, marks, works, spans] = last;
  return {
    chats,
    members: [...known, ...named, ...inLines, ...inQuestions, ...touched, ...admins, ...(spans?.over ?? [])],
    ledger: { lines, questions: asked },
    holders,
    pairs: [...ownPairs, ...otherPairs, ...touchedPairs],
    reactions: { authors, reactions: standing },
    standings: ratings,
    versions: earlier,
    panels: open,
    cards: kept,
    administered,
    moderation,
    marks,
    jobs: works,
    spans: needs.spans && spans ? { answers: spans, needs: needs.spans } : null,
  };
}

function assemble(
  answers: Answers,
  waiting: readonly ReactionAnswer[],
  bot: { id: UserId; username: string },
  books: ReadonlyMap<ChatId, TriggerBook>,
): Loaded {
  const people = new People();
  const loaded: Loaded = { chats: new Map(), people, moved: new Map(), lockedLate: false };
  for (const row of answers.chats) {
    loaded.chats.set(chatId(row.chatId), new ChatDraft(row, people, bot, books.get(row.chatId)));
    if (row.migratedTo !== null) loaded.moved.set(chatId(row.chatId), chatId(row.migratedTo));
  }
  fill(loaded, answers, waiting);
  return loaded;
}

function fill({ chats, people }: Loaded, answers: Answers, waiting: readonly ReactionAnswer[]): void {
  // Before the members, who are among those whom it counts.
  assembleStandings(answers.standings, chats);
  rememberMembers(chats, people, answers.members);
  for (const { name, id, since } of answers.holders) people.rememberHolder(name, userId(id), since);
  for (const { chatId: chat, ...row } of answers.pairs) {
    chats.get(chat)?.pairs.remember(`${row.giver} ${row.receiver}`, row);
  }
  for (const { chatId: chat, version, settings } of answers.versions) {
    chats.get(chat)?.rememberVersion(version, settings);
  }
  assembleLedger(answers.ledger, chats);
  assembleReactions(answers.reactions, waiting, chats);
  assemblePanels(answers.panels, chats);
  assembleCards(answers.cards, chats);
  if (answers.spans) assembleSpans(answers.spans.answers, answers.spans.needs, chats);
  assembleAdministered(answers.administered, chats);
  assembleModeration(answers.moderation, chats);
  assembleMarks(answers.marks, chats);
  assembleJobs(answers.jobs, chats);
}
