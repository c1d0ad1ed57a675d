import type { Request } from '../../model/request.ts';

/** `/sync`, or `/sync exact` where what is not due any more is to go. */
export function readSync({ text }: { text: string }, name: string): Request {
  const word = text.toLowerCase();
  return word === '' || word === 'exact'
    ? { ask: 'sync', exact: word === 'exact' }
    : { ask: 'usage', command: name };
}
