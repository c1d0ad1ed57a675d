import type { MemberEvent } from '../../model/event.ts';
import { HOUR, MINUTE, type Seconds } from '../../model/time.ts';
import type { Decision } from '../decision.ts';
import type { ChatDraft } from '../draft.ts';
import type { MarkRow } from './marks.ts';

/** What it comes to, beside all else that the event does. */
type Step = Pick<Decision, 'mark' | 'errands'>;

const NOTHING: Step = {};

/** The message of a join and the change of the member come by two ways, and with dates that may differ a little. */
const SAME_MOMENT: Seconds = 5;
/** How often a restriction is put again that another bot has replaced by its own and then lifted. */
const MOST_RENEWALS = 1;

/**
 * A member's standing changed: whether a newcomer is to be restricted, and what becomes of the bot's own restriction
 * when somebody else restricts or frees the same person. Telegram knows one restriction a member, so a captcha's takes
 * the place of ours; when the captcha lets them in, ours is put again. What a person decides is never undone.
 */
export function decideNewcomer(facts: ChatDraft, event: MemberEvent): Step {
  const { change, person, at } = event;
  if (!change || person.isBot || change.by.id === facts.bot.id) return NOTHING;
  const { by, was } = change;
  const restricted = change.now.denied.length > 0;
  const mark = facts.made.marks?.get(person.id);
  if (!was.present && event.present) {
    return restricted || event.role === 'admin' || !isNew(facts, event) ? NOTHING : begin(facts, event);
  }
  if (!mark || mark.limited === '') return NOTHING;
  if (event.role === 'admin') return marked(mark, { limited: '' });
  // Something else of theirs changed, their own tag say.
  if (was.present === event.present && was.denied.join() === change.now.denied.join()) return NOTHING;
  if (restricted) {
    // Who goes by themselves stays restricted as they were.
    if (!event.present) return NOTHING;
    return marked(mark, { limited: by.isBot ? 'wanted' : '' });
  }
  const again =
    event.present &&
    was.denied.length > 0 &&
    by.isBot &&
    mark.limited === 'wanted' &&
    mark.renewed < MOST_RENEWALS &&
    (mark.until === 0 || mark.until > at + MINUTE);
  if (!again) return marked(mark, { limited: '' });
  return {
    ...marked(mark, { renewed: mark.renewed + 1 }),
    errands: [
      {
        ...{ do: 'restrict', chat: event.chat.id, user: person.id, at },
        ...{ what: mark.what, until: mark.until },
      },
    ],
  };
}

function begin(facts: ChatDraft, { chat, person, at }: MemberEvent): Step {
  const { settings } = facts.rules;
  const what = settings['newcomers.restrict'];
  if (what === 'off') return NOTHING;
  const hours = settings['newcomers.hours'];
  const until = hours === 0 ? 0 : at + hours * HOUR;
  return {
    mark: { userId: person.id, limited: 'wanted', what, until, renewed: 0 },
    errands: [{ do: 'restrict', chat: chat.id, user: person.id, what, until, at }],
  };
}

/** Never seen in this chat before this moment. */
function isNew(facts: ChatDraft, { person, at }: MemberEvent): boolean {
  const known = facts.members.get(person.id);
  return !known || known.firstSeenAt >= at - SAME_MOMENT;
}

function marked(mark: MarkRow, change: Partial<MarkRow>): Step {
  return { mark: { ...mark, ...change } };
}
