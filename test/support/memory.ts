import { apply, decide } from '../../src/engine/apply.ts';
import { ChatDraft } from '../../src/engine/draft.ts';
import { peopleOfAir, thanksIntoAir } from '../../src/engine/load-air.ts';
import { type Needs, needsOf } from '../../src/engine/needs.ts';
import { People } from '../../src/engine/people.ts';
import { diceFor, drawnBy } from '../../src/engine/roll.ts';
import type { ChatRow, DayCounts, MemberRow, MessageRow, PairRow, PersonRow } from '../../src/engine/rows.ts';
import { bookOf } from '../../src/engine/triggers.ts';
import type { Entry } from '../../src/model/entry.ts';
import type { SettledEvent } from '../../src/model/event.ts';
import { chatId, type UserId } from '../../src/model/ids.ts';
import type { Notice } from '../../src/model/notice.ts';
import type { Trigger } from '../../src/model/trigger.ts';
import { MOST_LOOKED_AT, type Offer } from '../../src/reputation/air.ts';
import { BOT } from './facts.ts';

const copy = <T extends object>(row: T): T => ({ ...row });

/**
 * One chat kept in memory instead of in a database: a batch gets what `needsOf` asks for and nothing else, and
 * leaves behind what `save` would write. Totals, days and entries can then be compared, however a stream is cut.
 */
export class MemoryChat {
  row: ChatRow;
  readonly members = new Map<UserId, MemberRow>();
  readonly people = new Map<UserId, PersonRow>();
  readonly names = new Map<string, { id: UserId; at: number }>();
  readonly pairs = new Map<string, PairRow>();
  readonly days = new Map<string, DayCounts & { messages: number; reputation: number }>();
  readonly messages = new Map<string, MessageRow>();
  readonly offers = new Map<number, Offer>();
  readonly entries: Entry[] = [];
  readonly notices: Notice[] = [];
  triggers: readonly Trigger[];

  constructor(
    settings: Record<string, unknown> = {},
    admins: readonly number[] = [],
    triggers: readonly Trigger[] = [],
  ) {
    this.triggers = triggers;
    this.row = {
      chatId: chatId(-100),
      type: 'supergroup',
      title: 'Garden',
      username: null,
      isForum: false,
      epoch: 0,
      migratedTo: null,
      settingsVersion: 0,
      settings: JSON.stringify(settings),
      triggers: bookOf(triggers).name,
      triggersFired: '{}',
      admins: JSON.stringify(admins),
      botStatus: 'admin',
      botCanWrite: true,
      botCanDelete: true,
      lastEntry: 0,
      lastThanksAt: null,
      lastMinusAt: null,
      lastEventAt: 0,
    };
  }

  /** Loads, folds and saves one batch. */
  batch(events: readonly SettledEvent[]): void {
    if (events.length === 0) return;
    const draft = this.#load(events);
    for (const event of events) {
      const decision = decide(draft, event, diceFor('secret', this.row.chatId, drawnBy(event)));
      this.notices.push(...apply(draft, event, decision));
    }
    this.#save(draft);
  }

