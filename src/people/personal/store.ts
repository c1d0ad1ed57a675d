import type { Database } from '../../storage/database.ts';

/** A table in which a person stands, by some of its columns; what of its rows is theirs to know. */
export interface PersonalTable {
  readonly table: string;
  readonly columns: readonly string[];
  /** Columns that are told; all where it is left out. */
  readonly shows?: string;
}

/** Rows of a table that are told at most: a file of them all has to fit into one message. */
const MOST_ROWS = 50_000;

type Row = Record<string, unknown>;

/** All that is stored about a person, as it stands in the tables; null: nothing at all. */
export async function readPersonal(
  database: Database,
  user: number,
  tables: readonly PersonalTable[],
): Promise<{
  person: Row;
  usernames: string[];
  chats: Record<string, string>;
  stored: Record<string, Row[]>;
  left_out: Record<string, number>;
} | null> {
  const [person] = await database.query<Row>('select * from people where user_id = $1', [user]);
  if (!person) return null;
  const names = await database.query<{ name: string }>('select name from usernames where user_id = $1', [
    user,
  ]);
  const stored: Record<string, Row[]> = {};
  const leftOut: Record<string, number> = {};
  const seen = new Set<number>();
  for (const { table, columns, shows = '*' } of tables) {
    const where = columns.map((column) => `${column} = $1`).join(' or ');
    const rows = await database.query<Row>(
      `select ${shows} from ${table} where ${where} limit ${MOST_ROWS}`,
      [user],
    );
    if (rows.length === 0) continue;
    stored[table] = rows;
    for (const { chat_id } of rows) if (typeof chat_id === 'number') seen.add(chat_id);
    if (rows.length < MOST_ROWS) continue;
    const [counted] = await database.query<{ n: number }>(
      `select count(*) as n from ${table} where ${where}`,
      [user],
    );
    leftOut[table] = (counted?.n ?? MOST_ROWS) - MOST_ROWS;
  }
  const chats = await database.query<{ id: number; title: string }>(
    'select chat_id as id, title from chats where chat_id = any($1::bigint[]) order by chat_id',
    [[...seen]],
  );
  return {
    person,
    usernames: names.map(({ name }) => name),
    chats: Object.fromEntries(chats.map(({ id, title }) => [String(id), title])),
    stored,
    left_out: leftOut,
  };
}
