import { apply, decide } from '../../src/engine/apply.ts';
import { People } from '../../src/engine/draft/people.ts';
import { reactionKey } from '../../src/engine/draft/reactions.ts';
import type {
  ChatRow,
  MemberRow,
  MessageRow,
  PairRow,
  PanelRow,
  PersonRow,
  QuestionRow,
  ReactionRow,
} from '../../src/engine/draft/rows.ts';
import { ChatDraft } from '../../src/engine/draft.ts';
import { peopleOfAir, thanksIntoAir } from '../../src/engine/load/air.ts';
import type { CardRow } from '../../src/engine/load/cards.ts';
import { firstDay, pastDays } from '../../src/engine/load/days.ts';
import { asWord } from '../../src/engine/load/panels.ts';
import { withAwaited } from '../../src/engine/load/reactions.ts';
import { type Needs, needsOf } from '../../src/engine/needs.ts';
import { waitingOf } from '../../src/engine/reputation/reactions.ts';
import { bookOf } from '../../src/engine/reputation/triggers.ts';
import { diceFor, drawnBy } from '../../src/engine/roll.ts';
import { rulesOf } from '../../src/engine/rules-of.ts';
import { settleBefore } from '../../src/engine/settle.ts';
import type { Entry } from '../../src/model/entry.ts';
import type { Errand } from '../../src/model/errand.ts';
import type { SettledEvent } from '../../src/model/event.ts';
import { type ChatId, chatId, type UserId, userId } from '../../src/model/ids.ts';
import type { Notice } from '../../src/model/notice.ts';
import { fullName } from '../../src/model/person.ts';
import { addSums, type DaySums, newToday, type Today, unpackToday } from '../../src/model/today.ts';
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
  /** Days that are over. */
  readonly past = new Map<string, Today>();
  readonly messages = new Map<string, MessageRow>();
  readonly offers = new Map<number, Offer>();
  readonly reactions = new Map<string, ReactionRow>();
  readonly entries: (Entry & { epoch: number })[] = [];
  readonly questions = new Map<UserId, QuestionRow>();
  readonly panels = new Map<UserId, PanelRow>();
  readonly cards = new Map<UserId, CardRow>();
  /** Past versions of the settings, by number. */
  readonly versions = new Map<number, string>();
  readonly notices: Notice[] = [];
  readonly errands: Errand[] = [];
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
      ladder: '',
      rewards: '',
      admins: JSON.stringify(admins),
      botStatus: 'admin',
      botCanWrite: true,
      botCanDelete: true,
      lastEntry: 0,
      lastThanksAt: null,
      lastMinusAt: null,
      textsAt: '[]',
      lastEventAt: 0,
      reactionsWaitUntil: null,
      dueAt: null,
      spansDueAt: null,
      climate: null,
      ...{ rankedTo: null, rankBits: 0 },
    };
  }

  /** Somebody who was there before, with so much. */
  stand(id: number, firstName: string, reputation: number): void {
    const who = userId(id);
    this.people.set(who, {
      ...{ userId: who, firstName, lastName: null, username: null, isBot: false },
      ...{ language: null, speaks: null, dmOpen: false, awaited: false, hides: false, seenAt: 0 },
    });
    this.members.set(who, {
      ...{ userId: who, reputation, reputationFromAdmins: 0, experience: 0, present: true, messages: 0 },
      ...{ firstSeenAt: 1, lastSeenAt: 1, album: null, albumSpoke: false, thanksGiven: 0, thanksGot: 0 },
      ...{ thanksGivenAt: null, thanksGotAt: null, minusGivenAt: null, minusGotAt: null, toldAt: null },
      ...{ earnedAt: null, lastText: 0, title: null, unannounced: false, holdings: null, hidden: false },
      ...{ gathered: null, spanClosesAt: null, gathers: false, today: null },
    });
  }

  /** All days: those that are over, and the latest of each member. */
  get days(): Map<string, DaySums> {
    const days = new Map([...this.past].map(([key, sums]) => [key, copy(sums)]));
    for (const { userId: id, today } of this.members.values()) {
      if (!today) continue;
      const latest = unpackToday(today);
      const key = `${id} ${latest.day}`;
      const sums = days.get(key) ?? newToday(latest.day);
      addSums(sums, latest);
      days.set(key, sums);
    }
    return days;
  }

  /** Loads, folds and saves one batch. */
  batch(events: readonly SettledEvent[]): void {
    if (events.length === 0) return;
    const draft = this.#load(events);
    for (const told of events) {
      const event = asWord(told, [draft]);
      this.notices.push(...settleBefore(draft, event, (chat, at) => diceFor('secret', chat, at)));
      // What is written in private about no panel is about another chat.
      if (event.is === 'message' && event.chat.type === 'private') continue;
      const dice = diceFor('secret', this.row.chatId, drawnBy(event));
      this.notices.push(...apply(draft, event, decide(draft, event, dice), dice));
    }
    this.#save(draft);
  }

  #load(events: readonly SettledEvent[]): ChatDraft {
    const waiting: ReactionRow[] = [];
    const needs = this.#withAwaited(needsOf(events, [], this.#prompts()), waiting);
    const people = new People();
    const draft = new ChatDraft(copy(this.row), people, BOT, bookOf(this.triggers));
    const held = (name: string) => this.names.get(name)?.id;
    for (const name of needs.usernames) {
      const holder = this.names.get(name);
      if (holder) people.rememberHolder(name, holder.id, holder.at);
    }
    for (const [, user] of needs.questions) {
      const question = this.questions.get(user);
      if (question) draft.questions.remember(user, copy(question));
    }
    const ids = needs.members
      .map(([, id]) => id)
      .concat(needs.names.flatMap(([, name]) => held(name) ?? []))
      .concat(needs.undo.events > 0 ? this.#loadLines(draft, needs) : [])
      .concat(draft.questions.all().flatMap((question) => question.about ?? []))
      .concat(needs.panels.length > 0 ? [...this.panels.keys()] : []);
    for (const row of needs.panels.length > 0 ? this.panels.values() : []) {
      const base = this.versions.get(row.baseVersion) ?? null;
      draft.panels.rows.remember(row.user, { ...row, base });
    }
    for (const [, user] of needs.cards) {
      const card = this.cards.get(user);
      if (card) draft.cards.remember(user, copy(card));
    }
    const loadMember = (id: UserId) => {
      const person = this.people.get(id);
      const member = this.members.get(id);
      draft.asked.add(id);
      if (person) people.remember(copy(person));
      if (member) draft.remember(copy(member));
    };
    for (const [, asked, unsettled] of needs.standings) this.#loadStandings(draft, asked, unsettled);
    for (const id of new Set(ids)) loadMember(id);
    const loadPair = (giver: UserId, receiver: UserId) => {
      const key = `${giver} ${receiver}`;
      const pair = this.pairs.get(key);
      if (pair) draft.pairs.remember(key, copy(pair));
    };
    for (const [, giver, receiver] of needs.pairs) loadPair(giver, receiver);
    for (const [, giver, name] of needs.namedPairs) {
      const receiver = held(name);
      if (receiver === undefined) continue;
      loadPair(giver, receiver);
      loadPair(receiver, giver);
    }
    for (const row of waiting) {
      draft.reactions.remember(copy(row));
    }
    for (const [, messageId, id, upgrades] of needs.reactions) {
      const epoch = this.row.epoch - upgrades;
      const message = this.messages.get(`${epoch} ${messageId}`);
      const author = message?.userId;
      if (message) {
        const { userId: wrote, at, thread } = message;
        draft.reactions.known.set(`${epoch} ${messageId}`, { userId: wrote, at, thread });
        const counted = [...this.reactions.values()].filter(
          (one) => one.epoch === epoch && one.messageId === messageId && one.counted,
        );
        draft.reactions.rememberCounted(
          epoch,
          messageId,
          counted.map((one) => one.userId),
        );
      }
      const key = reactionKey(epoch, messageId, id);
      const row = this.reactions.get(key);
      if (row) draft.reactions.remember(copy(row));
      const gift = this.entries.find((entry) => entry.id === row?.entry);
      const reversedBy = this.entries.find((entry) => entry.reverses === gift?.id)?.id ?? null;
      if (gift) draft.ledger.remember({ ...gift, reversedBy });
      for (const other of [author as UserId | undefined, gift?.receiver]) {
        if (other === undefined || !this.people.has(other)) continue;
        loadMember(other);
        loadPair(id, other);
        loadPair(other, id);
      }
    }
    for (const { userId, gathered } of this.members.values()) if (gathered !== null) loadMember(userId);
    this.#loadDays(draft, needs);
    const air = this.#loadAir(needs, draft);
    if (air) {
      for (const id of new Set(air.members.map(([, id]) => id))) loadMember(id);
      for (const [, giver, receiver] of air.pairs) loadPair(giver, receiver);
      this.#loadDays(draft, air);
    }
    return draft;
  }

  /** As `engine/load/panels.ts` looks them up. */
  #prompts(): Map<UserId, ChatId[]> {
    const here = [...this.panels.values()].filter(({ user, place }) => Number(place) === Number(user));
    return new Map(here.map(({ user }) => [user, [this.row.chatId]]));
  }

  /** What `engine/load/ledger.ts` reads; answers with the people of the lines. */
  #loadDays(draft: ChatDraft, needs: Needs): void {
    for (const [, id] of pastDays(needs, new Map([[draft.row.chatId, draft]]))) {
      const from = firstDay(needs);
      draft.days.readFrom(id, from);
      for (const [key, { day, ...sums }] of this.past)
        if (key.startsWith(`${id} `) && day >= from) draft.days.remember(id, day, sums);
    }
  }

  #loadLines(draft: ChatDraft, { undo }: Needs): UserId[] {
    const reversedBy = (id: number) => this.entries.find((entry) => entry.reverses === id)?.id ?? null;
    const meant = new Set<(typeof this.entries)[number]>();
    for (const [, id] of undo.entries) {
      const named = this.entries.find((entry) => entry.id === id);
      for (const entry of this.entries) {
        const beside = entry.messageId === named?.messageId && entry.epoch === named?.epoch;
        if (entry === named || (beside && named?.messageId !== null)) meant.add(entry);
      }
    }
    for (const [, epoch, message] of undo.messages) {
      for (const entry of this.entries) {
        if (entry.messageId === message && entry.epoch === (epoch < 0 ? this.row.epoch : epoch))
          meant.add(entry);
      }
    }
    for (const [, giver] of undo.givers) {
      const standing = this.entries.filter(
        (entry) => entry.giver === giver && entry.kind !== 'undo' && reversedBy(entry.id) === null,
      );
      for (const entry of standing.slice(-10 * undo.events)) meant.add(entry);
    }
    for (const entry of meant) draft.ledger.remember({ ...entry, reversedBy: reversedBy(entry.id) });
    return [...meant].flatMap((entry) =>
      entry.giver === null ? [entry.receiver] : [entry.giver, entry.receiver],
    );
  }

  #withAwaited(needs: Needs, waiting: ReactionRow[]): Needs {
    if (this.row.reactionsWaitUntil === null) return needs;
    const awaited = needs.arrivals.flatMap((arrival) =>
      [...this.reactions.values()]
        .filter(({ epoch, messageId }) => {
          return epoch === this.row.epoch - arrival.upgrades && messageId === arrival.messageId;
        })
        .filter((row) => row.waiting !== null)
        .map((row) => {
          waiting.push(row);
          return { arrival, userId: row.userId, times: waitingOf(row).map(({ at }) => at) };
        }),
    );
    return withAwaited(needs, awaited);
  }

  /** As the statement in `engine/load/standings.ts`: no more than the settings want, and a count only where a text says a place. */
  #loadStandings({ standings }: ChatDraft, asked: number, unsettled: boolean): void {
    const ranked = [...this.members.values()]
      .filter(({ present, reputation, userId }) => {
        return present && reputation !== 0 && !this.people.get(userId)?.isBot;
      })
      .sort((a, b) => b.reputation - a.reputation || a.userId - b.userId);
    const top = unsettled ? 100 : rulesOf(this.row.settings).settings['reputation.overtake_top'];
    for (const { userId, reputation } of ranked.slice(0, top === 0 ? 0 : top + asked)) {
      const person = this.people.get(userId);
      if (reputation <= 0 || !person) continue;
      standings.rememberFirst({ id: userId, name: fullName({ ...person, id: userId }), reputation });
    }
    const texts = [this.row.settings, ...[...this.triggers.values()].map(({ text }) => text ?? '')];
    if (!unsettled && !texts.some((text) => /\{place\}/i.test(text))) return;
    standings.rememberCount(0, 0);
    for (const { reputation } of ranked) standings.rememberCount(reputation, 1);
  }

  /** What `engine/load/air.ts` asks of storage. */
  #loadAir(needs: Needs, draft: ChatDraft): Needs | null {
    const chats = new Map([[this.row.chatId, draft]]);
    const thanks = thanksIntoAir(needs, chats);
    if (thanks.length === 0 && needs.offers.length === 0) return null;
    for (const { messageId: before, author } of thanks) {
      const stored = [...this.messages.values()].filter(({ messageId }) => messageId < before);
      stored.sort((a, b) => b.messageId - a.messageId);
      for (const { messageId, userId, at, thread } of stored.slice(0, MOST_LOOKED_AT)) {
        draft.air.written.set(messageId, { messageId, author: userId as UserId, at, thread });
      }
      if (author.is !== 'person') continue;
      const { id } = author.person;
      const asked = [...this.offers.values()].filter(({ giver }) => giver === id).map(({ at }) => at);
      if (asked.length > 0) draft.air.offeredAt.set(id, Math.max(...asked));
    }
    for (const [, message] of needs.offers) {
      const offer = this.offers.get(message);
      if (offer) draft.air.offers.remember(message, offer);
    }
    return peopleOfAir(thanks, needs, chats);
  }

  #save(draft: ChatDraft): void {
    const { people } = draft;
    draft.made.spans?.store();
    draft.days.store(draft.members);
    const { ledger, reactions, air, errands } = draft.made;
    this.errands.push(...(errands?.all ?? []));
    if (draft.chatChanged) this.row = copy(draft.row);
    if (draft.triggers.changed.length > 0) this.triggers = draft.triggers.list;
    for (const member of draft.members.changed()) this.members.set(member.userId, copy(member));
    for (const id of people.changed) this.people.set(id, copy(people.get(id) as PersonRow));
    for (const [name, id] of people.released) {
      if (id === null || this.names.get(name)?.id === id) this.names.delete(name);
    }
    for (const [id, name] of people.cleared) {
      const row = this.people.get(id);
      if (row?.username?.toLowerCase() === name) this.people.set(id, { ...row, username: null });
    }
    for (const [name, { id, since }] of people.taken) this.names.set(name, { id, at: since });
    for (const pair of draft.pairs.changed()) this.pairs.set(`${pair.giver} ${pair.receiver}`, copy(pair));
    for (const { userId, day, added } of draft.days.rows.changed()) {
      const key = `${userId} ${day}`;
      const sums = this.past.get(key) ?? newToday(day);
      addSums(sums, added);
      this.past.set(key, sums);
    }
    this.entries.push(...(ledger?.entries ?? []));
    for (const question of draft.questions.changed()) this.questions.set(question.user, copy(question));
    for (const user of draft.questions.gone()) this.questions.delete(user);
    for (const row of draft.made.cards?.changed() ?? []) this.cards.set(row.user, copy(row));
    for (const row of draft.made.panels?.rows.changed() ?? []) this.panels.set(row.user, copy(row));
    for (const user of draft.made.panels?.rows.gone() ?? []) this.panels.delete(user);
    const { dueAt, spansDueAt, climate } = draft.row;
    Object.assign(this.row, { dueAt, spansDueAt, climate });
    for (const { version, settings } of draft.versions) this.versions.set(version, settings);
    for (const row of reactions?.rows.changed() ?? []) {
      this.reactions.set(reactionKey(row.epoch, row.messageId, row.userId), copy(row));
    }
    for (const [key, message] of draft.messages) {
      const known = this.messages.get(key);
      if (!known) this.messages.set(key, message);
      else if (known.outcome === null)
        this.messages.set(key, { ...known, rule: message.rule, outcome: message.outcome });
    }
    for (const [key, { outcome }] of air?.retold ?? []) {
      const known = this.messages.get(key);
      if (known) this.messages.set(key, { ...known, outcome });
    }
    for (const offer of air?.offers.changed() ?? []) this.offers.set(offer.messageId, offer);
  }
}
