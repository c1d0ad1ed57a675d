import { type ParseArgsConfig, parseArgs } from 'node:util';
import { config as loadEnv } from 'dotenv';
import { readConfig } from '../config.ts';
import type { Database } from '../storage/database.ts';
import { openDatabase } from '../storage/open.ts';

/** What the caller did wrong, in words that say how to do it right. */
export class UsageFault extends Error {}

/**
 * Runs one command of package.json on the configured database and ends the process with its exit code. Words go to
 * standard error; standard output is for what was asked.
 */
export async function runTool<Options extends NonNullable<ParseArgsConfig['options']>>(
  usage: string,
  options: Options,
  work: (
    database: Database,
    given: ReturnType<typeof parseArgs<{ options: Options; allowPositionals: true }>>,
  ) => Promise<number>,
): Promise<void> {
  loadEnv({ quiet: true });
  let database: Database | null = null;
  try {
    const given = parse(usage, options);
    const config = readConfig(process.env);
    database = await openDatabase({
      databaseUrl: config.databaseUrl ?? undefined,
      dataDir: config.dataDir,
      log: (words) => console.error(words),
      waitSeconds: 5,
    });
    process.exitCode = await work(database, given);
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = error instanceof UsageFault ? 2 : 1;
  } finally {
    await database?.close();
  }
  // An embedded database that could not be opened leaves a timer behind, which would keep the process for ever.
  process.exit();
}

function parse<Options extends NonNullable<ParseArgsConfig['options']>>(usage: string, options: Options) {
  try {
    return parseArgs({
      args: withNegatives(process.argv.slice(2)),
      options,
      allowPositionals: true,
      strict: true,
    });
  } catch (error) {
    throw new UsageFault(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
  }
}

/** `--chat -1001234`: parseArgs takes it for an option without its value, unless they are joined by `=`. */
function withNegatives(args: readonly string[]): string[] {
  const joined: string[] = [];
  for (const arg of args) {
    const last = joined.at(-1) ?? '';
    if (/^-\d+$/.test(arg) && /^--[a-z-]+$/.test(last)) joined[joined.length - 1] = `${last}=${arg}`;
    else joined.push(arg);
  }
  return joined;
}

/** A chat's id as people write it. */
export function readChatId(value: string, usage: string): number {
  const id = Number(value);
  if (!/^-?\d{1,16}$/.test(value) || !Number.isSafeInteger(id)) {
    throw new UsageFault(`"${value}" is no chat id: a whole number, negative for groups.\n${usage}`);
  }
  return id;
}

/** Writes to standard output and waits until a slow reader has taken it; a reader that left is no fault. */
export function write(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(text, (error) => {
      if (!error || (error as NodeJS.ErrnoException).code === 'EPIPE') resolve();
      else reject(error);
    });
  });
}
