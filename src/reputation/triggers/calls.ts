import type { MessageEvent, Range } from '../../model/event.ts';
import type { Hit, Matcher } from '../phrases/matcher.ts';

type Written = Pick<MessageEvent, 'text' | 'masked' | 'marks'>;

/**
 * What stands in a message. Words are found in it as it is. Triggers see it also without names, which are no part
 * of what is said ("@boris well done" is "well done" as a whole), and with commands as words like others, this
 * bot's name behind them left out; one that calls another bot stays hidden. That takes a second pass, for messages
 * that name somebody or call a command alone.
 */
export function findAll(written: Written, matcher: Matcher, botUsername: string): Hit[] {
  const hits = matcher.find(written.text, written.masked);
  if (written.marks.length === 0) return hits;
  const known = new Set(hits.flatMap((hit) => hit.id ?? []));
  const { text, masked, calls } = withoutNames(written, botUsername);
  for (const hit of matcher.find(text, masked)) {
    if (hit.list !== 'trigger' || (hit.id !== undefined && known.has(hit.id))) continue;
    // A command is called as a whole: `helped` does not stand in `/helped`.
    if (!calls.some(({ start, end }) => hit.start > start && hit.start < end)) hits.push(hit);
  }
  return hits;
}

function withoutNames({ text, masked, marks }: Written, botUsername: string) {
  const cut: Range[] = [];
  const called: Range[] = [];
  for (const { is, start, end } of marks) {
    if (is === 'name') {
      cut.push({ start, end });
      continue;
    }
    const at = text.slice(start, end).indexOf('@');
    if (at >= 0 && text.slice(start + at + 1, end).toLowerCase() !== botUsername.toLowerCase()) continue;
    called.push({ start, end });
    if (at >= 0) cut.push({ start: start + at, end });
  }
  const isCall = (one: Range) => called.some(({ start, end }) => one.start === start && one.end === end);
  const { kept, moved } = leaveOut(text, cut);
  return {
    text: kept,
    masked: masked.filter((one) => !isCall(one)).map(moved),
    calls: called.map(moved),
  };
}

/** The text without these ranges, and where another range of it stands then. Ranges that overlap are cut once. */
function leaveOut(text: string, ranges: readonly Range[]) {
  let kept = '';
  let from = 0;
  const cut: Range[] = [];
  for (const { start, end } of [...ranges].sort((a, b) => a.start - b.start)) {
    if (end <= from) continue;
    const begin = Math.max(from, start);
    kept += text.slice(from, begin);
    cut.push({ start: begin, end });
    from = end;
  }
  kept += text.slice(from);
  const move = (at: number) =>
    at - cut.reduce((by, { start, end }) => by + Math.max(0, Math.min(end, at) - start), 0);
  return { kept, moved: ({ start, end }: Range): Range => ({ start: move(start), end: move(end) }) };
}
