import { expect } from 'chai';
import { type Fault, faultOf } from '../../src/outbox/faults.ts';
import type { Way } from '../../src/outbox/ways.ts';
import { refusal } from './support.ts';

type Failure = Parameters<typeof refusal>[0];

const out: Fault = { is: 'chat_closed', why: 'out' };
const muted: Fault = { is: 'chat_closed', why: 'muted' };
const refused: Fault = { is: 'refused' };
const bad = (description: string): Failure => ({ description: `Bad Request: ${description}` });
const forbidden = (description: string): Failure => ({ code: 403, description: `Forbidden: ${description}` });

const table: [Failure, Way['by'] | 'other', Fault][] = [
  [{ network: true, code: 0 }, 'public', { is: 'outage' }],
  [{ code: 502, description: 'Bad Gateway' }, 'public', { is: 'outage' }],
  [{ code: 429, retryAfter: 7 }, 'public', { is: 'flood', wait: 7 }],
  [{ code: 429 }, 'public', { is: 'flood', wait: 1 }],
  [{ code: 401, description: 'Unauthorized' }, 'public', { is: 'token' }],
  [
    { ...bad('group chat was upgraded to a supergroup chat'), migrateTo: -1005 },
    'public',
    { is: 'migrated', to: -1005 },
  ],
  [bad('message is not modified: specified new message content …'), 'edit', { is: 'done' }],
  [bad('message to delete not found'), 'other', { is: 'done' }],
  [bad("message can't be deleted"), 'other', { is: 'done' }],
  [bad('query is too old and response timeout expired'), 'toast', { is: 'done' }],
  [forbidden('bot was kicked from the supergroup chat'), 'public', out],
  [forbidden('bot was kicked from the group chat'), 'ephemeral', out],
  [forbidden('bot is not a member of the supergroup chat'), 'public', out],
  [bad('chat not found'), 'public', out],
  [bad('not enough rights to send text messages to the chat'), 'public', muted],
  [bad('CHAT_WRITE_FORBIDDEN'), 'public', muted],
  [forbidden('something new'), 'public', muted],
  [bad('not enough rights'), 'reaction', refused],
  [bad('not enough rights'), 'other', refused],
  [bad('TOPIC_CLOSED'), 'public', { is: 'topic_closed' }],
  [bad('TOPIC_CLOSED'), 'ephemeral', { is: 'topic_closed' }],
  [bad('TOPIC_CLOSED'), 'edit', refused],
  [bad('REACTION_INVALID'), 'reaction', { is: 'reaction_refused' }],
  [forbidden('CHAT_WRITE_FORBIDDEN'), 'reaction', refused],
  [bad("can't parse entities: …"), 'public', refused],
  [bad('USER_NOT_PARTICIPANT'), 'ephemeral', refused],
  [forbidden('user is no member'), 'ephemeral', refused],
  [bad('unknown parameter'), 'ephemeral', { is: 'unknown_feature' }],
  [{ code: 404, description: 'Not Found' }, 'ephemeral', { is: 'unknown_feature' }],
];

const privately: [Failure, Fault][] = [
  [forbidden('bot was blocked by the user'), { is: 'person_closed' }],
  [forbidden("bot can't initiate conversation with a user"), { is: 'person_closed' }],
  [forbidden('user is deactivated'), { is: 'person_closed' }],
  [bad('chat not found'), { is: 'person_closed' }],
  [bad("can't parse entities"), refused],
];

describe('faults', () => {
  for (const [failure, by, fault] of table) {
    it(`${failure.code ?? 400} ${failure.description ?? 'no answer'} (${by})`, () => {
      expect(faultOf(refusal(failure), by, false)).to.deep.equal(fault);
    });
  }
  for (const [failure, fault] of privately) {
    it(`${failure.code ?? 400} ${failure.description} (private chat)`, () => {
      expect(faultOf(refusal(failure), 'dm', true)).to.deep.equal(fault);
    });
  }
});
