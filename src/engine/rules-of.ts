import { type ActivityRules, activity } from '../experience/activity.ts';
import { conversations } from '../experience/conversations.ts';
import { EARNING_KINDS } from '../experience/kinds.ts';
import type { EarningPolicy } from '../experience/policy.ts';
import { windows } from '../experience/windows.ts';
import { readBoosts } from '../model/boost.ts';
import { type Curve, cubic, quadratic, readCoefficients, seconds as secondsCurve } from '../model/curve.ts';
import { rangeOf } from '../model/range.ts';
import { MINUTE } from '../model/time.ts';
import type { LadderSwitches } from '../ranks/ladder.ts';
import type { TalkRules } from '../reputation/gifts.ts';
import type { PhraseEntry } from '../reputation/phrases/matcher.ts';
import type { ReactionRules } from '../reputation/reactions.ts';
import type { GiftRules, Sign, SignRules } from '../reputation/rules.ts';
import { CEILING } from '../reputation/rules.ts';
import { type ChatSettings, resolveSettings } from '../settings/catalogue.ts';
import { languageDefaults } from '../text/i18n.ts';
import { LeastUsed } from './least-used.ts';
import { sharedMatcher, weightOfPhrase } from './matchers.ts';
import { switchesOf } from './ranks/titles.ts';

/** A chat's settings, made ready for the rules. */
export interface ChatRules extends TalkRules {
  /** What they were made of: where it is the same, so are they, though they may have been made anew. */
  name: string;
  settings: ChatSettings;
  reactions: ReactionRules;
  /** Whether a reaction brings experience to whom it is for. */
  paysReactions: boolean;
  /** Whether an answer brings experience to whom it answers. */
  paysReplies: boolean;
  /** Null: taking part earns nothing. */
  policy: EarningPolicy | null;
  curve: Curve;
  switches: LadderSwitches;
}

/**
 * Bytes that ready rules may take in a process: some 25,000 chats with settings of their own, or 13,000 with words of
 * their own, too. What does not fit is made anew when it is met: 25 µs, 70 to 200 with own words.
 */
const MOST_KEPT = 96_000_000;
/** Measured, without a matcher: the settings alone are 1.3 KB. */
const RULES_WEIGH = 3300;
const kept = new LeastUsed<ChatRules>(MOST_KEPT);

/** Rules for a chat's stored settings (JSON of what its admins changed). Kept by content, so never stale. */
export function rulesOf(stored: string): ChatRules {
  const known = kept.get(stored);
  if (known) return known;
  const overrides = parseStored(stored);
  const language = typeof overrides.language === 'string' ? overrides.language : 'en';
  const settings = resolveSettings(overrides, languageDefaults(language));
  const phrases = phrasesOf(settings);
  const rules: ChatRules = {
    name: stored,
    settings,
    gifts: giftRules(settings),
    matcher: sharedMatcher(phrases),
    triggers: new Map(),
    reactions: {
      enabled: settings['reactions.enabled'],
      plus: settings['reactions.plus'],
      minus: settings['reactions.minus'],
      weight: settings['reactions.weight'],
    },
    paysReactions: settings['experience.enabled'] && paysReactions(settings),
    paysReplies:
      settings['experience.enabled'] &&
      settings['experience.policy'] === 'activity' &&
      rangeOf(settings['experience.reply_got']).max > 0,
    policy: settings['experience.enabled'] ? policyOf(settings) : null,
    curve: curveOf(settings),
    switches: switchesOf(settings),
  };
  // Words of the language are shared by all who have changed none of them.
  const own = WORDS.some((key) => Object.hasOwn(overrides, key));
  kept.set(stored, rules, weightOf(stored, own ? phrases : []));
  return rules;
}

const WORDS = [
  'reputation.words',
  'reputation.except_words',
  'negative.words',
  'negative.except_words',
] as const;

/** Bytes that rules of such settings take, with a matcher of these phrases. */
export function weightOf(stored: string, phrases: readonly PhraseEntry[]): number {
  return phrases.reduce((sum, { text }) => sum + weightOfPhrase(text), RULES_WEIGH + stored.length * 4);
}

