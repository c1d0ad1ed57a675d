import { expect } from 'chai';
import fc from 'fast-check';
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

  it('come back as they were sent', async () => {
    const database = await open();
    await fc.assert(
      fc.asyncProperty(
        texts,
        numbers,
        fc.string({ unit: 'binary' }),
        fc.option(fc.boolean()),
        async (t, n, s, b) => {
          const back = { t: t.map((text) => text && cleaned(text)), n, s: cleaned(s), b };
          const text = 'select $1::text[] as t, $2::bigint[] as n, $3::text as s, $4::boolean as b';
          expect(await database.query(text, [t, n, s, b])).to.deep.equal([back]);
          const inside = await database.transact((flight) => flight.query(text, [t, n, s, b]));
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
});
