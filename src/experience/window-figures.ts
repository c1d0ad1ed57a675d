import { MINUTE, type Seconds } from '../model/time.ts';

// The constants of policy `windows`. Tuned on the tuning seeds of `bench/community`, judged on others. None of them is a
// setting: the baseline is what adapts.

/** A window is two minutes from its first message (the source's figure) … */
export const WINDOW: Seconds = 2 * MINUTE;
/** … or ends a minute and a half after the last: then the member has gone, and the time after is not theirs. */
export const IDLE: Seconds = 1.5 * MINUTE;

/** Fewer different words say little of their own: `ok`, `lol nice one`. Four make a sentence: `it works now, thanks`. */
export const LEAST_WORDS = 4;

// Effort, in points, roughly one a word. Sample values: `Try the other cable first` alone 3 + 5 = 8; two messages of ten
// words, one of them an answer, 6 + 20 + 2 = 28; forty messages of a flood 120 + 40 = 160.
/** A message that says something. The cap is far above what talk comes to, so that a burst is seen as one. */
export const PER_MESSAGE = 3;
export const MOST_MESSAGES = 40;
/** Different words. Above forty in two minutes nobody types: what is more is pasted. */
export const PER_WORD = 1;
export const MOST_WORDS = 40;
/** People answered. A talk has few sides; answering more of them is no more effort. */
export const PER_ANSWER = 2;
export const MOST_ANSWERS = 3;

// The baseline: a running median of efforts, moved a step up or down with each window.
/** Until so many windows were seen the default counts. */
export const LEARNT_FROM = 50;
/** Two short sentences, or one with an answer. */
export const DEFAULT_USUAL = 16;
/** One step is so much of the baseline: a change of the chat's ways is half learnt after some 25 windows of another kind. */
export const STEP = 0.03;
/** A chat full of one-word messages does not make them usual, a loud one does not make floods usual. */
export const LEAST_USUAL = 12;
export const MOST_USUAL = 30;
/** Windows of less effort teach nothing: whoever says nothing does not tell how one talks here. */
export const LEAST_LESSON = 5;

// The multiplier, by effort ÷ baseline. Sample values: 0.4 → 0.01, 0.7 → 0.27, 1 → 0.79, 1.3 … 2.5 → 1,
// 4 → 0.17, 6 → 0.00.
export const PEAK = 1;
/** From here to there talk is steady and genuine: a little more than usual, for half of what is usual is small talk. */
export const PEAK_FROM = 1.3;
export const PEAK_TO = 2.5;
/** How soon it falls on either side, as the width of a bell over the logarithm. */
export const FALLS_BELOW = 0.38;
export const FALLS_ABOVE = 0.25;

/** Seconds for a reaction that counts: a quarter of a window of steady talk. */
export const PER_REACTION = 30;
