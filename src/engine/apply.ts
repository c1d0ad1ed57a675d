import type { Dice } from '../model/dice.ts';
import {
  type AdminList,
  type BotStatusEvent,
  type MessageEvent,
  type SettledEvent,
  visibleText,
} from '../model/event.ts';
import type { UserId } from '../model/ids.ts';
import type { Notice } from '../model/notice.ts';
import { MINUTE, type Seconds } from '../model/time.ts';
import { bestLanguage } from '../text/i18n.ts';
import { accountOf } from './account.ts';
import { decideMessage } from './decide.ts';
import { type Decision, NOTHING } from './decision.ts';
import type { SpanChange } from './draft/spans.ts';
import type { ChatDraft } from './draft.ts';
import { decideTick } from './due.ts';
import { earnByJoin, earnByMessage } from './experience/earn.ts';
import { fingerprintOf } from './experience/fingerprint-of.ts';
import { decideRecognition } from './experience/recognition.ts';
import { applyJob } from './jobs/piece.ts';
import { switchBoards } from './leaderboard/boards.ts';
import { noteRatingName } from './leaderboard/rating-names.ts';
import { applyDecay } from './moderation/decay.ts';
import { switchDecay } from './moderation/decay-switch.ts';
import { decideNewcomer } from './moderation/newcomers.ts';
import { applyRemoval } from './moderation/removal.ts';
import { applyMember, decideMember } from './moderation/sanctions.ts';
import { peopleIn } from './needs.ts';
import { noteActing } from './people/awaited.ts';
import { wish } from './people/wishes.ts';
import { guardPlace } from './ranks/announce-place.ts';
import { bePresent, keepHoldings, settleHoldings } from './ranks/holdings.ts';
import { riseNotices } from './ranks/rises.ts';
import { earn, record } from './record.ts';
import { decideAirPress } from './reputation/air-press.ts';
import { GIFT } from './reputation/gift-notices.ts';
import { applyReaction, decideReactionEvent, epochOf, settleWaiting } from './reputation/reactions.ts';
import { decidePress, decideWord } from './requests.ts';

/** Decides an event; what it shows of people and chat is learnt first. A rule that throws has changed no total. */
export function decide(facts: ChatDraft, event: SettledEvent, dice: Dice): Decision {
  for (const person of peopleIn(event)) facts.learn(person, event.at);
  // Of a chat that only a button's data names nothing else is known.
  if (event.is !== 'tick' && ((event.is !== 'press' && event.is !== 'word') || !event.place))
    facts.describe(event.chat);
  const decision = guardPlace(facts, event, decideEvent(facts, event, dice));
  // Points that a corrected ban gives back are no rise, and what becomes of everybody is nobody's news.
  if (event.is === 'member' || decision.job) return decision;
  const told = riseNotices(facts, event, decision, dice);
  return told.length === 0 ? decision : { ...decision, notices: [...decision.notices, ...told] };
}

function decideEvent(facts: ChatDraft, event: SettledEvent, dice: Dice): Decision {
  if (event.is === 'message') return earnByMessage(facts, event, decideMessage(facts, event, dice), dice);
  if (event.is === 'join') return { ...NOTHING, earned: earnByJoin(facts, event, dice) };
  if (event.is === 'reaction') return decideReactionEvent(facts, event, dice);
  if (event.is === 'tick') return decideTick(facts, event, dice);
  if (event.is === 'member') return { ...decideMember(facts, event), ...decideNewcomer(facts, event) };
  if (event.is === 'word') return decideWord(facts, event);
  if (event.is !== 'press') return NOTHING;
  const { request } = event;
  if (request.ask === 'recognize') return decideRecognition(facts, event, request);
  return request.ask === 'air' ? decideAirPress(facts, event, request, dice) : decidePress(facts, event);
}

/**
 * The only mutation of the fold: moves the facts on, so that the next event of the batch meets this one's
 * intervals. Answers with what is to be said.
 */
