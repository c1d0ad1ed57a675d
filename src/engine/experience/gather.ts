import { hasCharacters, ownText, visibleCharacters } from '../../experience/characters.ts';
import { longCode, placeOf, withLast } from '../../experience/codes.ts';
import type { Deed } from '../../experience/policy.ts';
import type { Said, SpanPolicy } from '../../experience/span.ts';
import { wordCodes } from '../../experience/words.ts';
import type { MessageEvent } from '../../model/event.ts';
import { visibleText } from '../../model/event.ts';
import type { UserId } from '../../model/ids.ts';
import type { SpanRow } from '../draft/spans.ts';
import type { ChatDraft } from '../draft.ts';

/** Texts of which a member is known to have said them: what is pasted in turns is still recognized. */
const TEXTS_KEPT = 16;

type Sent = Extract<Deed, { did: 'send' }>;

/** What a message adds to its author's span, and whom its author was heard by; null: nothing. */
export function gather(
  facts: ChatDraft,
  event: MessageEvent,
  deed: Sent,
  policy: SpanPolicy,
): readonly SpanRow[] | null {
  // A command to a bot is no talk.
  if (deed.kind === null || deed.kind === 'command') return null;
  const row = openRow(facts, deed.by, policy);
  const text = deed.text === 0 ? null : longCode(deed.text);
  const said = saidOf(facts, event, deed, policy, text !== null && placeOf(row.texts, text) !== -1);
  const texts = text === null ? row.texts : withLast(row.texts, text, TEXTS_KEPT);
  const { userId, kind, turn, wake, lesson, poll } = row;
  const rows: SpanRow[] = [
    { userId, kind, turn, span: policy.add(row.span, said), wake, lesson, poll, texts },
  ];
  const heard = said.counts ? hear(facts, said.answers, deed.by, policy) : null;
  if (heard) rows.push(heard);
  return rows;
}

/** Of another policy's span nothing is left when the chat has changed its mind. */
function openRow({ spans }: ChatDraft, id: UserId, policy: SpanPolicy): SpanRow {
  const row = spans.get(id);
  if (spans.counts(row, policy)) return row;
  return { ...row, kind: policy.kind, turn: spans.turn, span: null, wake: null, lesson: null };
}

function hear(facts: ChatDraft, id: UserId | null, by: UserId, policy: SpanPolicy): SpanRow | null {
  if (!policy.hear || id === null || id === by) return null;
  // Most who are answered take part in nothing any more, which their row tells unread.
  if ((facts.members.get(id)?.spanClosesAt ?? null) === null) return null;
  const row = facts.spans.get(id);
  if (!row.span || !facts.spans.counts(row, policy)) return null;
  const span = policy.hear(row.span, by);
  return span === row.span ? null : { ...row, span };
}

function saidOf(
  facts: ChatDraft,
  event: MessageEvent,
  { at, by, own, text, kind, answers }: Sent,
  policy: SpanPolicy,
  isKnown: boolean,
): Said {
  const isRepeated = isKnown || (text !== 0 && facts.members.get(by)?.lastText === text);
  const content = { text: visibleText(event), masked: event.masked };
  const least = kind === 'text' ? facts.rules.settings['experience.least_length'] : 0;
  const counts = own && !isRepeated && hasCharacters(content, least);
  return {
    at,
    counts,
    // Either words are counted or characters.
    characters: counts && policy.words === 0 ? visibleCharacters(content) : 0,
    words: counts && policy.words > 0 ? wordCodes(ownText(content), policy.words) : '',
    answers: answers === by ? null : answers,
  };
}
