import type { EntryKind, NewEntry } from '../../model/entry.ts';
import type { MessageEvent } from '../../model/event.ts';
import type { Facts, MemberFacts } from '../../model/facts.ts';
import type { UserId } from '../../model/ids.ts';
import type { Outcome, Result } from '../../model/outcome.ts';
import type { Refusal } from '../../model/refusal.ts';
import { MINUTE } from '../../model/time.ts';
import { actualChange } from '../amount.ts';
import { excludedMessage } from '../exclusions.ts';
import { left } from '../may-give.ts';
import { type Aim, aims } from '../receivers.ts';
import { CEILING } from '../rules.ts';
import { isOf, onlySpeaks, type ReadyTrigger } from './rules.ts';

/** What the triggers in a message come to. */
export interface TriggerDecision {
  /** One a trigger that did something or was refused. */
  outcomes: Outcome[];
  entries: NewEntry[];
  /** What is said, in order: by which trigger, of which gift; null: of none. */
  said: { trigger: ReadyTrigger; gift: NewEntry | null; about: MemberFacts | null }[];
  /** Triggers that did something: their intervals begin anew. */
  fired: number[];
  /** Receivers whom words cannot reach any more: a trigger gave to them, or was refused for them. */
  taken: ReadonlySet<UserId>;
  /** The message is dealt with as a whole: words have no say. */
  all: boolean;
}

/**
 * What the special triggers in a message do; `found` are those that stand in it, the first to be preferred first.
 * Null: none stands in it.
 *
 * For each receiver the first decides that takes this giver and this receiver. One that takes another crowd does
 * not match at all: the next may, or the chat's words. One that waits for its interval is refused, and nothing
 * takes its place. Negative points go below zero, as an admin's own do: an admin has named the amount.
 */
export function decideTriggers(
  event: MessageEvent,
  found: readonly ReadyTrigger[],
  facts: Facts,
  enabled: boolean,
): TriggerDecision | null {
  const [first] = found;
  if (!first) return null;
  const excluded =
    excludedMessage(event) ?? (event.author.is === 'person' ? null : ({ no: 'giver_bot' } as const));
  if (excluded || event.author.is !== 'person') return refuseAll(first, excluded ?? { no: 'giver_bot' });
  const giver = facts.member(event.author.person.id);
  if (!giver) return refuseAll(first, { no: 'not_seen' });

  const message = new Message(event, giver, facts, enabled);
  const own = found.filter((trigger) => isOf(trigger.from, giver.role));
  const [best] = own;
  if (!best) {
    message.refuse(first, { no: first.from === 'admins' ? 'trigger_from_admins' : 'trigger_from_users' });
    return message.decision(false);
  }
  const targets = targetsOf(event, giver.id, facts);
  if (targets.length === 0) return message.decision(message.toNobody(best, null));
  for (const aim of targets) message.aimAt(aim, own, best);
  return message.decision(!message.leaves(aims(event, giver.id, facts, true)));
}

/** The author replied to, else those mentioned, three at most, else nobody. */
function targetsOf(event: MessageEvent, giver: UserId, facts: Facts): Aim[] {
  if (event.reply.to === 'message') return aims(event, giver, facts, false);
  if (event.mentions.length > 0) return aims(event, giver, facts, true);
  // What answers another chat's message is meant for somebody, who cannot be reached.
  return event.reply.to === 'other_chat' ? aims(event, giver, facts, false) : [];
}

function refuseAll(trigger: ReadyTrigger, refused: Refusal): TriggerDecision {
  const results = [{ receiver: null, name: null, refused }];
  const outcomes: Outcome[] = [{ rule: trigger.phrase, sign: 'trigger', results }];
  return { outcomes, entries: [], said: [], fired: [], taken: new Set(), all: true };
}

/** One message while its triggers are decided. */
class Message {
  readonly #event: MessageEvent;
  readonly #giver: MemberFacts;
  readonly #facts: Facts;
  readonly #enabled: boolean;
  readonly #results = new Map<ReadyTrigger, Result[]>();
  readonly #entries: NewEntry[] = [];
  readonly #said: TriggerDecision['said'] = [];
  readonly #fired = new Set<number>();
  readonly #taken = new Set<UserId>();
  #spokeToNobody = false;

  constructor(event: MessageEvent, giver: MemberFacts, facts: Facts, enabled: boolean) {
    this.#event = event;
    this.#giver = giver;
    this.#facts = facts;
    this.#enabled = enabled;
  }

