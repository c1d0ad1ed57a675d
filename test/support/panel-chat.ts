import type { SettledEvent } from '../../src/model/event.ts';
import type { KeyLine, Notice } from '../../src/model/notice.ts';
import type { SettingKey } from '../../src/settings/catalogue.ts';
import type { PanelPress } from '../../src/settings/panel/press.ts';
import { languageDefaults } from '../../src/text/i18n.ts';
import { MemoryChat } from './memory.ts';

export const ANNA = 1;
export const BORIS = 2;
export const MEMBER = 3;

export const chat = (settings = {}) => new MemoryChat(settings, [ANNA, BORIS]);
export const defaults = languageDefaults('en');

export const page = (key: SettingKey): PanelPress => ({ do: 'show', page: { at: 'setting', key, page: 1 } });
export const stored = ({ row }: MemoryChat) => JSON.parse(row.settings) as Record<string, unknown>;
export const linesOf = (notice?: Notice) => (notice?.lines ?? []) as readonly KeyLine[];

/** Plays events, each in a batch of its own. Answers with what was said last. */
export function play(of: MemoryChat, ...events: SettledEvent[]): Notice | undefined {
  for (const event of events) of.batch([event]);
  return of.notices.at(-1);
}
