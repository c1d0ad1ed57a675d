import type { Database } from '../storage/database.ts';
import { runTool, UsageFault, write } from './tool.ts';

const USAGE = `Usage: npm run aside                    the updates that were set aside, newest last
       npm run aside -- --show UPDATE_ID   one of them, with its reason and its body
       npm run aside -- --drop UPDATE_ID   forgets it`;

const options = { show: { type: 'string' }, drop: { type: 'string' } } as const;

interface Aside {
  bot: number;
  update: number;
  at: number;
  chat: number | null;
  reason: string;
  body: string;
  attempts: number;
}

await runTool(USAGE, options, async (database, { values }) => {
  if (values.show !== undefined) return show(database, readUpdateId(values.show));
  if (values.drop !== undefined) return drop(database, readUpdateId(values.drop));
  const rows = await read(database, 'order by at desc limit 200');
  for (const { update, at, chat, reason } of rows.reverse()) {
    const [first] = reason.split('\n');
    await write(`${update}  ${new Date(at * 1000).toISOString()}  chat ${chat ?? '?'}  ${first}\n`);
  }
  await write(
    rows.length === 0
      ? 'Nothing was set aside.\n'
      : `${rows.length} shown. --show UPDATE_ID tells all of one.\n`,
  );
  return 0;
});

function readUpdateId(text: string): number {
  if (!/^-?\d{1,15}$/.test(text)) throw new UsageFault(`"${text}" is no update id.\n${USAGE}`);
  return Number(text);
}

function read(database: Database, rest: string, params: number[] = []): Promise<Aside[]> {
  return database.query<Aside>(
    `select bot_id as bot, update_id as update, at, chat_id as chat, reason, body, attempts from set_aside ${rest}`,
    params,
  );
}

async function show(database: Database, id: number): Promise<number> {
  const rows = await read(database, 'where update_id = $1', [id]);
  for (const row of rows) {
    await write(
      `update ${row.update} of bot ${row.bot}, ${new Date(row.at * 1000).toISOString()}, tried ${row.attempts}×\n`,
    );
    await write(`${row.reason}\n${row.body}\n`);
  }
  if (rows.length === 0) await write(`No update ${id} was set aside.\n`);
  return rows.length === 0 ? 1 : 0;
}

async function drop(database: Database, id: number): Promise<number> {
  const rows = await database.query('delete from set_aside where update_id = $1 returning update_id', [id]);
  await write(rows.length > 0 ? `Update ${id} is forgotten.\n` : `No update ${id} was set aside.\n`);
  return rows.length > 0 ? 0 : 1;
}
