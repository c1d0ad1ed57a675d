import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import type { ChatClimate } from '../../src/experience/climate.ts';
import { longCode, shortCode } from '../../src/experience/codes.ts';
import { unpack } from '../../src/experience/gathered.ts';
import { describeOnBoth } from '../support/database.ts';

const read = (name: string) =>
  readFileSync(new URL(`../../src/storage/migrations/${name}.sql`, import.meta.url), 'utf8')
    .split('--> statement-breakpoint')
    .map((statement) => statement.trim());

const BACK = [
  'alter table chats drop column spans_due_at, drop column climate',
  'alter table members drop column gathered, drop column span_closes_at, drop column gathers',
];

describeOnBoth('The migration of spans', (open) => {
  it('carries on what is open, what was said before, questions, and what a chat has learnt', async () => {
    const database = await open();
    const { query } = { query: database.query.bind(database) };
    const before = read('0003_rewards_and_policies').filter((one) =>
      /(TABLE|ON) "(spans|climates)"/.test(one),
    );
    for (const statement of [...BACK, ...before]) await query(statement);
    await query(`insert into chats (chat_id, due_at) values (-1, 5090), (-2, null)`);
    await query(`insert into members (chat_id, user_id, first_seen_at, last_seen_at)
      values (-1, 1, 0, 0), (-1, 2, 0, 0), (-1, 3, 0, 0), (-2, 1, 0, 0)`);
    await query(`insert into spans values
      (-1, 1, 'window', 5000, 5010, 5090, 2, 1, 80, 3, '[1,65535,77]', '[2,3]', '[3]', '[1,-1,-2147483648]',
        '{"closedAt":4000,"most":0.125}', 'null'),
      (-1, 2, 'conversation', 0, 0, null, 0, 0, 0, 0, '[]', '[]', '[]', '[7]', 'null',
        '{"askedAt":100,"people":[1],"answered":false,"ignored":1}')`);
    await query(`insert into climates values
      (-1, '{"seen":120,"usual":18.540000000000003,"teacher":1}'), (-2, '{"seen":12,"usual":20,"teacher":null}')`);
    for (const statement of read('0006_spans_in_members')) await query(statement);

    const rows = await query<{ id: number; gathered: string | null; at: number | null; gathers: boolean }>(
      'select user_id as id, gathered, span_closes_at as at, gathers from members where chat_id = -1 order by 1',
    );
    expect(rows.map(({ at, gathers }) => [at, gathers])).to.deep.equal([
      [5090, true],
      [null, false],
      [null, false],
    ]);
    const [first, second, third] = rows.map(({ gathered }) => gathered);
    expect(unpack(first ?? '')).to.deep.equal({
      ...{ kind: 'window', turn: 0, lesson: null, poll: null, wake: { closedAt: 4000, most: 0.125 } },
      texts: [1, -1, -2147483648].map(longCode).join(''),
      span: {
        ...{ firstAt: 5000, lastAt: 5010, closesAt: 5090, messages: 2, talk: 1, characters: 80, deleted: 3 },
        ...{ words: [1, 65535, 77].map(shortCode).join(''), answered: [2, 3], heard: [3] },
      },
    });
    expect(unpack(second ?? '')).to.deep.include({
      ...{ kind: 'conversation', span: null, wake: null, texts: longCode(7) },
      poll: { askedAt: 100, people: [1], answered: false, ignored: 1 },
    });
    expect(third).to.equal(null);

    const chats = await query<{ climate: string; due: number | null }>(
      'select climate, spans_due_at as due from chats order by chat_id desc',
    );
    expect(chats.map(({ due }) => due)).to.deep.equal([5090, null]);
    expect(chats.map(({ climate }) => JSON.parse(climate) as ChatClimate)).to.deep.equal([
      { seen: 120, usual: 18.540000000000003, period: 0, turn: 0, past: [[0, 18.540000000000003]] },
      { seen: 12, usual: 20, period: 0, turn: 0, past: [[0, 16]] },
    ]);
  });
});
