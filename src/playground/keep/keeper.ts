import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StoredFile, WorldState } from '../world/state.ts';
import { restoreWorld, type SavedWorld, saveWorld } from './saved-world.ts';

const WORLD = 'world.json';
const FILES = 'files';
/** A change is on disk after so long; what is not, a killed process forgets. */
const SOON_MS = 200;
/** Beyond it fewer messages are kept. */
const LONGEST_WORLD = 8_000_000;
/** Contents of files, the newest first. */
const MOST_FILES = 20_000_000;
const FILE_ID = /^[\w-]{1,100}$/;

/** Keeps the world in a folder, so that it is there again after the process has ended in whatever way. */
export class Keeper {
  readonly #folder: string;
  readonly #state: WorldState;
  readonly #written = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  #last = '';
  #keeps = false;
  #warned = false;
  readonly #warn: (words: string) => void;

  /** @param warn told once, where the folder cannot be written: the playground goes on all the same */
  constructor(folder: string, state: WorldState, warn: (words: string) => void = () => undefined) {
    this.#folder = folder;
    this.#state = state;
    this.#warn = warn;
  }

  /** Brings back what was kept; false: nothing was. */
  restore(): boolean {
    let text: string;
    try {
      text = readFileSync(join(this.#folder, WORLD), 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
      throw this.#unreadable(error);
    }
    try {
      const saved = JSON.parse(text) as SavedWorld;
      if (saved.version !== 1) throw new Error(`it is of version ${saved.version}`);
      restoreWorld(this.#state, saved, (id) => this.#read(id));
    } catch (error) {
      throw this.#unreadable(error);
    }
    return true;
  }

  /** From now on the folder is this process's alone. */
  begin(): void {
    this.#keeps = true;
    this.touched();
  }

  /** Something may be different now. */
  touched(): void {
    if (this.#keeps) this.#timer ??= setTimeout(() => this.#save(), SOON_MS).unref();
  }

  close(): void {
    if (this.#keeps) this.#save();
    this.#keeps = false;
  }

  #save(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    try {
      this.#saveNow();
      this.#warned = false;
    } catch (error) {
      if (!this.#warned) this.#warn(`The playground cannot be kept: ${(error as Error).message}`);
      this.#warned = true;
    }
  }

  #saveNow(): void {
    const files = this.#newestFiles();
    let most: number | undefined;
    let text = JSON.stringify(saveWorld(this.#state, files));
    while (text.length > LONGEST_WORLD && most !== 1) {
      most = Math.max(1, Math.floor((most ?? 300) / 2));
      text = JSON.stringify(saveWorld(this.#state, files, most));
    }
    if (text === this.#last) return;
    if (this.#last === '') this.#take();
    for (const { file_id, data } of files) if (!this.#written.has(file_id)) this.#write(file_id, data);
    // Whoever reads finds the old one or the new one whole.
    writeFileSync(join(this.#folder, `${WORLD}.new`), text);
    renameSync(join(this.#folder, `${WORLD}.new`), join(this.#folder, WORLD));
    this.#last = text;
    const kept = new Set(files.map(({ file_id }) => file_id));
    for (const name of this.#written) if (!kept.has(name)) this.#remove(name);
  }

  /** Files of an earlier world that are none of this one's go with the first saving. */
  #take(): void {
    mkdirSync(join(this.#folder, FILES), { recursive: true });
    for (const name of readdirSync(join(this.#folder, FILES))) this.#written.add(name);
  }

  /** As many of the last as there is room for. */
  #newestFiles(): StoredFile[] {
    const files = [...this.#state.files.values()].filter(({ file_id }) => FILE_ID.test(file_id));
    let from = files.length;
    for (let room = MOST_FILES; from > 0; from -= 1) {
      room -= files[from - 1]?.data.length ?? 0;
      if (room < 0) break;
    }
    return files.slice(from);
  }

  #write(id: string, data: Buffer): void {
    writeFileSync(join(this.#folder, FILES, id), data);
    this.#written.add(id);
  }

  #read(id: string): Buffer | null {
    try {
      return FILE_ID.test(id) ? readFileSync(join(this.#folder, FILES, id)) : null;
    } catch {
      return null;
    }
  }

  #remove(id: string): void {
    rmSync(join(this.#folder, FILES, id), { force: true });
    this.#written.delete(id);
  }

  #unreadable(error: unknown): Error {
    return new Error(
      `The playground's groups cannot be read: ${(error as Error).message}. Remove ${this.#folder} to begin with new ones.`,
      { cause: error },
    );
  }
}
