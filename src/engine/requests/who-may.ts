import type { MessageEvent, PressEvent, WordEvent } from '../../model/event.ts';
import type { Request } from '../../model/request.ts';
import type { ChatDraft } from '../draft.ts';

/** What may be asked without being an admin. */
export const FOR_ALL = new Set<Request['ask']>([
  'start',
  'help',
  'top',
  'gtop',
  'gprofile',
  'hide',
  'mydata',
  'forgetme',
  'me',
  'why',
  'levels',
  'titles',
  'rewards',
  'boost_member',
  'rank',
  'rating',
  'stats',
  'card_colour',
  'notify',
  'undo',
  'del',
  'cancel_panel',
  'language',
  'stale',
]);

const MEMBERS_COMMANDS = new Set([
  ...[
    'start',
    'help',
    'top',
    'me',
    'why',
    'levels',
    'titles',
    'rank',
    'rating',
    'stats',
    'notify',
    'undo',
    'cancel',
  ],
  ...['gtop', 'gprofile', 'hide', 'mydata', 'forgetme'],
]);

export const ADMINS_BUTTONS = new Set<Request['ask']>([
  ...['log', 'triggers', 'sync', 'confirm', 'cancel', 'settings', 'panel'],
  ...['preset', 'apply_preset', 'history', 'version', 'restore', 'setup', 'setup_choice'],
] as Request['ask'][]);

/** Commands after which `/why` may be asked what they did. */
export const GIVES = new Set<Request['ask']>(['adjust', 'undo']);

/** What has a meaning in a private chat. */
export const IN_PRIVATE = new Set<Request['ask']>([
  'start',
  'help',
  'gtop',
  'gprofile',
  'hide',
  'mydata',
  'forgetme',
  'settings',
  'cancel_panel',
  'language',
  'stale',
]);

/** Whether a pressed button does anything for admins only. */
export function isForAdmins({ ask }: Request): boolean {
  return ADMINS_BUTTONS.has(ask);
}

/** The usage of members' commands is everybody's to see. */
export function adminUsage(request: Request): boolean {
  return request.ask === 'usage' && MEMBERS_COMMANDS.has(request.command);
}

export function isAdmin(facts: ChatDraft, event: MessageEvent): boolean {
  if (event.author.is === 'anonymous_admin') return true;
  return event.author.is === 'person' && facts.member(event.author.person.id)?.role === 'admin';
}

/** Whether who asks may change the settings of a group, as it stands now, and the bot is still there. */
export function administers(facts: ChatDraft, { person }: PressEvent | WordEvent): boolean {
  return facts.row.botStatus !== 'out' && facts.isAdmin(person.id);
}
