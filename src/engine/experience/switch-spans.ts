import type { SpanKind } from '../../experience/span.ts';
import type { ChatDraft } from '../draft.ts';

/** The settings have changed. Where the chat looked at spans otherwise before, what is open is worth nothing, now and later. */
export function switchSpans(facts: ChatDraft, before: SpanKind | undefined): void {
  if (before === undefined || facts.rules.policy?.spans?.kind === before) return;
  const { spans } = facts;
  const known = spans.climate ?? { seen: 0, usual: 0, period: 0, past: [] };
  spans.climate = { ...known, turn: spans.turn + 1 };
}
