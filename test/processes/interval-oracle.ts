import type { ExportedChat, ExportedEntry } from '../../src/transfer/export.ts';

/**
 * Reads a ledger as an outsider would and says where an interval or a budget of the chat's settings was broken.
 * It knows nothing of how they are kept. Settings must not have changed since the first entry.
 */
export function brokenRules({ settings, entries }: ExportedChat): string[] {
  const broken: string[] = [];
  for (const family of ['reputation', 'negative'] as const) {
    const number = (name: string, otherwise = 0) => Number(settings[`${family}.${name}`] ?? otherwise);
    const minus = family === 'negative';
    const kinds = minus ? ['minus'] : ['thanks', 'mention'];
    const gifts = messagesOf(entries.filter((entry) => kinds.includes(entry.kind)));
    const last = new Map<string, number>();
    const counts = new Map<string, number>();
    const since = (what: string, seconds: number, at: number, id: number) => {
      const before = last.get(what);
      if (before !== undefined && at - before < seconds)
        broken.push(`${family} ${what}: ${at - before} s, entry ${id}`);
    };
    for (const gift of gifts) {
      const [{ id, giver_id: giver }] = gift as [ExportedEntry];
      const at = Date.parse((gift[0] as ExportedEntry).at) / 1000;
      const day = dayOf(at, String(settings.time_zone ?? 'UTC'));
      since('chat', number('chat_interval') * 60, at, id);
      since(`giver ${giver}`, number('giver_interval') * 60, at, id);
      for (const entry of gift) {
        const { receiver_id: receiver } = entry;
        since(`receiver ${receiver}`, number('receiver_interval'), at, entry.id);
        const pair = number('pair_interval', minus ? 1440 : 60) * 60;
        since(`pair ${giver} ${receiver}`, pair, at, entry.id);
        if (settings[`${family}.pair_both_ways`] === true)
          since(`pair ${receiver} ${giver}`, pair, at, entry.id);
        for (const [who, name, otherwise] of [
          [`given ${giver}`, 'given_per_day', minus ? 3 : 20],
          [`got ${receiver}`, 'received_per_day', 0],
        ] as const) {
          const count = (counts.get(`${day} ${who}`) ?? 0) + 1;
          counts.set(`${day} ${who}`, count);
          const limit = number(name, otherwise);
          if (limit > 0 && count > limit)
            broken.push(`${family} ${who}: ${count} on ${day}, entry ${entry.id}`);
        }
      }
      last.set('chat', at).set(`giver ${giver}`, at);
      for (const { receiver_id: receiver } of gift) {
        last.set(`receiver ${receiver}`, at).set(`pair ${giver} ${receiver}`, at);
      }
    }
  }
  return broken;
}

/** Entries whose message had given to the same person before: the update was counted twice. */
export function countedTwice({ entries }: ExportedChat): number[] {
  const seen = new Set<string>();
  return entries.flatMap(({ id, message_id, receiver_id, giver_id, at }) => {
    const key = `${message_id} ${receiver_id} ${giver_id} ${at}`;
    if (seen.has(key)) return [id];
    seen.add(key);
    return [];
  });
}

/** The entries of one message stand together: its gifts are one try. */
function messagesOf(entries: readonly ExportedEntry[]): ExportedEntry[][] {
  const groups: ExportedEntry[][] = [];
  for (const entry of entries) {
    const group = groups.at(-1);
    if (group?.[0]?.message_id === entry.message_id && group[0]?.at === entry.at) group.push(entry);
    else groups.push([entry]);
  }
  return groups;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function dayOf(at: number, timeZone: string): string {
  const format = formats.get(timeZone) ?? new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' });
  formats.set(timeZone, format);
  return format.format(at * 1000);
}
