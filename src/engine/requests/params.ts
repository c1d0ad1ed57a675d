import type { MessageEvent } from '../../model/event.ts';
import type { NoticeValue } from '../../model/notice.ts';
import type { Request, Target } from '../../model/request.ts';

export type Ask<Name extends Request['ask']> = Extract<Request, { ask: Name }>;

export function meParams(event: MessageEvent, target: Target): Record<string, NoticeValue> {
  switch (target.by) {
    case 'self':
      return { user: event.author.is === 'person' ? event.author.person.id : null, name: null };
    case 'reply':
      return {
        user:
          event.reply.to === 'message' && event.reply.author.is === 'person'
            ? event.reply.author.person.id
            : null,
        name: null,
      };
    case 'id':
      return { user: target.id, name: null };
    case 'name':
      return { user: null, name: target.name };
  }
}

export function logParams({ of, page }: Ask<'log'>, author: number | null): Record<string, NoticeValue> {
  return {
    whose: of.by === 'reply' ? 'id' : of.by,
    person: of.by === 'id' ? of.id : author,
    name: of.by === 'name' ? of.name : null,
    of: of.by === 'giver_of' || of.by === 'receiver_of' ? of.entry : null,
    from: page.from,
    entry: page.from === 'newest' ? null : page.entry,
  };
}
