import type { UserId } from '../../model/ids.ts';
import type { RatingName } from '../leaderboard/rating-names.ts';
import type { CardRow } from '../load/cards.ts';
import type { MarkRow } from '../moderation/marks.ts';
import type { AirDraft } from './air.ts';
import type { BoardsDraft } from './boards.ts';
import type { DraftRows } from './draft-rows.ts';
import type { ErrandsDraft } from './errands.ts';
import type { HealthDraft } from './health.ts';
import type { JobDraft } from './job.ts';
import type { LedgerDraft } from './ledger.ts';
import type { ModerationDraft } from './moderation.ts';
import type { PanelsDraft } from './panels.ts';
import type { RanksDraft } from './ranks.ts';
import type { ReactionsDraft } from './reactions.ts';
import type { RewardsDraft } from './rewards.ts';
import type { SpansDraft } from './spans.ts';
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
  ranks: RanksDraft | null = null;
  ratingName: RatingName | null = null;

  get isEmpty(): boolean {
    return (
      this.ledger === null &&
      this.standings === null &&
      this.reactions === null &&
      this.air === null &&
      this.health === null &&
      this.panels === null &&
      this.spans === null &&
      this.errands === null &&
      this.moderation === null &&
      this.boards === null &&
      this.marks === null &&
      this.job === null &&
      this.rewards === null &&
      this.cards === null &&
      this.ranks === null &&
      this.ratingName === null
    );
  }
}
