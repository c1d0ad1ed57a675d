import { expect } from 'chai';
import fc from 'fast-check';
import { sqlState } from '../../src/storage/errors.ts';
import { describeOnBoth } from '../support/database.ts';

const cleaned = (text: string) => Buffer.from(text.replaceAll('\0', '')).toString();

describeOnBoth('parameters and results', (open) => {
  const texts = fc.array(
    fc.option(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.string({ unit: fc.constantFrom(...'{}",\\\'nul NUL\0é😀\ud800\n') }),
      ),
    ),
    { maxLength: 20 },
  );
  const numbers = fc.array(fc.option(fc.maxSafeInteger()), { maxLength: 20 });
  const small = fc.array(fc.option(fc.integer()), { maxLength: 20 });

  it('come back as they were sent', async () => {
    const database = await open();
    await fc.assert(
      fc.asyncProperty(
        texts,
        numbers,
        small,
        fc.string({ unit: 'binary' }),
        fc.option(fc.boolean()),
        async (t, n, i, s, b) => {
          const back = { t: t.map((text) => text && cleaned(text)), n, i, s: cleaned(s), b };
          const text =
            'select $1::text[] as t, $2::bigint[] as n, $3::integer[] as i, $4::text as s, $5::boolean as b';
          expect(await database.query(text, [t, n, i, s, b])).to.deep.equal([back]);
          const inside = await database.transact((flight) => flight.query(text, [t, n, i, s, b]));
          expect(inside).to.deep.equal([back]);
          const rows = await database.query(
            'select * from unnest($1::text[]) with ordinality as u(x, i) order by i',
            [t],
          );
          expect(rows).to.deep.equal(back.t.map((x, i) => ({ x, i: i + 1 })));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('are the same the first time, as text, and from then on, in binary', async () => {
    const database = await open();
    await fc.assert(
      fc.asyncProperty(
        fc.option(fc.maxSafeInteger()),
        fc.option(fc.integer()),
        fc.option(fc.boolean()),
        fc.option(fc.string({ unit: 'grapheme' })),
        async (big, small, yes, text) => {
          const ask = () =>
            database.transact((flight) =>
              flight.query(
                `select $1::bigint as big, $2::integer as small, $3::boolean as yes, $4::text as text,
                   ${big ?? 'null'}::bigint as own`,
                [big, small, yes, text],
              ),
            );
          const back = { big, small, yes, text: text && cleaned(text), own: big };
          expect(await ask()).to.deep.equal([back]);
          expect(await ask()).to.deep.equal([back]);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('of other types are read from their text, beside whatever else', async () => {
    const database = await open();
    const text = `select 12::numeric as n, 1.5::float8 as f, array[1, 2]::bigint[] as a, '{"a": 1}'::jsonb as j, 7::bigint as b`;
    const back = { n: 12, f: 1.5, a: [1, 2], j: { a: 1 }, b: 7 };
    for (let n = 0; n < 3; n += 1) expect(await database.query(text)).to.deep.equal([back]);
  });

  it('that are no such numbers are judged by the database', async () => {
    const database = await open();
    const sent = (type: string, value: number | string) =>
      database.query<{ a: unknown }>(`select $1::${type}[] as a`, [[value]]).then(
        ([row]) => row?.a,
        (error) => sqlState(error),
      );
    expect(await sent('bigint', '-12')).to.deep.equal([-12]);
    expect(await sent('bigint', 1.5)).to.equal('22P02');
    expect(await sent('integer', 2 ** 31)).to.equal('22003');
    expect(await sent('integer', Number.NaN)).to.equal('22P02');
    expect(await sent('numeric', 1.5)).to.equal('{1.5}');
  });
});
