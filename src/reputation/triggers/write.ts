import type { Trigger } from '../../model/trigger.ts';
import { DEFAULTS } from './rules.ts';

/** What `readWords` reads back: `"Thank you" rep=5 from=admins`. What is default is left out. */
export function writeTrigger(trigger: Trigger): string {
  const words = [quoted(trigger.phrase), `rep=${trigger.reputation}`];
  const { experience, from, to, match, interval, text } = trigger;
  if (experience !== DEFAULTS.experience) words.push(`exp=${experience}`);
  if (from !== DEFAULTS.from) words.push(`from=${from}`);
  if (to !== DEFAULTS.to) words.push(`to=${to}`);
  if (match !== DEFAULTS.match) words.push(`match=${match}`);
  if (interval !== DEFAULTS.interval) words.push(`interval=${interval}`);
  if (text !== DEFAULTS.text) words.push(`text=${text === '' ? 'none' : quoted(text ?? '')}`);
  return words.join(' ');
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
