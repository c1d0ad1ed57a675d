import type { MessageEvent, Range } from '../../model/event.ts';

/**
 * A message as triggers read it. Whom it names is not part of what it says: names are left out, so that
 * "@boris well done" is "well done" as a whole. A command is a word like others, without this bot's name behind it;
 * one that calls another bot stays masked. Null: there is nothing of the kind, the text is read as it stands.
 */
export function withoutNames(
  { text, masked, marks }: Pick<MessageEvent, 'text' | 'masked' | 'marks'>,
  botUsername: string,
): { text: string; masked: Range[] } | null {
  if (marks.length === 0) return null;
  const cut: Range[] = [];
  const open = new Set<string>();
  for (const { is, start, end } of marks) {
    if (is === 'name') {
      cut.push({ start, end });
      continue;
    }
    const at = text.indexOf('@', start);
    const behind = at >= start && at < end ? at : end;
    if (behind < end && text.slice(behind + 1, end).toLowerCase() !== botUsername.toLowerCase()) continue;
    open.add(`${start} ${end}`);
    if (behind < end) cut.push({ start: behind, end });
  }
  return leaveOut(
    text,
    masked.filter(({ start, end }) => !open.has(`${start} ${end}`)),
    cut,
  );
}

/** Cuts ranges out; what stands masked behind them moves along. Overlapping cuts (hostile) count once. */
function leaveOut(
  text: string,
  masked: readonly Range[],
  cut: readonly Range[],
): { text: string; masked: Range[] } {
  let kept = '';
  let from = 0;
  const done: Range[] = [];
  for (const { start, end } of [...cut].sort((a, b) => a.start - b.start)) {
    if (end <= from) continue;
    kept += text.slice(from, Math.max(from, start));
    done.push({ start: Math.max(from, start), end });
    from = end;
  }
  kept += text.slice(from);
  const moved = (at: number) => {
    let by = 0;
    for (const { start, end } of done) if (start < at) by += Math.min(end, at) - start;
    return at - by;
  };
  const ranges = masked.map(({ start, end }) => ({ start: moved(start), end: moved(end) }));
  return { text: kept, masked: ranges.filter(({ start, end }) => start < end) };
}
