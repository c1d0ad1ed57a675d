import type { Entry, NewEntry } from '../model/entry.ts';
import type { DayFacts, Facts, MemberFacts, PairFacts } from '../model/facts.ts';
import type { UserId } from '../model/ids.ts';
import type { Outcome } from '../model/outcome.ts';
import type { ChatRef, Person } from '../model/person.ts';
import { fullName } from '../model/person.ts';
import { localDay, type Seconds } from '../model/time.ts';
import type { Trigger } from '../model/trigger.ts';
import type { Offer, Written } from '../reputation/air.ts';
import { withText } from '../reputation/aloud.ts';
import type { Ranked } from '../reputation/overtake.ts';
import { countsAs, type Freed, type Line } from '../reputation/reverse.ts';
import type { Sign } from '../reputation/rules.ts';
import type { Ledger } from '../reputation/undo.ts';
import type { Decision } from './decision.ts';
import type { People } from './people.ts';
import type {
  ChatRow,
  DayCounts,
  DayRow,
  MemberRow,
  MessageRow,
  PairRow,
  QuestionRow,
  ReactionRow,
} from './rows.ts';
import type { ChatRules } from './rules-of.ts';
import { type Drafted, Standings } from './standings.ts';
import { bookOf, knownBook, rulesWith, type TriggerBook } from './triggers.ts';

const NO_PAIR: PairFacts = { thanksAt: null, minusAt: null };
const NO_COUNTS: DayCounts = { thanksGiven: 0, thanksGot: 0, minusGiven: 0, minusGot: 0 };

/** Who counts as whom in `reputation_from_admins`. */
const fromAdmin = (entry: NewEntry) => entry.giverRole === 'admin';

/**
 * One chat while a batch is folded: the facts that rules read, and every change made to them. Rules see it as
 * `Facts`; only `apply.ts` calls what changes it; `save.ts` writes what `changed` lists.
 */
export class ChatDraft implements Facts, Ledger {
  readonly row: ChatRow;
  readonly bot: { id: UserId; username: string };
  readonly people: People;
  readonly members = new Map<UserId, MemberRow>();
  readonly standings = new Standings();
  /** Whose rows were asked of storage. Writing another's would overwrite what was never read. */
  readonly asked = new Set<UserId>();
  readonly pairs = new Map<string, PairRow>();
  readonly days = new Map<string, DayRow>();
  readonly messages = new Map<string, MessageRow>();
  /** By epoch, message and person: what reactions have come to. */
  readonly reactions = new Map<string, ReactionRow>();
  /** Who wrote the messages that were reacted to, by epoch and message. */
  readonly authors = new Map<string, number>();
  readonly entries: (Entry & { epoch: number })[] = [];
  /** Lines of the ledger that this batch may take back, as storage has them. */
  readonly lines = new Map<number, Line>();
  /** What admins were asked and have not answered. */
  readonly questions = new Map<UserId, QuestionRow>();
  readonly versions: { version: number; settings: string; by: UserId | null; at: Seconds }[] = [];
  /** Results of messages of before, which have since led to something. */
  readonly retold = new Map<string, { messageId: number; epoch: number; outcome: string }>();
  /** Thanks into the air: the questions, when each giver was last asked, and who wrote before, as stored. */
  readonly offers = new Map<number, Offer>();
  readonly offeredAt = new Map<UserId, Seconds>();
  readonly written = new Map<number, Written>();
  /** Thank-yous for which `written` was read. */
  readonly airAsked = new Set<number>();
  readonly changed = {
    chat: false,
    members: new Set<UserId>(),
    pairs: new Set<string>(),
    days: new Set<string>(),
    reactions: new Set<string>(),
    /** Ids of triggers that are new, other, or gone. */
    triggers: new Set<number>(),
    questions: new Set<UserId>(),
    offers: new Set<number>(),
  };
  /** Entry → what took it back in this batch. */
  readonly #reversed = new Map<number, number>();

  #admins: Set<UserId>;
  #book: TriggerBook;
  #rules: { stored: string; book: TriggerBook; made: ChatRules } | null = null;
  /** How those whose rows were loaded stood then. */
  readonly #before = new Map<UserId, { ranked: boolean; reputation: number }>();

