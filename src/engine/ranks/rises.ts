import { levelOf } from '../../model/curve.ts';
import { type Dice, pick } from '../../model/dice.ts';
import type { SettledEvent } from '../../model/event.ts';
import type { MemberFacts } from '../../model/facts.ts';
import type { UserId } from '../../model/ids.ts';
import type { Notice } from '../../model/notice.ts';
import { nextTitle, type Title, titleOf } from '../../ranks/ladder.ts';
import type { Tier } from '../../ranks/rewards.ts';
import { languageDefaults } from '../../text/i18n.ts';
import type { Decision } from '../decision.ts';
import type { ChatDraft } from '../draft.ts';
import { announced, lineOf, type Words } from './announce.ts';
import { placeOf } from './announce-place.ts';
import { rewardsOf } from './holdings.ts';

interface Change {
  experience: number;
  reputation: number;
}

/** What of somebody's can rise, and the settings that say where and how it is told. */
const KINDS = {
  level: {
    where: 'announce.levels',
    texts: 'announce.level_texts',
    ownTexts: 'announce.dm_level_texts',
    defaults: 'level_texts',
  },
  title: {
    where: 'announce.titles',
    texts: 'announce.title_texts',
    ownTexts: 'announce.dm_title_texts',
    defaults: 'title_texts',
  },
} as const;
type Kind = keyof typeof KINDS;
const TOLD: readonly Kind[] = ['level', 'title'];

const NONE: readonly Notice[] = [];

/** What a rise is told with, besides what is true of everybody; null: nothing that is told has risen. */
type Rise = Readonly<Record<string, string | number>> | null;

/** New levels and titles that a decision leads to, where the chat wants them told: once for each member. */
export function riseNotices(
  facts: ChatDraft,
  event: SettledEvent,
  decision: Decision,
  dice: Dice,
): readonly Notice[] {
  if (decision.entries.length === 0 && !decision.earned?.length) return NONE;
  const { settings } = facts.rules;
  // Most messages earn only experience, and most ladders ask for none.
  if (settings['announce.levels'] === 'none' && decision.entries.length === 0 && !asksExperience(facts))
    return NONE;
  const kinds = TOLD.filter((kind) => settings[KINDS[kind].where] !== 'none');
  const notices: Notice[] = [];
  for (const [id, change] of changesOf(decision)) {
    // Who wants none has said so by /notify.
    if (facts.members.get(id)?.unannounced) continue;
    const member = facts.member(id);
    if (!member) continue;
    for (const kind of kinds) {
      const rise = kind === 'level' ? levelRise(facts, member, change) : titleRise(facts, member, change);
      if (rise) notices.push(...told(facts, event, kind, member, change, rise, dice));
    }
  }
  return notices;
}

function told(
  facts: ChatDraft,
  event: SettledEvent,
  kind: Kind,
  member: MemberFacts,
  change: Change,
  rise: NonNullable<Rise>,
  dice: Dice,
): Notice[] {
  const { settings } = facts.rules;
  const { where, texts, ownTexts, defaults } = KINDS[kind];
  const own = settings[ownTexts].length > 0 ? settings[ownTexts] : settings[texts];
  const draw = dice(`${kind} text`, member.id);
  const values = { ...valuesOf(facts, member, change), ...rise };
  const line = (list: readonly string[], worded = (text: string) => text) => {
    const text = pick(draw, list);
    return text === undefined ? null : lineOf(facts, event, framed(facts, worded(text)), values);
  };
  // In another group nobody knows which chat is meant; what an admin has worded is said as it is.
  const elsewhere = (text: string) =>
    placeOf(facts, event).about !== undefined &&
    languageDefaults(settings.language).lists[defaults].includes(text)
      ? `<b>{chat}</b>: ${text}`
      : text;
  const words: Words = { chat: () => line(settings[texts], elsewhere), dm: () => line(own) };
  return announced(facts, event, settings[where], member.id, words);
}

/** A quotation cannot stand in another. */
function framed({ rules: { settings } }: ChatDraft, text: string): string {
  return settings['announce.framed'] && !/<blockquote/i.test(text)
    ? `<blockquote>${text}</blockquote>`
    : text;
}

function levelRise(facts: ChatDraft, member: MemberFacts, change: Change): Rise {
  const { curve, settings } = facts.rules;
  if (change.experience <= 0) return null;
  const before = levelOf(curve, member.experience);
  const level = levelOf(curve, member.experience + change.experience);
  const every = settings['announce.every'];
  if (Math.floor(level / every) === Math.floor(before / every)) return null;
  const brings = (tier: Tier) => 'level' in tier && tier.level > before && tier.level <= level;
  return isTold(facts, brings) ? { old_level: before } : null;
}

/** By its points alone: a title that an admin has just made is nobody's news. */
function titleRise(facts: ChatDraft, member: MemberFacts, change: Change): Rise {
  const { ladder } = facts.titles;
  if (change.reputation <= 0 && !asksExperience(facts)) return null;
  const rank = (title: Title | null) => (title ? ladder.indexOf(title) : -1);
  const before = rank(titleAt(facts, member, { experience: 0, reputation: 0 }));
  const now = rank(titleAt(facts, member, change));
  if (now <= before) return null;
  const passed = ladder.slice(before + 1, now + 1).map(({ id }) => id);
  return isTold(facts, (tier) => 'title' in tier && passed.includes(tier.title)) ? {} : null;
}

function asksExperience({ titles }: ChatDraft): boolean {
  return titles.ladder.some((title) => title.experience !== null);
}

/** Where a chat tells only what brings a reward, one must belong to what was reached, or passed on the way. */
function isTold({ row, rules }: ChatDraft, brings: (tier: Tier) => boolean): boolean {
  if (!rules.settings['announce.only_rewards']) return true;
  return rewardsOf(row.rewards).list.some((reward) => !reward.gone && brings(reward.for));
}

function titleAt(facts: ChatDraft, member: MemberFacts, change: Change): Title | null {
  const held = facts.members.get(member.id)?.title ?? null;
  const { experience, reputation } = after(member, change);
  return titleOf(experience, reputation, facts.titles.ladder, facts.rules.switches, held);
}

function valuesOf(facts: ChatDraft, member: MemberFacts, change: Change) {
  const { experience, reputation } = after(member, change);
  const held = facts.members.get(member.id)?.title ?? null;
  const switches = facts.rules.switches;
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
