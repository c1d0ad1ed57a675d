import { expect } from 'chai';
import { Pairs, Raw, spread, write } from './json.ts';
import { createMutator } from './mutate.ts';
import { collectShapes } from './shapes.ts';

describe('Hostile updates', () => {
  it('are JSON, the same for the same seed, and hold what JSON.stringify cannot write', async () => {
    const shapes = await collectShapes();
    const kinds = new Set(shapes.map((shape) => (shape as Pairs).pairs[0]?.[0]));
    expect(kinds.size, 'kinds of updates').to.be.above(10);
    const [one, same, other] = [createMutator(shapes, 3), createMutator(shapes, 3), createMutator(shapes, 4)];
    const bodies = Array.from({ length: 2_000 }, (_, n) => one(n));
    for (const body of bodies) expect(() => JSON.parse(body)).to.not.throw();
    expect(same(1_999)).to.equal(bodies[1_999]);
    expect(other(1_999)).to.not.equal(bodies[1_999]);
    const all = bodies.join('\n');
    for (const sign of [
      '9007199254740993',
      '"__proto__":',
      '[[[[[[[[[[',
      '\\ud800',
      '\\u0000',
      '1e400',
      '\u202e',
    ]) {
      expect(all.includes(sign), sign).to.equal(true);
    }
    const changed = bodies.filter((body) => !shapes.some((shape) => write(shape) === body));
    expect(changed.length, 'changed').to.be.above(1_600);
  });

  it('write a key twice, and a number as it stands', () => {
    const shape = spread({ a: [1, { b: null }] }) as Pairs;
    shape.pairs.push(['a', new Raw('1e400')], ['__proto__', new Pairs([])]);
    expect(write(shape)).to.equal('{"a":[1,{"b":null}],"a":1e400,"__proto__":{}}');
  });
});
