import { readdirSync, readFileSync } from 'node:fs';
import type { Database } from '../src/storage/database.ts';

/** How much processor time this process and its PostgreSQL have used, in milliseconds; null: PostgreSQL's is not to be seen here. */
export interface Processor {
  used(): { own: number; server: number | null };
}

/** Linux counts in hundredths of a second. */
const TICK_MS = 10;

/** The server is found by the process that answers us: all that its parent has started works for it. */
export async function processorOf(database: Database): Promise<Processor> {
  const [row] =
    database.kind === 'embedded'
      ? []
      : await database.query<{ pid: number }>('select pg_backend_pid() as pid');
  const postmaster = row ? (statOf(row.pid)?.parent ?? null) : null;
  return {
    used() {
      const { user, system } = process.cpuUsage();
      return { own: (user + system) / 1000, server: postmaster === null ? null : serverMs(postmaster) };
    },
  };
}

/** With those of its processes that have ended. */
function serverMs(postmaster: number): number {
  let ticks = statOf(postmaster)?.withEnded ?? 0;
  for (const name of readdirSync('/proc')) {
    const stat = /^\d+$/.test(name) ? statOf(Number(name)) : null;
    if (stat?.parent === postmaster) ticks += stat.own;
  }
  return ticks * TICK_MS;
}

function statOf(pid: number): { parent: number; own: number; withEnded: number } | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name, in brackets, may hold anything.
    const fields = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const [user = 0, system = 0, endedUser = 0, endedSystem = 0] = fields.slice(11, 15);
    return { parent: fields[1] ?? 0, own: user + system, withEnded: user + system + endedUser + endedSystem };
  } catch {
    return null;
  }
}