  /** `book`: the chat's triggers, where their name alone does not tell. */
  constructor(
    row: ChatRow,
    people: People,
    bot: { id: UserId; username: string },
    book: TriggerBook | null = knownBook(row.triggers),
  ) {
    if (!book) throw new Error(`the triggers of ${row.chatId} were not loaded`);
    this.row = row;
    this.#book = book;
    this.#admins = new Set(JSON.parse(row.admins) as UserId[]);
    this.people = people;
    this.bot = bot;
  }

  get rules(): ChatRules {
    const { settings: stored } = this.row;
    // Asked for several times a message: the same text as before is told by its address.
    if (this.#rules?.stored !== stored || this.#rules.book !== this.#book) {
      this.#rules = { stored, book: this.#book, made: rulesWith(stored, this.#book) };
    }
    return this.#rules.made;
  }
  get triggers(): readonly Trigger[] {
    return this.#book.list;
  }
  get thanksAt(): Seconds | null {
    return this.row.lastThanksAt;
  }
  get minusAt(): Seconds | null {
    return this.row.lastMinusAt;
  }

  /** When the chat's last public texts were said. */
  get textsAt(): Seconds[] {
    return parseTimes(this.row.textsAt);
  }

  /** Takes a row that storage knew before the batch, be it told once or by name again; the person's comes before. */
  remember(row: MemberRow): void {
    this.members.set(row.userId, row);
    this.#before.set(row.userId, { ranked: this.#isRanked(row), reputation: row.reputation });
  }

