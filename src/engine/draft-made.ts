import type { UserId } from '../model/ids.ts';
import type { AirDraft } from './draft-air.ts';
import type { BoardsDraft } from './draft-boards.ts';
import type { ErrandsDraft } from './draft-errands.ts';
import type { HealthDraft } from './draft-health.ts';
import type { JobDraft } from './draft-job.ts';
import type { LedgerDraft } from './draft-ledger.ts';
import type { ModerationDraft } from './draft-moderation.ts';
import type { PanelsDraft } from './draft-panels.ts';
import type { ReactionsDraft } from './draft-reactions.ts';
import type { RewardsDraft } from './draft-rewards.ts';
import type { DraftRows } from './draft-rows.ts';
import type { SpansDraft } from './draft-spans.ts';
import type { CardRow } from './load-cards.ts';
import type { MarkRow } from './marks.ts';
import type { RatingName } from './rating-names.ts';
import type { Standings } from './standings.ts';

/** The parts of a chat's draft that most batches do without; null: not needed so far. */
export class Made {
  ledger: LedgerDraft | null = null;
  standings: Standings | null = null;
  reactions: ReactionsDraft | null = null;
  air: AirDraft | null = null;
  health: HealthDraft | null = null;
  panels: PanelsDraft | null = null;
  spans: SpansDraft | null = null;
  errands: ErrandsDraft | null = null;
  moderation: ModerationDraft | null = null;
  boards: BoardsDraft | null = null;
  marks: DraftRows<UserId, MarkRow> | null = null;
  job: JobDraft | null = null;
  rewards: RewardsDraft | null = null;
  cards: DraftRows<UserId, CardRow> | null = null;
  ratingName: RatingName | null = null;
}