  #load(events: readonly SettledEvent[]): ChatDraft {
    let needs = needsOf(events, []);
    const people = new People();
    const draft = new ChatDraft(copy(this.row), people, BOT, bookOf(this.triggers));
    const held = (name: string) => this.names.get(name)?.id;
    for (const name of needs.usernames) {
      const holder = this.names.get(name);
      if (holder) people.rememberHolder(name, holder.id, holder.at);
    }
    const loadMembers = (ids: readonly UserId[]) => {
      for (const id of new Set(ids)) {
        const person = this.people.get(id);
        const member = this.members.get(id);
        draft.asked.add(id);
        if (person) people.remember(copy(person));
        if (member) draft.members.set(id, copy(member));
      }
    };
    loadMembers(
      needs.members.map(([, id]) => id).concat(needs.names.flatMap(([, name]) => held(name) ?? [])),
    );
    const loadPair = (giver: UserId, receiver: UserId) => {
      const key = `${giver} ${receiver}`;
      const pair = this.pairs.get(key);
      if (pair) draft.pairs.set(key, copy(pair));
    };
    const loadDays = (id: UserId) => {
      for (let day = needs.firstDay; day <= needs.lastDay; day += 1) {
        const stored = this.days.get(`${id} ${day}`);
        if (!stored) continue;
        const { messages, reputation, ...before } = stored;
        const added = {
          thanksGiven: 0,
          thanksGot: 0,
          minusGiven: 0,
          minusGot: 0,
          messages: 0,
          reputation: 0,
        };
        draft.days.set(`${id} ${day}`, { userId: id, day, before, added });
      }
    };
    for (const [, giver, receiver] of needs.pairs) loadPair(giver, receiver);
    for (const [, giver, name] of needs.namedPairs) {
      const receiver = held(name);
      if (receiver === undefined) continue;
      loadPair(giver, receiver);
      loadPair(receiver, giver);
      loadDays(receiver);
    }
    for (const [, id] of needs.days) loadDays(id);
    const air = this.#loadAir(needs, draft);
    if (air) {
      needs = air;
      loadMembers(air.members.map(([, id]) => id));
      for (const [, giver, receiver] of air.pairs) loadPair(giver, receiver);
      for (const [, id] of air.days) loadDays(id);
    }
    return draft;
  }

  /** What `load-air.ts` asks of storage. */
  #loadAir(needs: Needs, draft: ChatDraft): Needs | null {
    const chats = new Map([[this.row.chatId, draft]]);
    const thanks = thanksIntoAir(needs, chats);
    if (thanks.length === 0 && needs.offers.length === 0) return null;
    for (const { messageId: before, author } of thanks) {
      const stored = [...this.messages.values()].filter(({ messageId }) => messageId < before);
      stored.sort((a, b) => b.messageId - a.messageId);
      for (const { messageId, userId, at, thread } of stored.slice(0, MOST_LOOKED_AT)) {
        draft.written.set(messageId, { messageId, author: userId as UserId, at, thread });
      }
      if (author.is !== 'person') continue;
      const { id } = author.person;
      const asked = [...this.offers.values()].filter(({ giver }) => giver === id).map(({ at }) => at);
      if (asked.length > 0) draft.offeredAt.set(id, Math.max(...asked));
    }
    for (const [, message] of needs.offers) {
      const offer = this.offers.get(message);
      if (offer) draft.offers.set(message, offer);
    }
    return peopleOfAir(thanks, needs, chats);
  }

  #save(draft: ChatDraft): void {
    const { people, changed } = draft;
    if (changed.chat) this.row = copy(draft.row);
    if (changed.triggers.size > 0) this.triggers = draft.triggers;
    for (const id of changed.members) this.members.set(id, copy(draft.members.get(id) as MemberRow));
    for (const id of people.changed) this.people.set(id, copy(people.get(id) as PersonRow));
    for (const [name, id] of people.released) {
      if (id === null || this.names.get(name)?.id === id) this.names.delete(name);
    }
    for (const [id, name] of people.cleared) {
      const row = this.people.get(id);
      if (row?.username?.toLowerCase() === name) this.people.set(id, { ...row, username: null });
    }
    for (const [name, { id, since }] of people.taken) this.names.set(name, { id, at: since });
    for (const key of changed.pairs) this.pairs.set(key, copy(draft.pairs.get(key) as PairRow));
    for (const key of changed.days) {
      const sums: Record<string, number> = { ...this.days.get(key) };
      for (const [name, more] of Object.entries(draft.days.get(key)?.added ?? {})) {
        sums[name] = (sums[name] ?? 0) + more;
      }
      this.days.set(key, sums as unknown as DayCounts & { messages: number; reputation: number });
    }
    this.entries.push(...draft.entries.map(({ epoch, ...entry }) => entry));
    for (const [key, message] of draft.messages) {
      const known = this.messages.get(key);
      if (!known) this.messages.set(key, message);
      else if (known.outcome === null)
        this.messages.set(key, { ...known, rule: message.rule, outcome: message.outcome });
    }
    for (const [key, { outcome }] of draft.retold) {
      const known = this.messages.get(key);
      if (known) this.messages.set(key, { ...known, outcome });
    }
    for (const id of draft.changed.offers) this.offers.set(id, draft.offers.get(id) as Offer);
  }
}
