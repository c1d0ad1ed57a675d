import type { UserId } from '../model/ids.ts';

/** Of admins who could all mend it, at most so many are told. */
const MOST_TOLD = 3;

export interface Healers {
  /** Who changed it; null: nobody that is known. */
  by: UserId | null;
  addedBy: UserId | null;
  admins: readonly UserId[];
}

/**
 * Who is told what is missing: whoever changed it, else whoever added the bot and is an admin, else some admins; always
 * people who have started the bot. Admins may not all be known: where none of them can be told, it is whoever added it.
 */
export function whomToTell({ by, addedBy, admins }: Healers, reached: (id: UserId) => boolean): UserId[] {
  if (by !== null && reached(by)) return [by];
  const adder = addedBy !== null && reached(addedBy) ? [addedBy] : [];
  if (adder.some((id) => admins.includes(id))) return adder;
  const some = admins.filter(reached).slice(0, MOST_TOLD);
  return some.length > 0 ? some : adder;
}
