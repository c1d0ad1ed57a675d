import type { Earning } from '../experience/policy.ts';
import type { NewEntry } from '../model/entry.ts';
import type { Errand } from '../model/errand.ts';
import type { UserId } from '../model/ids.ts';
import type { Notice } from '../model/notice.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Seconds } from '../model/time.ts';
import type { Trigger } from '../model/trigger.ts';
import type { Silence } from '../moderation/decay.ts';
import type { Past } from '../moderation/sanction.ts';
import type { Holdings } from '../ranks/holdings.ts';
import type { Offer } from '../reputation/air.ts';
import type { Freed } from '../reputation/reverse.ts';
import type { Reset } from './chat/reset.ts';
import type { DecayRun } from './draft/moderation.ts';
import type { JobRow, PanelRow, QuestionRow, ReactionRow } from './draft/rows.ts';
import type { SpanRow } from './draft/spans.ts';
import type { Synced } from './jobs/piece.ts';
import type { CardRow } from './load/cards.ts';
import type { MarkRow } from './moderation/marks.ts';
import type { Removal } from './moderation/removal.ts';
import type { Wish } from './people/wishes.ts';
import type { Passage } from './ranks/holdings.ts';

/** What an event comes to. Nothing has changed yet: `apply.ts` does that, and only that. */
export interface Decision {
  entries: readonly NewEntry[];
  outcome: Outcome | null;
  notices: readonly Notice[];
  /** What is to be done in Telegram for members. */
  errands?: readonly Errand[];
  /** What the bot has done, or is to do, to a newcomer. */
  mark?: MarkRow;
  /** Experience for taking part, which no entry holds. */
  earned?: readonly Earning[];
  /** What was gathered of members, and what they were heard by; experience of spans that are over is among `earned`. */
  spans?: readonly SpanRow[];
  /** What a person's reactions on a message are now; the entry that stands for them comes with `entries`. */
  reaction?: ReactionRow;
  /** The chat's new stored settings. */
  settings?: string;
  /** The chat's titles from now on, as they are stored. */
  ladder?: string;
  /** The chat's rewards from now on, as they are stored. */
  rewards?: string;
  /** How somebody whose points change comes by rewards; through every tier unless said otherwise. */
  passage?: { of: UserId; how: Passage };
  /** What rewards have come to for members, from now on. */
  holdings?: readonly { of: UserId; holdings: Holdings }[];
  /** All of the chat's triggers from now on. */
  triggers?: readonly Trigger[];
  /** Triggers whose intervals begin anew. */
  fired?: readonly number[];
  /** Gifts that were taken back, whose reversals are among the entries. */
  freed?: readonly Freed[];
  /** The giver is told why it did not count, for which they are now told nothing for a while. */
  told?: UserId;
  /** A language that somebody chose; null: that of their Telegram. */
  speaks?: { person: UserId; language: string | null };
  /** Whether this member is announced from now on. */
  announce?: { of: UserId; on: boolean };
  /** What is kept of somebody's card from now on. */
  card?: CardRow;
  /** Whether this member stands in no rating of the chat from now on. */
  hide?: { of: UserId; hidden: boolean };
  /** What somebody wants done with all that is stored of them. */
  wish?: { of: UserId; wish: Wish };
  /** What an admin is asked from now on, or null: nothing any more. */
  question?: { of: UserId; row: QuestionRow | null };
  /** An admin's settings panel from now on, or null: closed. */
  panel?: { of: UserId; row: PanelRow | null };
  /** Everybody's reputation and experience begin anew. */
  reset?: Reset;
  /** What is remembered of a member's comings and bans from now on. */
  past?: { of: UserId; past: Past };
  /** How far the look at who is silent has come, and what it found. */
  /** When the chat's boards are posted next; null: never. */
  boards?: Seconds | null;
  decay?: { run: DecayRun; silences: readonly (readonly [UserId, Silence])[] };
  /** A message that is removed, or voted on. */
  removal?: Removal;
  /** Work on all members from now on, begun or a piece further. */
  job?: JobRow;
  /** Whose title or rewards it finds to be others now. */
  synced?: readonly Synced[];
  /** A question that is asked, or that was answered; then `outcome` is what its thank-you came to. */
  offer?: Offer;
}

export const NOTHING: Decision = { entries: [], outcome: null, notices: [] };
