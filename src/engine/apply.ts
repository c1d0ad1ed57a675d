import type { Dice } from '../model/dice.ts';
import type { SettledEvent } from '../model/event.ts';
import type { UserId } from '../model/ids.ts';
import type { Notice } from '../model/notice.ts';
import { applyBotStatus, changeSettings, keepTime, welcome } from './apply/chat.ts';
import { applyMessage } from './apply/messages.ts';
import { decideMessage } from './decide.ts';
import { type Decision, NOTHING } from './decision.ts';
import type { ChatDraft } from './draft.ts';
import { decideTick } from './due.ts';
import { earnByJoin, earnByMessage } from './experience/earn.ts';
import { decideRecognition } from './experience/recognition.ts';
import { switchSpans } from './experience/switch-spans.ts';
import { applyJob } from './jobs/piece.ts';
import { switchBoards } from './leaderboard/boards.ts';
import { applyDecay } from './moderation/decay.ts';
import { switchDecay } from './moderation/decay-switch.ts';
import { decideNewcomer } from './moderation/newcomers.ts';
import { applyMember, decideMember } from './moderation/sanctions.ts';
import { peopleIn } from './needs/people.ts';
import { noteActing } from './people/awaited.ts';
import { wish } from './people/wishes.ts';
import { guardPlace } from './ranks/announce-place.ts';
import { bePresent, keepHoldings, settleHoldings } from './ranks/holdings.ts';
import { riseNotices } from './ranks/rises.ts';
import { earn, record } from './record.ts';
import { decideAirPress } from './reputation/air-press.ts';
import { GIFT } from './reputation/gift-notices.ts';
import { applyReaction, decideReactionEvent, epochOf, settleWaiting } from './reputation/reactions.ts';
import { decidePress, decideWord } from './requests/presses.ts';

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
  // When a tick comes and what a press is dated by hang on the clock: nothing that an event meets may hang on it.
  if (event.is !== 'tick' && event.is !== 'press') keepTime(facts, event.at);
  let notices = decision.notices;
  switch (event.is) {
    case 'message':
      applyMessage(facts, event, decision);
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
      if (decision.triggers) facts.triggers.set(decision.triggers);
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
  for (const row of decision.spans ?? []) facts.spans.set(facts.touch(row.userId, event.at), row);
  if (decision.earned) earn(facts, decision.earned, event.at);
  // On top of what the message itself has earned: else a level would be reached twice.
  if (event.is === 'message') notices = [...notices, ...settleWaiting(facts, event, dice)];
  if (decision.told !== undefined) facts.touch(decision.told, event.at).toldAt = event.at;
  if (decision.speaks) facts.people.setLanguage(decision.speaks.person, decision.speaks.language);
  if (decision.settings !== undefined) {
    const before = facts.rules.settings;
    const kind = facts.rules.policy?.spans?.kind;
    changeSettings(facts, decision.settings, personOf(event), event.at);
    switchDecay(facts, before, event.at);
    switchBoards(facts, before, event.at);
    switchSpans(facts, kind);
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

/** Where a question was answered, what its thank-you came to replaces what was told of it before. */
function applyPress(facts: ChatDraft, decision: Decision): void {
  record(facts, decision, facts.row.epoch);
  const { offer, outcome, triggers } = decision;
  if (triggers) facts.triggers.set(triggers);
  if (!offer) return;
  facts.air.setOffer(offer);
  if (outcome) facts.air.retell(offer.messageId, outcome);
}

/** Who stands behind an event, where that is a person. */
function personOf(event: SettledEvent): UserId | null {
  if (event.is === 'press' || event.is === 'word') return event.person.id;
  return event.is === 'message' && event.author.is === 'person' ? event.author.person.id : null;
}
