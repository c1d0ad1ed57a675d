import { expect } from 'chai';
import type { ExportedChat } from '../../src/transfer/export.ts';
import { tool } from '../support/process.ts';

/** All chats as `npm run export -- --all` writes them, once `verify` has found nothing wrong. */
export async function exportedLedgers(env: Record<string, string>): Promise<ExportedChat[]> {
  const verified = await tool('verify', [], env);
  expect(verified.code, verified.said).to.equal(0);
  const exported = await tool('export', ['--all'], env);
  expect(exported.code, exported.said).to.equal(0);
  return JSON.parse(exported.out) as ExportedChat[];
}

/** Entry by entry, so that a failure shows where two ledgers part. */
export function expectSame(found: readonly ExportedChat[], wanted: readonly ExportedChat[]): void {
  expect(found.map(({ chat }) => chat)).to.deep.equal(wanted.map(({ chat }) => chat));
  for (const [index, { chat, settings, members, entries }] of found.entries()) {
    const other = wanted[index] as ExportedChat;
    const where = `chat ${chat.id}, ${entries.length} and ${other.entries.length} entries`;
    for (const [at, entry] of entries.entries()) expect(entry, where).to.deep.equal(other.entries[at]);
    expect(entries.length, where).to.equal(other.entries.length);
    expect(settings, where).to.deep.equal(other.settings);
    for (const [at, member] of members.entries()) expect(member, where).to.deep.equal(other.members[at]);
    expect(members.length, `${where}: members`).to.equal(other.members.length);
  }
}