export function apply(
  facts: ChatDraft,
  event: SettledEvent,
  decision: Decision,
  dice: Dice,
): readonly Notice[] {
  // Whether and when a tick comes hangs on the clock: nothing that an event meets may hang on it.
  if (event.is !== 'tick') keepTime(facts, event.at);
  let notices = decision.notices;
  switch (event.is) {
    case 'message':
      applyMessage(facts, event, decision, dice);
      break;
    case 'member':
      applyMember(facts, event, decision);
      break;
    case 'join':
      for (const person of event.people) bePresent(facts, person.id, event.at, true);
      break;
    case 'leave':
      bePresent(facts, event.person.id, event.at, false);
      break;
    case 'bot_status':
      applyBotStatus(facts, event);
      notices = welcome(facts, event);
      break;
    case 'reaction':
      applyReaction(facts, epochOf(facts, event), decision);
      break;
    case 'press':
      applyPress(facts, decision);
      break;
    case 'word':
      facts.people.setDmOpen(event.person.id, true);
      break;
    case 'tick':
      record(facts, decision, facts.row.epoch);
      if (decision.decay) applyDecay(facts, decision.decay);
      if (decision.boards !== undefined) facts.boards.set(decision.boards);
      break;
    case 'topic_opened':
      break;
  }
  if (decision.ladder !== undefined) {
    facts.row.ladder = decision.ladder;
    facts.chatChanged = true;
  }
  noteActing(facts, event);
  if (decision.mark) facts.marks.set(decision.mark.userId, decision.mark);
  if (decision.rewards !== undefined) {
    facts.row.rewards = decision.rewards;
    facts.rewards.listChanged = true;
  }
  if (decision.errands) facts.errands.add(decision.errands);
  if (decision.spans) applySpans(facts, decision.spans);
  if (decision.earned) earn(facts, decision.earned, event.at);
  if (decision.told !== undefined) facts.touch(decision.told, event.at).toldAt = event.at;
  if (decision.speaks) facts.people.setLanguage(decision.speaks.person, decision.speaks.language);
  if (decision.settings !== undefined) {
    const before = facts.rules.settings;
    changeSettings(facts, decision.settings, personOf(event), event.at);
    notices = [...notices, ...switchDecay(facts, before, event.at)];
    switchBoards(facts, before, event.at);
  }
  if (decision.card) facts.cards.set(decision.card.user, decision.card);
  if (decision.panel) facts.panels.rows.set(decision.panel.of, decision.panel.row);
  if (decision.announce) {
    facts.touch(decision.announce.of, event.at).unannounced = !decision.announce.on;
  }
  if (decision.job) applyJob(facts, decision.job, decision.synced);
  for (const { of, holdings } of decision.holdings ?? [])
    keepHoldings(facts, facts.touch(of, event.at), holdings);
  settleHoldings(facts, event.at, decision.passage);
  if (decision.hide) facts.touch(decision.hide.of, event.at).hidden = decision.hide.hidden;
  if (decision.wish) wish(facts.people, decision.wish.of, decision.wish.wish);
  if (decision.question) facts.questions.set(decision.question.of, decision.question.row);
  if (!facts.row.botCanWrite) {
    return notices.filter(({ way, chat }) => way === 'private' || chat !== facts.row.chatId);
  }
  for (const { key, way } of notices) if (key === GIFT && way === 'public') facts.saidAloud(event.at);
  return notices;
}

function applySpans(facts: ChatDraft, { rows, climate }: SpanChange): void {
  for (const row of rows) {
    facts.spans.set(row);
    if (row.span) facts.due(row.span.closesAt);
  }
  if (!climate) return;
  facts.spans.climate = climate;
  facts.spans.climateChanged = true;
}

/** Where a question was answered, what its thank-you came to replaces what was told of it before. */
function applyPress(facts: ChatDraft, decision: Decision): void {
  record(facts, decision, facts.row.epoch);
  const { offer, outcome, triggers } = decision;
  if (triggers) facts.triggers.set(triggers);
  if (!offer) return;
  facts.air.setOffer(offer);
  if (outcome) facts.air.retell(offer.messageId, outcome);
}

/** While a reaction waits for its message every second counts, else a minute does. */
function keepTime(facts: ChatDraft, at: Seconds): void {
  const { row } = facts;
  const awaiting = row.reactionsWaitUntil;
  if (at - row.lastEventAt < (awaiting === null ? MINUTE : 1)) return;
  row.lastEventAt = at;
  if (awaiting !== null && at > awaiting) row.reactionsWaitUntil = null;
  facts.chatChanged = true;
}

function applyMessage(facts: ChatDraft, event: MessageEvent, decision: Decision, dice: Dice): void {
  if (event.chat.type === 'private') {
    if (event.author.is === 'person') facts.people.setDmOpen(event.author.person.id, true);
    return;
  }
  record(facts, decision, epochOf(facts, event));
  if (decision.offer) facts.air.setOffer(decision.offer);
  if (event.author.is === 'person' && !event.edited) {
    seeMember(facts, event, event.author.person.id, decision.outcome !== null);
  }
  remember(facts, event, decision);
  settleWaiting(facts, event, dice);
  if (decision.removal) applyRemoval(facts, event, decision.removal);
  for (const trigger of decision.fired ?? []) facts.triggers.fire(trigger, event.at);
  if (decision.triggers) facts.triggers.set(decision.triggers);
}

