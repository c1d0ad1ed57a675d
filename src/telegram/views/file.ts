import { chainOfChat } from '../../engine/ranks/holdings.ts';
import { parseStored } from '../../engine/rules-of.ts';
import { planKept } from '../../engine/settings/import.ts';
import { newParts } from '../../engine/settings/import-plan.ts';
import { readQuestion } from '../../ledger/store.ts';
import { chatId as asChat } from '../../model/ids.ts';
import type { Request } from '../../model/request.ts';
import type { InlineKeyboardButton } from '../../outbox/bot-api.ts';
import { writeReward } from '../../ranks/reward-write.ts';
import { writeTitle } from '../../ranks/title-write.ts';
import { listTriggers } from '../../reputation/store.ts';
import { writeTrigger } from '../../reputation/triggers/write.ts';
import { resolveSettings } from '../../settings/catalogue.ts';
import { writeFile } from '../../settings/file.ts';
import { type Html, join, plainText, truncate, visibleLength } from '../../text/html.ts';
import { languageDefaults } from '../../text/i18n.ts';
import { buttonData } from '../commands/buttons.ts';
import { changeLines, newLines } from './changes.ts';
import type { ViewContext } from './context.ts';
import type { Rendered } from './rendered.ts';

const FILE_NAME = 'laurel-settings.json';
const LONGEST_MESSAGE = 4096;
/** Room that reasons may take from what would change. */
const LONGEST_REASONS = 2000;

/** The settings and triggers of a chat as a file; where everybody would see it, how to get it alone. */
export async function exported({
  database,
  chat,
  chatId,
  by,
  bot,
  notice,
  settings,
  say,
}: ViewContext): Promise<Rendered> {
  if (by === 'public') {
    const url = `https://t.me/${bot.username}?start=export`;
    return {
      html: say('export.alone'),
      keyboard: { inline_keyboard: [[{ text: say('export.button_start').text, url }]] },
    };
  }
  const triggers = (await listTriggers(database, chatId)).map(writeTrigger);
  const head = {
    note: plainText(say('export.note')),
    chat: chat?.title ?? '',
    at: new Date(notice.at * 1000).toISOString(),
  };
  const { ladder, rewards } = chainOfChat(chat, settings);
  const parts = {
    triggers,
    // Those that come with a language come with it anywhere.
    titles: chat?.ladder ? ladder.map(writeTitle) : [],
    rewards: rewards.list.flatMap((one) => (one.gone ? [] : (writeReward(one, ladder) ?? []))),
  };
  const content = writeFile(head, parseStored(chat?.settings ?? '{}'), parts, languageDefaults);
  return {
    html: say('export.caption', { chat: head.chat }),
    document: { name: FILE_NAME, content },
  };
}

/** What a file would change in a chat, what of it was not understood, and whether it shall be. */
export async function imported(context: ViewContext): Promise<Rendered | null> {
  const { database, chat, chatId, notice, say } = context;
  const { question, more } = notice.params;
  const asked = notice.to === null ? null : await readQuestion(database, chatId, notice.to);
  // Asked something else since, or answered already.
  if (asked?.kind !== 'import' || asked.messageId !== question) return null;
  const stored = chat?.settings ?? '{}';
  const plan = planKept(
    {
      ...{ settings: stored, ladder: chat?.ladder ?? '', rewards: chat?.rewards ?? '' },
      triggers: await listTriggers(database, chatId),
    },
    asked.payload,
  );
  const { settings } = plan;

  const reasons: Html[] = [];
  for (const line of notice.lines ?? []) if ('key' in line) reasons.push(say(line.key, line.params));
  if (typeof more === 'number' && more > 0) reasons.push(say('import.more', { more }));
  const refused =
    reasons.length > 0
      ? [truncate(join([say('import.not_understood'), ...reasons], '\n'), LONGEST_REASONS)]
      : [];
  const rest = [...newLines(context, newParts(plan)), ...refused];
  const room = LONGEST_MESSAGE - visibleLength(join(rest, '\n')) - 100;
  const after = settings.ok
    ? resolveSettings(settings.overrides, languageDefaults(settings.language))
    : context.settings;
  const lines = changeLines(context, settings.ok ? settings.changed : [], after, room);
  const changes = truncate(join([say('import.would'), ...lines], '\n'), room);
  const button = (key: string, request: Request): InlineKeyboardButton => ({
    text: say(key).text,
    callback_data: buttonData(asChat(chatId), request),
  });
  return {
    html: join([changes, ...rest], '\n'),
    keyboard: {
      inline_keyboard: [
        [
          button('import.button_apply', { ask: 'confirm', question: asked.messageId, step: 1 }),
          button('import.button_cancel', { ask: 'cancel', question: asked.messageId, step: 0 }),
        ],
      ],
    },
  };
}
