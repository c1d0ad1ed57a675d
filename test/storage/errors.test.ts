import { expect } from 'chai';
import { isTransient, isUnreachable, sqlState } from '../../src/storage/errors.ts';

const coded = (code: string) => Object.assign(new Error(code), { code });

describe('errors of the database', () => {
  const cases: [string, boolean, boolean][] = [
    ['40001', true, false],
    ['40P01', true, false],
    ['53300', true, false],
    ['55P03', true, false],
    ['57014', true, false],
    ['57P01', true, true],
    ['57P03', true, true],
    ['08006', true, true],
    ['ECONNREFUSED', true, true],
    ['CONNECTION_CLOSED', true, true],
    ['23505', false, false],
    ['22021', false, false],
    ['25P02', false, false],
    ['42P01', false, false],
    ['28P01', false, false],
    ['EACCES', false, false],
  ];
  for (const [code, transient, unreachable] of cases) {
    it(`${code} is ${transient ? '' : 'not '}transient${unreachable ? ' and unreachable' : ''}`, () => {
      for (const error of [
        coded(code),
        new Error('Failed query', { cause: coded(code) }),
        new AggregateError([coded(code)]),
      ]) {
        expect(isTransient(error)).to.equal(transient);
        expect(isUnreachable(error)).to.equal(unreachable);
      }
    });
  }

  it('SQLSTATE is found under the cause, and only what is one', () => {
    expect(sqlState(new Error('x', { cause: coded('23505') }))).to.equal('23505');
    for (const nothing of [coded('ECONNRESET'), coded('EPIPE'), new Error('x'), null, undefined, 'x', 5]) {
      expect(sqlState(nothing)).to.equal(undefined);
      expect(isTransient(coded('x'))).to.equal(false);
    }
    const ring = new Error('ring');
    ring.cause = ring;
    expect(isTransient(ring)).to.equal(false);
  });
});
