import { serialize } from 'pg-protocol';
import type {
  BackendMessage,
  CommandCompleteMessage,
  DatabaseError,
  RowDescriptionMessage,
} from 'pg-protocol/dist/messages.js';
import { type Answer, mayPrepare, type Shape } from './session.ts';
import {
  type Encoded,
  type Reading,
  readBinary,
  readField,
  readingOf,
  readsBinary,
  takeInt32,
} from './values.ts';

interface Column {
  readonly name: string;
  readonly reading: Reading;
}

/** A statement that the server keeps. Its columns are told once, when it is prepared. */
interface Prepared {
  readonly name: string;
  columns: readonly Column[];
  /** An object of a row's values. */
  make: RowMaker;
  /** All of them can be had in binary. */
  binary: boolean;
  /** The server has it. Until then it may yet be skipped, with the group it was sent in. */
  known: boolean;
}

const unknown = (name: string): Prepared => ({
  name,
  columns: [],
  make: () => ({}),
  binary: false,
  known: false,
});

interface Statement {
  readonly prepared: Prepared;
  readonly text: string;
  readonly shape: Shape;
  /** Its rows come in binary. */
  readonly binary: boolean;
  readonly rows: unknown[];
  command: string;
  error: Error | undefined;
  resolve(answer: Answer): void;
  reject(error: Error): void;
}

/** What is answered by one ReadyForQuery; behind a statement that failed, the server skips the rest of it. */
interface Group {
  readonly statements: Statement[];
  /** Which of them is being answered. */
  at: number;
  readonly simple: boolean;
}

/** As the server says it of all that follows an error in a transaction. */
class Skipped extends Error {
  readonly code = '25P02';
  constructor() {
    super('The statement was skipped: one before it in the same flight had failed.');
  }
}

/**
 * Statements in PostgreSQL's wire protocol. All that are sent in one turn of the event loop go out as one write with one
 * Sync behind them: drivers put a Sync behind each, which costs a system call more on both sides, 2–3 ms of a batch
 * of twenty statements.
 */
export class Pipeline {
  #write: (bytes: Buffer) => void;
  #heard: (channel: string) => void;
  #kept = new Map<string, Prepared>();
  /** Names given so far. None is given twice: what fails is kept no longer, while later ones are known to the server. */
  #named = 0;
  /** Sent and not answered yet, in order. */
  #groups: Group[] = [];
  #gathering: Group | undefined;
  #parts: Buffer[] = [];
  #scheduled = false;

  constructor(write: (bytes: Buffer) => void, heard: (channel: string) => void = () => undefined) {
    this.#write = write;
    this.#heard = heard;
  }

  /** Without an answer so far. */
  get waiting(): boolean {
    return this.#groups.length > 0;
  }

  send(text: string, values: readonly Encoded[], shape: Shape): Promise<Answer> {
    let prepared = this.#kept.get(text);
    if (prepared === undefined) {
      const keep = mayPrepare(this.#kept.size, shape);
      prepared = unknown(keep ? `s${this.#named++}` : '');
      if (keep) this.#kept.set(text, prepared);
      const { name } = prepared;
      this.#parts.push(serialize.parse({ name, text }), serialize.describe({ type: 'S', name }));
    }
    const { name, binary } = prepared;
    this.#parts.push(
      serialize.bind({ statement: name, values: values as Encoded[], binary }),
      serialize.execute(),
    );
    this.#gathering ??= this.#begin(false);
    return this.#await(this.#gathering, prepared, text, shape);
  }

  /** Without parameters, not prepared; may hold several statements. */
  exec(text: string): Promise<Answer> {
    this.#endGroup();
    this.#parts.push(serialize.query(text));
    return this.#await(this.#begin(true), { ...unknown(''), known: true }, text, 'objects');
  }

  /** A row of what is being answered: its bytes, from the number of its fields on. */
  receiveRow(bytes: Buffer, at: number): void {
    const [group] = this.#groups;
    const statement = group?.statements[group.at];
    statement?.rows.push(toRow(bytes, at, statement));
  }

