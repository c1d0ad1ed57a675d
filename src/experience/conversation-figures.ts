import { MINUTE, type Seconds } from '../model/time.ts';

// The constants of policy `conversations`: its source's figures, with what it says of them.

/** Who has said nothing for longer has left. (A bot cannot see that somebody types.) */
export const GONE_AFTER: Seconds = 10 * MINUTE;
/** 60 words a minute of 6 characters, half of a conversation, and a little more: 200 characters a minute. */
export const MOST_A_MINUTE = 200;
/** What was deleted counts against its author, and a tenth of it again: 100 → 110. */
export const DELETED_TIMES = 1.1;
/** Each message costs a word or two, so that thoughts are not cut into pieces: `ok` is worth −6. */
export const PER_MESSAGE = 8;
/** A conversation is at least two messages, and fifty characters that are left. */
export const LEAST_MESSAGES = 2;
export const LEAST_CHARACTERS = 50;
/**
 * More messages a minute than that, throughout, are no conversation, and earn nothing. Not in the source, whose flat
 * amount leaves a flood of 30 messages in two minutes 160 characters, a third of what a helper's answers come to.
 */
export const FLOOD_FROM = 12;
