import type { Title } from './ladder.ts';
import { quoted } from './reward-write.ts';

/** As `/title add` takes it. */
export function writeTitle({ name, experience, reputation, boost = 0 }: Title): string {
  const words = [quoted(name)];
  if (experience !== null) words.push(`exp=${experience}`);
  if (reputation !== null) words.push(`rep=${reputation}`);
  if (boost !== 0) words.push(`boost=${boost}`);
  return words.join(' ');
}
