import { catalogue, type SettingKey, settingKeys } from '../catalogue.ts';
import type { Group } from '../kinds.ts';
import { codeOf, named } from './code.ts';

/** What a panel shows. Pages count from 1. */
export type Page =
  | { at: 'home' }
  | { at: 'group'; group: Group; page: number }
  | { at: 'setting'; key: SettingKey; page: number }
  /** What another admin saved meanwhile, up to a version of the settings: it was told before anything is replaced. */
  | { at: 'meanwhile'; version: number }
  /** Triggers or rewards: a page of them, one of them, or waiting for the words of a new one. */
  | { at: 'list'; what: Listed; page: number }
  | { at: 'listed'; what: Listed; id: number }
  | { at: 'adding'; what: Listed }
  /** Something else stands where the panel stood. */
  | { at: 'away' };

/** What a chat has lists of, beside its settings. */
export const LISTED = ['trigger', 'reward'] as const;
export type Listed = (typeof LISTED)[number];

export const HOME: Page = { at: 'home' };

/** So many settings on a page: their texts and help then fit into one message, and their buttons on a screen. */
const PER_PAGE = 8;
const LAST_PAGE = 999;

export const groups: readonly Group[] = [...new Set(settingKeys.map((key) => catalogue[key].group))];

export function keysOf(group: Group): readonly SettingKey[] {
  return settingKeys.filter((key) => catalogue[key].group === group);
}

/** A page of a group's settings; one that is too high is the last. */
export function groupPage(
  group: Group,
  asked: number,
): { keys: readonly SettingKey[]; page: number; pages: number } {
  const keys = keysOf(group);
  const pages = Math.max(1, Math.ceil(keys.length / PER_PAGE));
  const page = Math.min(Math.max(1, asked), pages);
  return { keys: keys.slice((page - 1) * PER_PAGE, page * PER_PAGE), page, pages };
}

/** The page of its group on which a setting stands. */
export function pageWith(key: SettingKey): Page {
  const { group } = catalogue[key];
  return { at: 'group', group, page: Math.floor(keysOf(group).indexOf(key) / PER_PAGE) + 1 };
}

export const listPage = (what: Listed, page: number): Page => ({ at: 'list', what, page });

/**
 * A page as it is stored, and asked for by buttons: 'h', 'g<group>.<page>', 'k<key>.<page>', 'm<version>', 'w'; of triggers
 * and rewards 'vt<page>', 'it<id>', 'nt', and the same with r.
 */
export function writePage(page: Page): string {
  switch (page.at) {
    case 'home':
      return 'h';
    case 'group':
      return `g${codeOf(page.group)}.${page.page}`;
    case 'setting':
      return `k${codeOf(page.key)}.${page.page}`;
    case 'meanwhile':
      return `m${page.version}`;
    case 'list':
      return `v${page.what[0]}${page.page}`;
    case 'listed':
      return `i${page.what[0]}${page.id}`;
    case 'adding':
      return `n${page.what[0]}`;
    case 'away':
      return 'w';
  }
}

/** Null: no page of ours, or of a setting that is no more. */
export function readPage(written: string): Page | null {
  if (written === 'h') return HOME;
  if (written === 'w') return { at: 'away' };
  if (/^[vin]/.test(written)) return readListPage(written);
  const [, kind, name = '', digits] = /^([gkm])([0-9a-z]{1,10})(?:\.([1-9]\d{0,2}))?$/.exec(written) ?? [];
  const page = digits === undefined ? null : Math.min(Number(digits), LAST_PAGE);
  if (kind === 'm')
    return page === null && /^\d+$/.test(name) ? { at: 'meanwhile', version: Number(name) } : null;
  if (page === null) return null;
  if (kind === 'g') {
    const group = named(groups, name);
    return group && { at: 'group', group, page };
  }
  const key = named(settingKeys, name);
  return key && { at: 'setting', key, page };
}

/** Up to nine digits: no id is longer. */
const NUMBER = /^[1-9]\d{0,8}$/;

export function listed(letter: string | undefined): Listed | null {
  return LISTED.find((what) => what[0] === letter) ?? null;
}

function readListPage(written: string): Page | null {
  const [kind, letter] = written;
  const what = listed(letter);
  const rest = written.slice(2);
  if (!what) return null;
  if (kind === 'n') return rest === '' ? { at: 'adding', what } : null;
  if (!NUMBER.test(rest)) return null;
  return kind === 'v' ? listPage(what, Number(rest)) : { at: 'listed', what, id: Number(rest) };
}
