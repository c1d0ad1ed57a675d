import type { ChatDraft } from '../draft.ts';
import { bulkInsert } from './bulk.ts';

export const saveEntries = bulkInsert({
  table: 'entries',
  columns: {
    chat_id: 'bigint',
    id: 'bigint',
    at: 'bigint',
    kind: 'text',
    giver_id: 'bigint',
    receiver_id: 'bigint',
    giver_role: 'text',
    reputation: 'bigint',
    experience: 'bigint',
    epoch: 'integer',
    message_id: 'bigint',
    reason: 'text',
    reverses: 'bigint',
  },
  // None: an entry that stands already is a fault that must be heard.
  conflict: '',
});

export function entryRows({ row: { chatId }, made: { ledger } }: ChatDraft) {
  if (!ledger) return [];
  return ledger.entries.map((entry) => [
    chatId,
    entry.id,
    entry.at,
    entry.kind,
    entry.giver,
    entry.receiver,
    entry.giverRole,
    entry.reputation,
    entry.experience,
    entry.epoch,
    entry.messageId,
    entry.reason,
    entry.reverses,
  ]);
}
