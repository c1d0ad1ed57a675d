import type { DayFacts, Facts, MemberFacts, PairFacts } from '../model/facts.ts';
import type { UserId } from '../model/ids.ts';
import type { ChatRef, Person } from '../model/person.ts';
import { fullName } from '../model/person.ts';
import { localDay, type Seconds } from '../model/time.ts';
import type { DaySums } from '../model/today.ts';
import type { Titles } from '../ranks/change.ts';
import { parseTimes, withText } from '../reputation/aloud.ts';
import { DaysDraft } from './draft/days.ts';
import { DraftRows } from './draft/draft-rows.ts';
import { DraftParts } from './draft/parts.ts';
import type { People } from './draft/people.ts';
import { type ChatRow, type MemberRow, newMember, type PairRow, type QuestionRow } from './draft/rows.ts';
import { Standings } from './draft/standings.ts';
import { TriggersDraft } from './draft/triggers.ts';
import type { DueRule } from './due.ts';
import { powersBy } from './ranks/powers.ts';
import { titlesOf } from './ranks/titles.ts';
import { knownBook, rulesWith, type TriggerBook } from './reputation/triggers.ts';
import type { ChatRules } from './rules-of.ts';

const NO_PAIR: PairFacts = { thanksAt: null, minusAt: null };

/** What the bot may do in a chat, and what the chat asks of it. */
export type Standing = Pick<ChatRow, 'botStatus' | 'botCanWrite' | 'botCanDelete' | 'settings'>;

/**
 * One chat while a batch is folded: the facts that rules read, and every change made to them. Rules see it as
 * `Facts`; only `apply.ts` calls what changes it; `save.ts` writes what has changed. A batch has nearly as many chats
 * as messages, so what most messages do not need is made when it is first asked for.
 */
export class ChatDraft extends DraftParts implements Facts {
  chatChanged = false;
  /** `row.dueAt` has changed; it is written by itself. */
  dueChanged = false;
  /** The moment for which each rule of `due.ts` was asked last. */
  judged: Map<DueRule, Seconds> | null = null;
  readonly bot: { id: UserId; username: string };
  readonly people: People;
  /** Whose rows were asked of storage. Writing another's would overwrite what was never read. */
  readonly asked = new Set<UserId>();
  readonly members = new DraftRows<UserId, MemberRow>();
  readonly pairs = new DraftRows<string, PairRow>();
  readonly days = new DaysDraft();
  readonly triggers: TriggersDraft;
  /** What admins were asked and have not answered. */
  readonly questions = new DraftRows<UserId, QuestionRow>();
  /** Versions of the settings that the batch makes. */
  readonly versions: { version: number; settings: string; by: UserId | null; at: Seconds }[] = [];
  /** The bot's standing and the settings before an event changed them; null: it changed none. See `health/examine.ts`. */
  before: Standing | null = null;

  /** `person group`: groups that somebody administers; null: nobody needed to be asked. See `load/places.ts`. */
  administered: Set<string> | null = null;

  #admins: Set<UserId> | null = null;
  #earlier: Map<number, string> | null = null;
  #rules: { stored: string; book: TriggerBook; made: ChatRules } | null = null;

  /** `book`: the chat's triggers, where their name alone does not tell. */
  constructor(
    row: ChatRow,
    people: People,
    bot: { id: UserId; username: string },
    book: TriggerBook | null = knownBook(row.triggers),
  ) {
    if (!book) throw new Error(`the triggers of ${row.chatId} were not loaded`);
    super(row);
    this.people = people;
    this.bot = bot;
    this.triggers = new TriggersDraft(this, book);
  }

  get standings(): Standings {
    this.made.standings ??= new Standings(this);
    return this.made.standings;
  }

  get rules(): ChatRules {
    const { settings: stored } = this.row;
    const { book } = this.triggers;
    // Asked for several times a message: the same text as before is told by its address.
    if (this.#rules?.stored !== stored || this.#rules.book !== book) {
      this.#rules = { stored, book, made: rulesWith(stored, book) };
    }
    return this.#rules.made;
  }
  get titles(): Titles {
    return titlesOf(this.row.ladder, this.rules.settings.language);
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

  /** The chat as Telegram showed it last. */
  get ref(): ChatRef {
    const { chatId: id, type, title, username, isForum } = this.row;
    return { id, type: type as ChatRef['type'], title, username, isForum };
  }

  /** Takes a row that storage knew before the batch. The person's comes before, and so does what is counted of all. */
  remember(row: MemberRow): void {
    this.members.remember(row.userId, row);
    this.days.rememberMember(row);
    this.made.standings?.rememberTouched(row);
    if (this.row.rankedTo !== null) this.ranks.remember(row);
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
      powers: powersBy(this.row.rewards, row?.holdings ?? null),
    };
  }

