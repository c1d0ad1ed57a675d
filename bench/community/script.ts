import { type Character, castOf, type Size, WORTH } from './cast.ts';
import { Chance } from './chance.ts';
import { Voice } from './voice.ts';

/** One message of the made-up community. */
export interface Line {
  at: number;
  by: number;
  text: string;
  /** Whose message it answers; null: nobody's. */
  to: number | null;
}

export interface Script {
  readonly cast: readonly Character[];
  /** In the order of time. */
  readonly lines: readonly Line[];
  /** Member → what they have really contributed. */
  readonly worth: ReadonlyMap<number, number>;
}

/** Noon of a day long ago; the community wakes at 8 and sleeps at 24. */
export const BEGIN = 1_780_012_800 - (1_780_012_800 % 86_400);
const DAY = 86_400;
const WAKES = 8 * 3_600;
const SLEEPS = 24 * 3_600;

/** A helper's messages a day in a quiet group; spammers send ten times as many. */
const HELPS = 3;

/**
 * Days of a group's life: questions with their answers, small talk, and those who want points. Fixed before any policy was
 * tuned; `test/bench/community.test.ts` holds its digest.
 */
export function scriptOf(size: Size, days: number, seed: string): Script {
  const chance = new Chance(`community ${seed}`);
  const voice = new Voice(chance);
  const cast = castOf(size, chance);
  const of = (kind: Character['kind']) => cast.filter((one) => one.kind === kind);
  const helpers = of('helper');
  const chatterboxes = of('chatterbox');
  const pastes = new Map(of('paster').map(({ id }) => [id, pastesOf(voice, chance)]));
  const pairs = pairsOf(of('pair'));
  const lines: Line[] = [];

  for (let day = 0; day < days; day += 1) {
    const moment = () => BEGIN + day * DAY + chance.whole(WAKES, SLEEPS - 1_800);
    for (const one of of('asker')) {
      for (let n = chance.times(0.6 * size.pace * one.zeal); n > 0; n -= 1)
        question(lines, chance, voice, moment(), one, helperFor(helpers, chance));
    }
    for (const one of of('lurker')) {
      for (let n = chance.times(0.1 * size.pace * one.zeal); n > 0; n -= 1)
        lines.push({ at: moment(), by: one.id, text: voice.sentence(chance, 6, 20), to: null });
    }
    for (const one of chatterboxes) {
      for (let n = chance.times(0.7 * size.pace * one.zeal); n > 0; n -= 1)
        smallTalk(lines, chance, voice, moment(), one, chance.pick(chatterboxes));
    }
    for (const one of of('spammer')) {
      for (let n = chance.times(10 * HELPS * size.pace * one.zeal); n > 0; n -= 1)
        lines.push({ at: moment(), by: one.id, text: voice.filler(chance), to: null });
    }
    for (const one of of('paster')) {
      for (let n = chance.times(5 * HELPS * size.pace * one.zeal); n > 0; n -= 1)
        lines.push({ at: moment(), by: one.id, text: chance.pick(pastes.get(one.id) ?? []), to: null });
    }
    for (const one of of('flooder')) {
      for (let n = chance.times(1 * size.pace * one.zeal); n > 0; n -= 1)
        flood(lines, chance, voice, moment(), one);
    }
    for (const [one, other] of pairs) {
      for (let n = chance.times(1 * size.pace * one.zeal); n > 0; n -= 1)
        feed(lines, chance, voice, moment(), one, other);
    }
  }
  lines.sort((a, b) => a.at - b.at || a.by - b.by);
  const kindOf = new Map(cast.map(({ id, kind }) => [id, kind]));
  const worth = new Map(cast.map(({ id }) => [id, 0]));
  for (const { by } of lines) worth.set(by, (worth.get(by) ?? 0) + WORTH[kindOf.get(by) ?? 'spammer']);
  return { cast, lines, worth };
}

/** By zeal: two draws, the keener one. */
function helperFor(helpers: readonly Character[], chance: Chance): Character {
  const [one, other] = [chance.pick(helpers), chance.pick(helpers)];
  return one.zeal >= other.zeal || chance.float() < 0.5 ? one : other;
}

/** A question of one or two messages, two to five answers, and what is asked back in between. */
function question(
  lines: Line[],
  chance: Chance,
  voice: Voice,
  begin: number,
  asker: Character,
  helper: Character,
): void {
  let at = begin;
  for (let n = chance.whole(1, 2); n > 0; n -= 1) {
    lines.push({ at, by: asker.id, text: voice.sentence(chance, 8, 25), to: null });
    at += chance.pause(40);
  }
  at += chance.pause(240);
  for (let n = chance.whole(2, 5); n > 0; n -= 1) {
    lines.push({ at, by: helper.id, text: voice.sentence(chance, 10, 40), to: asker.id });
    at += chance.pause(70);
    if (chance.float() < 0.5) {
      lines.push({ at, by: asker.id, text: voice.sentence(chance, 3, 15), to: helper.id });
      at += chance.pause(50);
    }
  }
}

/** Two who like to talk: short messages by turns, some of them answers. */
function smallTalk(
  lines: Line[],
  chance: Chance,
  voice: Voice,
  begin: number,
  one: Character,
  other: Character,
): void {
  let at = begin;
  for (let n = chance.whole(5, 18); n > 0; n -= 1) {
    const [by, to] = chance.float() < 0.5 ? [one, other] : [other, one];
    const answers = chance.float() < 0.3 && by !== to;
    lines.push({ at, by: by.id, text: voice.sentence(chance, 1, 9), to: answers ? to.id : null });
    at += chance.pause(30);
  }
}

/** Dozens of messages within two minutes. */
function flood(lines: Line[], chance: Chance, voice: Voice, begin: number, one: Character): void {
  let at = begin;
  for (let n = chance.whole(30, 60); n > 0; n -= 1) {
    lines.push({ at, by: one.id, text: voice.sentence(chance, 1, 6), to: null });
    at += chance.whole(1, 4);
  }
}

/** Two accounts that answer each other so that both look busy. */
function feed(
  lines: Line[],
  chance: Chance,
  voice: Voice,
  begin: number,
  one: Character,
  other: Character,
): void {
  let at = begin;
  for (let n = 2 * chance.whole(5, 12); n > 0; n -= 1) {
    const [by, to] = n % 2 === 0 ? [one, other] : [other, one];
    lines.push({ at, by: by.id, text: voice.sentence(chance, 2, 5), to: to.id });
    at += chance.pause(15);
  }
}

/** What a copy-paster says in turns, with case and blanks changed now and then. */
function pastesOf(voice: Voice, chance: Chance): string[] {
  const texts = Array.from({ length: 4 }, () => voice.sentence(chance, 20, 45));
  return [...texts, ...texts.map((text) => ` ${text.toUpperCase()}`)];
}

function pairsOf(all: readonly Character[]): [Character, Character][] {
  const pairs: [Character, Character][] = [];
  for (let n = 0; n + 1 < all.length; n += 2) pairs.push([all[n] as Character, all[n + 1] as Character]);
  return pairs;
}
