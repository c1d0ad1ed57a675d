import type { Dice } from '../model/dice.ts';
import type { NewEntry } from '../model/entry.ts';
import type { MessageEvent } from '../model/event.ts';
import type { Facts } from '../model/facts.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Hit, Matcher } from './phrases/matcher.ts';
import type { GiftRules } from './rules.ts';
import { decideThanks, type GiftDecision } from './thanks.ts';
import { findAll } from './triggers/calls.ts';
import { decideTriggers, type TriggerDecision } from './triggers/decide.ts';
import type { ReadyTrigger } from './triggers/rules.ts';

export interface TalkRules {
  gifts: GiftRules;
  /** Finds words and triggers alike. */
  matcher: Matcher;
  /** By id, the preferred first: the longest phrase, then the oldest. */
  triggers: ReadonlyMap<number, ReadyTrigger>;
}

/** What a message gives, by triggers and by words, and what is kept of it for `/why`. */
export interface TalkDecision {
  outcome: Outcome;
  entries: NewEntry[];
  triggers: TriggerDecision | null;
  words: GiftDecision | null;
}

/**
 * Decides what a message gives to whom: a special trigger before a word, a word before a bare mention, and for each
 * receiver one of them at most. Null: nothing of the chat's stands in it.
 */
export function decideGifts(
  event: MessageEvent,
  rules: TalkRules,
  facts: Facts,
  dice: Dice,
): TalkDecision | null {
  const { matcher } = rules;
  const hits = hitsIn(event, rules, facts.bot.username);
  if (isTalk(event, hits)) return null;
  const triggers = decideTriggers(event, triggersIn(hits, rules), facts, rules.gifts.thanks.enabled);
  const words = triggers?.all
    ? null
    : decideThanks(event, rules.gifts, matcher, facts, dice, hits, triggers?.taken);
  const [outcome, ...also] = inOrder(triggers?.outcomes ?? [], words?.outcome);
  if (!outcome) return null;
  return {
    outcome: also.length > 0 ? { ...outcome, also } : outcome,
    entries: [...(triggers?.entries ?? []), ...(words?.entries ?? [])],
    triggers,
    words,
  };
}

/** Whether a message gives nothing, whoever wrote it and whomever it answers. */
export function givesNothing(event: MessageEvent, rules: TalkRules, botUsername: string): boolean {
  return isTalk(event, hitsIn(event, rules, botUsername));
}

function hitsIn(event: MessageEvent, { matcher, triggers }: TalkRules, botUsername: string): readonly Hit[] {
  return triggers.size === 0 ? matcher.find(event.text, event.masked) : findAll(event, matcher, botUsername);
}

/** Most messages are. */
function isTalk({ mentions, masked }: MessageEvent, hits: readonly Hit[]): boolean {
  return hits.length === 0 && mentions.length === 0 && masked.length === 0;
}

function triggersIn(hits: readonly Hit[], { triggers }: TalkRules): ReadyTrigger[] {
  if (hits.length === 0) return [];
  const ids = new Set(hits.flatMap((hit) => hit.id ?? []));
  return ids.size === 0 ? [] : [...triggers.values()].filter((trigger) => ids.has(trigger.id));
}

/** What did something comes first: it is what the message is remembered by. */
function inOrder(triggers: readonly Outcome[], words: Outcome | undefined): Outcome[] {
  const did = ({ results }: Outcome) => results.some((result) => !('refused' in result));
  const all = words ? [...triggers, words] : [...triggers];
  return [...all.filter(did), ...all.filter((outcome) => !did(outcome))];
}
