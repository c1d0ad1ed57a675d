import type { MessageEvent, PressEvent } from '../../model/event.ts';
import type { Notice, NoticeValue } from '../../model/notice.ts';
import { EVERYTHING } from '../../model/rating.ts';
import type { Refusal } from '../../model/refusal.ts';
import type { Request } from '../../model/request.ts';
import { type Ladder, sameName } from '../../ranks/ladder.ts';
import { answer, edit, refused } from '../answer.ts';
import { type Decision, NOTHING } from '../decision.ts';
import type { ChatDraft } from '../draft.ts';

type Asked = Extract<Request, { ask: 'top' | 'gtop' }>;

/** A rating is for everybody to see. Titles, which are written by name, become their ids. */
export function decideTop(facts: ChatDraft, event: MessageEvent, request: Asked): Decision {
  const { only = EVERYTHING } = request;
  const titles = request.ask === 'top' ? idsOf(facts.titles.ladder, only.titles) : [];
  const no = 'no' in titles ? titles : refusalOf(facts, request);
  if (no || 'no' in titles) return refused(facts, event, no ?? { no: 'no_voice' });
  const notice = answer(
    facts,
    event,
    `view:${request.ask}`,
    ratingParams({ ...request, only: { ...only, titles } }),
  );
  return { ...NOTHING, notices: [{ ...notice, way: 'public', answersCommand: false }] };
}

/** Turned, or ranked otherwise. What an old button asks for and the chat has no more the view leaves out. */
export function turnTop(facts: ChatDraft, event: PressEvent, request: Asked): Notice {
  return edit(facts, event, `view:${request.ask}`, ratingParams(request));
}

function refusalOf(facts: ChatDraft, { ask, order }: Asked): Refusal | null {
  if (ask === 'gtop') return null;
  const { settings } = facts.rules;
  if (order === 'voice') return { no: 'no_voice' };
  const shared = settings['reputation.from'] === 'shared';
  if ((order === 'admins' || order === 'members') && !shared) return { no: 'not_shared' };
  const earned = order === 'experience' || order === 'levels';
  return earned && !settings['experience.enabled'] ? { no: 'off' } : null;
}

function idsOf(ladder: Ladder, titles: readonly (string | number)[]): number[] | Refusal {
  const ids: number[] = [];
  for (const asked of titles) {
    const title = ladder.find(({ id, name }) =>
      typeof asked === 'number' ? id === asked : sameName(name, asked),
    );
    if (!title) return { no: 'title_unknown', asked: String(asked) };
    if (!ids.includes(title.id)) ids.push(title.id);
  }
  return ids;
}

/** What the view is told; read back by `ratingOf` there. */
function ratingParams({ order, page, only = EVERYTHING }: Asked): Record<string, NoticeValue> {
  const { period, least, titles, admins } = only;
  return { order, page, period: String(period), least, titles: titles.map(String), admins };
}
