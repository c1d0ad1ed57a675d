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
  /** Something else stands where the panel stood. */
  | { at: 'away' };

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

/** A page as it is stored, and asked for by buttons: 'h', 'g<group>.<page>', 'k<key>.<page>', 'm<version>', 'w'. */
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
    case 'away':
      return 'w';
  }
}

/** Null: no page of ours, or of a setting that is no more. */
export function readPage(written: string): Page | null {
  if (written === 'h') return HOME;
  if (written === 'w') return { at: 'away' };
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
