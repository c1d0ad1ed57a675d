import { expect } from 'chai';
import fc from 'fast-check';
import {
  isAsleep,
  type Ladder,
  type LadderSwitches,
  nextTitle,
  type Title,
  titleOf,
  withTitle,
} from '../../src/ranks/ladder.ts';

const ALL: LadderSwitches = { useExperience: true, useReputation: true, demote: true };

let ids = 0;
const title = (name: string, experience: number | null, reputation: number | null): Title => {
  ids += 1;
  return { id: ids, name, experience, reputation };
};

function ladderOf(...titles: Title[]): Ladder {
  return titles.reduce<Ladder>((ladder, one) => {
    const made = withTitle(ladder, one);
    if ('refusal' in made) throw new Error(JSON.stringify(made.refusal));
    return made.ladder;
  }, []);
}

const nameAt = (
  ladder: Ladder,
  experience: number,
  reputation: number,
  switches = ALL,
  held: number | null = null,
) => titleOf(experience, reputation, ladder, switches, held)?.name ?? null;

describe('The title of so many points', () => {
  it('ChatKeeper’s: Barber of the Chat at 1000 and 25, and not a point earlier in either', () => {
    const ladder = ladderOf(title('Barber of the Chat', 1000, 25));
    expect(nameAt(ladder, 1000, 25)).to.equal('Barber of the Chat');
    expect(nameAt(ladder, 999, 25)).to.equal(null);
    expect(nameAt(ladder, 1000, 24)).to.equal(null);
    expect(nameAt(ladder, 10 ** 9, 24)).to.equal(null);
  });

  it('ChatKeeper’s ranks by reputation: 5, 15, 30, 50', () => {
    const ladder = ladderOf(
      ...[title('Chat Active', null, 5), title('Chat friend', null, 15)],
      ...[title('Helper', null, 30), title('Senior Assistant', null, 50)],
    );
    expect(
      [4, 5, 14, 15, 29, 30, 49, 50, 51].map((reputation) => nameAt(ladder, 0, reputation)),
    ).to.deep.equal([
      ...[null, 'Chat Active', 'Chat Active', 'Chat friend', 'Chat friend'],
      ...['Helper', 'Helper', 'Senior Assistant', 'Senior Assistant'],
    ]);
  });

  it('PhantomBot’s: Stranger, Acquaintance, Fan, Regular by points, and down again', () => {
    const ladder = ladderOf(
      ...[title('Stranger', 0, null), title('Acquaintance', 100, null)],
      ...[title('Fan', 500, null), title('Regular', 1500, null)],
    );
    expect([0, 99, 100, 500, 1500, 1499, 400].map((points) => nameAt(ladder, points, 0))).to.deep.equal([
      ...['Stranger', 'Stranger', 'Acquaintance', 'Fan', 'Regular', 'Fan', 'Acquaintance'],
    ]);
  });

  it('stays where nobody is demoted, until a higher one is reached or it is there no more', () => {
    const ladder = ladderOf(title('Low', null, 5), title('High', null, 10), title('Top', null, 20));
    const keep = { ...ALL, demote: false };
    const high = ladder[1]?.id ?? 0;
    expect(nameAt(ladder, 0, 0, keep, high)).to.equal('High');
    expect(nameAt(ladder, 0, 7, keep, high)).to.equal('High');
    expect(nameAt(ladder, 0, 20, keep, high)).to.equal('Top');
    expect(nameAt(ladder, 0, 7, ALL, high), 'control').to.equal('Low');
    expect(
      nameAt(
        ladder.filter(({ id }) => id !== high),
        0,
        7,
        keep,
        high,
      ),
    ).to.equal('Low');
  });

  it('asks only for what the chat uses; a title left without a threshold sleeps', () => {
    const ladder = ladderOf(title('Writer', 100, null), title('Both', 200, 10), title('Thanked', null, 50));
    const onlyReputation = { ...ALL, useExperience: false };
    expect(nameAt(ladder, 0, 10, onlyReputation)).to.equal('Both');
    expect(nameAt(ladder, 0, 9, onlyReputation)).to.equal(null);
    expect(nameAt(ladder, 10 ** 6, 0, onlyReputation)).to.equal(null);
    expect(nameAt(ladder, 250, 0, { ...ALL, useReputation: false })).to.equal('Both');
    expect(nameAt(ladder, 10 ** 6, 10 ** 6, { ...ALL, useExperience: false, useReputation: false })).to.equal(
      null,
    );
    expect(isAsleep(ladder[0] as Title, onlyReputation)).to.equal(true);
  });

  it('is monotone in both scores, whatever the ladder', () => {
    const points = fc.option(fc.nat(60), { nil: null });
    const raw = fc.array(fc.tuple(points, points), { maxLength: 8 });
    fc.assert(
      fc.property(
        raw,
        fc.nat(70),
        fc.nat(70),
        fc.nat(20),
        fc.nat(20),
        fc.boolean(),
        fc.boolean(),
        (all, e, r, de, dr, ue, ur) => {
          let ladder: Ladder = [];
          for (const [index, [experience, reputation]] of all.entries()) {
            const made = withTitle(ladder, { id: index + 1, name: `T${index}`, experience, reputation });
            if ('ladder' in made) ladder = made.ladder;
          }
          const switches = { useExperience: ue, useReputation: ur, demote: true };
          const rank = (experience: number, reputation: number) => {
            const reached = titleOf(experience, reputation, ladder, switches, null);
            return reached ? ladder.indexOf(reached) : -1;
          };
          expect(rank(e + de, r + dr)).to.be.at.least(rank(e, r));
          const next = nextTitle(e, r, ladder, switches, null);
          if (next)
            expect(rank(e + next.experience, r + next.reputation)).to.be.at.least(ladder.indexOf(next.title));
        },
      ),
    );
  });
});

