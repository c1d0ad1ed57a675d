import type { NewEntry } from '../model/entry.ts';
import type { Command, MessageEvent, PressEvent } from '../model/event.ts';
import type { MemberFacts } from '../model/facts.ts';
import type { NoticeValue } from '../model/notice.ts';
import type { Refusal } from '../model/refusal.ts';
import type { Request, Target } from '../model/request.ts';
import { actualChange } from '../reputation/amount.ts';
import { foldPhrase } from '../reputation/phrases/fold.ts';
import { CEILING } from '../reputation/rules.ts';
import { planChange } from '../settings/change.ts';
import { languageDefaults } from '../text/i18n.ts';
import { textProblem } from '../text/placeholders.ts';
import { answer, edit, refused } from './answer.ts';
import { type Decision, NOTHING } from './decision.ts';
import type { ChatDraft } from './draft.ts';
import { parseStored } from './rules-of.ts';
import { changeTriggers } from './trigger-requests.ts';

type Ask<Name extends Request['ask']> = Extract<Request, { ask: Name }>;

/** What may be asked without being an admin. */
const FOR_ALL = new Set<Request['ask']>(['start', 'help', 'top', 'me', 'why', 'stale']);
/** What has a meaning in a private chat. */
const IN_PRIVATE = new Set<Request['ask']>(['start', 'help', 'stale']);
/** What an admin may give or take at once. */
export const MOST_AT_ONCE = 1_000_000;

/** Decides a command. Views are only announced here: they are read when they are sent, after the commit. */
export function decideRequest(facts: ChatDraft, event: MessageEvent, command: Command): Decision {
  const { request } = command;
  if (event.chat.type === 'private' && !IN_PRIVATE.has(request.ask))
    return refused(facts, event, { no: 'not_in_private' });
  const admin = isAdmin(facts, event);
  if (!FOR_ALL.has(request.ask) && !adminUsage(request) && !admin)
    return refused(facts, event, { no: 'not_admin' });
  const say = (key: string, params: Record<string, NoticeValue> = {}): Decision => ({
    ...NOTHING,
    notices: [answer(facts, event, key, params)],
  });

  switch (request.ask) {
    case 'start':
    case 'help':
      return say(event.chat.type === 'private' ? 'view:help_private' : 'view:help_group', { admin });
    case 'top':
      return {
        ...NOTHING,
        notices: [
          {
            ...answer(facts, event, 'view:top', { page: request.page }),
            way: 'public',
            answersCommand: false,
          },
        ],
      };
    case 'me':
      return say('view:me', meParams(event, request.of));
    case 'why':
      return say('view:why', {
        asked: event.author.is === 'person' ? event.author.person.id : null,
        message: event.reply.to === 'message' ? event.reply.messageId : null,
      });
    case 'get':
      return say('view:get', { key: request.key });
    case 'usage':
      return say('view:usage', { command: request.command });
    case 'set':
      return changeSettings(facts, event, request);
    case 'adjust':
      return adjust(facts, event, request, `/${command.name}`);
    case 'trigger':
      return changeTriggers(facts, event, request);
    case 'triggers':
      return say('view:triggers', { page: request.page });
    case 'air':
    case 'stale':
      return NOTHING;
  }
}

/** Decides a pressed button. */
export function decidePress(facts: ChatDraft, event: PressEvent): Decision {
  if (event.request.ask === 'triggers' && event.chat.type !== 'private') {
    // Whoever pressed it, and wherever it stood: the data of a button can be forged.
    if (facts.member(event.person.id)?.role !== 'admin') {
      return { ...NOTHING, notices: [{ ...edit(facts, event, 'toast.not_admin'), way: 'toast' }] };
    }
    return { ...NOTHING, notices: [edit(facts, event, 'view:triggers', { page: event.request.page })] };
  }
  if (event.request.ask === 'top' && event.chat.type !== 'private') {
    return { ...NOTHING, notices: [edit(facts, event, 'view:top', { page: event.request.page })] };
  }
  return { ...NOTHING, notices: [{ ...edit(facts, event, 'toast.stale'), way: 'toast' }] };
}

