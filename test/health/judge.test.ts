import { expect } from 'chai';
import fc from 'fast-check';
import { type Cause, judge, type Kept } from '../../src/health/judge.ts';
import { lacking, type RightName } from '../../src/health/rights.ts';
import { userId } from '../../src/model/ids.ts';
import { condition } from '../support/ailing.ts';

const ANNA = userId(1);
const fine = condition();
const plain = condition({ status: 'member', canDelete: false });
const dull = condition({ canDelete: false });

const row = (name: RightName, more: Partial<Kept> = {}): Kept => ({
  ...{ name, since: 10, toldAt: 10, toldTo: [ANNA], healedAt: null, detail: null },
  ...more,
});
const keptOf = (...rows: Kept[]) => new Map(rows.map((one) => [one.name, one]));

describe('A chat before and after', () => {
  it('loses a right: it is told, and remembered', () => {
    const verdict = judge([fine, plain], keptOf(), 'telegram', 20);
    expect(verdict.tell).to.deep.equal(['blind']);
    expect(verdict.changed).to.deep.equal([row('blind', { since: 20, toldAt: null, toldTo: [] })]);
    expect(verdict.well).to.deep.equal([]);
  });

  it('is told nothing twice while the right is missing', () => {
    for (const before of [fine, plain]) {
      const verdict = judge([before, plain], keptOf(row('blind')), 'telegram', 20);
      expect(verdict).to.deep.equal({ changed: [], tell: [], well: [] });
    }
  });

  it('tells again who could not be reached before, as soon as Telegram speaks again', () => {
    const kept = keptOf(row('blind', { toldAt: null, toldTo: [] }));
    expect(judge([plain, plain], kept, 'telegram', 20).tell).to.deep.equal(['blind']);
    for (const cause of ['settings', 'noticed'] as const)
      expect(judge([plain, plain], kept, cause, 20)).to.deep.equal({ changed: [], tell: [], well: [] });
  });

  it('gets it back: whoever was told hears of it', () => {
    const verdict = judge([plain, fine], keptOf(row('blind')), 'telegram', 20);
    expect(verdict.changed).to.deep.equal([row('blind', { healedAt: 20 })]);
    expect(verdict.well.map(({ name }) => name)).to.deep.equal(['blind']);
    const silent = judge([plain, fine], keptOf(row('blind', { toldTo: [] })), 'telegram', 20);
    expect(silent.changed).to.have.lengthOf(1);
    expect(silent.well, 'no note was sent').to.deep.equal([]);
  });

  it('loses it again: it is told again', () => {
    const verdict = judge([fine, plain], keptOf(row('blind', { healedAt: 15 })), 'telegram', 20);
    expect(verdict.tell).to.deep.equal(['blind']);
    expect(verdict.changed[0]).to.include({ since: 20, healedAt: null });
  });

  it('lacks another one of its kind: news once the first is needed no more', () => {
    const first = row('rewards_tag_refused', { detail: 'Rookie' });
    const lacks = (refusedTag: string, ...tags: string[]) => condition({ refusedTag, tags });
    const still = judge(
      [lacks('Rookie', 'Rookie', 'Pro'), lacks('Pro', 'Rookie', 'Pro')],
      keptOf(first),
      'telegram',
      20,
    );
    expect(still.tell, 'one at a time').to.deep.equal([]);
    const verdict = judge([lacks('Rookie', 'Pro'), lacks('Pro', 'Pro')], keptOf(first), 'telegram', 20);
    expect(verdict.tell).to.deep.equal(['rewards_tag_refused']);
    expect(verdict.changed).to.deep.equal([{ ...first, since: 20, toldAt: null, toldTo: [], detail: 'Pro' }]);
  });

  it('does not get well by losing more', () => {
    const seeing = condition({ status: 'member', canDelete: false, readsAll: true });
    const verdict = judge([dull, seeing], keptOf(row('cannot_delete')), 'telegram', 20);
    expect(verdict.changed).to.deep.equal([row('cannot_delete', { healedAt: 20 })]);
    expect(verdict.well).to.deep.equal([]);
  });

  it('lacked it before anybody kept account: it is remembered, and no news', () => {
    const muted = condition({ status: 'muted', canDelete: false, canWrite: false });
    const verdict = judge([plain, muted], keptOf(), 'telegram', 20);
    expect(verdict.tell).to.deep.equal(['muted']);
    expect(verdict.changed.find(({ name }) => name === 'blind')).to.include({ toldAt: 20 });
  });

  it('is told nothing of an admin’s own settings, of what a greeting says, or of its leaving', () => {
    const wants = condition(
      { status: 'member', canDelete: false, readsAll: true },
      { 'reactions.enabled': true },
    );
    const before = condition({ status: 'member', canDelete: false, readsAll: true });
    const set = judge([before, wants], keptOf(), 'settings', 20);
    expect(set).to.deep.include({ tell: [], well: [] });
    expect(set.changed).to.deep.equal([row('reactions_need_admin', { since: 20, toldAt: 20, toldTo: [] })]);
    const unset = judge([wants, before], keptOf(row('reactions_need_admin')), 'settings', 20);
    expect(unset).to.deep.include({ tell: [], well: [] });
    expect(judge([fine, plain], keptOf(), 'greeted', 20).tell).to.deep.equal([]);
    for (const cause of ['out', 'noticed', 'telegram'] as const) {
      const gone = judge([plain, condition({ status: 'out' })], keptOf(row('blind')), cause, 20);
      expect(gone).to.deep.equal({ changed: [row('blind', { healedAt: 20 })], tell: [], well: [] });
    }
  });

  it('whose admins’ list shows it first waits for Telegram’s own word', () => {
    const noticed = judge([fine, plain], keptOf(), 'noticed', 20);
    expect(noticed.tell).to.deep.equal([]);
    const heard = judge([plain, plain], keptOf(...noticed.changed), 'telegram', 21);
    expect(heard.tell).to.deep.equal(['blind']);
  });

  it('is told of each lack once from its beginning to its end, whatever happens in between', () => {
    const states = [fine, plain, dull, condition({ status: 'muted', canDelete: false, canWrite: false })];
    const causes: Cause[] = ['telegram', 'telegram', 'telegram', 'noticed', 'settings', 'out'];
    const steps = fc.array(fc.tuple(fc.constantFrom(...states), fc.constantFrom(...causes)));
    fc.assert(
      fc.property(steps, (sequence) => {
        let kept = keptOf();
        let before = fine;
        const open = new Set<RightName>();
        for (const [index, [after, cause]] of sequence.entries()) {
          const { changed, tell, well } = judge([before, after], kept, cause, index);
          for (const name of tell) {
            expect(open.has(name), `${name} was told already`).to.equal(false);
            expect(lacking(after)).to.include(name);
            open.add(name);
          }
          for (const { name } of well) expect(open.has(name), `${name} was told before`).to.equal(true);
          for (const one of changed) {
            const told = tell.includes(one.name) ? { toldAt: index, toldTo: [ANNA] } : {};
            kept = new Map([...kept, [one.name, { ...one, ...told }]]);
            if (one.healedAt !== null) open.delete(one.name);
          }
          before = after;
          const remembered = [...kept.values()].filter(({ healedAt }) => healedAt === null);
          expect(remembered.map(({ name }) => name)).to.have.members(
            cause === 'out' ? [] : [...lacking(after)],
          );
        }
      }),
    );
  });
});
