import type { MessageEvent } from '../../model/event.ts';
import { answer, asker, refused } from '../answer.ts';
import { type Decision, NOTHING } from '../decision.ts';
import type { ChatDraft } from '../draft.ts';

/** Out of the ratings of this chat, or back; in private of all chats, those of later included. Null: turned round. */
export function hide(facts: ChatDraft, event: MessageEvent, asked: boolean | null): Decision {
  const of = asker(event);
  if (of === null) return refused(facts, event, { no: 'as_yourself' });
  if (event.chat.type === 'private') {
    const hidden = asked ?? facts.people.get(of)?.hides !== true;
    return {
      ...NOTHING,
      wish: { of, wish: hidden ? 'hide' : 'show' },
      notices: [answer(facts, event, hidden ? 'hide.on_everywhere' : 'hide.off_everywhere')],
    };
  }
  const hidden = asked ?? facts.members.get(of)?.hidden !== true;
  return {
    ...NOTHING,
    hide: { of, hidden },
    notices: [answer(facts, event, hidden ? 'hide.on' : 'hide.off', { chat: event.chat.title })],
  };
}
