import type { ChatId, UserId } from './ids.ts';

/** Whom a command means. `reply` is the author of the message it answers. */
export type Target =
  | { by: 'self' }
  | { by: 'reply' }
  | { by: 'name'; name: string }
  | { by: 'id'; id: UserId };

/** What a command or a button asks for, its words already read. */
export type Request =
  | { ask: 'start' }
  | { ask: 'help' }
  | { ask: 'top'; page: number }
  | { ask: 'me'; of: Target }
  | { ask: 'why' }
  | { ask: 'adjust'; how: 'add' | 'take' | 'set'; target: Target; amount: number; reason: string | null }
  | { ask: 'set'; text: string }
  | { ask: 'get'; key: string | null }
  /** `words` as written; `command`: the command of ours that the phrase would be. */
  | { ask: 'trigger'; how: 'add' | 'edit' | 'remove'; words: string; command: string | null }
  | { ask: 'triggers'; page: number }
  /**
   * A button under the question whom a thank-you into the air was for. Nothing of it is trusted: chat and message only
   * say which question is meant, and `place` counts its people from 1; 0: nobody.
   */
  | { ask: 'air'; chat: ChatId; message: number; place: number }
  /** The words after the command could not be read: answered with its usage. */
  | { ask: 'usage'; command: string }
  /** A button whose data is not ours or of an older version. */
  | { ask: 'stale' };
