import type { Ladder } from './ladder.ts';
import { type Gifts, NO_GIFTS, type Reward } from './rewards.ts';

const ORDER: readonly (keyof Gifts)[] = [
  ...(['tag', 'short', 'link', 'lift'] as const),
  ...(['vote', 'weight', 'gifts', 'boost'] as const),
];

/** As `/reward add` takes it. Null: for a title that is no more. */
export function writeReward({ for: tier, keep, gifts }: Reward, ladder: Ladder): string | null {
  const title = 'title' in tier ? ladder.find(({ id }) => id === tier.title) : undefined;
  if ('title' in tier && !title) return null;
  const words = ['level' in tier ? `level=${tier.level}` : `title=${quoted(title?.name ?? '')}`];
  for (const name of ORDER) {
    const value = gifts[name];
    if (value === NO_GIFTS[name]) continue;
    words.push(`${name}=${typeof value === 'string' ? quoted(value) : value === true ? 'on' : value}`);
  }
  return [...words, `keep=${keep}`].join(' ');
}

/** With marks doubled: so they are read back as they are. */
export function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