describe('A ladder', () => {
  it('has no two titles with the same experience or the same reputation', () => {
    const ladder = ladderOf(title('Writer', 100, 5));
    expect(withTitle(ladder, title('Other', 100, null))).to.deep.equal({
      refusal: { no: 'title_same', other: 'Writer', what: 'experience', points: 100 },
    });
    expect(withTitle(ladder, title('Other', 200, 5))).to.have.nested.property('refusal.what', 'reputation');
    expect(withTitle(ladder, title('WRITER', 200, 50))).to.have.nested.property('refusal.no', 'title_twice');
    expect(withTitle(ladder, title('Nothing', null, null))).to.have.nested.property(
      'refusal.no',
      'title_threshold',
    );
    expect(withTitle(ladder, title('Other', 200, 6))).to.have.property('ladder');
  });

  it('rises in both thresholds together: a crossing title is refused and says which it crosses', () => {
    const ladder = ladderOf(title('Low', 100, 5), title('High', 1000, 25));
    expect(withTitle(ladder, title('Across', 500, 30))).to.deep.equal({
      refusal: { no: 'title_crosses', name: 'Across', other: 'High' },
    });
    expect(withTitle(ladder, title('Between', 500, 10))).to.have.property('ladder');
    // Nothing is compared with an absent threshold.
    expect(withTitle(ladder, title('Only thanked', null, 30))).to.have.property('ladder');
  });

  it('keeps one order, also of titles that share no threshold', () => {
    const ladder = ladderOf(title('A', 100, null), title('B', null, 10));
    expect(ladder.map(({ name }) => name)).to.deep.equal(['A', 'B']);
    // Below A by experience and above B by reputation: B is above A already.
    expect(withTitle(ladder, title('C', 50, 20))).to.have.nested.property('refusal.no', 'title_crosses');
  });

  it('lets a title move: it is not compared with itself', () => {
    const ladder = ladderOf(title('Low', null, 5), title('High', null, 25));
    const low = ladder[0] as Title;
    const moved = withTitle(ladder, { ...low, reputation: 50 });
    expect('ladder' in moved && moved.ladder.map(({ name }) => name)).to.deep.equal(['High', 'Low']);
  });

  it('takes fifty titles and no more', () => {
    const fifty = ladderOf(...Array.from({ length: 50 }, (_, index) => title(`T${index}`, null, index + 1)));
    expect(withTitle(fifty, title('One more', null, 99))).to.have.nested.property(
      'refusal.no',
      'titles_full',
    );
  });
});

describe('Ready titles', () => {
  const ready = (): Ladder =>
    [5, 25, 100, 300].map((reputation, index) => ({
      ...title(`Ready ${index + 1}`, null, reputation),
      ready: index + 1,
    }));

  it('make room for a title with the same threshold, and for one that crosses them by way of another', () => {
    const first = withTitle(ready(), title('Barber', 1000, 25));
    expect('gone' in first && first.gone.map(({ name }) => name)).to.deep.equal(['Ready 2']);
    const writer = withTitle(ready(), title('Writer', 500, null));
    if (!('ladder' in writer)) throw new Error('control');
    expect(writer.gone).to.deep.equal([]);
    // Above Writer, which lies above all ready ones, and below the last two of them.
    const crossing = withTitle(writer.ladder, title('Barber', 1000, 25));
    expect('ladder' in crossing && crossing.ladder.map(({ name }) => name)).to.deep.equal([
      ...['Ready 1', 'Writer', 'Barber'],
    ]);
  });

  it('alone make room, whatever is added: what is left rises together, no two alike', () => {
    const points = fc.option(fc.oneof(fc.nat(30), fc.constantFrom(5, 25, 100, 300, 301)), { nil: null });
    fc.assert(
      fc.property(fc.array(fc.tuple(points, points), { maxLength: 9 }), (all) => {
        let ladder = ready();
        for (const [index, [experience, reputation]] of all.entries()) {
          const before = ladder;
          const made = withTitle(before, { id: 1000 + index, name: `T${index}`, experience, reputation });
          if (!('ladder' in made)) continue;
          ladder = made.ladder;
          expect(made.gone.every((one) => one.ready !== undefined)).to.equal(true);
          for (const one of before) expect([...ladder, ...made.gone]).to.include(one);
        }
        for (const [index, lower] of ladder.entries())
          for (const higher of ladder.slice(index + 1))
            for (const what of ['experience', 'reputation'] as const) {
              const [low, high] = [lower[what], higher[what]];
              if (low !== null && high !== null) expect(high).to.be.above(low);
            }
      }),
    );
  });
});
