import { seededRandom } from '../../src/playground/faults.ts';
import { Pairs, write } from './json.ts';
import {
  anything,
  type Chance,
  chanceOf,
  DATES,
  FORGED,
  GROUPS,
  hostileEntities,
  hostileText,
  IDS,
  KEYS,
  NAMES,
  USERNAMES,
} from './values.ts';

/** A place in an update: what holds it, and under which key. */
interface Place {
  key: string;
  value: unknown;
  put(value: unknown): void;
  holder: Pairs | unknown[];
}

/** What a field of this name is most likely to break on. */
const BY_NAME: readonly (readonly [RegExp, (chance: Chance) => unknown])[] = [
  [/^migrate_/, (chance) => chance.of([...GROUPS, ...GROUPS, ...IDS])],
  [/(^|_)(id)$/, (chance) => chance.of(IDS)],
  [/date$/, (chance) => chance.of(DATES)],
  [/^(text|caption)$/, hostileText],
  [/entities$/, hostileEntities],
  [/(_name|title)$/, (chance) => (chance.below(30) === 0 ? 'N'.repeat(1_000_000) : chance.of(NAMES))],
  [/^username$/, (chance) => chance.of(USERNAMES)],
  [/^data$/, (chance) => chance.of(FORGED)],
  [
    /^type$/,
    (chance) => chance.of(['private', 'group', 'supergroup', 'channel', 'sender', 'planet', '', 5, null]),
  ],
  [
    /^status$/,
    (chance) =>
      chance.of(['creator', 'administrator', 'member', 'restricted', 'left', 'kicked', 'king', null]),
  ],
];

/** Makes hostile updates of real ones; the n-th is always the same. */
export function createMutator(shapes: readonly unknown[], seed: number) {
  const grafts = new Map<string, unknown[]>();
  for (const shape of shapes) {
    for (const { key, value } of placesIn(shape)) {
      const known = grafts.get(key) ?? [];
      grafts.set(key, known);
      if (known.length < 50) known.push(value);
    }
  }
  const vocabulary = [...grafts.keys(), ...KEYS];

  function step(root: unknown, chance: Chance): void {
    const places = placesIn(root);
    const place = places[chance.below(places.length)];
    if (!place) return;
    const { key, value, put, holder } = place;
    const other = () => copy(chance.of(grafts.get(key) ?? [null]));
    switch (chance.below(10)) {
      case 0:
        put(anything(chance));
        break;
      case 1:
        drop(holder, value);
        break;
      case 2:
        if (holder instanceof Pairs) rename(holder, value, chance.of(vocabulary));
        break;
      case 3:
        if (holder instanceof Pairs) add(holder, chance);
        break;
      case 4:
        if (holder instanceof Pairs) {
          holder.pairs.push([key, chance.below(2) === 0 ? value : anything(chance)]);
        }
        break;
      case 5: {
        const turned = Array.isArray(value) ? new Pairs([['0', value]]) : [];
        put(chance.of([[value], new Pairs([[key, value]]), turned]));
        break;
      }
      case 6:
        put(other());
        break;
      default: {
        const [, make] = BY_NAME.find(([name]) => name.test(key)) ?? [];
        put(make ? make(chance) : other());
      }
    }
  }

  function add({ pairs }: Pairs, chance: Chance): void {
    const name = chance.of(vocabulary);
    const value = chance.below(3) === 0 ? anything(chance) : copy(chance.of(grafts.get(name) ?? [null]));
    pairs.splice(chance.below(pairs.length + 1), 0, [name, value]);
  }

  return (n: number): string => {
    const chance = chanceOf(seededRandom(seed * 10_000_019 + n));
    const root = copy(chance.of(shapes));
    for (let left = 1 + chance.below(3); left > 0; left -= 1) step(root, chance);
    return write(root);
  };
}

function placesIn(root: unknown): Place[] {
  const places: Place[] = [];
  const visit = (holder: unknown) => {
    if (holder instanceof Pairs) {
      for (const pair of holder.pairs) {
        const put = (value: unknown) => {
          pair[1] = value;
        };
        places.push({ key: pair[0], value: pair[1], put, holder });
        visit(pair[1]);
      }
    } else if (Array.isArray(holder)) {
      holder.slice(0, 20).forEach((value, index) => {
        const put = (other: unknown) => {
          holder[index] = other;
        };
        places.push({ key: String(index), value, put, holder });
        visit(value);
      });
    }
  };
  visit(root);
  return places;
}

function drop(holder: Pairs | unknown[], value: unknown): void {
  const list: unknown[] = holder instanceof Pairs ? holder.pairs : holder;
  const at = list.findIndex((item) => (holder instanceof Pairs ? (item as unknown[])[1] : item) === value);
  if (at >= 0) list.splice(at, 1);
}

function rename(holder: Pairs, value: unknown, name: string): void {
  const pair = holder.pairs.find(([, inner]) => inner === value);
  if (pair) pair[0] = name;
}

function copy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copy);
  return value instanceof Pairs ? new Pairs(value.pairs.map(([key, inner]) => [key, copy(inner)])) : value;
}
