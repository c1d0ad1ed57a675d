import type { ExportedEntry } from '../../src/transfer/export.ts';

/** The lines of the ledger itself: those that sum up taking part by day are numbered below zero. */
export function linesOf(entries: readonly ExportedEntry[] | undefined): ExportedEntry[] {
  return (entries ?? []).filter(({ id }) => id > 0);
}
