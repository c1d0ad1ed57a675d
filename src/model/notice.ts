import type { ChatId, UserId } from './ids.ts';
import type { Request } from './request.ts';
import type { Seconds } from './time.ts';

/** A person inside a notice; becomes an escaped name, without a mention link, at the edge. */
export interface NamedPerson {
  person: UserId;
  name: string;
}

export type NoticeValue = string | number | boolean | null | NamedPerson | readonly string[];

/** A text of an admin's own, and what its placeholders stand for. */
export interface TemplateLine {
  template: string;
  values: Readonly<Record<string, string | number | NamedPerson>>;
  /** Said in its stead where all lines together are longer than a message may be. */
  short?: KeyLine;
}

/** A button under a notice: its words are a key, its data is made at the edge; or it opens a page. */
export type NoticeButton = { key: string } & ({ request: Request } | { url: string });

export interface KeyLine {
  key: string;
  params: Readonly<Record<string, NoticeValue>>;
}

/**
 * Something to say: a key and its figures, never finished text. What is kept in the outbox is this,
 * so a text is translated, and a view is read, only when it is really sent.
 */
export interface Notice {
  /** A key in `locales/`, or `view:<name>` for what is read from the database when sent. */
  key: string;
  params: Readonly<Record<string, NoticeValue>>;
  /** Said instead of the key's text, one a line: admins' own texts with placeholders, or further keys. */
  lines?: readonly (TemplateLine | KeyLine)[];
  /** Rows of buttons. */
  buttons?: readonly (readonly NoticeButton[])[];
  language: string;
  /** What its person chose, where it differs: said in it on the ways that only they see. */
  ownLanguage?: string;
  /** Where it is said. */
  chat: ChatId;
  /** The group that views and buttons are about, where that is not `chat` (a button in a private chat). */
  about?: ChatId;
  thread: number | null;
  /**
   * `public`: all may see it. `private`: for `to` only, by the ladder of ways. `edit`: replaces the text of the
   * message under which a button was pressed. `toast`: the short answer to a press. `reaction`: the bot's own
   * reaction on `messageId`, the quietest answer there is; its emoji is the key.
   */
  way: 'public' | 'private' | 'edit' | 'toast' | 'reaction';
  /** The person it is for; needed for `private`. Null for an anonymous admin: then it is said in public and removed. */
  to: UserId | null;
  /** The message it answers, or, for `edit`, the one it replaces. */
  messageId: number | null;
  /** For `edit`, where only one person sees the message: its number; `messageId` is 0 then. */
  ephemeralId?: number;
  /** The press it answers, for `edit` and `toast`. */
  query: string | null;
  /** It answers a command: where it must be said in public, it is removed with the command after 60 s. */
  answersCommand: boolean;
  /** Seconds after which a public message removes itself; null: it stays. */
  removeAfter: number | null;
  /**
   * What replaces it so many seconds after it was said, unless its view finds nothing to say by then. `again`: and that
   * too, until the view has said its last.
   */
  later?: KeyLine & { after: Seconds; again?: true };
  /** Once its view has said its last, these messages are removed after so many seconds, as an answer in public is. */
  ends?: { after: Seconds; messageIds: readonly number[] };
  /** It is one message that is said anew in its place, whenever something of this name is; `over`: it goes. */
  post?: { name: string; over?: true };
  /** May not be lost: never dropped as stale. */
  keep: boolean;
  /** From then on it is over, and nothing is said; with `keep` it lives so long, however late it is judged, but waits for nobody. */
  until?: Seconds;
  /** When the cause happened: the age by which chatter goes stale. */
  at: Seconds;
}
