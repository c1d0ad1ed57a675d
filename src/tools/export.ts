import { toCsv } from '../transfer/csv.ts';
import { chatIds, type ExportedChat, exportChat } from '../transfer/export.ts';
import { readChatId, runTool, UsageFault, write } from './tool.ts';

const USAGE = `Usage: npm run export -- --chat ID [--format json|csv]
       npm run export -- --all
       (npm run --silent keeps npm's own lines out of the file)`;

const options = {
  chat: { type: 'string' },
  all: { type: 'boolean' },
  format: { type: 'string', default: 'json' },
} as const;

await runTool(USAGE, options, async (database, { values }) => {
  if (values.format !== 'json' && values.format !== 'csv')
    throw new UsageFault(`--format is json or csv.\n${USAGE}`);
  if (values.all) {
    if (values.format === 'csv') throw new UsageFault(`--all is written as JSON only.\n${USAGE}`);
    let first = true;
    for (const id of await chatIds(database)) {
      const chat = await exportChat(database, id);
      if (!chat) continue;
      await write(`${first ? '[' : ','}\n${JSON.stringify(chat, null, 1)}`);
      first = false;
    }
    await write(first ? '[]\n' : '\n]\n');
    return 0;
  }
  if (values.chat === undefined) throw new UsageFault(`Which chat?\n${USAGE}`);
  const id = readChatId(values.chat, USAGE);
  const chat: ExportedChat | null = await exportChat(database, id);
  if (!chat) {
    console.error(
      `No chat ${id} is known. Known: ${(await chatIds(database)).slice(0, 20).join(', ') || 'none'}.`,
    );
    return 1;
  }
  await write(values.format === 'json' ? `${JSON.stringify(chat, null, 1)}\n` : toCsv(chat));
  return 0;
});
