import { expect } from 'chai';
import { readOverall } from '../../src/leaderboard/everywhere/store.ts';
import { overall, readRating } from '../../src/leaderboard/store.ts';
import type { EntryKind } from '../../src/model/entry.ts';
import { localDay } from '../../src/model/time.ts';
import { countsAs } from '../../src/reputation/reverse.ts';
import type { Database } from '../../src/storage/database.ts';
import { type ExportedEntry, exportChat } from '../../src/transfer/export.ts';
import { verify } from '../../src/transfer/verify.ts';
import { commitOn } from '../support/batches.ts';
import { describeOnBoth } from '../support/database.ts';
import { DAYS_BEFORE, DAYS_GROUP, DAYS_SETTINGS, dayStream } from '../support/day-stream.ts';

const FIGURES = [
  ...['messages', 'thanks_given', 'thanks_got', 'minus_given', 'minus_got', 'reputation'],
  ...['experience', 'activity', 'experience_got'],
];

type Day = Record<string, number>;
type Updates = ReturnType<typeof dayStream>;

/** All days of all members, by the view that everybody reads. */
const united = (database: Database): Promise<Day[]> =>
  database.query<Day>(
    `select * from (
       select user_id, day, ${FIGURES.map((name) => `sum(${name})::bigint as ${name}`).join(', ')}
       from member_days group by user_id, day) d
     where ${FIGURES.map((name) => `${name} <> 0`).join(' or ')} order by user_id, day`,
  );

/** What the days are by the ledger and by the updates themselves, with all experience but that of taking part. */
function reckoned(entries: readonly ExportedEntry[], updates: Updates): Day[] {
  const days = new Map<string, Day>();
  const add = (user: number, at: number, name: string, value: number) => {
    const day = localDay(at, DAYS_SETTINGS.time_zone);
    const sums = days.get(`${user} ${day}`) ?? { user_id: user, day };
    days.set(`${user} ${day}`, { ...sums, [name]: (sums[name] ?? 0) + value });
  };
  for (const { message } of updates as {
    message?: { from?: { id: number; is_bot: boolean }; date: number };
  }[])
    if (message?.from && !message.from.is_bot) add(message.from.id, message.date, 'messages', 1);
  const atOf = (one: ExportedEntry) => Date.parse(one.at) / 1000;
  const reversed = new Set(entries.flatMap(({ reverses }) => reverses ?? []));
  for (const entry of entries) {
    if (entry.kind === 'activity') continue;
    const { receiver_id: receiver, giver_id: giver, reputation, experience } = entry;
    add(receiver, atOf(entry), 'reputation', reputation);
    add(receiver, atOf(entry), 'gifts', experience);
    const sign = countsAs({ kind: entry.kind as EntryKind, giver: giver as never, reputation });
    if (sign === null || giver === null || reversed.has(entry.id)) continue;
    add(giver, atOf(entry), `${sign}_given`, 1);
    add(receiver, atOf(entry), `${sign}_got`, 1);
  }
  return [...days.values()];
}

const WITHOUT_ACTIVITY = [
  'messages',
  'thanks_given',
  'thanks_got',
  'minus_given',
  'minus_got',
  'reputation',
  'gifts',
];

/** Comparable: in order, and without days of nothing. */
const inOrder = (days: readonly Day[]) =>
  days
    .map((day) => [day.user_id ?? 0, day.day ?? 0, ...WITHOUT_ACTIVITY.map((name) => day[name] ?? 0)])
    .filter(([, , ...sums]) => sums.some((sum) => sum !== 0))
    .sort(([a = 0, b = 0], [c = 0, d = 0]) => a - c || b - d);

/** As a program leaves it that knows nothing of `members.today`. */
async function asBefore(database: Database): Promise<void> {
  await database.query(
    `insert into day_sums (chat_id, user_id, day, ${FIGURES.join(', ')})
     select chat_id, user_id, day, ${FIGURES.join(', ')} from latest_days
     on conflict (chat_id, user_id, day) do update set
       ${FIGURES.map((name) => `${name} = day_sums.${name} + excluded.${name}`).join(', ')}`,
  );
  await database.query('update members set today = null');
}