  aimAt(aim: Aim, own: readonly ReadyTrigger[], best: ReadyTrigger): void {
    if (aim.refused) {
      // A text alone needs nobody: "/rules" in reply to a bot is still a question.
      if (onlySpeaks(best)) this.toNobody(best, aim.refused);
      else this.#note(best, aim);
      if (aim.receiver !== null) this.#taken.add(aim.receiver);
      return;
    }
    const receiver = this.#facts.member(aim.receiver);
    if (!receiver) {
      this.#note(best, { receiver: aim.receiver, name: aim.name, refused: { no: 'not_seen' } });
      return;
    }
    const trigger = own.find((one) => isOf(one.to, receiver.role));
    if (!trigger) {
      const no = best.to === 'admins' ? 'trigger_to_admins' : 'trigger_to_users';
      this.#note(best, { receiver: receiver.id, name: receiver.name, refused: { no } });
      return;
    }
    this.#taken.add(receiver.id);
    this.#give(trigger, receiver);
  }

  /** Says the text to no one in particular. `instead`: why the one it was meant for gets nothing. Whether it is dealt with. */
  toNobody(trigger: ReadyTrigger, instead: Refusal | null): boolean {
    if (this.#spokeToNobody) return true;
    const refused = this.#refusalOf(trigger);
    if (refused && refused.no !== 'off') {
      this.refuse(trigger, refused);
      return true;
    }
    if (!trigger.text || trigger.namesReceiver) {
      this.refuse(trigger, instead ?? { no: 'no_receiver' });
      return false;
    }
    this.#spokeToNobody = true;
    this.#said.push({ trigger, gift: null, about: null });
    this.#fired.add(trigger.id);
    this.#note(trigger, { receiver: null, name: null, said: true });
    return true;
  }

  refuse(trigger: ReadyTrigger, refused: Refusal): void {
    this.#note(trigger, { receiver: null, name: null, refused });
  }

  /** Whether somebody is left to whom a word could still give. */
  leaves(everyone: readonly Aim[]): boolean {
    return everyone.some((aim) => aim.refused === null && !this.#taken.has(aim.receiver));
  }

  decision(all: boolean): TriggerDecision {
    const outcomes = [...this.#results].map(
      ([trigger, results]): Outcome => ({ rule: trigger.phrase, sign: 'trigger', results }),
    );
    return {
      outcomes,
      entries: this.#entries,
      said: this.#said,
      fired: [...this.#fired],
      taken: this.#taken,
      all,
    };
  }

  #give(trigger: ReadyTrigger, { id, name, ...receiver }: MemberFacts): void {
    const refused = this.#refusalOf(trigger);
    if (refused) {
      this.#note(trigger, { receiver: id, name, refused });
      return;
    }
    if (onlySpeaks(trigger)) {
      this.#said.push({ trigger, gift: null, about: { id, name, ...receiver } });
      this.#fired.add(trigger.id);
      this.#note(trigger, { receiver: id, name, said: true });
      return;
    }
    const reputation = actualChange(receiver.reputation, trigger.reputation, -CEILING);
    const experience = actualChange(receiver.experience, trigger.experience, 0);
    if (reputation === 0 && experience === 0) {
      this.#note(trigger, { receiver: id, name, refused: unmoved(trigger) });
      return;
    }
    const kind: EntryKind = 'trigger';
    const entry: NewEntry = {
      at: this.#event.at,
      kind,
      giver: this.#giver.id,
      receiver: id,
      giverRole: this.#giver.role,
      reputation,
      experience,
      messageId: this.#event.messageId,
      reason: trigger.phrase,
      reverses: null,
    };
    this.#entries.push(entry);
    this.#said.push({ trigger, gift: entry, about: { id, name, ...receiver } });
    this.#fired.add(trigger.id);
    this.#note(trigger, {
      receiver: id,
      name,
      gave: reputation,
      ...(trigger.experience !== 0 && { experience }),
    });
  }

  /** Why a trigger does nothing now, for whomever it is meant. */
  #refusalOf(trigger: ReadyTrigger): Refusal | null {
    if (trigger.reputation !== 0 && !this.#enabled) return { no: 'off' };
    if (trigger.interval === 0) return null;
    const wait = left(trigger.interval * MINUTE, this.#facts.firedAt(trigger.id), this.#event.at);
    return wait > 0 ? { no: 'trigger_interval', wait } : null;
  }

  #note(trigger: ReadyTrigger, result: Result): void {
    const results = this.#results.get(trigger);
    if (results) results.push(result);
    else this.#results.set(trigger, [result]);
  }
}

function unmoved({ reputation }: ReadyTrigger): Refusal {
  if (reputation > 0) return { no: 'at_ceiling', ceiling: CEILING };
  return reputation < 0 ? { no: 'at_floor', floor: -CEILING } : { no: 'nothing_to_change' };
}
