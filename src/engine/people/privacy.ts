import type { MessageEvent, PressEvent } from '../../model/event.ts';
import { chatId, type UserId } from '../../model/ids.ts';
import type { Notice, NoticeButton } from '../../model/notice.ts';
import type { Request } from '../../model/request.ts';
import { MINUTE, type Seconds } from '../../model/time.ts';
import { bestLanguage } from '../../text/i18n.ts';
import { answer, asker, edit, refused } from '../answer.ts';
import { type Decision, NOTHING } from '../decision.ts';
import type { ChatDraft } from '../draft.ts';

type Forget = Extract<Request, { ask: 'forget' }>;

/** The buttons can be pressed for so long. */
const LIVES: Seconds = 5 * MINUTE;

/** All that is stored of who asks, as a file: by a private message, whoever reads along in the group. */
export function sendMyData(facts: ChatDraft, event: MessageEvent): Decision {
  const of = asker(event);
  if (of === null) return refused(facts, event, { no: 'as_yourself' });
  if (event.chat.type === 'private') return { ...NOTHING, notices: [answer(facts, event, 'view:mydata')] };
  const person = facts.people.get(of);
  if (!person?.dmOpen) return { ...NOTHING, notices: [answer(facts, event, 'view:mydata_start')] };
  const { ownLanguage: _, ...said } = answer(facts, event, 'view:mydata');
  const file: Notice = {
    ...said,
    language: person.speaks ?? bestLanguage(person.language),
    chat: chatId(of),
    thread: null,
    messageId: null,
    answersCommand: false,
  };
  return { ...NOTHING, notices: [answer(facts, event, 'mydata.sent'), file] };
}

/** To be forgotten is asked back twice: nothing brings it back. */
export function askToForget(facts: ChatDraft, event: MessageEvent): Decision {
  const of = asker(event);
  if (of === null) return refused(facts, event, { no: 'as_yourself' });
  const notice = answer(facts, event, 'forget.ask');
  return { ...NOTHING, notices: [{ ...notice, buttons: buttons('forget.button_yes', 'yes', of, event.at) }] };
}

/** The buttons carry whom they ask, so that nobody else answers, and when, so that none is pressed by chance later. */
export function answerForget(
  facts: ChatDraft,
  event: PressEvent,
  { answer: said, of, at }: Forget,
): Decision {
  if (of !== event.person.id || Math.abs(event.at - at) > LIVES)
    return refused(facts, event, { no: 'question_over' });
  if (said === 'no') return { ...NOTHING, notices: [edit(facts, event, 'ask.cancelled')] };
  if (said === 'sure') {
    return { ...NOTHING, wish: { of, wish: 'forget' }, notices: [edit(facts, event, 'forget.done')] };
  }
  const again = {
    ...edit(facts, event, 'forget.ask_again'),
    buttons: buttons('forget.button_sure', 'sure', of, at),
  };
  return { ...NOTHING, notices: [again] };
}

function buttons(key: string, yes: 'yes' | 'sure', of: UserId, at: Seconds): NoticeButton[][] {
  return [
    [
      { key, request: { ask: 'forget', answer: yes, of, at } },
      { key: 'ask.button_no', request: { ask: 'forget', answer: 'no', of, at } },
    ],
  ];
}
