import { type GettingRules, gotFrom, multiplied } from './activity.ts';
import { countOf } from './codes.ts';
import type { EarningPolicy } from './policy.ts';
import {
  beginSpan,
  type Climate,
  type Counting,
  type Span,
  type SpanPolicy,
  type Wake,
  withSaid,
} from './span.ts';
import {
  DEFAULT_USUAL,
  FALLS_ABOVE,
  FALLS_BELOW,
  IDLE,
  LEARNT_FROM,
  LEAST_LESSON,
  LEAST_USUAL,
  LEAST_WORDS,
  MOST_ANSWERS,
  MOST_MESSAGES,
  MOST_USUAL,
  MOST_WORDS,
  PEAK,
  PEAK_FROM,
  PEAK_TO,
  PER_ANSWER,
  PER_MESSAGE,
  PER_REACTION,
  PER_WORD,
  STEP,
  WINDOW,
} from './window-figures.ts';

/**
 * The policy of seconds: what a member says within two minutes is one window, and earns as many seconds as it lasted,
 * by how its effort compares with what is usual in the chat.
 */
export function windows(rules: GettingRules): EarningPolicy {
  const spans: SpanPolicy = {
    kind: 'window',
    words: MOST_WORDS,
    learns: { mildest: { seen: 0, usual: DEFAULT_USUAL }, teaches, learn, usualOf },
    add: (span, said) => withSaid(span ?? beginSpan(said), said, COUNTING),
    settle(facts, member, span, { usual, wake }, dice) {
      const ratio = effortOf(span) / usual;
      const times = Math.min(mostAfter(wake, span), multiplierOf(ratio));
      const seconds = Math.floor((span.closesAt - span.firstAt) * times);
      const earner = facts.earner(member);
      const earning = { member, kinds: ['window' as const], sent: false, got: false };
      const most = ratio > PEAK_TO ? multiplierOf(ratio) : PEAK;
      return {
        earned: earner ? multiplied(rules, earner, earning, seconds, span.lastAt, dice) : [],
        wake: { closedAt: span.closesAt, most },
        talked: 0,
      };
    },
  };
  const reacted: EarningPolicy = (facts, deed, dice) => {
    if (deed.did !== 'react' || deed.by === deed.to) return [];
    const { to: id, at } = deed;
    return gotFrom(rules, facts, { id, kind: 'reaction_got', base: PER_REACTION, at }, dice);
  };
  return Object.assign(reacted, { spans });
}

const COUNTING: Counting = {
  leastWords: LEAST_WORDS,
  mostWords: MOST_WORDS,
  closesAt: (firstAt, lastAt) => Math.min(firstAt + WINDOW, lastAt + IDLE),
};

/** What is left of a burst when its window is over is part of it, and worth no more. */
function mostAfter(wake: Wake | null, { firstAt }: Span): number {
  return wake && firstAt - wake.closedAt <= IDLE ? wake.most : PEAK;
}

/** Points of effort, each signal capped: see `window-figures.ts`. */
export function effortOf({ talk, words, answered }: Pick<Span, 'talk' | 'words' | 'answered'>): number {
  return (
    PER_MESSAGE * Math.min(talk, MOST_MESSAGES) +
    PER_WORD * Math.min(countOf(words), MOST_WORDS) +
    PER_ANSWER * Math.min(answered.length, MOST_ANSWERS)
  );
}

/** What a window's effort is set against. */
export function usualOf({ seen, usual }: Climate): number {
  return seen < LEARNT_FROM ? DEFAULT_USUAL : usual;
}

export function teaches(span: Span): number | null {
  const effort = effortOf(span);
  return effort < LEAST_LESSON ? null : effort;
}

/**
 * The baseline after one more window: a step towards its effort, whatever the distance, which makes it a median and keeps
 * it from what is extreme; old windows are forgotten as new ones come.
 */
export function learn({ seen, usual: before }: Climate, effort: number): Climate {
  const moved = effort > before ? before * (1 + STEP) : before / (1 + STEP);
  const usual = effort === before ? effort : Math.max(LEAST_USUAL, Math.min(MOST_USUAL, moved));
  return { seen: seen + 1, usual };
}

/** 0…PEAK, by effort ÷ baseline: smooth, flat where talk is steady, falling for little effort and for bursts. */
export function multiplierOf(ratio: number): number {
  if (ratio <= 0) return 0;
  if (ratio < PEAK_FROM) return PEAK * bell(Math.log(ratio / PEAK_FROM) / FALLS_BELOW);
  if (ratio > PEAK_TO) return PEAK * bell(Math.log(ratio / PEAK_TO) / FALLS_ABOVE);
  return PEAK;
}

const bell = (distance: number): number => Math.exp(-(distance * distance) / 2);
