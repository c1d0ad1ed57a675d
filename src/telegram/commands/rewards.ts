import { latinDigits } from '../../model/digits.ts';
import type { Request } from '../../model/request.ts';
import { quoted } from '../../ranks/reward-write.ts';
import { clean } from '../../settings/clean.ts';

interface Words {
  text: string;
}

type Asked = Extract<Request, { ask: 'reward' }>;

/** `/reward list`; what follows `add`, `edit` and `remove` is judged where the chat's rewards are known. */
export function readReward({ text }: Words): Request {
  const [, verb = '', rest = ''] = /^(\p{L}+)(?:\s+([\s\S]*))?$/u.exec(text) ?? [];
  const how = verb.toLowerCase();
  if (how === 'list' && rest === '') return { ask: 'rewards' };
  if ((how !== 'add' && how !== 'edit' && how !== 'remove') || rest === '')
    return { ask: 'usage', command: 'reward' };
  return { ask: 'reward', how, words: [clean(rest)] };
}

/** Roles at once; more are no command but a list. */
const MOST_NAMES = 10;
/** Phones turn two hyphens into a dash. */
const FLAG = /^(?:--|—|–)(persistent|volatile)$/i;

/** GiselleBot's `!expar 5 Rookie "Known Member" --volatile` and `!exprr 5 Rookie`: its roles are tags here. */
export function readRoles({ text }: Words, how: Asked['how']): Request {
  const usage: Request = { ask: 'usage', command: how === 'add' ? 'expar' : 'exprr' };
  const [level = '', ...others] = tokens(clean(text));
  const digits = latinDigits(level);
  const flags = others.flatMap((word) => FLAG.exec(word)?.[1]?.toLowerCase() ?? []);
  const names = others.filter((word) => !FLAG.test(word)).map((word) => word.replace(/^@/, ''));
  const readable = /^\d{1,9}$/.test(digits) && names.length > 0 && names.length <= MOST_NAMES;
  if (!readable || names.includes('') || new Set(flags).size > 1 || (how === 'remove' && flags.length > 0))
    return usage;
  const keep = how === 'add' ? ` keep=${flags[0] ?? 'default'}` : '';
  return { ask: 'reward', how, words: names.map((tag) => `level=${digits} tag=${quoted(tag)}${keep}`) };
}

/** Words, those in quotation marks as one. */
function tokens(text: string): string[] {
  const found = text.matchAll(/["“„«]([^"“”„«»]*)["”“»]|(\S+)/gu);
  return [...found].map(([, within, plain]) => (within ?? plain ?? '').trim());
}
