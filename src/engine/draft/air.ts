import type { UserId } from '../../model/ids.ts';
import type { Outcome } from '../../model/outcome.ts';
import { later, type Seconds } from '../../model/time.ts';
import type { Offer, Written } from '../../reputation/air.ts';
import { DraftRows } from './draft-rows.ts';
import type { ChatRow, MessageRow } from './rows.ts';

/** Thanks into the air while a batch is folded: the questions, and whom they may be about. */
export class AirDraft {
  /** The questions, by the message that thanks. */
  readonly offers = new DraftRows<number, Offer>();
  /** When each giver was last asked. */
  readonly offeredAt = new Map<UserId, Seconds>();
  /** Who wrote before, as stored. */
  readonly written = new Map<number, Written>();
  /** Thank-yous for which `written` was read. */
  readonly asked = new Set<number>();
  /** Results of messages of before, which have since led to something. */
  readonly retold = new Map<string, { messageId: number; epoch: number; outcome: string }>();
  readonly #row: Pick<ChatRow, 'epoch'>;
  readonly #messages: ReadonlyMap<string, MessageRow>;

  /** `messages`: those of the batch. */
  constructor(row: Pick<ChatRow, 'epoch'>, messages: ReadonlyMap<string, MessageRow>) {
    this.#row = row;
    this.#messages = messages;
  }

  /** Who wrote lately: what storage knew, and the messages of this batch. */
  lately(): Iterable<Written> {
    const all = new Map<number, Written>();
    for (const { messageId, epoch, userId, at, thread } of this.#messages.values()) {
      if (epoch === this.#row.epoch) all.set(messageId, { messageId, author: userId as UserId, at, thread });
    }
    for (const [messageId, one] of this.written) all.set(messageId, one);
    return all.values();
  }

  /** Asks a question, or notes that it was answered. */
  setOffer(offer: Offer): void {
    this.offers.set(offer.messageId, offer);
    this.offeredAt.set(offer.giver, later(this.offeredAt.get(offer.giver) ?? null, offer.at));
  }

  /** A message of before has led to something after all. */
  retell(messageId: number, outcome: Outcome): void {
    const { epoch } = this.#row;
    const key = `${epoch} ${messageId}`;
    const told = JSON.stringify(outcome);
    const message = this.#messages.get(key);
    if (message) message.outcome = told;
    this.retold.set(key, { messageId, epoch, outcome: told });
  }
}