/** The usage of members' commands is everybody's to see. */
function adminUsage(request: Request): boolean {
  return request.ask === 'usage' && !/^(add|take|set|get|trigger)/.test(request.command);
}

function isAdmin(facts: ChatDraft, event: MessageEvent): boolean {
  if (event.author.is === 'anonymous_admin') return true;
  return event.author.is === 'person' && facts.member(event.author.person.id)?.role === 'admin';
}

function meParams(event: MessageEvent, target: Target): Record<string, NoticeValue> {
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

function changeSettings(facts: ChatDraft, event: MessageEvent, request: Ask<'set'>): Decision {
  const { settings } = facts.rules;
  const plan = planChange(parseStored(facts.row.settings), languageDefaults, request.text, {
    fold: foldPhrase,
    textProblem,
  });
  if (!plan.ok) return refused(facts, event, ...plan.refusals);
  const stored = JSON.stringify(plan.overrides);
  return {
    ...NOTHING,
    settings: stored,
    notices: [
      {
        ...answer(facts, event, 'view:set', {
          keys: plan.changed.map((change) => change.key),
          before: plan.changed.map((change) => change.from),
          after: plan.changed.map((change) => change.to),
        }),
        language: plan.language ?? settings.language,
      },
    ],
  };
}

function adjust(facts: ChatDraft, event: MessageEvent, request: Ask<'adjust'>, rule: string): Decision {
  const sign = request.how === 'take' ? 'minus' : 'thanks';
  const refuse = (no: Refusal): Decision => ({
    ...refused(facts, event, no),
    outcome: { rule, sign, results: [{ receiver: null, name: null, refused: no }] },
  });
  const limits = request.how === 'set' ? { min: -CEILING, max: CEILING } : { min: 1, max: MOST_AT_ONCE };
  if (request.amount < limits.min || request.amount > limits.max) return refuse({ no: 'amount', ...limits });
  const found = findTarget(facts, event, request.target);
  if ('no' in found) return refuse(found);
  const change = actualChange(found.reputation, wanted(request, found), -CEILING);
  if (change === 0) return refuse({ no: 'nothing_to_change' });
  const entry: NewEntry = {
    at: event.at,
    kind: 'admin',
    giver: event.author.is === 'person' ? event.author.person.id : null,
    receiver: found.id,
    giverRole: 'admin',
    reputation: change,
    experience: 0,
    messageId: event.messageId,
    reason: request.reason,
    reverses: null,
  };
  return {
    entries: [entry],
    outcome: { rule, sign, results: [{ receiver: found.id, name: found.name, gave: change }] },
    notices: [
      answer(facts, event, `adjust.${request.how}`, {
        receiver: { person: found.id, name: found.name },
        amount: Math.abs(change),
        before: found.reputation,
        after: found.reputation + change,
        reason: request.reason,
      }),
    ],
  };
}

function wanted(request: Ask<'adjust'>, member: MemberFacts): number {
  if (request.how === 'set') return request.amount - member.reputation;
  return request.how === 'add' ? request.amount : -request.amount;
}

function findTarget(facts: ChatDraft, event: MessageEvent, target: Target): MemberFacts | Refusal {
  let id = target.by === 'id' ? target.id : null;
  if (target.by === 'self') return { no: 'no_target' };
  if (target.by === 'name') {
    if (target.name.toLowerCase() === facts.bot.username.toLowerCase()) return { no: 'receiver_bot' };
    id = facts.holder(target.name);
    if (id === null) return { no: 'unknown_name', name: target.name };
  }
  if (target.by === 'reply') {
    if (event.reply.to !== 'message') return { no: 'no_target' };
    const { author } = event.reply;
    if (author.is === 'bot') return { no: 'receiver_bot' };
    if (author.is !== 'person') return { no: 'no_target' };
    id = author.person.id;
  }
  const member = id === null ? null : facts.member(id);
  if (!member) return { no: 'not_seen' };
  return member.isBot ? { no: 'receiver_bot' } : member;
}
