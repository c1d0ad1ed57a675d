import type { Request, Target } from '../../model/request.ts';
import { takeRewardsFlag } from './flags.ts';
import { readInteger } from './integer.ts';
import { type Read, readTarget, readTargetAlone, reasonOf, usage, type Words } from './words.ts';

type Adjust = Extract<Request, { ask: 'adjust' }>;

/**
 * `/addrep @boris 5 for the guide`, `/addrep 5 thanks` in reply, `/addrep 123456 5`. Adding and taking default to 1;
 * `/resetrep @boris moved away` has no amount.
 */
export function readAdjust(words: Words, name: string, what: Adjust['what'], how: Adjust['how']): Request {
  const named = how === 'reset' ? readTargetAlone(words) : readTarget(words);
  const target: Target | null = named.target ?? (words.reply.to === 'message' ? { by: 'reply' } : null);
  const parts = named.rest.split(/\s+/);
  const first = how === 'reset' ? '' : (parts.shift() ?? '');
  const amount = how === 'reset' ? 0 : first === '' && how !== 'set' ? 1 : readInteger(first);
  if (!target || amount === null) return usage(words, name);
  return { ask: 'adjust', what, how, target, amount, reason: reasonOf(parts), confirm: false };
}

/** `--rewards`: with the rewards that lie between. */
export function withRewards(read: Read): Read {
  return (words, name) => {
    const { text, found } = takeRewardsFlag(words.text);
    const request = read({ ...words, text }, name);
    return found && request.ask === 'adjust' ? { ...request, rewards: true } : request;
  };
}

/** `/expedit -2000 @boris`, `/expedit @boris 5000`, `/expedit 5000 123456`, `/expedit -2000` in reply. */
export function readExpEdit(words: Words, name: string): Request {
  const [first = '', ...others] = words.text.split(/\s+/);
  const leading = readInteger(first);
  const amountFirst = leading === null ? null : readTargetAlone({ ...words, text: others.join(' ') });
  const inReply = words.reply.to === 'message';
  let target: Target | null;
  let amount: number | null;
  let rest: string[];
  if (amountFirst && (amountFirst.target || inReply)) {
    target = amountFirst.target ?? { by: 'reply' };
    amount = leading;
    rest = amountFirst.rest.split(/\s+/);
  } else {
    const named = readTarget(words);
    const [second = '', ...more] = named.rest.split(/\s+/);
    target = named.target;
    amount = readInteger(second);
    rest = more;
  }
  if (!target || amount === null) return usage(words, name);
  return {
    ask: 'adjust',
    what: 'experience',
    how: amount < 0 ? 'take' : 'add',
    target,
    amount: Math.abs(amount),
    reason: reasonOf(rest),
    confirm: true,
  };
}
