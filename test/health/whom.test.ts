import { expect } from 'chai';
import { whomToTell } from '../../src/health/whom.ts';
import { userId } from '../../src/model/ids.ts';

const BY = userId(1);
const ADDER = userId(2);
const A = userId(3);
const B = userId(4);
const C = userId(5);
const D = userId(6);

describe('Who is told what is missing', () => {
  const reaching =
    (...ids: number[]) =>
    (id: number) =>
      ids.includes(id);
  const healers = { by: BY, addedBy: ADDER, admins: [ADDER, A, B, C, D] };

  it('is whoever changed it, else whoever added the bot, else three admins; nobody who cannot be reached', () => {
    expect(whomToTell(healers, () => true)).to.deep.equal([BY]);
    expect(whomToTell(healers, reaching(ADDER, A, B))).to.deep.equal([ADDER]);
    expect(whomToTell(healers, reaching(A, B, C, D))).to.deep.equal([A, B, C]);
    expect(whomToTell(healers, reaching(D))).to.deep.equal([D]);
    expect(whomToTell(healers, () => false)).to.deep.equal([]);
    expect(whomToTell({ ...healers, by: null }, () => true)).to.deep.equal([ADDER]);
  });

  it('is whoever added it and is no admin only where no admin can be told', () => {
    const former = { by: null, addedBy: ADDER, admins: [A] };
    expect(whomToTell(former, reaching(ADDER, A))).to.deep.equal([A]);
    expect(whomToTell(former, reaching(ADDER))).to.deep.equal([ADDER]);
  });
});
