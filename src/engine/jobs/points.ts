import type { MessageEvent, PressEvent, SettledEvent } from '../../model/event.ts';
import type { Notice, NoticeButton } from '../../model/notice.ts';
import { DAY, type Seconds } from '../../model/time.ts';
import type { Flight } from '../../storage/database.ts';
import { answer, edit, refused } from '../answer.ts';
import { type Decision, NOTHING } from '../decision.ts';
import type { QuestionRow } from '../draft/rows.ts';
import type { ChatDraft } from '../draft.ts';
import { rewardsOf } from '../ranks/holdings.ts';
import { parseStored, rulesOf } from '../rules-of.ts';
import { beginJob, measureOf } from './jobs.ts';

/** The question what becomes of points can be answered for so long; until then and after it they are kept. */
export const POINTS_QUESTION_LIVES: Seconds = DAY;

/** What its buttons answer: numbers that no button of another question has. */
const STEPS = { keep: 3, convert: 4, restart: 5, sure: 6 } as const;

const HAS_POINTS = `select exists (select from members
  where chat_id = $1::bigint and experience <> 0 and user_id <> all($2::bigint[])) as any`;

/**
 * Experience is earned or turned into levels in another way from now on, whoever or whatever has set it so: what
 * becomes of the points that members have is asked, in private, who did it. To be called before `facts.before` goes.
 */
export async function askAboutPoints(
  flight: Flight,
  facts: ChatDraft,
  event: SettledEvent | null,
): Promise<readonly Notice[]> {
  const { before, row } = facts;
  if (!before || before.settings === row.settings || (event?.is !== 'message' && event?.is !== 'press'))
    return [];
  const [from, to] = [measureOf(before.settings), measureOf(row.settings)];
  if (from === to || !facts.rules.settings['experience.enabled']) return [];
  const was = rulesOf(before.settings);
  const same = was.curve === facts.rules.curve;
  // The curve has only got another name.
  if (same && was.settings['experience.policy'] === facts.rules.settings['experience.policy']) return [];
  if (!(await hasPoints(flight, facts))) return [];
  const user =
    event.is === 'press' ? event.person.id : event.author.is === 'person' ? event.author.person.id : null;
  // At a button anonymous admins cannot be told apart.
  if (user === null) return [privately(facts, event, 'points.anonymous')];
  const question = row.settingsVersion;
  const payload = JSON.stringify({ from, to });
  facts.questions.set(user, {
    ...{ user, messageId: question, kind: 'points', step: 0, askedAt: event.at, about: null, amount: 0 },
    ...{ reason: null, payload },
  });
  const choices: NoticeButton[][] = [
    [button('keep', question)],
    ...(same ? [] : [[button('convert', question)]]),
    [button('restart', question)],
  ];
  return [{ ...privately(facts, event, 'view:points', { payload, same }), buttons: choices }];
}

/** In memory, where the batch has changed them, else as stored. */
async function hasPoints(flight: Flight, facts: ChatDraft): Promise<boolean> {
  const inMemory = facts.members.all();
  if (inMemory.some(({ experience }) => experience !== 0)) return true;
  const known = inMemory.map(({ userId }) => userId);
  const [answer] = await flight.query<{ any: boolean }>(HAS_POINTS, [facts.row.chatId, known]);
  return answer?.any === true;
}

/** A message of its own, also where a button led to it: what stood over that says what was saved. */
function privately(
  facts: ChatDraft,
  event: MessageEvent | PressEvent,
  key: string,
  params: Notice['params'] = {},
): Notice {
  if (event.is === 'message') return answer(facts, event, key, params);
  const { ephemeralId: _, ...notice } = edit(facts, event, key, params);
  return { ...notice, way: 'private', messageId: null, query: null };
}

const button = (choice: keyof typeof STEPS, question: number): NoticeButton => ({
  key: `points.button_${choice}`,
  request: { ask: 'confirm', question, step: STEPS[choice] },
});

/** A button under that question. Once the settings have moved on it is over. */
export function answerPoints(facts: ChatDraft, event: PressEvent, row: QuestionRow, step: number): Decision {
  const question = { of: row.user, row: null };
  const { from, to } = parseStored(row.payload ?? '');
  if (to !== measureOf(facts.row.settings))
    return { ...NOTHING, question, notices: [edit(facts, event, 'points.moved')] };
  switch (step) {
    case STEPS.keep:
      return { ...NOTHING, question, notices: [kept(facts, event)] };
    case STEPS.convert:
      return begun(
        beginJob(facts, event, { kind: 'convert', payload: JSON.stringify({ from, to }) }),
        question,
      );
    case STEPS.restart: {
      const buttons = [[button('sure', row.messageId)], [button('keep', row.messageId)]];
      return { ...NOTHING, notices: [{ ...edit(facts, event, 'points.sure'), buttons }] };
    }
    case STEPS.sure:
      return begun(beginJob(facts, event, { kind: 'restart', payload: null }), question);
    default:
      return refused(facts, event, { no: 'question_over' });
  }
}

/** What was given for a level stays, whatever becomes of the level: also told how it is taken back. */
function kept(facts: ChatDraft, event: PressEvent): Notice {
  const notice = edit(facts, event, 'points.kept');
  if (!anyRewards(facts.row.rewards)) return notice;
  const lines = ['points.kept', 'points.rewards'].map((key) => ({ key, params: {} }));
  return { ...notice, lines };
}

/** Whether a chat gives any, by its stored list. */
export const anyRewards = (stored: string): boolean => rewardsOf(stored).list.some(({ gone }) => !gone);

/** Questions about points are numbered by the settings: the buttons of an older one go, as it is over. */
export function isOlderAboutPoints(row: QuestionRow, question: number, step: number): boolean {
  return row.kind === 'points' && question < row.messageId && Object.values<number>(STEPS).includes(step);
}

/** While another work runs the question stays. */
function begun(decision: Decision, question: Decision['question']): Decision {
  return decision.job && question ? { ...decision, question } : decision;
}
