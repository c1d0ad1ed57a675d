import type { UserId } from './ids.ts';
import type { TopOnly, TopOrder } from './rating.ts';

/** Whom a command means. `reply` is the author of the message it answers. */
export type Target =
  | { by: 'self' }
  | { by: 'reply' }
  | { by: 'name'; name: string }
  | { by: 'id'; id: UserId };

/** What an undo is to take back. */
export type Undone =
  | { by: 'last' }
  | { by: 'reply'; messageId: number }
  | { by: 'entry'; id: number }
  /** A button: what one's own message gave, in the epoch in which it was written. */
  | { by: 'message'; epoch: number; messageId: number };

/** A place in the log: everything, or what is older or newer than an entry. */
export type LogPage = { from: 'newest' } | { from: 'before' | 'after'; entry: number };

/**
 * Whose lines the log shows. A button names no person: it says that the person is the giver or the receiver of an
 * entry.
 */
export type LogOf = Target | { by: 'everyone' } | { by: 'giver_of' | 'receiver_of'; entry: number };

/** A document in Telegram, and its size as far as Telegram says it, in bytes. */
export interface DocumentRef {
  id: string;
  size: number | null;
}

/** What the bot's first message in a group shows. */
export type SetupStep = 'start' | 'presets' | 'languages' | 'done';

/** What a command or a button asks for, its words already read. */
export type Request =
  | { ask: 'start' }
  | { ask: 'help' }
  /** Of the chat, and over all chats that allow it; without `only` all of it. */
  | { ask: 'top' | 'gtop'; order: TopOrder; page: number; only?: TopOnly }
  | { ask: 'me' | 'gprofile'; of: Target }
  /** Whether one is hidden from ratings: of this chat; in private, of all. Null: the other way than now. */
  | { ask: 'hide'; hidden: boolean | null }
  /** All that is stored of who asks, as a file. */
  | { ask: 'mydata' }
  /** To be forgotten everywhere; and the buttons under the question, with whom it asks, and when. */
  | { ask: 'forgetme' }
  | { ask: 'forget'; answer: 'yes' | 'sure' | 'no'; of: UserId; at: number }
  | { ask: 'why' }
  | { ask: 'titles' }
  /** Somebody's card; and the colour of one's own, as written. */
  | { ask: 'rank'; of: Target }
  /** The chat's charts. */
  | { ask: 'stats'; period: 'week' | 'month' | 'quarter' | 'year' }
  /** Where the chat's rating stands on the web. */
  | { ask: 'rating' }
  | { ask: 'card_colour'; written: string }
  /** Whether one's own levels and titles are announced; null: the other way than now. */
  | { ask: 'notify'; on: boolean | null }
  /** Whether a member, or the topic in which it is said, earns experience; `target` is of use for a member only. */
  | { ask: 'exclude'; what: 'member' | 'topic'; target: Target }
  /** `words` as written: what they mean hangs on the clock of the chat. */
  | { ask: 'boost'; words: string }
  /** The same for whoever holds a title or bears a tag. */
  | { ask: 'exclude_named'; what: 'title' | 'tag'; name: string }
  /** GiselleBot's commands, which replace what was excluded before; `words` as written. */
  | { ask: 'no_exp'; what: 'role' | 'channels'; words: string }
  | { ask: 'exclusions' }
  | { ask: 'title'; how: 'add' | 'edit' | 'remove'; words: string }
  /** What titles and levels bring. `words`: as written, one for each reward that is named. */
  | { ask: 'rewards' }
  | { ask: 'reward'; how: 'add' | 'edit' | 'remove'; words: readonly string[] }
  /** By who holds a reward for it: another's experience doubles for a day. */
  | { ask: 'boost_member'; target: Target }
  /** Null: the page with one's own level on it. */
  | { ask: 'levels'; page: number | null }
  | { ask: 'health' }
  | {
      ask: 'adjust';
      what: 'reputation' | 'experience';
      how: 'add' | 'take' | 'set' | 'reset';
      target: Target;
      /** 0 where it is reset. */
      amount: number;
      reason: string | null;
      /** Much at once is asked back before it is done. */
      confirm: boolean;
      /** Experience that gives rewards on the way, too, as if it had been earned. */
      rewards?: true;
    }
  | { ask: 'undo'; what: Undone }
  | { ask: 'log'; of: LogOf; page: LogPage }
  | { ask: 'resetchat' }
  /** The message that it answers is to go. */
  | { ask: 'del'; reason: string | null }
  /** Everybody's title and rewards as they would be by today's; `exact`: also takes what is not due any more. */
  | { ask: 'sync'; exact: boolean }
  /** A button under a question of ours, told by the number of the command that led to it. */
  | { ask: 'confirm' | 'cancel'; question: number; step: number }
  | { ask: 'set'; text: string }
  | { ask: 'get'; key: string | null }
  /** Ready settings: all of them, or what one would change. */
  | { ask: 'preset'; preset: string | null }
  /** A button: it becomes so. */
  | { ask: 'apply_preset'; preset: string }
  /** The versions of the settings up to one of them; null: to the newest. */
  | { ask: 'history'; from: number | null }
  /** What one version would change, and a button: it is to hold again. */
  | { ask: 'version' | 'restore'; version: number }
  /** The settings as a file; and such a file, in reply to it or as its caption. */
  | { ask: 'export' }
  | { ask: 'import'; document: DocumentRef | null }
  /** In private, the language of who asks, `telegram` for that of their Telegram; in a group, the group's. */
  | { ask: 'language'; to: string | null }
  /** `words` as written; `command`: the command of ours that the phrase would be. */
  | { ask: 'trigger'; how: 'add' | 'edit' | 'remove'; words: string; command: string | null }
  | { ask: 'triggers'; page: number }
  /**
   * A button under the question whom a thank-you into the air was for. Nothing of it is trusted: `message` only says
   * which question is meant, and `place` counts its people from 1; 0: nobody.
   */
  | { ask: 'air'; message: number; place: number }
  /** A button under the question who has helped, which is told by when it was asked; `place` as above. */
  | { ask: 'recognize'; poll: number; place: number }
  /** Buttons of the bot's first message in a group. */
  | { ask: 'setup'; step: SetupStep }
  | { ask: 'setup_choice'; what: 'preset' | 'language'; value: string }
  /** The words after the command could not be read: answered with its usage. */
  | { ask: 'usage'; command: string }
  /** The settings panel of the chat; in private, the groups whose settings one may change. */
  /** `group`: at the section of that name. */
  | { ask: 'settings'; group?: 'announce' }
  | { ask: 'groups'; page: number }
  /** A button of an open panel, told by when it was opened; what it does is read where the settings are known. */
  | { ask: 'panel'; session: number; press: string }
  /** To leave what a panel asks for. */
  | { ask: 'cancel_panel' }
  /** What the panel that is open in a private chat may be waiting for; null: no words. */
  | { ask: 'type'; text: string | null }
  /** A button whose data is not ours or of an older version. */
  | { ask: 'stale' };
