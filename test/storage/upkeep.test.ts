import { expect } from 'chai';
import { keepTidy } from '../../src/storage/upkeep.ts';
import { describeOnBoth } from '../support/database.ts';

describeOnBoth('upkeep', (open) => {
  const DAY = 86_400;
  const NOW = 100 * DAY;

  it('drops what is too old and nothing else, in chunks', async () => {
    const database = await open();
    await database.query(
      `insert into seen_ranges select 1, i, i, $1::bigint - 2 * 86400 - 2500 + i from generate_series(0, 4999) i`,
      [NOW],
    );
    await database.query(
      `insert into messages (chat_id, message_id, user_id, at, kind)
        select 1, i, 1, $1::bigint - 30 * 86400 - 4 + i, 'text' from generate_series(1, 6) i`,
      [NOW],
    );
    await database.query(
      `insert into set_aside select 1, i, $1::bigint - 30 * 86400 - 2 + i, null, 'why', '{}' from generate_series(1, 6) i`,
      [NOW],
    );
    // A gift stands behind the first and the last: it can be taken back at any time.
    await database.query(
      `insert into reactions (chat_id, message_id, user_id, at, entry)
        select 1, i, 1, $1::bigint - 30 * 86400 - 4 + i, case when i in (1, 6) then i end from generate_series(1, 6) i`,
      [NOW],
    );
    await database.query(
      `insert into air_offers select 1, i, 1, $1::bigint - 2 * 86400 - 3 + i, null, 'thanks', '[]' from generate_series(1, 6) i`,
      [NOW],
    );
    await database.query(
      `insert into questions (chat_id, user_id, message_id, kind, step, asked_at, amount)
        select 1, i, 1, 'import', 0, $1::bigint - 3600 - 3 + i, 0 from generate_series(1, 6) i`,
      [NOW],
    );
    await database.query(
      `insert into panels (chat_id, user_id, session, step, page, pressed_at, base_version, changes)
        select 1, i, 1, 1, 'h', $1::bigint - 2 * 86400 - 3 + i, 0, '{}' from generate_series(1, 6) i`,
      [NOW],
    );
    await database.query(
      `insert into member_pasts (chat_id, user_id, joined_at, banned_at)
        select 1, i, case when i <> 6 then $1::bigint - 2 * 86400 - 4 + i end, case when i > 4 then $1::bigint end
        from generate_series(1, 6) i`,
      [NOW],
    );
    await database.query(
      `insert into votes (chat_id, message_id, started_at, voters)
        select 1, i, $1::bigint - 2 * 86400 - 3 + i, '[]' from generate_series(1, 6) i`,
      [NOW],
    );
    await database.query(
      `insert into posts (chat_id, name, message_id, at)
        select 1, i, i, $1::bigint - 2 * 86400 - 3 + i from generate_series(1, 6) i`,
      [NOW],
    );
    // Of those who still take part, or of whom the chat has still to learn, nothing is forgotten.
    await database.query(
      `insert into members (chat_id, user_id, first_seen_at, last_seen_at, gathered, span_closes_at, gathers)
        select 1, i, 0, $1::bigint - 30 * 86400 - 4 + i, 'w', case when i = 1 then 5 end, i = 2 from generate_series(1, 6) i`,
      [NOW],
    );
    const more = { gathered: 1, questions: 2, panels: 2, pasts: 3, votes: 2, posts: 2 };
    const tidied = {
      seenRanges: 2500,
      inbox: 0,
      messages: 3,
      reactions: 2,
      setAside: 1,
      airOffers: 2,
      ...more,
    };
    expect(await keepTidy(database, NOW)).to.deep.equal(tidied);
    const left = await database.query('select message_id from reactions order by 1');
    expect(left).to.deep.equal([1, 4, 5, 6].map((message_id) => ({ message_id })));
    expect(
      await database.query(
        `select (select min(seen_at) from seen_ranges) - $1::bigint + 2 * 86400 as seen,
          (select min(at) from messages) - $1::bigint + 30 * 86400 as messages,
          (select min(at) from set_aside) - $1::bigint + 30 * 86400 as aside,
          (select min(at) from air_offers) - $1::bigint + 2 * 86400 as offers,
          (select min(asked_at) from questions) - $1::bigint + 3600 as questions,
          (select min(pressed_at) from panels) - $1::bigint + 2 * 86400 as panels`,
        [NOW],
      ),
    ).to.deep.equal([{ seen: 0, messages: 0, aside: 0, offers: 0, questions: 0, panels: 0 }]);
    const kept = await database.query(
      'select user_id as id from members where gathered is not null order by 1',
    );
    expect(kept).to.deep.equal([1, 2, 4, 5, 6].map((id) => ({ id })));
    const nothing = Object.fromEntries(Object.keys(tidied).map((kind) => [kind, 0]));
    expect(await keepTidy(database, NOW)).to.deep.equal(nothing);
  });

  it('forgets no update that still waits to be counted, nor what was seen while one does', async () => {
    const database = await open();
    for (const bot of [1, 2])
      await database.query('insert into seen_ranges values ($1, 1, 5, $2)', [bot, NOW - 3 * DAY]);
    await database.query(
      `insert into inbox (bot_id, at, body) values (1, $1, '[]'), (3, $2, '[]'), (3, $3, '[]')`,
      [NOW - 3 * DAY, NOW - 30 * DAY, NOW - 30 * DAY - 1],
    );
    expect(await keepTidy(database, NOW)).to.include({ seenRanges: 1, inbox: 1 });
    expect(await database.query('select bot_id from seen_ranges')).to.deep.equal([{ bot_id: 1 }]);
    expect(await database.query('select bot_id, at from inbox order by at')).to.deep.equal([
      { bot_id: 3, at: NOW - 30 * DAY },
      { bot_id: 1, at: NOW - 3 * DAY },
    ]);
    await database.query('delete from inbox where bot_id = 1');
    expect(await keepTidy(database, NOW)).to.include({ seenRanges: 1, inbox: 0 });
  });
});
