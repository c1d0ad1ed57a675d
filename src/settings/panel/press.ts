import { type SettingKey, settingKeys } from '../catalogue.ts';
import { codeOf, named } from './code.ts';
import { type Listed, listed, type Page, readPage, writePage } from './page.ts';

/** What a button changes about one setting. None carries a value: what there is to choose is looked up anew. */
export type Move =
  | { do: 'toggle' | 'up' | 'down' | 'off' | 'empty' | 'default'; key: SettingKey }
  /** One of the choices, or an entry of a list with fixed choices, by its code. */
  | { do: 'choose' | 'flip'; key: SettingKey; choice: string };

/** What a button of the panel asks for. */
export type PanelPress =
  | Move
  | { do: 'show'; page: Page }
  | { do: 'save' | 'discard' | 'yield' | 'close' | 'groups' }
  /** A trigger or a reward goes, at once; a reward is kept so. */
  | { do: 'remove'; what: Listed; id: number }
  | { do: 'keep'; id: number; keep: Kept }
  /** To something else than settings, by its code. */
  | { do: 'link'; link: string };

const KEPT = ['volatile', 'persistent', 'default'] as const;
type Kept = (typeof KEPT)[number];

const MOVES = { t: 'toggle', u: 'up', d: 'down', o: 'off', e: 'empty', b: 'default' } as const;
const CHOICES = { c: 'choose', f: 'flip' } as const;
const DEEDS = { s: 'save', r: 'discard', y: 'yield', x: 'close', q: 'groups' } as const;

const letterOf = (letters: Readonly<Record<string, string>>, word: string) =>
  Object.keys(letters).find((letter) => letters[letter] === word) ?? '';

/** As it stands in a button's data: at most 16 characters. */
export function writePress(press: PanelPress): string {
  switch (press.do) {
    case 'show':
      return writePage(press.page);
    case 'link':
      return `l${press.link}`;
    case 'remove':
      return `z${press.what[0]}${press.id}`;
    case 'keep':
      return `a${press.keep[0]}${press.id}`;
    case 'choose':
    case 'flip':
      return `${letterOf(CHOICES, press.do)}${codeOf(press.key)}.${press.choice}`;
    case 'save':
    case 'discard':
    case 'yield':
    case 'close':
    case 'groups':
      return letterOf(DEEDS, press.do);
    default:
      return `${letterOf(MOVES, press.do)}${codeOf(press.key)}`;
  }
}

/** Null: no button of ours, or one of a setting that is no more. */
export function readPress(written: string): PanelPress | null {
  const [, letter = '', name = '', choice] =
    /^([a-z])([0-9a-z]{0,10})(?:\.([0-9a-z]{1,10}))?$/.exec(written) ?? [];
  if (letter in DEEDS) {
    return name === '' && choice === undefined ? { do: DEEDS[letter as keyof typeof DEEDS] } : null;
  }
  if (letter === 'l') return name !== '' && choice === undefined ? { do: 'link', link: name } : null;
  if (letter in MOVES || letter in CHOICES) {
    const key = named(settingKeys, name);
    if (!key) return null;
    if (letter in MOVES)
      return choice === undefined ? { do: MOVES[letter as keyof typeof MOVES], key } : null;
    return choice === undefined ? null : { do: CHOICES[letter as keyof typeof CHOICES], key, choice };
  }
  if (letter === 'z' || letter === 'a') return choice === undefined ? readListPress(letter, name) : null;
  const page = letter === 'm' || letter === 'w' ? null : readPage(written);
  return page && { do: 'show', page };
}

function readListPress(letter: 'z' | 'a', name: string): PanelPress | null {
  const [first, digits] = [name[0], name.slice(1)];
  if (!/^[1-9]\d{0,8}$/.test(digits)) return null;
  const id = Number(digits);
  const what = listed(first);
  if (letter === 'z') return what && { do: 'remove', what, id };
  const keep = KEPT.find((one) => one[0] === first);
  return keep ? { do: 'keep', id, keep } : null;
}
