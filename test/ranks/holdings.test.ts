import { expect } from 'chai';
import { handOut, NOTHING_HELD, readHoldings, storeHoldings } from '../../src/ranks/holdings.ts';
import { type Chain, NO_GIFTS, type Reward } from '../../src/ranks/rewards.ts';

const rookie: Reward = {
  ...{ id: 1, for: { level: 5 }, keep: 'volatile', gone: false },
  gifts: { ...NO_GIFTS, tag: 'Rookie' },
};
const chain: Chain = { rewards: { made: 1, list: [rookie] }, ladder: [], mode: 'replace' };
const HERE = { present: true, admin: false };

describe('What is handed out', () => {
  const shown = handOut(NOTHING_HELD, [1], HERE, chain);

  it('is told once', () => {
    expect(shown.tag).to.equal('Rookie');
    expect(handOut(shown.holdings, [1], HERE, chain).tag).to.equal(null);
  });

  for (const [title, away] of Object.entries({
    left: { present: false, admin: false },
    'became an admin': { present: true, admin: true },
  })) {
    it(`is told anew to who ${title} and is back, also that there is nothing any more`, () => {
      const gone = handOut(shown.holdings, [1], away, chain);
      expect(gone.tag, 'nobody can be told').to.equal(null);
      const still = handOut(gone.holdings, [1], away, chain).holdings;
      expect(handOut(still, [1], HERE, chain).tag).to.equal('Rookie');
      const back = handOut(handOut(still, [], away, chain).holdings, [], HERE, chain);
      expect(back.tag).to.equal('');
      expect(handOut(back.holdings, [], HERE, chain).tag).to.equal(null);
    });
  }

  it('is nothing to who never had a tag', () => {
    const gone = handOut(NOTHING_HELD, [], { present: false, admin: false }, chain);
    expect(handOut(gone.holdings, [], HERE, chain).tag).to.equal(null);
  });

  it('is stored and read back', () => {
    const { holdings } = handOut(shown.holdings, [1], { present: false, admin: false }, chain);
    expect(readHoldings(storeHoldings(holdings))).to.deep.equal(holdings);
    expect(storeHoldings(NOTHING_HELD)).to.equal(null);
  });
});
