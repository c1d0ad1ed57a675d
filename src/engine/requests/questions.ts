import type { MessageEvent, PressEvent } from '../../model/event.ts';
import type { NoticeButton } from '../../model/notice.ts';
import type { Request } from '../../model/request.ts';
import { MINUTE, type Seconds } from '../../model/time.ts';
import { answer, edit, refused } from '../answer.ts';
import { type Decision, NOTHING } from '../decision.ts';
import type { QuestionRow } from '../draft/rows.ts';
import type { ChatDraft } from '../draft.ts';
import { answerPoints, isOlderAboutPoints, POINTS_QUESTION_LIVES } from '../jobs/points.ts';
import { adjustConfirmed } from '../reputation/adjust.ts';
import { importConfirmed } from '../settings/import.ts';

/** A question can be answered for so long, by the time of the events. */
export const QUESTION_LIVES: Seconds = 5 * MINUTE;

type Answer = Extract<Request, { ask: 'confirm' | 'cancel' }>;

/** Everybody to begin anew is asked back twice. */
export function askToReset(facts: ChatDraft, event: MessageEvent): Decision {
  if (event.author.is !== 'person') return refused(facts, event, { no: 'as_yourself' });
  const user = event.author.person.id;
  const { messageId } = event;
  return {
    ...NOTHING,
    question: {
      of: user,
      row: {
        user,
        messageId,
        kind: 'reset_chat',
        step: 0,
        askedAt: event.at,
        about: null,
        amount: 0,
        reason: null,
        payload: null,
      },
    },
    notices: [
      {
        ...answer(facts, event, 'ask.reset_chat', { chat: event.chat.title }),
        buttons: buttons('ask.button_reset', messageId, 1),
      },
    ],
  };
}

/** A button under a question: only who was asked can answer, only the last question, and not for long. */
export function answerQuestion(
  facts: ChatDraft,
  event: PressEvent,
  { ask, question, step }: Answer,
): Decision {
  const of = event.person.id;
  const row = facts.questions.get(of);
  const lives = row?.kind === 'points' ? POINTS_QUESTION_LIVES : QUESTION_LIVES;
  if (row && row.messageId !== question) {
    return isOlderAboutPoints(row, question, step)
      ? { ...NOTHING, notices: [edit(facts, event, 'refusal.question_replaced')] }
      : refused(facts, event, { no: 'question_replaced' });
  }
  if (!row || event.at - row.askedAt > lives) return refused(facts, event, { no: 'question_over' });
  if (row.kind === 'points') return answerPoints(facts, event, row, step);
  const answered = { of, row: null };
  if (ask === 'cancel') {
    return { ...NOTHING, question: answered, notices: [edit(facts, event, 'ask.cancelled')] };
  }
  if (row.kind === 'import') {
    if (step !== 1) return refused(facts, event, { no: 'question_over' });
    const decision = importConfirmed(facts, event, row);
    // What stood in the way may be put right, and the button pressed again.
    const done = decision.settings !== undefined || decision.triggers !== undefined;
    return done ? { ...decision, question: answered } : decision;
  }
  if (row.kind === 'experience') {
    const about = row.about === null ? null : facts.member(row.about);
    if (step !== 1 || !about) return refused(facts, event, { no: 'question_over' });
    return { ...adjustConfirmed(facts, event, row, about), question: answered };
  }
  if (step === 2 && row.step === 1) {
    return {
      ...NOTHING,
      question: answered,
      reset: { by: of, at: event.at },
      notices: [edit(facts, event, 'ask.reset_done')],
    };
  }
  return step === 1 ? askAgain(facts, event, row) : refused(facts, event, { no: 'question_over' });
}

/** The first button pressed twice asks the second question twice. */
function askAgain(facts: ChatDraft, event: PressEvent, row: QuestionRow): Decision {
  return {
    ...NOTHING,
    question: { of: row.user, row: { ...row, step: 1 } },
    notices: [
      {
        ...edit(facts, event, 'ask.reset_chat_again'),
        buttons: buttons('ask.button_reset_again', row.messageId, 2),
      },
    ],
  };
}

function buttons(key: string, question: number, step: number): NoticeButton[][] {
  return [
    [
      { key, request: { ask: 'confirm', question, step } },
      { key: 'ask.button_no', request: { ask: 'cancel', question, step: 0 } },
    ],
  ];
}
