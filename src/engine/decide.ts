import type { Dice } from '../model/dice.ts';
import type { MessageEvent } from '../model/event.ts';
import type { Notice } from '../model/notice.ts';
import type { Outcome } from '../model/outcome.ts';
import { decideGifts } from '../reputation/gifts.ts';
import { reasonsToTell } from '../reputation/tell.ts';
import { answer, refusalParams } from './answer.ts';
import { type Decision, NOTHING } from './decision.ts';
import type { ChatDraft } from './draft.ts';
import { thanked } from './experience/earn.ts';
import { isExcludedTopic, tagsShown } from './experience/excluded.ts';
import { typedReply } from './panel/typed.ts';
import { askWhom } from './reputation/ask-whom.ts';
import { beginSaying, giftNotices } from './reputation/gift-notices.ts';
import { triggerNotices } from './reputation/trigger-notices.ts';
import { decideRequest } from './requests.ts';

/** Decides one message: a command of ours, or talk that may hold a thank-you. */
export function decideMessage(facts: ChatDraft, event: MessageEvent, dice: Dice): Decision {
  if (event.command && isOurs(facts, event)) return decideRequest(facts, event, event.command);
  if (event.chat.type === 'private') return helpWith(facts, event);
  const typed = typedReply(facts, event);
  if (typed) return typed;
  if (event.author.is === 'person' && facts.isSpokenAlbum(event.author.person.id, event.album))
    return NOTHING;
  const gift = decideGifts(event, facts.rules, facts, dice);
  if (!gift) return NOTHING;
  const { outcome, triggers } = gift;
  const words =
    gift.words && !isExcludedTopic(facts, event)
      ? {
          ...gift.words,
          entries: thanked(facts, gift.words.entries, event.at, dice, tagsShown(facts, event)),
        }
      : gift.words;
  const entries = [...(triggers?.entries ?? []), ...(words?.entries ?? [])];
  const notices: Notice[] = [];
  const saying = beginSaying(facts, event);
  if (triggers) notices.push(...triggerNotices(saying, triggers, dice));
  if (words && !triggers?.fired.length) {
    const asked = askWhom(facts, event, words);
    if (asked) return { outcome, entries, ...asked };
  }
  if (words) {
    const { sign } = words.outcome;
    notices.push(...giftNotices(saying, { sign, entries: words.entries }, dice));
  }
  const decision = { outcome, entries, notices, ...(triggers && { fired: triggers.fired }) };
  return entries.length > 0 || notices.length > 0
    ? decision
    : { ...decision, ...tellWhyNot(facts, event, outcome) };
}

/** In private nobody else can be meant by a command: one that is not known is answered by those that are. */
function helpWith(facts: ChatDraft, event: MessageEvent): Decision {
  const { author, command, edited, viaBot, forwarded, text } = event;
  const asks = author.is === 'person' && !command && !edited && !viaBot && !forwarded && /^\/\w/.test(text);
  return asks
    ? { ...NOTHING, notices: [answer(facts, event, 'view:help_private', { start: false })] }
    : NOTHING;
}

/** What did nothing at all is explained to its giver alone, now and then; `/why` explains it always. */
function tellWhyNot(
  facts: ChatDraft,
  event: MessageEvent,
  outcome: Outcome,
): Pick<Decision, 'notices' | 'told'> {
  if (event.author.is !== 'person') return { notices: [] };
  const { id } = event.author.person;
  const { sign } = outcome;
  const family = sign === 'minus' ? 'negative' : 'reputation';
  if (!facts.rules.settings[`${family}.tell_refusals`]) return { notices: [] };
  const reasons = reasonsToTell(outcome, event.at, facts.member(id)?.toldAt ?? null);
  if (reasons.length === 0) return { notices: [] };
  const lines = [{ key: `told.${sign}`, params: {} }, ...reasons.map(refusalParams)];
  return { told: id, notices: [{ ...answer(facts, event, 'told'), lines, answersCommand: false }] };
}

/** A chat can give a command's name back to another bot, and switch `!command` on. */
function isOurs(facts: ChatDraft, { command, author, edited, forwarded, viaBot }: MessageEvent): boolean {
  if (!command || edited || forwarded || viaBot) return false;
  if (author.is !== 'person' && author.is !== 'anonymous_admin') return false;
  const { settings } = facts.rules;
  if (command.bang && !settings['commands.bang']) return false;
  return !settings['commands.disabled'].includes(command.name);
}
