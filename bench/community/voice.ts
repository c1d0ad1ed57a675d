import type { Chance } from './chance.ts';

const ONSETS = 'b br c cl d f fl g gr h k l m n p pl r s st t tr v w'.split(' ');
const NUCLEI = 'a e i o u ai ea ou'.split(' ');
const CODAS = ['', '', 'n', 'r', 's', 't', 'l', 'nd', 'st'];
const FILLERS = (
  'lol ok yes no haha nice wow hmm what cool same true yep nope lmao sure bruh hi bye omg bro ' +
  'k ty gg rip idk meh yo sup fr'
).split(' ');

/** Three thousand made-up words, the frequent ones short, drawn as frequently as in a language (by Zipf's law). */
export class Voice {
  readonly #words: string[];

  constructor(chance: Chance) {
    const words = new Set<string>();
    while (words.size < 3_000) {
      const syllables = words.size < 60 ? 1 : chance.whole(1, 3);
      let word = '';
      for (let n = 0; n < syllables; n += 1)
        word += chance.pick(ONSETS) + chance.pick(NUCLEI) + (n === syllables - 1 ? chance.pick(CODAS) : '');
      words.add(word);
    }
    this.#words = [...words];
  }

  sentence(chance: Chance, least: number, most: number): string {
    const words = Array.from({ length: chance.whole(least, most) }, () => this.#word(chance));
    const text = words.join(' ');
    return text.charAt(0).toUpperCase() + text.slice(1) + chance.pick(['.', '', '?', '!']);
  }

  filler(chance: Chance): string {
    return chance.pick(FILLERS);
  }

  #word(chance: Chance): string {
    // The nth word as often as 1 / (n + 2.7): the inverse of its sum.
    const rank = Math.floor(2.7 * ((this.#words.length + 2.7) / 2.7) ** chance.float() - 2.7);
    return this.#words[Math.max(0, rank)] ?? 'the';
  }
}