describeOnBoth('Days', (open) => {
  async function played(
    updates: Updates,
    size: number,
    between: (database: Database, batch: number) => Promise<void> = async () => undefined,
  ) {
    const database = await open();
    const stored = JSON.stringify(DAYS_SETTINGS);
    for (const id of [DAYS_GROUP, DAYS_BEFORE])
      await database.query('insert into chats (chat_id, settings) values ($1, $2)', [id, stored]);
    const commit = commitOn(database, 0);
    for (let from = 0; from < updates.length; from += size) {
      await between(database, from / size);
      await commit(updates.slice(from, from + size), new AbortController().signal);
    }
    expect(await database.query('select reason from set_aside')).to.deep.equal([]);
    expect((await verify(database)).differences).to.deep.equal([]);
    return { database, days: await united(database), exported: await exportChat(database, DAYS_GROUP) };
  }

  it('are what the ledger and the messages make of them, wherever batches end', async function () {
    this.timeout(120_000);
    for (const seed of ['one', 'two', 'three']) {
      const updates = dayStream(seed);
      const single = await played(updates, 1);
      const found = single.days.map((day) => ({
        ...day,
        gifts: (day.experience ?? 0) - (day.activity ?? 0),
      }));
      expect(inOrder(found), seed).to.deep.equal(inOrder(reckoned(single.exported?.entries ?? [], updates)));
      const sum = (name: string) => single.days.reduce((all, day) => all + (day[name] ?? 0), 0);
      for (const name of FIGURES) expect(sum(name), `${seed}: ${name}`).to.be.above(0);
      const kinds = new Set(single.exported?.entries.map(({ kind }) => kind));
      expect([...kinds]).to.include.members(['thanks', 'minus', 'reaction', 'undo', 'admin', 'activity']);
      for (const size of [7, 100]) {
        const { days, exported } = await played(updates, size);
        expect(days, `${seed}, ${size}`).to.deep.equal(single.days);
        expect(exported, `${seed}, ${size}`).to.deep.equal(single.exported);
      }
    }
  });

  it('stand in the members’ rows as long as they are the latest, and only then', async () => {
    const { database } = await played(dayStream('one'), 20);
    const [later] = await database.query<{ n: number }>(
      `select count(*) as n from day_sums d join latest_days l using (chat_id, user_id) where d.day >= l.day`,
    );
    expect(later?.n, 'in storage twice').to.equal(0);
    const [counts] = await database.query(
      `select (select count(*) from latest_days) as latest, (select count(*) from day_sums) as past`,
    );
    expect(counts).to.include({ latest: 6 });
    expect(counts?.past).to.be.above(20);
  });

  it('are the scores of periods, here and over all chats, wherever a period begins', async () => {
    const { database, days } = await played(dayStream('two'), 20);
    await database.query(`update chats set settings = '{"rating.global":true}'`);
    const first = days.reduce((least, { day = 0 }) => Math.min(least, day), Number.POSITIVE_INFINITY);
    const scoresOf = ({ rows }: { rows: readonly { userId: number; score: number }[] }) =>
      rows.map(({ userId, score }) => [userId, score]).sort(([a = 0], [b = 0]) => a - b);
    const sums = async (figure: string, from: number) =>
      (
        await database.query<{ id: number; score: number }>(
          `select user_id as id, sum(${figure})::bigint as score from member_days where day >= $1
           group by user_id having sum(${figure}) > 0 order by user_id`,
          [from],
        )
      ).map(({ id, score }) => [id, score]);
    for (let day = first; day < first + 10; day += 1) {
      const since = { day, at: day * 86_400, beforeAt: 0, nextDayAt: null };
      for (const [order, figure] of [
        ['sum', 'reputation'],
        ['experience', 'experience'],
      ] as const) {
        const here = { ...overall(DAYS_GROUP, order), since };
        const scores = await sums(figure, day);
        if (day === first) expect(scores.length, 'who gained').to.be.above(3);
        expect(scoresOf(await readRating(database, here, 1, 50, null)), `${order} ${day}`).to.deep.equal(
          scores,
        );
        const everywhere = { order, since, least: 0 };
        expect(
          scoresOf(await readOverall(database, everywhere, 1, 50, null)),
          `${order} ${day}`,
        ).to.deep.equal(scores);
        for (const [id = 0, score] of scores) {
          const { own } = await readOverall(database, everywhere, 1, 1, id);
          expect(own?.score, `${order} ${day} ${id}`).to.equal(score);
        }
      }
      const given = { order: 'given' as const, since, least: 0 };
      expect(scoresOf(await readOverall(database, given, 1, 50, null)), `given ${day}`).to.deep.equal(
        await sums('thanks_given', day),
      );
    }
  });

  it('come to the same though the zone of the chat changes on the way', async function () {
    this.timeout(120_000);
    for (const seed of ['four', 'five']) {
      const updates = dayStream(seed, { zones: true });
      const single = await played(updates, 1);
      for (const size of [7, 100]) {
        const { days, exported } = await played(updates, size);
        expect(days, `${seed}, ${size}`).to.deep.equal(single.days);
        expect(exported, `${seed}, ${size}`).to.deep.equal(single.exported);
      }
    }
  });

  it('come to the same though the group is upgraded, and people stand in both with an open day', async function () {
    this.timeout(120_000);
    for (const seed of ['eight', 'nine']) {
      const updates = dayStream(seed, { upgraded: true });
      let inBoth = 0;
      const single = await played(updates, 1, async (database) => {
        const [row] = await database.query<{ n: number }>(
          'select count(*) as n from latest_days one join latest_days other using (user_id) where one.chat_id < other.chat_id',
        );
        inBoth = Math.max(inBoth, row?.n ?? 0);
      });
      expect(inBoth, seed).to.be.above(3);
      const found = single.days.map((day) => ({
        ...day,
        gifts: (day.experience ?? 0) - (day.activity ?? 0),
      }));
      expect(inOrder(found), seed).to.deep.equal(inOrder(reckoned(single.exported?.entries ?? [], updates)));
      for (const size of [7, 100]) {
        const { days, exported } = await played(updates, size, async (database, batch) => {
          if (batch % 9 === 4) await asBefore(database);
        });
        expect(days, `${seed}, ${size}`).to.deep.equal(single.days);
        expect(exported, `${seed}, ${size}`).to.deep.equal(single.exported);
      }
    }
  });

  it('go on from rows that an earlier version has left, in whatever state', async function () {
    this.timeout(120_000);
    for (const seed of ['six', 'seven']) {
      const updates = dayStream(seed, { zones: seed === 'seven' });
      const single = await played(updates, 1);
      for (const size of [1, 7, 50]) {
        const upgraded = await played(updates, size, async (database, batch) => {
          if ((batch * size) % 5 === 0) await asBefore(database);
        });
        expect(upgraded.days, `${seed}, ${size}`).to.deep.equal(single.days);
        expect(upgraded.exported, `${seed}, ${size}`).to.deep.equal(single.exported);
      }
      const once = await played(updates, 10, async (database, batch) => {
        if (batch === 20) await asBefore(database);
      });
      expect(once.days, `${seed}, once`).to.deep.equal(single.days);
      const [old] = await once.database.query<{ n: number }>(
        'select count(*) as n from members where today is null',
      );
      expect(old?.n, 'members who have not been met since').to.equal(0);
    }
  });
});
