/** Whom a trigger takes: as the one who says it, or as the one who gets something. `users` are those who are no admins. */
export type Crowd = 'all' | 'admins' | 'users';

/** A special trigger: words, an expression or a command of an admin's own, and what follows when somebody says it. */
export interface Trigger {
  /** Within its chat, from 1: the older has the lower. */
  id: number;
  phrase: string;
  /** Where in a message it counts. */
  match: 'whole' | 'starts' | 'anywhere';
  reputation: number;
  experience: number;
  /** HTML with placeholders. Null: what the bot says of any gift. Empty: nothing is said. */
  text: string | null;
  from: Crowd;
  to: Crowd;
  /** Minutes for which, once it has done something, it does nothing more in the chat; 0 is off. */
  interval: number;
}
