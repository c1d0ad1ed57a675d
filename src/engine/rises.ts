import { levelOf } from '../model/curve.ts';
import { type Dice, pick } from '../model/dice.ts';
import type { SettledEvent } from '../model/event.ts';
import type { MemberFacts } from '../model/facts.ts';
import type { UserId } from '../model/ids.ts';
import type { Notice } from '../model/notice.ts';
import { nextTitle, type Title, titleOf } from '../ranks/ladder.ts';
import { announced, lineOf } from './announce.ts';
import type { Decision } from './decision.ts';
import type { ChatDraft } from './draft.ts';
import { switchesOf } from './titles.ts';

interface Change {
  experience: number;
  reputation: number;
}

/** New levels and titles that a decision leads to, where the chat wants them told: once for each member. */
export function riseNotices(
  facts: ChatDraft,
  event: SettledEvent,
  decision: Decision,
  dice: Dice,
): readonly Notice[] {
  if (decision.entries.length === 0 && !decision.earned?.length) return [];
  const notices: Notice[] = [];
  for (const [id, change] of changesOf(decision)) {
    // Who wants none has said so by /notify.
    if (facts.members.get(id)?.unannounced) continue;
    const member = facts.member(id);
    if (member) notices.push(...levelNotices(facts, event, member, change, dice));
    if (member) notices.push(...titleNotices(facts, event, member, change, dice));
  }
  return notices;
}

function levelNotices(
  facts: ChatDraft,
  event: SettledEvent,
  member: MemberFacts,
  change: Change,
  dice: Dice,
): Notice[] {
  const { settings, curve } = facts.rules;
  if (settings['announce.levels'] === 'none' || change.experience <= 0) return [];
  const before = levelOf(curve, member.experience);
  const level = levelOf(curve, member.experience + change.experience);
  const every = settings['announce.every'];
  if (Math.floor(level / every) === Math.floor(before / every)) return [];
  const text = pick(dice('level text', member.id), settings['announce.level_texts']);
  if (text === undefined) return [];
  const values = { ...valuesOf(facts, member, change), old_level: before };
  return announced(facts, event, settings['announce.levels'], member.id, lineOf(facts, event, text, values));
}

/** By its points alone: a title that an admin has just made is nobody's news. */
function titleNotices(
  facts: ChatDraft,
  event: SettledEvent,
  member: MemberFacts,
  change: Change,
  dice: Dice,
): Notice[] {
  const { settings } = facts.rules;
  if (settings['announce.titles'] === 'none') return [];
  const { ladder } = facts.titles;
  // Most messages earn only experience, and most ladders ask for none.
  if (change.reputation <= 0 && !ladder.some((title) => title.experience !== null)) return [];
  const rank = (title: Title | null) => (title ? ladder.indexOf(title) : -1);
  const title = titleAt(facts, member, change);
  if (!title || rank(title) <= rank(titleAt(facts, member, { experience: 0, reputation: 0 }))) return [];
  const text = pick(dice('title text', member.id), settings['announce.title_texts']);
  if (text === undefined) return [];
  const line = lineOf(facts, event, text, valuesOf(facts, member, change));
  return announced(facts, event, settings['announce.titles'], member.id, line);
}

function titleAt(facts: ChatDraft, member: MemberFacts, change: Change): Title | null {
  const held = facts.members.get(member.id)?.title ?? null;
  const { experience, reputation } = after(member, change);
  return titleOf(experience, reputation, facts.titles.ladder, switchesOf(facts.rules.settings), held);
}

function valuesOf(facts: ChatDraft, member: MemberFacts, change: Change) {
  const { experience, reputation } = after(member, change);
  const held = facts.members.get(member.id)?.title ?? null;
  const switches = switchesOf(facts.rules.settings);
  const next = nextTitle(experience, reputation, facts.titles.ladder, switches, held);
  return {
    ...{ user: { person: member.id, name: member.name }, experience, reputation },
    level: levelOf(facts.rules.curve, experience),
    title: titleAt(facts, member, change)?.name ?? '–',
    next_title: next?.title.name ?? '–',
  };
}

const after = ({ experience, reputation }: MemberFacts, change: Change): Change => ({
  experience: experience + change.experience,
  reputation: reputation + change.reputation,
});

/** By how much each member's points change in all. */
function changesOf({ entries, earned = [] }: Decision): Map<UserId, Change> {
  const sums = new Map<UserId, Change>();
  const add = (member: UserId, experience: number, reputation: number) => {
    const sum = sums.get(member) ?? { experience: 0, reputation: 0 };
    sums.set(member, { experience: sum.experience + experience, reputation: sum.reputation + reputation });
  };
  for (const { receiver, experience, reputation } of entries) add(receiver, experience, reputation);
  for (const { member, amount } of earned) add(member, amount, 0);
  return sums;
}