  receive(message: BackendMessage): void {
    const [group] = this.#groups;
    const statement = group?.statements[group.at];
    switch (message.name) {
      case 'parseComplete':
        if (statement) statement.prepared.known = true;
        break;
      case 'rowDescription':
        if (statement) {
          const { fields } = message as unknown as RowDescriptionMessage;
          const { prepared } = statement;
          prepared.columns = fields.map(({ name, dataTypeID }) => ({ name, reading: readingOf(dataTypeID) }));
          prepared.make = rowMaker(fields.map(({ name }) => name));
          // Bound before its columns were told, it comes as text for once.
          prepared.binary = prepared.name !== '' && fields.every(({ dataTypeID }) => readsBinary(dataTypeID));
          // Of a script with several statements the last one's rows are the answer.
          statement.rows.length = 0;
        }
        break;
      case 'commandComplete':
        if (statement)
          statement.command = (message as unknown as CommandCompleteMessage).text.split(' ', 1)[0] ?? '';
        if (group && !group.simple) group.at += 1;
        break;
      case 'emptyQuery':
        if (group && !group.simple) group.at += 1;
        break;
      case 'error':
        // At Sync, with all statements done, it belongs to the last of them: the commit they share has failed.
        if (group)
          (statement ?? (group.statements.at(-1) as Statement)).error = message as unknown as DatabaseError;
        break;
      case 'readyForQuery':
        if (group) this.#settle(group);
        break;
      case 'notification':
        this.#heard((message as unknown as { channel: string }).channel);
        break;
      default:
    }
  }

  /** Nothing will be answered any more. What the server said at last is the reason, if it said something. */
  fail(reason: Error): void {
    const groups = this.#gathering ? [...this.#groups, this.#gathering] : this.#groups;
    this.#groups = [];
    this.#gathering = undefined;
    this.#parts = [];
    for (const { statements } of groups) for (const { error, reject } of statements) reject(error ?? reason);
  }

  #begin(simple: boolean): Group {
    const group = { statements: [], at: 0, simple };
    if (!simple) this.#gathering = group;
    else this.#groups.push(group);
    if (!this.#scheduled) {
      this.#scheduled = true;
      process.nextTick(() => this.#flush());
    }
    return group;
  }

  #endGroup(): void {
    if (!this.#gathering) return;
    this.#groups.push(this.#gathering);
    this.#gathering = undefined;
    this.#parts.push(serialize.sync());
  }

  #flush(): void {
    this.#scheduled = false;
    this.#endGroup();
    if (this.#parts.length === 0) return;
    const bytes = Buffer.concat(this.#parts);
    this.#parts = [];
    this.#write(bytes);
  }

  #await(group: Group, prepared: Prepared, text: string, shape: Shape): Promise<Answer> {
    return new Promise((resolve, reject) => {
      // Not of parts: V8 takes 0.3–1 µs to put an object together of others.
      group.statements.push({
        prepared,
        text,
        shape,
        binary: prepared.binary,
        rows: [],
        command: '',
        error: undefined,
        resolve,
        reject,
      });
    });
  }

  #settle(group: Group): void {
    this.#groups.shift();
    let failed = false;
    for (const statement of group.statements) {
      const { prepared, text, rows, command, error } = statement;
      if (!prepared.known && this.#kept.get(text) === prepared) this.#kept.delete(text);
      if (failed) statement.reject(new Skipped());
      // It was to be prepared by a group that failed: a consequence, and no fault of its own.
      else if (error && !prepared.known && prepared.name !== '' && sayUnknown(error))
        statement.reject(new Skipped());
      else if (error) statement.reject(error);
      else statement.resolve({ rows, command });
      failed ||= error !== undefined;
    }
  }
}

const sayUnknown = (error: Error): boolean => (error as DatabaseError).code === '26000';

const FIELDS_AT = 2;
const LENGTH_BYTES = 4;

type RowMaker = (values: readonly unknown[]) => unknown;

/**
 * Each statement's own literal of its columns: V8 knows such rows by their first one. An object of forty fields that grows
 * field by field, or is copied of one where those of all statements are, becomes a hash table: 6 µs for 0.4, and five
 * times its size.
 */
const rowMaker = (columns: readonly string[]): RowMaker => {
  const fields = columns.map((name, i) => `${JSON.stringify(name)}: values[${i}]`);
  return new Function('values', `return { ${fields.join(', ')} };`) as RowMaker;
};

/** Used for each row again: it is an object before the next one is read. */
const ofOneRow: unknown[] = [];

/** A row's fields: each its length, −1 for null, and so many bytes. */
const toRow = (bytes: Buffer, at: number, { prepared, shape, binary }: Statement): unknown => {
  const { columns, make } = prepared;
  const read = binary ? readBinary : readField;
  const values = shape === 'arrays' ? new Array<unknown>(columns.length) : ofOneRow;
  let place = at + FIELDS_AT;
  for (let i = 0; i < columns.length; i++) {
    const length = takeInt32(bytes, place);
    place += LENGTH_BYTES;
    values[i] = length < 0 ? null : read((columns[i] as Column).reading, bytes, place, place + length);
    if (length > 0) place += length;
  }
  return shape === 'arrays' ? values : make(values);
};
