import type { Orm, Param, Transaction } from './database.ts';
import { sqlState } from './errors.ts';
import { markInside } from './nesting.ts';
import { makeOrm } from './orm.ts';
import type { Answer, Session, Shape } from './session.ts';
import { encodeParams } from './values.ts';

/** A work that neither sends nor ends for so long would hold its locks for nothing. */
export const IDLE_SECONDS = 60;

/** A transaction that may also run unprepared scripts: migrations do. */
export interface ScriptedTransaction extends Transaction {
  exec(text: string): Promise<void>;
}

/** Runs the work as one transaction of the session, which nobody else uses meanwhile. */
export const transactOn = async <T>(
  session: Session,
  owner: object,
  work: (flight: ScriptedTransaction) => Promise<T>,
  idleSeconds = IDLE_SECONDS,
): Promise<T> => {
  const lost = new Promise<never>((_, reject) => {
    session.whenLost = reject;
  });
  const idle = setTimeout(() => {
    if (flight.waiting > 0) return void idle.refresh();
    const reason = new Error(`A transaction sent nothing for ${idleSeconds} s and was rolled back.`);
    session.abandon(Object.assign(reason, { code: '25P03' }));
  }, idleSeconds * 1000);
  const flight = new OpenTransaction(session, idle);
  try {
    return await Promise.race([flight.run(() => markInside(owner, () => work(flight))), lost]);
  } finally {
    flight.end();
    clearTimeout(idle);
    session.whenLost = undefined;
  }
};

class OpenTransaction implements ScriptedTransaction {
  /** Statements without an answer so far. */
  waiting = 0;
  #session: Session;
  #idle: NodeJS.Timeout;
  #begun = false;
  #over = false;
  #failure: { error: unknown } | undefined;
  #orm: Orm | undefined;

  constructor(session: Session, idle: NodeJS.Timeout) {
    this.#session = session;
    this.#idle = idle;
  }

  get orm(): Orm {
    this.#orm ??= makeOrm((text, params, shape) => this.#rows(text, params, shape));
    return this.#orm;
  }

  query<T = Record<string, unknown>>(text: string, params: readonly Param[] = []): Promise<T[]> {
    return this.#rows(text, params, 'objects') as Promise<T[]>;
  }

  exec(text: string): Promise<void> {
    return this.#tracked(() => this.#session.exec(text).then(() => undefined));
  }

  /** Whatever the work still sends is refused. */
  end(): void {
    this.#over = true;
  }

  async run<T>(work: () => Promise<T>): Promise<T> {
    let result: T;
    try {
      result = await work();
    } catch (error) {
      await this.#rollback();
      // After an error the rest of a flight answers 25P02; which of them the work met first is chance.
      throw sqlState(error) === '25P02' ? this.#firstError(error) : error;
    }
    if (this.#failure !== undefined) {
      await this.#rollback();
      throw this.#firstError();
    }
    this.end();
    if (!this.#begun) return result;
    let answer: Answer;
    try {
      answer = await this.#session.send('commit', [], 'objects');
    } catch (error) {
      // Skipped after an error in its own flight, it has ended nothing.
      await this.#rollback();
      throw this.#firstError(error);
    }
    // After an error in an earlier flight COMMIT does not fail, it answers ROLLBACK.
    if (answer.command !== 'COMMIT') {
      throw this.#firstError(new Error(`COMMIT answered ${answer.command}.`));
    }
    return result;
  }

  #firstError(otherwise?: unknown): unknown {
    return this.#failure === undefined ? otherwise : this.#failure.error;
  }

  async #rollback(): Promise<void> {
    this.end();
    if (!this.#begun) return;
    // A session that cannot roll back must not be used again.
    await this.#session.send('rollback', [], 'objects').catch((error: Error) => this.#session.abandon(error));
  }

  #rows(text: string, params: readonly Param[], shape: Shape): Promise<unknown[]> {
    return this.#tracked(() =>
      this.#session.send(text, encodeParams(text, params), shape).then(({ rows }) => rows),
    );
  }

  /** Nothing that fails may go unnoticed, awaited or not. */
  #tracked<T>(send: () => Promise<T>): Promise<T> {
    const sent = this.#send(send);
    this.waiting++;
    sent.then(
      () => this.#answered(),
      (error: unknown) => {
        this.#failure ??= { error };
        this.#answered();
      },
    );
    return sent;
  }

  #answered(): void {
    this.waiting--;
    if (!this.#over) this.#idle.refresh();
  }

  #send<T>(send: () => Promise<T>): Promise<T> {
    if (this.#over) return Promise.reject(new Error('A flight was used after its transaction had ended.'));
    try {
      if (!this.#begun) {
        this.#begun = true;
        for (const text of this.#session.opening) {
          this.#tracked(() => this.#session.send(text, [], 'objects')).catch(() => undefined);
        }
      }
      return send();
    } catch (error) {
      return Promise.reject(error);
    }
  }
}
