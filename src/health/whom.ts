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
 * Who is told what is missing: whoever changed it, else whoever added the bot and may still mend it, else some admins;
 * always people who have started the bot.
 */
export function whomToTell({ by, addedBy, admins }: Healers, reached: (id: UserId) => boolean): UserId[] {
  if (by !== null && reached(by)) return [by];
  // As long as no admin is known, it may be anybody.
  const mends = addedBy !== null && (admins.length === 0 || admins.includes(addedBy));
  if (mends && reached(addedBy)) return [addedBy];
  return admins.filter(reached).slice(0, MOST_TOLD);
}
