import type { Dice } from '../model/dice.ts';
import { pick } from '../model/dice.ts';
import type { MessageEvent } from '../model/event.ts';
import type { Notice, TemplateLine } from '../model/notice.ts';
import { fullName } from '../model/person.ts';
import { type Seconds, zoneOffset } from '../model/time.ts';
import { decideThanks, type GiftDecision } from '../reputation/thanks.ts';
import { answer } from './answer.ts';
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
  return { ...gift, notices: giftNotices(facts, event, gift, dice) };
}

/** A chat can give a command's name back to another bot, and switch `!command` on. */
function isOurs(facts: ChatDraft, { command, author, edited, forwarded, viaBot }: MessageEvent): boolean {
  if (!command || edited || forwarded || viaBot) return false;
  if (author.is !== 'person' && author.is !== 'anonymous_admin') return false;
  const { settings } = facts.rules;
  if (command.bang && !settings['commands.bang']) return false;
  return !settings['commands.disabled'].includes(command.name);
}

/** A moment as the chat's own calendar and clock show it. */
function clock(at: Seconds, zone: string): { date: string; time: string } {
  const local = new Date((at + zoneOffset(at, zone)) * 1000).toISOString();
  return { date: local.slice(0, 10), time: local.slice(11, 16) };
}

function giftNotices(facts: ChatDraft, event: MessageEvent, gift: GiftDecision, dice: Dice): Notice[] {
  if (gift.entries.length === 0 || event.author.is !== 'person') return [];
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
        ...clock(event.at, settings.time_zone),
      },
    });
  }
  if (lines.length === 0) return [];
  const seconds = settings[`${family}.reply_seconds`];
  return [
    {
      ...base,
      key: 'gift',
      lines,
      way: reply,
      answersCommand: false,
      removeAfter: reply === 'public' && seconds > 0 ? seconds : null,
    },
  ];
}
