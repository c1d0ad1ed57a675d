import type { NoticeValue } from '../model/notice.ts';
import type { Allowed } from '../model/refusal.ts';

/** The text that says what a setting takes, and its figures. */
export function allowedFigures(allowed: Allowed): { key: string; params: Record<string, NoticeValue> } {
  const { type, ...figures } = allowed;
  if (allowed.type !== 'html') return { key: `allowed.${type}`, params: { ...figures } };
  // `problem` is the name of a fault and what it stumbles over: 'unclosed_tag <b>'.
  const [fault = '', ...piece] = allowed.problem.split(' ');
  return { key: `html.${fault}`, params: { piece: piece.join(' ') } };
}

/** Puts together what a notice carries flat: `allowed_type`, `allowed_min`, … */
export function readAllowed(params: Readonly<Record<string, unknown>>): Allowed {
  const figures = Object.entries(params)
    .filter(([name]) => name.startsWith('allowed_'))
    .map(([name, value]) => [name.slice('allowed_'.length), value]);
  return Object.fromEntries(figures) as Allowed;
}
