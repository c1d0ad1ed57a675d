import type { UserId } from '../model/ids.ts';
import type { Seconds } from '../model/time.ts';
import type { Flight } from '../storage/database.ts';
import type { Kept } from './judge.ts';
import { isRight } from './rights.ts';

interface Row {
  name: string;
  since: Seconds;
  toldAt: Seconds | null;
  toldTo: string;
  healedAt: Seconds | null;
  detail: string | null;
}

/** What a chat lacks or has lacked. What another version of the bot has written is left alone. */
export async function readKept(flight: Flight, chat: number): Promise<Kept[]> {
  const rows = await flight.query<Row>(
    `select ailment as name, since, told_at as "toldAt", told_to as "toldTo", healed_at as "healedAt", detail
     from ailments where chat_id = $1 order by ailment`,
    [chat],
  );
  return rows.flatMap(({ name, toldTo, ...row }) =>
    isRight(name) ? [{ ...row, name, toldTo: JSON.parse(toldTo) as UserId[] }] : [],
  );
}

/** When the last message was seen in a chat, but for one; null: none in the last 30 days. */
export async function lastMessageAt(
  flight: Flight,
  chat: number,
  except: number | null,
): Promise<Seconds | null> {
  const [row] = await flight.query<{ at: Seconds }>(
    `select at from messages where chat_id = $1 and message_id <> $2
     order by epoch desc, message_id desc limit 1`,
    [chat, except ?? -1],
  );
  return row?.at ?? null;
}
