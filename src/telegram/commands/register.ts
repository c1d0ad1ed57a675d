import { FALLBACK_LANGUAGE } from '../../settings/kinds.ts';
import { languages, translate } from '../../text/i18n.ts';
import type { CommandScope, TelegramApi } from '../api-types.ts';

const FOR_MEMBERS = ['top', 'me', 'rank', 'why', 'help'] as const;
/** Few: the rest works too, and stands in `/help`. */
const FOR_ADMINS = [...FOR_MEMBERS, 'settings', 'log', 'undo', 'trigger', 'addrep', 'set'] as const;
const IN_PRIVATE = ['start', 'settings', 'help', 'language'] as const;

const MENUS: readonly (readonly [CommandScope['type'] & `all_${string}`, readonly string[]])[] = [
  ['all_group_chats', FOR_MEMBERS],
  ['all_chat_administrators', FOR_ADMINS],
  ['all_private_chats', IN_PRIVATE],
];

/** Tells Telegram the commands for its menus, by audience and language. English serves all other languages. */
export async function registerCommands(api: TelegramApi): Promise<void> {
  for (const [type, names] of MENUS) {
    await Promise.all(
      languages.map((language) => {
        const commands = names.map((command) => ({
          command,
          description: translate(language, `command.${command}`).text,
        }));
        return api.call('setMyCommands', {
          commands,
          scope: { type },
          ...(language === FALLBACK_LANGUAGE ? {} : { language_code: language }),
        });
      }),
    );
  }
}
