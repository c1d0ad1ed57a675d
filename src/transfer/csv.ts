import type { ExportedChat } from './export.ts';

const ENTRY = [
  'id',
  'at',
  'kind',
  'giver_id',
  'receiver_id',
  'giver_role',
  'reputation',
  'experience',
  'message_id',
  'reason',
  'reverses',
] as const;

const MEMBER = [
  'user_id',
  'username',
  'name',
  'reputation',
  'reputation_from_admins',
  'experience',
  'level',
  'voice_seconds',
  'title',
] as const;

/** A chat as CSV (RFC 4180): the members with a header line, an empty line, the entries with theirs. No rewards. */
export function toCsv({ members, entries }: ExportedChat): string {
  const lines = [
    MEMBER.join(','),
    ...members.map((member) => MEMBER.map((name) => cell(member[name])).join(',')),
    '',
    ENTRY.join(','),
    ...entries.map((entry) => ENTRY.map((name) => cell(entry[name])).join(',')),
  ];
  return `${lines.join('\r\n')}\r\n`;
}

/** Quoted where needed. A text that a spreadsheet would run as a formula gets an apostrophe in front. */
function cell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
