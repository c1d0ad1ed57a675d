import type { Dice } from '../model/dice.ts';
import { pick } from '../model/dice.ts';
import type { MessageEvent } from '../model/event.ts';
import type { Notice, NoticeButton, TemplateLine } from '../model/notice.ts';
import { fullName } from '../model/person.ts';
import { localClock } from '../model/time.ts';
import { reasonsToTell } from '../reputation/tell.ts';
import { decideThanks, type GiftDecision } from '../reputation/thanks.ts';
import { answer, refusalParams } from './answer.ts';
import { type Decision, NOTHING } from './decision.ts';
import type { ChatDraft } from './draft.ts';
import { decideRequest } from './requests.ts';

/** Decides one message: a command of ours, or talk that may hold a thank-you. */
export function decideMessage(facts: ChatDraft, event: MessageEvent, dice: Dice): Decision {
  if (event.command && isOurs(facts, event)) return decideRequest(facts, event, event.command);
  if (event.chat.type === 'private') return NOTHING;
  if (event.author.is === 'person' && facts.isSpokenAlbum(event.author.person.id, event.album))
    return NOTHING;
  const gift = decideThanks(event, facts.rules.gifts, facts.rules.matcher, facts, dice);
  if (!gift) return NOTHING;
  return gift.entries.length > 0
    ? { ...gift, notices: giftNotices(facts, event, gift, dice) }
    : { ...gift, ...tellWhyNot(facts, event, gift) };
}

/** What gave nothing is explained to its giver alone, now and then; `/why` explains it always. */
function tellWhyNot(
  facts: ChatDraft,
  event: MessageEvent,
  { outcome }: GiftDecision,
): Pick<Decision, 'notices' | 'told'> {
  if (event.author.is !== 'person') return { notices: [] };
  const { id } = event.author.person;
  const family = outcome.sign === 'thanks' ? 'reputation' : 'negative';
  if (!facts.rules.settings[`${family}.tell_refusals`]) return { notices: [] };
  const reasons = reasonsToTell(outcome, event.at, facts.member(id)?.toldAt ?? null);
  if (reasons.length === 0) return { notices: [] };
  const lines = [{ key: `told.${outcome.sign}`, params: {} }, ...reasons.map(refusalParams)];
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

function giftNotices(facts: ChatDraft, event: MessageEvent, gift: GiftDecision, dice: Dice): Notice[] {
  if (event.author.is !== 'person') return [];
  const { settings } = facts.rules;
  const family = gift.outcome.sign === 'thanks' ? 'reputation' : 'negative';
  const reply = settings[`${family}.reply`];
  if (reply === 'off') return [];
  const base = answer(facts, event, '');
  if (reply === 'reaction') {
    return [{ ...base, key: gift.outcome.sign === 'thanks' ? '❤' : '👎', way: 'reaction' }];
  }
  const lines: TemplateLine[] = [];
  const given = facts.member(event.author.person.id)?.thanksGiven ?? 0;
  for (const [index, entry] of gift.entries.entries()) {
    const receiver = facts.member(entry.receiver);
    const template = pick(dice('text', entry.receiver), settings[`${family}.texts`]);
    if (!receiver || template === undefined) continue;
    lines.push({
      template,
      values: {
        giver: { person: event.author.person.id, name: fullName(event.author.person) },
        receiver: { person: receiver.id, name: receiver.name },
        user: { person: receiver.id, name: receiver.name },
        amount: Math.abs(entry.reputation),
        reputation: receiver.reputation + entry.reputation,
        given: gift.outcome.sign === 'thanks' ? given + index + 1 : given,
        chat: event.chat.title,
        reason: entry.reason ?? '',
        bot: `@${facts.bot.username}`,
        ...localClock(event.at, settings.time_zone),
      },
    });
  }
  if (lines.length === 0) return [];
  const seconds = settings[`${family}.reply_seconds`];
  const { messageId } = event;
  const undo: NoticeButton = {
    key: 'undo.button_gift',
    request: { ask: 'undo', what: { by: 'message', epoch: facts.row.epoch, messageId } },
  };
  // In public it would be everybody's to press, and only its giver's to use.
  const withButton = reply === 'private' && settings[`${family}.undo_minutes`] > 0;
  return [
    {
      ...base,
      key: 'gift',
      lines,
      way: reply,
      ...(withButton && { buttons: [[undo]] }),
      answersCommand: false,
      removeAfter: reply === 'public' && seconds > 0 ? seconds : null,
    },
  ];
}