/** A new version of the chat's settings. Who changed them: null for an anonymous admin and the bot itself. */
function changeSettings(facts: ChatDraft, settings: string, by: UserId | null, at: Seconds): void {
  facts.keepStanding();
  noteRatingName(facts, facts.row.settings, settings, at);
  facts.row.settings = settings;
  facts.row.settingsVersion += 1;
  facts.chatChanged = true;
  facts.versions.push({ version: facts.row.settingsVersion, settings, by, at });
}

/** Who stands behind an event, where that is a person. */
function personOf(event: SettledEvent): UserId | null {
  if (event.is === 'press' || event.is === 'word') return event.person.id;
  return event.is === 'message' && event.author.is === 'person' ? event.author.person.id : null;
}

/** Somebody wrote. The parts of an album count as one message. */
function seeMember(facts: ChatDraft, event: MessageEvent, id: UserId, spoke: boolean): void {
  const member = facts.touch(id, event.at);
  if (!member.present) bePresent(facts, id, event.at, true);
  member.lastSeenAt = Math.max(member.lastSeenAt, event.at);
  const text = fingerprintOf(event);
  if (text !== 0) member.lastText = text;
  const further = event.album !== null && member.album === event.album;
  if (event.album !== null) {
    member.albumSpoke = spoke || (further && member.albumSpoke);
    member.album = event.album;
  }
  if (further) return;
  member.messages += 1;
  facts.touchDay(id, event.at).messages += 1;
}

/** Keeps what `/why` and later counts may ask of a message. Its text is not among it. */
function remember(facts: ChatDraft, event: MessageEvent, decision: Decision): void {
  const author = event.author;
  if (author.is === 'service') return;
  if (event.edited && decision.outcome === null) return;
  const epoch = epochOf(facts, event);
  const key = `${epoch} ${event.messageId}`;
  const known = facts.messages.get(key);
  // What a message did stays; an edit only explains itself where nothing was done.
  if (known?.outcome) return;
  const rule = decision.outcome?.rule ?? null;
  const outcome = decision.outcome ? JSON.stringify(decision.outcome) : null;
  if (known) {
    facts.messages.set(key, { ...known, rule, outcome });
    return;
  }
  const visible = visibleText(event);
  facts.messages.set(key, {
    messageId: event.messageId,
    epoch,
    userId: accountOf(author),
    at: event.at,
    kind: event.kind,
    length: visible.length,
    words: visible.split(/\s+/).filter(Boolean).length,
    replyTo: event.reply.to === 'message' ? event.reply.messageId : null,
    thread: event.thread,
    rule,
    outcome,
  });
}

function applyBotStatus(facts: ChatDraft, event: BotStatusEvent): void {
  if (event.chat.type === 'private') {
    facts.people.setDmOpen(event.by.id, event.canWrite);
    return;
  }
  facts.keepStanding();
  Object.assign(facts.row, {
    botStatus: event.status,
    botCanWrite: event.canWrite,
    botCanDelete: event.canDelete,
  });
  if (event.may) facts.errands.release(event.may);
  facts.chatChanged = true;
  if (!event.added || facts.row.settingsVersion > 0) return;
  const language = bestLanguage(event.by.language);
  if (language === facts.rules.settings.language) return;
  changeSettings(facts, JSON.stringify({ language }), event.by.id, event.at);
}

/** The bot was added: one short message says what it needs, and leads to what fits the group. */
function welcome(facts: ChatDraft, event: BotStatusEvent): Notice[] {
  if (!event.added || event.chat.type === 'private') return [];
  return [
    {
      key: 'view:welcome',
      params: { step: 'start' },
      language: facts.rules.settings.language,
      chat: event.chat.id,
      thread: null,
      way: 'public',
      to: event.by.id,
      messageId: null,
      query: null,
      answersCommand: false,
      removeAfter: null,
      keep: false,
      at: event.at,
    },
  ];
}

/** The admins as Telegram lists them now replace those known. */
export function applyAdmins(facts: ChatDraft, list: AdminList): void {
  facts.setAdmins(list.admins.map((person) => person.id));
  if (!list.bot) return;
  const { status, canDelete, asked = false } = list.bot;
  // The list names admins only: of a bot that is none it cannot tell whether it is muted.
  if (status === 'member' && facts.row.botStatus === 'muted' && !asked) return;
  const released = facts.row.botStatus === 'muted' && status === 'member';
  const canWrite =
    status === 'admin' || released || (facts.row.botCanWrite && status !== 'muted' && status !== 'out');
  const { botStatus, botCanDelete, botCanWrite } = facts.row;
  if (botStatus === status && botCanDelete === canDelete && botCanWrite === canWrite) return;
  facts.keepStanding();
  Object.assign(facts.row, { botStatus: status, botCanDelete: canDelete, botCanWrite: canWrite });
  facts.chatChanged = true;
}
