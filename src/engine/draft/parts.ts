import type { UserId } from '../../model/ids.ts';
import type { CardRow } from '../load/cards.ts';
import { type MarkRow, newMarks } from '../moderation/marks.ts';
import { AirDraft } from './air.ts';
import { BoardsDraft } from './boards.ts';
import { DraftRows } from './draft-rows.ts';
import { ErrandsDraft } from './errands.ts';
import { JobDraft } from './job.ts';
import { LedgerDraft } from './ledger.ts';
import { Made } from './made.ts';
import { ModerationDraft } from './moderation.ts';
import { PanelsDraft } from './panels.ts';
import { RanksDraft } from './ranks.ts';
import { ReactionsDraft } from './reactions.ts';
import { RewardsDraft } from './rewards.ts';
import type { ChatRow, MemberRow, MessageRow } from './rows.ts';
import { SpansDraft } from './spans.ts';

/** The parts of a chat's draft that most batches do without: each is made when it is first asked for. */
export abstract class DraftParts {
  abstract readonly members: DraftRows<UserId, MemberRow>;
  readonly row: ChatRow;
  readonly messages = new Map<string, MessageRow>();
  /** The parts as far as they were needed. Who only looks whether there is one asks here, and makes none. */
  readonly made = new Made();

  constructor(row: ChatRow) {
    this.row = row;
  }

  get ledger(): LedgerDraft {
    this.made.ledger ??= new LedgerDraft(this.row);
    return this.made.ledger;
  }

  get reactions(): ReactionsDraft {
    this.made.reactions ??= new ReactionsDraft(this.messages);
    return this.made.reactions;
  }

  get air(): AirDraft {
    this.made.air ??= new AirDraft(this.row, this.messages);
    return this.made.air;
  }

  get panels(): PanelsDraft {
    this.made.panels ??= new PanelsDraft();
    return this.made.panels;
  }

  get cards(): DraftRows<UserId, CardRow> {
    this.made.cards ??= new DraftRows();
    return this.made.cards;
  }

  get errands(): ErrandsDraft {
    this.made.errands ??= new ErrandsDraft();
    return this.made.errands;
  }

  get boards(): BoardsDraft {
    this.made.boards ??= new BoardsDraft();
    return this.made.boards;
  }

  get moderation(): ModerationDraft {
    this.made.moderation ??= new ModerationDraft();
    return this.made.moderation;
  }

  get ranks(): RanksDraft {
    this.made.ranks ??= new RanksDraft(this.row);
    return this.made.ranks;
  }

  get rewards(): RewardsDraft {
    this.made.rewards ??= new RewardsDraft();
    return this.made.rewards;
  }

  get marks(): DraftRows<UserId, MarkRow> {
    this.made.marks ??= newMarks();
    return this.made.marks;
  }

  get job(): JobDraft {
    this.made.job ??= new JobDraft();
    return this.made.job;
  }

  get spans(): SpansDraft {
    this.made.spans ??= new SpansDraft(this.row, this.members);
    return this.made.spans;
  }
}
