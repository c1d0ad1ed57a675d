import { verify } from '../transfer/verify.ts';
import { runTool, write } from './tool.ts';

const SHOWN = 100;

await runTool('Usage: npm run verify', {}, async (database) => {
  const { chats, members, entries, differences, gaps } = await verify(database);
  for (const { chat, member, what, total, sum } of differences.slice(0, SHOWN)) {
    await write(
      `chat ${chat}, member ${member}: ${what} is ${total}, its entries sum to ${sum} (${total - sum})\n`,
    );
  }
  if (differences.length > SHOWN) await write(`… and ${differences.length - SHOWN} more\n`);
  for (const chat of gaps.slice(0, SHOWN))
    await write(`chat ${chat}: the numbers of its entries have gaps\n`);
  const well = differences.length === 0 && gaps.length === 0;
  await write(
    well
      ? `All totals equal the sums of the ledger. Chats: ${chats}, members: ${members}, entries: ${entries}.\n`
      : `Totals that differ: ${differences.length}, chats with gaps: ${gaps.length}. Chats: ${chats}, members: ${members}, entries: ${entries}.\n`,
  );
  return well ? 0 : 1;
});
