import type { Matcher, PhraseEntry } from '../src/reputation/phrases/entry.ts';
import { foldPhrase } from '../src/reputation/phrases/fold.ts';
import { compilePhrases } from '../src/reputation/phrases/matcher.ts';
import type { Figure } from './figure.ts';
import { dice } from './stream.ts';
import { makeTalk } from './talk.ts';

const SYLLABLES = {
  latin: 'ba ce di fo gu ha ker lim non pro qua ras sti tra und vel wo yes zip ing'.split(' '),
  cyrillic: 'ба ве ги до жу за ки ло мне но про ра ста то уж фи ха ще эта ых'.split(' '),
  devanagari: 'का वि ने यो स् धन् मैं हूँ कि ला'.split(' '),
  han: '的 一 是 不 了 人 我 在 有 他 这 中 大 来 上'.split(' '),
};
type Script = keyof typeof SYLLABLES;

function makeWord(roll: (sides: number) => number, script: Script): string {
  const syllables = SYLLABLES[script];
  let word = '';
  for (let left = 1 + roll(3); left >= 0; left--) word += syllables[roll(syllables.length)];
  return word;
}

/** 10–200 characters, with capitals, punctuation, now and then an emoji; about one in fifty holds a phrase. */
function makeMessages(count: number, script: Script, phrases: readonly string[]): string[] {
  const roll = dice(7);
  return Array.from({ length: count }, () => {
    const length = 10 + roll(191);
    let text = '';
    while (text.length < length) {
      let word = makeWord(roll, script);
      if (roll(9) === 0) word = word.toUpperCase();
      if (roll(12) === 0) word += ',.!?…'[roll(5)];
      if (roll(40) === 0) word += ' 😂';
      text += script === 'han' ? word : `${word} `;
    }
    return roll(50) === 0 ? `${text} ${phrases[roll(phrases.length)]}` : text;
  });
}

/** Longer by a letter than any word of a message, so that few messages hold one by chance. */
function makePhrases(count: number): string[] {
  const roll = dice(11);
  const phrases = new Set(['+', '👍', '+rep', ':)']);
  while (phrases.size < count) {
    const script = (['latin', 'cyrillic', 'latin', 'cyrillic', 'han'] as const)[roll(5)] as Script;
    const words = Array.from({ length: 1 + roll(3) }, () => makeWord(roll, script));
    phrases.add(script === 'han' ? words.join('').padEnd(4, '谢') : `${words.join(' ')}x`);
  }
  return [...phrases];
}

const entriesOf = (texts: readonly string[]): PhraseEntry[] =>
  texts.map((text) => ({ list: 'thanks', text }));

/** The plain way: fold the message, look for every phrase, look beside each. */
function loopOver(phrases: readonly string[]): (text: string) => number {
  const folded = phrases.map(foldPhrase);
  const letter = /[\p{L}\p{N}\p{M}_]/u;
  return (text) => {
    const own = text.normalize('NFKC').toLowerCase();
    let found = 0;
    for (const phrase of folded) {
      const at = own.indexOf(phrase);
      if (at >= 0 && !letter.test(own[at - 1] ?? ' ') && !letter.test(own[at + phrase.length] ?? ' '))
        found++;
    }
    return found;
  };
}

/** Messages a second: the best of five rounds, since the machine is shared. */
function rate(
  messages: readonly string[],
  each: (text: string) => number,
): { perSecond: number; found: number } {
  let best = 0;
  let found = 0;
  for (let round = 0; round < 5; round++) {
    found = 0;
    const from = performance.now();
    for (const text of messages) found += each(text);
    best = Math.max(best, messages.length / ((performance.now() - from) / 1000));
  }
  return { perSecond: best, found };
}

const countBy = (matcher: Matcher) => (text: string) => matcher.find(text).length;

/** Three hundred triggers beside fifty words, as a chat may have them, against what is said in chats. */
function benchTriggers(): Figure {
  const phrases = makePhrases(350);
  const matcher = compilePhrases(
    phrases.map((text, index) =>
      index < 50
        ? { list: 'thanks', text }
        : {
            list: 'trigger',
            text,
            id: index,
            where: (['anywhere', 'start', 'whole'] as const)[index % 3] ?? 'whole',
          },
    ),
  );
  const talk = makeTalk(dice(3));
  const roll = dice(5);
  const messages = Array.from({ length: 40_000 }, (_, chat) => {
    const line = talk.line(chat);
    return roll(50) === 0 ? `${phrases[roll(phrases.length)]} ${line}` : line;
  });
  const { perSecond, found } = rate(messages, countBy(matcher));
  if (found < messages.length / 200) throw new Error(`phrases: only ${found} hits among triggers`);
  return {
    name: 'phrases: 300 triggers and 50 words, ordinary chat',
    value: Math.round(perSecond),
    unit: 'messages/s',
    note: `${found} hits in ${messages.length} messages`,
    target: { atLeast: 200_000 },
  };
}

/** Finding phrases in chat messages, on one core. Throws when what it found cannot be right. */
export async function benchPhrases(): Promise<Figure[]> {
  const figures: Figure[] = [];
  const phrases = makePhrases(2000);
  const matcher = compilePhrases(entriesOf(phrases));
  const thousand = compilePhrases(entriesOf(phrases.slice(0, 1000)));
  let latin = 0;
  for (const script of ['latin', 'cyrillic', 'devanagari', 'han'] as const) {
    const messages = makeMessages(20_000, script, phrases);
    const { perSecond, found } = rate(messages, countBy(matcher));
    if (found < messages.length / 100) throw new Error(`phrases: only ${found} hits in ${script} messages`);
    if (script === 'latin') latin = perSecond;
    const note = `${found} hits in ${messages.length} messages`;
    figures.push({
      name: `phrases: 2,000, ${script}`,
      value: Math.round(perSecond),
      unit: 'messages/s',
      note,
    });
    if (script === 'latin' || script === 'cyrillic') {
      const micros = 1e6 / rate(messages, countBy(thousand)).perSecond;
      figures.push({
        name: `phrases: 1,000, ${script}`,
        value: Number(micros.toFixed(2)),
        unit: 'µs/message',
        target: { atMost: 5 },
      });
    }
  }
  figures.push(benchTriggers());
  const sample = makeMessages(500, 'latin', phrases);
  const loop = rate(sample, loopOver(phrases)).perSecond;
  figures.push({ name: 'phrases: a plain loop, 2,000', value: Math.round(loop), unit: 'messages/s' });
  figures.push({ name: 'phrases: against the loop', value: Number((latin / loop).toFixed(1)), unit: '×' });

  const from = performance.now();
  for (let round = 0; round < 10; round++) compilePhrases(entriesOf(phrases));
  const compile = (performance.now() - from) / 10;
  figures.push({ name: 'phrases: compiling 2,000', value: Number(compile.toFixed(2)), unit: 'ms' });
  return figures;
}