  /**
   * The first of the rating now, best first. `moved`: what a message has made of people so far, before it is
   * applied.
   */
  first(count: number, moved: ReadonlyMap<UserId, number>): Ranked[] {
    return this.standings.first(count, this.#drafted(moved), (id) => {
      const person = this.people.get(id);
      return person && fullName({ ...person, id });
    });
  }

  /** The place in the rating of somebody the batch has loaded. Null: none, or no text of the chat says one. */
  place(id: UserId, moved: ReadonlyMap<UserId, number>): number | null {
    return this.standings.place(id, this.#drafted(moved), [...this.#before.values()]);
  }

  #drafted(moved: ReadonlyMap<UserId, number>): Map<UserId, Drafted> {
    const drafted = new Map<UserId, Drafted>();
    for (const id of this.asked) {
      const row = this.members.get(id);
      const person = this.people.get(id);
      const reputation = moved.get(id) ?? row?.reputation ?? 0;
      const ranked = this.#isRanked({ userId: id, present: row?.present ?? true, reputation });
      drafted.set(id, { id, name: person ? fullName({ ...person, id }) : `#${id}`, reputation, ranked });
    }
    return drafted;
  }

  #isRanked({ userId, present, reputation }: Pick<MemberRow, 'userId' | 'present' | 'reputation'>): boolean {
    return present && reputation !== 0 && this.people.get(userId)?.isBot !== true;
  }

  member(id: UserId): MemberFacts | null {
    const person = this.people.get(id);
    const row = this.members.get(id);
    if (!person) return null;
    return {
      id,
      name: fullName({ ...person, id }),
      isBot: person.isBot,
      reputation: row?.reputation ?? 0,
      reputationFromAdmins: row?.reputationFromAdmins ?? 0,
      experience: row?.experience ?? 0,
      role: this.isAdmin(id) ? 'admin' : 'member',
      present: row?.present ?? false,
      messages: row?.messages ?? 0,
      firstSeenAt: row?.firstSeenAt ?? Number.MAX_SAFE_INTEGER,
      thanksGiven: row?.thanksGiven ?? 0,
      thanksGot: row?.thanksGot ?? 0,
      thanksGivenAt: row?.thanksGivenAt ?? null,
      thanksGotAt: row?.thanksGotAt ?? null,
      minusGivenAt: row?.minusGivenAt ?? null,
      minusGotAt: row?.minusGotAt ?? null,
      toldAt: row?.toldAt ?? null,
    };
  }

  holder(username: string): UserId | null {
    return this.people.holder(username);
  }

  pair(giver: UserId, receiver: UserId): PairFacts {
    return this.pairs.get(`${giver} ${receiver}`) ?? NO_PAIR;
  }

  day(member: UserId, at: Seconds): DayFacts {
    const row = this.days.get(`${member} ${this.dayOf(at)}`);
    if (!row) return NO_COUNTS;
    return {
      thanksGiven: row.before.thanksGiven + row.added.thanksGiven,
      thanksGot: row.before.thanksGot + row.added.thanksGot,
      minusGiven: row.before.minusGiven + row.added.minusGiven,
      minusGot: row.before.minusGot + row.added.minusGot,
    };
  }

  line(id: number): Line | null {
    const stored = this.lines.get(id);
    const made = stored ? null : this.entries[id - this.row.lastEntry - 1 + this.entries.length];
    const line = stored ?? made;
    return line ? { ...line, reversedBy: this.#reversedBy(id) } : null;
  }

  linesOf(epoch: number, messageId: number): Line[] {
    return this.#allLines().filter((line) => line.epoch === epoch && line.messageId === messageId);
  }

  lastOf(giver: UserId): Line | null {
    const given = this.#allLines().filter(
      (line) => line.giver === giver && line.kind !== 'undo' && line.reversedBy === null,
    );
    return given.at(-1) ?? null;
  }

  #allLines(): Line[] {
    const stored = [...this.lines.values()].sort((a, b) => a.id - b.id);
    return [...stored, ...this.entries].map((line) => ({ ...line, reversedBy: this.#reversedBy(line.id) }));
  }

  #reversedBy(id: number): number | null {
    return this.#reversed.get(id) ?? this.lines.get(id)?.reversedBy ?? null;
  }

  dayOf(at: Seconds): number {
    return localDay(at, this.rules.settings.time_zone);
  }

  firedAt(trigger: number): Seconds | null {
    return (JSON.parse(this.row.triggersFired) as Record<string, Seconds>)[trigger] ?? null;
  }

  /** A trigger did something; remembered only of those with an interval. */
  fire(trigger: number, at: Seconds): void {
    if (!this.#book.list.some(({ id, interval }) => id === trigger && interval > 0)) return;
    const fired = JSON.parse(this.row.triggersFired) as Record<string, Seconds>;
    fired[trigger] = later(fired[trigger] ?? null, at);
    this.row.triggersFired = JSON.stringify(fired);
    this.changed.chat = true;
  }

  /** The chat's triggers from now on. */
  setTriggers(list: readonly Trigger[]): void {
    const before = new Map(this.#book.list.map((trigger) => [trigger.id, trigger]));
    const fired = JSON.parse(this.row.triggersFired) as Record<string, Seconds>;
    for (const trigger of list) {
      if (before.get(trigger.id) !== trigger) this.changed.triggers.add(trigger.id);
      if (trigger.interval === 0) delete fired[trigger.id];
      before.delete(trigger.id);
    }
    for (const id of before.keys()) {
      this.changed.triggers.add(id);
      // Its number may be given to another.
      delete fired[id];
    }
    this.#book = bookOf(list);
    this.row.triggers = this.#book.name;
    this.row.triggersFired = JSON.stringify(fired);
    this.changed.chat = true;
  }

  isAdmin(id: UserId): boolean {
    return this.#admins.has(id);
  }

  /** The whole list anew, or one person's standing within it. */
  setAdmins(ids: Iterable<UserId>): void {
    const sorted = [...new Set(ids)].sort((a, b) => a - b);
    const stored = JSON.stringify(sorted);
    if (stored === this.row.admins) return;
    this.row.admins = stored;
    this.#admins = new Set(sorted);
    this.changed.chat = true;
  }

  setAdmin(id: UserId, admin: boolean): void {
    if (this.#admins.has(id) === admin) return;
    this.setAdmins(admin ? [...this.#admins, id] : [...this.#admins].filter((other) => other !== id));
  }

  /** Whether this is a further part of an album of which another part has been counted already. */
  isSpokenAlbum(id: UserId, album: string | null): boolean {
    const member = this.members.get(id);
    return album !== null && member?.album === album && member.albumSpoke;
  }

  /** Who wrote a message, as far as it is remembered; Telegram's own accounts stand for those who are no people. */
  authorOf(epoch: number, messageId: number): number | null {
    const key = `${epoch} ${messageId}`;
    // What is stored is never replaced by what a later edit shows.
    return this.authors.get(key) ?? this.messages.get(key)?.userId ?? null;
  }

  /** An entry by its number; null where it was taken back, by whatever way, or was not loaded. */
  standing(id: number): Line | null {
    const line = this.line(id);
    return line?.reversedBy === null ? line : null;
  }

  setReaction(row: ReactionRow): void {
    const key = reactionKey(row.epoch, row.messageId, row.userId);
    this.reactions.set(key, row);
    this.changed.reactions.add(key);
  }

  describe(chat: ChatRef): void {
    const { row } = this;
    if (
      row.type === chat.type &&
      row.title === chat.title &&
      row.username === chat.username &&
      row.isForum === chat.isForum
    ) {
      return;
    }
    Object.assign(row, {
      type: chat.type,
      title: chat.title,
      username: chat.username,
      isForum: chat.isForum,
    });
    this.changed.chat = true;
  }

  /** The row of a member that is about to change; made when it is new. Throws for one who was not loaded. */
  touch(id: UserId, at: Seconds): MemberRow {
    if (!this.asked.has(id)) throw new Error(`member ${id} of ${this.row.chatId} was not loaded`);
    let row = this.members.get(id);
    if (!row) {
      row = newMember(id, at);
      this.members.set(id, row);
    }
    this.changed.members.add(id);
    return row;
  }

  /** The chat as Telegram showed it last. */
  get ref(): ChatRef {
    const { chatId: id, type, title, username, isForum } = this.row;
    return { id, type: type as ChatRef['type'], title, username, isForum };
  }

  /** Who wrote lately: what storage knew, and the messages of this batch. */
  lately(): Iterable<Written> {
    const all = new Map<number, Written>();
    for (const { messageId, epoch, userId, at, thread } of this.messages.values()) {
      if (epoch === this.row.epoch) all.set(messageId, { messageId, author: userId as UserId, at, thread });
    }
    for (const [messageId, one] of this.written) all.set(messageId, one);
    return all.values();
  }

  /** Asks a question, or notes that it was answered. */
  setOffer(offer: Offer): void {
    this.offers.set(offer.messageId, offer);
    this.offeredAt.set(offer.giver, later(this.offeredAt.get(offer.giver) ?? null, offer.at));
    this.changed.offers.add(offer.messageId);
  }

  /** A message of before has led to something after all. */
  retell(messageId: number, outcome: Outcome): void {
    const { epoch } = this.row;
    const key = `${epoch} ${messageId}`;
    const told = JSON.stringify(outcome);
    const message = this.messages.get(key);
    if (message) message.outcome = told;
    this.retold.set(key, { messageId, epoch, outcome: told });
  }

  learn(person: Person, at: Seconds): void {
    this.people.learn(person, at);
  }

  touchDay(id: UserId, at: Seconds): DayRow['added'] {
    const day = this.dayOf(at);
    const key = `${id} ${day}`;
    let row = this.days.get(key);
    if (!row) {
      row = { userId: id, day, before: NO_COUNTS, added: { ...NO_COUNTS, messages: 0, reputation: 0 } };
      this.days.set(key, row);
    }
    this.changed.days.add(key);
    return row.added;
  }

  /** What a decision does to ledger, intervals and budgets. `epoch`: in which its message got its number. */
  record(decision: Pick<Decision, 'entries' | 'freed'>, epoch: number): void {
    // What is taken back is free before anything new counts: a reaction that changes its sign does both.
    for (const entry of decision.entries) if (entry.reverses !== null) this.enter(entry, epoch);
    for (const gift of decision.freed ?? []) this.free(gift);
    for (const entry of decision.entries) {
      if (entry.reverses !== null) continue;
      this.enter(entry, epoch);
      const sign = countsAs(entry);
      if (sign && entry.giver !== null) this.count(sign, entry.giver, entry.receiver, entry.at);
    }
  }

  /** A text about a gift was said for all to see. */
  saidAloud(at: Seconds): void {
    this.row.textsAt = JSON.stringify(withText(this.textsAt, at));
    this.changed.chat = true;
  }

  /** Writes a line of the ledger and moves the totals with it. */
  enter(entry: NewEntry, epoch: number): void {
    this.row.lastEntry += 1;
    this.changed.chat = true;
    this.entries.push({ ...entry, id: this.row.lastEntry, epoch });
    if (entry.reverses !== null) this.#reversed.set(entry.reverses, this.row.lastEntry);
    const receiver = this.touch(entry.receiver, entry.at);
    receiver.reputation += entry.reputation;
    receiver.experience += entry.experience;
    if (fromAdmin(entry)) receiver.reputationFromAdmins += entry.reputation;
    this.touchDay(entry.receiver, entry.at).reputation += entry.reputation;
  }

  /** Restarts the intervals and counts the budgets of one gift. */
  count(sign: Sign, giverId: UserId, receiverId: UserId, at: Seconds): void {
    const giver = this.touch(giverId, at);
    const receiver = this.touch(receiverId, at);
    const key = `${giverId} ${receiverId}`;
    const pair = this.pairs.get(key) ?? {
      giver: giverId,
      receiver: receiverId,
      thanksAt: null,
      minusAt: null,
    };
    this.pairs.set(key, pair);
    this.changed.pairs.add(key);
    this.changed.chat = true;
    const given = this.touchDay(giverId, at);
    const got = this.touchDay(receiverId, at);
    if (sign === 'thanks') {
      giver.thanksGiven += 1;
      receiver.thanksGot += 1;
      given.thanksGiven += 1;
      got.thanksGot += 1;
      giver.thanksGivenAt = later(giver.thanksGivenAt, at);
      receiver.thanksGotAt = later(receiver.thanksGotAt, at);
      pair.thanksAt = later(pair.thanksAt, at);
      this.row.lastThanksAt = later(this.row.lastThanksAt, at);
    } else {
      given.minusGiven += 1;
      got.minusGot += 1;
      giver.minusGivenAt = later(giver.minusGivenAt, at);
      receiver.minusGotAt = later(receiver.minusGotAt, at);
      pair.minusAt = later(pair.minusAt, at);
      this.row.lastMinusAt = later(this.row.lastMinusAt, at);
    }
  }

  /** What an admin is asked from now on; null: nothing. */
  ask(user: UserId, question: QuestionRow | null): void {
    if (question) this.questions.set(user, question);
    else this.questions.delete(user);
    this.changed.questions.add(user);
  }

  /**
   * A gift that was taken back counts in no budget, and its receiver and the chat wait for it no longer: whoever was
   * let give after another gift had that one's interval behind them, so to no interval at all is where it goes back.
   * Its giver and the pair go on waiting.
   */
  free({ sign, giver: giverId, receiver: receiverId, at }: Freed): void {
    const giver = this.touch(giverId, at);
    const receiver = this.touch(receiverId, at);
    const given = this.touchDay(giverId, at);
    const got = this.touchDay(receiverId, at);
    this.changed.chat = true;
    // One message may give to several: the chat waits on for those who keep theirs.
    const last = !this.#allLines().some(
      (line) => countsAs(line) === sign && line.at === at && line.reversedBy === null,
    );
    if (sign === 'thanks') {
      giver.thanksGiven -= 1;
      receiver.thanksGot -= 1;
      given.thanksGiven -= 1;
      got.thanksGot -= 1;
      if (receiver.thanksGotAt === at) receiver.thanksGotAt = null;
      if (last && this.row.lastThanksAt === at) this.row.lastThanksAt = null;
    } else {
      given.minusGiven -= 1;
      got.minusGot -= 1;
      if (receiver.minusGotAt === at) receiver.minusGotAt = null;
      if (last && this.row.lastMinusAt === at) this.row.lastMinusAt = null;
    }
  }
}

export function reactionKey(epoch: number, messageId: number, userId: UserId): string {
  return `${epoch} ${messageId} ${userId}`;
}

/** A gift that comes late (queues of Telegram overtake one another) does not set an interval back. */
function later(before: Seconds | null, at: Seconds): Seconds {
  return before === null ? at : Math.max(before, at);
}

function newMember(userId: UserId, at: Seconds): MemberRow {
  return {
    userId,
    reputation: 0,
    reputationFromAdmins: 0,
    experience: 0,
    present: true,
    messages: 0,
    firstSeenAt: at,
    lastSeenAt: at,
    album: null,
    albumSpoke: false,
    thanksGiven: 0,
    thanksGot: 0,
    thanksGivenAt: null,
    thanksGotAt: null,
    minusGivenAt: null,
    minusGotAt: null,
    toldAt: null,
  };
}

/** Times as they are stored. Anything unreadable counts as none. */
export function parseTimes(stored: string): Seconds[] {
  try {
    const value: unknown = JSON.parse(stored);
    return Array.isArray(value) ? value.filter((time) => typeof time === 'number') : [];
  } catch {
    return [];
  }
}
