import type { Flight } from '../../storage/database.ts';

type Value = string | number | boolean | null;

/** A table, the columns written, and what to do where the row stands already. */
export interface BulkInsert {
  table: string;
  /** Column → PostgreSQL type, in the order of the rows' values. */
  columns: Readonly<Record<string, string>>;
  conflict: string;
}

/**
 * A multi-row insert as one prepared statement, whatever the number of rows: every column is an array.
 * (One statement a row costs ten times as much; a VALUES list is planned anew for each number of rows.)
 */
export function bulkInsert({ table, columns, conflict }: BulkInsert) {
  const names = Object.keys(columns);
  const arrays = names.map((name, index) => `$${index + 1}::${wire(columns[name] ?? 'text')}[]`).join(', ');
  const selected = names.map((name) => (columns[name] === 'boolean' ? `${name} <> 0` : name)).join(', ');
  const text = `insert into ${table} (${names.join(', ')})
    select ${selected} from unnest(${arrays}) as rows(${names.join(', ')}) ${conflict}`;
  return (flight: Flight, rows: readonly (readonly Value[])[]): Promise<unknown> | null => {
    if (rows.length === 0) return null;
    return flight.query(
      text,
      names.map((_, column) => columnOf(rows, column)),
    );
  };
}

function columnOf(rows: readonly (readonly Value[])[], column: number): (string | number | null)[] {
  const values = new Array<string | number | null>(rows.length);
  for (let i = 0; i < rows.length; i += 1) values[i] = toWire(rows[i]?.[column] ?? null);
  return values;
}

/** Booleans travel as 0 and 1: an array of booleans is read by one of the two drivers only. */
const wire = (type: string) => (type === 'boolean' ? 'integer' : type);

const toWire = (value: Value): string | number | null => (typeof value === 'boolean' ? Number(value) : value);

/** Rows of all drafts, one after the other: by `flatMap` that takes a hundred times as long. */
export function rowsOf<Draft, Row>(drafts: readonly Draft[], read: (draft: Draft) => readonly Row[]): Row[] {
  const rows: Row[] = [];
  for (const draft of drafts) for (const row of read(draft)) rows.push(row);
  return rows;
}

/** `a = excluded.a, b = excluded.b`, for rows whose chat is locked: what was read is what is replaced. */
export function replace(...columns: string[]): string {
  return columns.map((name) => `${name} = excluded.${name}`).join(', ');
}

/** Its failure is the transaction's failure, told by the commit. */
export function send(sent: Promise<unknown> | null): void {
  sent?.catch(() => undefined);
}
