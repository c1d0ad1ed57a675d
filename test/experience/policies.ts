import { expect } from 'chai';
import { shortCode } from '../../src/experience/codes.ts';
import type { Deed, EarnerFacts, EarningFacts, EarningPolicy } from '../../src/experience/policy.ts';
import type { Said } from '../../src/experience/span.ts';
import type { Dice } from '../../src/model/dice.ts';
import { userId } from '../../src/model/ids.ts';
import { DAY } from '../../src/model/time.ts';

export const ANNA = userId(1);
export const BORIS = userId(2);
export const BOT = userId(9);
export const NOON = 20_000 * DAY + DAY / 2;
/** Words, each a number. */
export const codesOf = (words: readonly number[]) => words.map(shortCode).join('');
/** What spans are set against where nothing else is said. */
export const USUAL = 16;

/** Somebody who has written yesterday, and whose cooldown is over. */
const RESTED: EarnerFacts = {
  ...{ earnedAt: null, lastDay: 20_000, lastText: 0, gotToday: 0 },
  ...{ titleBoost: 0, times: 1 },
};

/** Two people who have written today already, unless said otherwise; a bot earns nothing. */
export function facts(changes: Partial<Record<number, Partial<EarnerFacts>>> = {}): EarningFacts {
  return {
    dayOf: (at) => Math.floor(at / DAY),
    earner: (id) => (id === BOT ? null : { ...RESTED, ...changes[id] }),
  };
}

type Send = Extract<Deed, { did: 'send' }>;

/** A text of Anna's that nobody has said before. */
export function send(changes: Partial<Send> = {}): Send {
  const base = { did: 'send', at: NOON, by: ANNA, kind: 'text', own: true } as const;
  return { ...base, length: 20, text: 4711, answers: null, thanks: 0, ...changes };
}

export const always = (draw: number) => () => draw;

/** What every policy must be: it earns nothing where there is nothing to earn, and the same for the same. */
export function sharedExamples(policy: EarningPolicy): void {
  it('earns a bot nothing', () => {
    expect(policy(facts(), send({ by: BOT }), always(0.5))).to.deep.equal([]);
  });

  it('earns nobody anything for thanking or inviting themselves', () => {
    const thank: Deed = { did: 'thank', at: NOON, by: ANNA, to: ANNA };
    expect(policy(facts(), thank, always(0.5))).to.deep.equal([]);
    const react: Deed = { did: 'react', at: NOON, by: ANNA, to: ANNA };
    expect(policy(facts(), react, always(0.5))).to.deep.equal([]);
    const invite: Deed = { did: 'invite', at: NOON, by: ANNA, people: [ANNA] };
    expect(policy(facts(), invite, always(0.5))).to.deep.equal([]);
    expect(policy(facts(), send({ answers: ANNA }), always(0.5)).filter(({ got }) => got)).to.deep.equal([]);
  });

  it('earns nothing for what is not one’s own, and for the same text over again', () => {
    expect(policy(facts(), send({ own: false }), always(0.5))).to.deep.equal([]);
    expect(policy(facts({ [ANNA]: { lastText: 4711 } }), send(), always(0.5))).to.deep.equal([]);
  });

  it('only ever earns whole amounts above nothing, the same for the same', () => {
    const deeds: Deed[] = [
      send(),
      send({ kind: 'photo', text: 0, length: 0, answers: BORIS }),
      { did: 'thank', at: NOON, by: ANNA, to: BORIS },
      { did: 'react', at: NOON, by: ANNA, to: BORIS },
      { did: 'invite', at: NOON, by: ANNA, people: [BORIS] },
    ];
    for (const deed of deeds) {
      for (const draw of [0, 0.3, 0.999]) {
        const earned = policy(facts(), deed, always(draw));
        for (const { amount } of earned) expect(amount).to.be.above(0).and.to.equal(Math.floor(amount));
        expect(policy(facts(), deed, always(draw))).to.deep.equal(earned);
      }
    }
  });
}

/**
 * A policy of spans as if it earned at once: what a deed says is said, goes on for a minute in other words, and is
 * settled. What is not one's own, or repeated, is a message that says nothing.
 */
export function gatheredFrom(policy: EarningPolicy): EarningPolicy {
  const { spans } = policy;
  if (!spans) throw new Error('no policy of spans');
  return (known, deed, dice: Dice) => {
    const at_once = policy(known, deed, dice);
    if (deed.did !== 'send') return at_once;
    const counts = deed.own && known.earner(deed.by)?.lastText !== deed.text;
    const said = (nth: number): Said => {
      const words = codesOf(Array.from({ length: 8 }, (_, n) => 100 * nth + n));
      return { at: deed.at + 30 * nth, counts, characters: 10 * deed.length, words, answers: deed.answers };
    };
    const span = spans.add(spans.add(spans.add(null, said(0)), said(1)), said(2));
    return [...at_once, ...spans.settle(known, deed.by, span, { usual: USUAL, wake: null }, dice).earned];
  };
}
