import type { MessageEvent } from '../../model/event.ts';
import type { Notice, NoticeValue } from '../../model/notice.ts';
import type { Seconds } from '../../model/time.ts';
import { readColourWords } from '../../text/colours.ts';
import { answer, asker, refused } from '../answer.ts';
import { type Decision, NOTHING } from '../decision.ts';
import type { ChatDraft } from '../draft.ts';
import type { CardRow } from '../load/cards.ts';

/** Between two cards that one person asks for. */
export const CARD_INTERVAL: Seconds = 5;

/** `/rank`: a picture, drawn when it is sent. */
export function showCard(
  facts: ChatDraft,
  event: MessageEvent,
  whose: Record<string, NoticeValue>,
): Decision {
  const user = asker(event);
  const kept: CardRow | null =
    user === null ? null : (facts.cards.get(user) ?? { user, colour: null, askedAt: null });
  const wait = kept?.askedAt == null ? 0 : kept.askedAt + CARD_INTERVAL - event.at;
  if (wait > 0) return refused(facts, event, { no: 'card_interval', wait });
  return {
    ...NOTHING,
    ...(kept && { card: { ...kept, askedAt: event.at } }),
    notices: [picture(facts, event, 'view:rank', whose)],
  };
}

/** `/stats`: charts of the chat, for all to see where cards are. */
export function showStats(facts: ChatDraft, event: MessageEvent, period: string): Decision {
  return { ...NOTHING, notices: [picture(facts, event, 'view:stats', { period })] };
}

function picture(
  facts: ChatDraft,
  event: MessageEvent,
  view: string,
  params: Record<string, NoticeValue>,
): Notice {
  const notice = answer(facts, event, view, params);
  const aloud = { way: 'public', answersCommand: false } as const;
  return facts.rules.settings['card.public'] ? { ...notice, ...aloud } : notice;
}

/** `/rank colour blue`, `/rank colour #3fb878`, `/rank colour none`. */
export function colourCard(facts: ChatDraft, event: MessageEvent, written: string): Decision {
  const user = asker(event);
  if (user === null) return refused(facts, event, { no: 'as_yourself' });
  const { settings } = facts.rules;
  const read = readColourWords(written, settings.language);
  if ('known' in read) return refused(facts, event, { no: 'colour_unknown', written, names: read.known });
  const kept = facts.cards.get(user) ?? { user, colour: null, askedAt: null };
  const said = read.colour === null ? 'rank.colour_none' : 'rank.colour';
  return {
    ...NOTHING,
    card: { ...kept, colour: read.colour },
    notices: [answer(facts, event, said, { colour: read.colour })],
  };
}