  /** Takes a version of the settings that storage has. */
  rememberVersion(version: number, settings: string): void {
    this.#earlier ??= new Map();
    this.#earlier.set(version, settings);
  }

  /** The settings of a version that was asked of storage or made in this batch; null: there is none. */
  settingsOf(version: number): string | null {
    // Before the first change all was default.
    if (version === 0) return '{}';
    const made = this.versions.find((one) => one.version === version);
    return made?.settings ?? this.#earlier?.get(version) ?? null;
  }

  holder(username: string): UserId | null {
    return this.people.holder(username);
  }

  pair(giver: UserId, receiver: UserId): PairFacts {
    return this.pairs.get(`${giver} ${receiver}`) ?? NO_PAIR;
  }

  day(member: UserId, at: Seconds): DayFacts {
    return this.days.counts(this.members.get(member), this.dayOf(at));
  }

  dayOf(at: Seconds): number {
    return localDay(at, this.rules.settings.time_zone);
  }

  firedAt(trigger: number): Seconds | null {
    return this.triggers.firedAt(trigger);
  }

  isAdmin(id: UserId): boolean {
    return this.#adminSet().has(id);
  }

  /** The whole list anew, or one person's standing within it. */
  setAdmins(ids: Iterable<UserId>): void {
    const sorted = [...new Set(ids)].sort((a, b) => a - b);
    const stored = JSON.stringify(sorted);
    if (stored === this.row.admins) return;
    this.row.admins = stored;
    this.#admins = new Set(sorted);
    this.chatChanged = true;
  }

  setAdmin(id: UserId, admin: boolean): void {
    const admins = this.#adminSet();
    if (admins.has(id) === admin) return;
    this.setAdmins(admin ? [...admins, id] : [...admins].filter((other) => other !== id));
  }

  #adminSet(): Set<UserId> {
    this.#admins ??= new Set(JSON.parse(this.row.admins) as UserId[]);
    return this.#admins;
  }

  /** Whether this is a further part of an album of which another part has been counted already. */
  isSpokenAlbum(id: UserId, album: string | null): boolean {
    const member = this.members.get(id);
    return album !== null && member?.album === album && member.albumSpoke;
  }

  /** Whether this is a further part of an album: it is one message with those before it. */
  isFurtherPart(id: UserId, album: string | null): boolean {
    return album !== null && this.members.get(id)?.album === album;
  }

  /** Who wrote a message, as far as it is remembered; Telegram's own accounts stand for those who are no people. */
  authorOf(epoch: number, messageId: number): number | null {
    const key = `${epoch} ${messageId}`;
    // What is stored is never replaced by what a later edit shows.
    return (this.made.reactions?.known.get(key) ?? this.messages.get(key))?.userId ?? null;
  }

  /** Called before anything changes on which the bot's health hangs. */
  keepStanding(): void {
    const { botStatus, botCanWrite, botCanDelete, settings } = this.row;
    this.before ??= { botStatus, botCanWrite, botCanDelete, settings };
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
    row.type = chat.type;
    row.title = chat.title;
    row.username = chat.username;
    row.isForum = chat.isForum;
    this.chatChanged = true;
  }

  learn(person: Person, at: Seconds): void {
    this.people.learn(person, at);
  }

  /** The row of a member that is about to change; made when it is new. Throws for one who was not loaded. */
  touch(id: UserId, at: Seconds): MemberRow {
    if (!this.asked.has(id)) throw new Error(`member ${id} of ${this.row.chatId} was not loaded`);
    const known = this.members.touch(id);
    if (known) return known;
    const made = newMember(id, at, this.people.get(id)?.hides);
    this.members.set(id, made);
    return made;
  }

  /** Two members' row that is about to change; made when it is new. */
  touchPair(giver: UserId, receiver: UserId): PairRow {
    const key = `${giver} ${receiver}`;
    const known = this.pairs.touch(key);
    if (known) return known;
    const made = { giver, receiver, thanksAt: null, minusAt: null };
    this.pairs.set(key, made);
    return made;
  }

  /** The sums of a member's day to which something is about to be added. */
  touchDay(id: UserId, at: Seconds): DaySums {
    return this.days.touch(this.touch(id, at), this.dayOf(at));
  }

  /** Something of this chat falls due then: it is judged no later than with the first tick after. */
  due(at: Seconds): void {
    if (this.row.dueAt !== null && this.row.dueAt <= at) return;
    this.row.dueAt = at;
    this.dueChanged = true;
  }

  /** A text about a gift was said for all to see. */
  saidAloud(at: Seconds): void {
    this.row.textsAt = JSON.stringify(withText(this.textsAt, at));
    this.chatChanged = true;
  }
}
