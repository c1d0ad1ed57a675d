import { expect } from 'chai';
import { patternsOf } from '../../src/leaderboard/names.ts';

describe('Names that are searched for', () => {
  it('are found however they are written, also where the database knows Latin capitals only', () => {
    expect(patternsOf('борис')).to.deep.equal(['%борис%', '%БОРИС%', '%Борис%']);
    expect(patternsOf('Анна мария')).to.include('%Анна Мария%').and.to.include('%анна мария%');
    expect(patternsOf('7')).to.deep.equal(['%7%']);
  });

  it('stand for themselves', () => {
    expect(patternsOf('%_\\')).to.deep.equal(['%\\%\\_\\\\%']);
  });
});
