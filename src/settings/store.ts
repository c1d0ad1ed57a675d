import type { Database } from '../storage/database.ts';

/** A version of a chat's settings, with who made it and when. */
export interface Version {
  version: number;
  /** JSON of what admins had changed. */
  settings: string;
  /** Null: an anonymous admin. */
  by: number | null;
  firstName: string | null;
  lastName: string | null;
  at: number;
}

const COLUMNS = `v.version, v.settings, v.changed_by as by, p.first_name as "firstName", p.last_name as "lastName",
  v.changed_at as at from settings_versions v left join people p on p.user_id = v.changed_by`;

/** Versions up to `from`, the newest first. */
export async function readVersions(
  database: Database,
  chatId: number,
  from: number,
  count: number,
): Promise<Version[]> {
  return database.query<Version>(
    `select ${COLUMNS} where v.chat_id = $1 and v.version <= $2 order by v.version desc limit $3`,
    [chatId, from, count],
  );
}

/** An admin's settings panel, as far as it is known when something is said. */
export async function findPanel(
  database: Database,
  chatId: number,
  userId: number,
): Promise<{ session: number; step: number; changes: string } | null> {
  const [row] = await database.query<{ session: number; step: number; changes: string }>(
    'select session, step, changes from panels where chat_id = $1 and user_id = $2',
    [chatId, userId],
  );
  return row ?? null;
}
