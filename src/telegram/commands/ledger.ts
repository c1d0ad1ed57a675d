import type { Request } from '../../model/request.ts';
import { readInteger } from './integer.ts';
import { readTargetAlone, reasonOf, usage, type Words } from './words.ts';

/** `/undo` in reply to a message, alone, or with the number of an entry as `/log` shows it. */
export function readUndo(words: Words, name: string): Request {
  const { text, reply } = words;
  if (text !== '') {
    const id = readInteger(text.replace(/^#/, ''));
    return id !== null && id > 0 ? { ask: 'undo', what: { by: 'entry', id } } : usage(words, name);
  }
  if (reply.to === 'other_chat') return usage(words, name);
  return {
    ask: 'undo',
    what: reply.to === 'message' ? { by: 'reply', messageId: reply.messageId } : { by: 'last' },
  };
}

/** `/del`, or `/del spam`, in reply. */
export function readDel(words: Words, name: string): Request {
  if (words.reply.to !== 'message') return usage(words, name);
  return { ask: 'del', reason: reasonOf([words.text]) };
}

export function readLog(words: Words, name: string): Request {
  const page = { from: 'newest' } as const;
  if (words.text === '') {
    return { ask: 'log', of: words.reply.to === 'message' ? { by: 'reply' } : { by: 'everyone' }, page };
  }
  const { target, rest } = readTargetAlone(words);
  return target && rest === '' ? { ask: 'log', of: target, page } : usage(words, name);
}