/** What admins changed, as stored. Anything unreadable counts as nothing changed. */
export function parseStored(stored: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(stored);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : {};
  } catch {
    return {};
  }
}

/** The words of a chat's settings, for its matcher. */
export function phrasesOf(settings: ChatSettings): PhraseEntry[] {
  const list = (name: PhraseEntry['list'], words: readonly string[]) =>
    words.map((text) => ({ list: name, text }));
  return [
    ...list('thanks', settings['reputation.words']),
    ...list('thanks_except', settings['reputation.except_words']),
    ...list('minus', settings['negative.words']),
    ...list('minus_except', settings['negative.except_words']),
  ];
}

/** The level curve that a chat has chosen. */
export function curveOf(settings: ChatSettings): Curve {
  switch (settings['levels.curve']) {
    case 'by_policy':
      return defaultCurveOf(settings['experience.policy']);
    case 'quadratic':
      return quadratic;
    case 'seconds':
      return secondsCurve;
    case 'custom':
      return cubic(readCoefficients(settings['levels.custom']) ?? { cube: 0, square: 25, line: 25 });
  }
}

/** The curve of a chat that has chosen none: a policy of seconds has levels of hours and days. */
export function defaultCurveOf(policy: ChatSettings['experience.policy']): Curve {
  return policy === 'windows' ? secondsCurve : quadratic;
}

/** In seconds a reaction is worth what it is worth, in conversations nothing. */
function paysReactions(settings: ChatSettings): boolean {
  const policy = settings['experience.policy'];
  return policy === 'activity' ? rangeOf(settings['experience.reaction_got']).max > 0 : policy === 'windows';
}

function policyOf(settings: ChatSettings): EarningPolicy {
  const rules = activityRules(settings);
  switch (settings['experience.policy']) {
    case 'activity':
      return activity(rules);
    case 'windows':
      return windows(rules);
    case 'conversations':
      return conversations(rules);
  }
}

function activityRules(settings: ChatSettings): ActivityRules {
  const amounts = Object.fromEntries(
    EARNING_KINDS.map((kind) => [kind, rangeOf(settings[`experience.${kind}`])]),
  ) as ActivityRules['amounts'];
  return {
    amounts,
    cooldown: settings['experience.cooldown'],
    leastLength: settings['experience.least_length'],
    gotPerDay: settings['experience.got_per_day'],
    bonusChance: settings['experience.bonus_chance'],
    bonusMultiplier: settings['experience.bonus_multiplier'],
    boost: settings['experience.boost'],
    boosts: readBoosts(settings['experience.boosts']) ?? [],
  };
}

function giftRules(settings: ChatSettings): GiftRules {
  return { thanks: signRules(settings, 'thanks'), minus: signRules(settings, 'minus') };
}

function signRules(settings: ChatSettings, sign: Sign): SignRules {
  const family = sign === 'thanks' ? 'reputation' : 'negative';
  return {
    enabled: settings[`${family}.enabled`],
    from: settings[`${family}.from`],
    award: settings[`${family}.award`],
    awardMin: settings[`${family}.award_min`],
    awardMax: settings[`${family}.award_max`],
    complexFull: settings[`${family}.complex_full`],
    receiverInterval: settings[`${family}.receiver_interval`],
    giverInterval: settings[`${family}.giver_interval`] * MINUTE,
    chatInterval: settings[`${family}.chat_interval`] * MINUTE,
    pairInterval: settings[`${family}.pair_interval`] * MINUTE,
    pairBothWays: settings[`${family}.pair_both_ways`],
    givenPerDay: settings[`${family}.given_per_day`],
    receivedPerDay: settings[`${family}.received_per_day`],
    leastDays: settings[`${family}.least_days`],
    leastMessages: settings[`${family}.least_messages`],
    mentions: settings[`${family}.mentions`],
    reason: sign === 'minus' && settings['negative.reason'],
    floor: sign === 'minus' && !settings['negative.below_zero'] ? 0 : -CEILING,
  };
}
