import { planFor } from '../../engine/settings/settle.ts';
import { chatId as asChat } from '../../model/ids.ts';
import type { Request } from '../../model/request.ts';
import type { InlineKeyboardButton } from '../../outbox/bot-api.ts';
import { resolveSettings } from '../../settings/catalogue.ts';
import { isPreset, PRESETS, type PresetName, presetOf, presetValues } from '../../settings/presets.ts';
import { type Html, join, truncate } from '../../text/html.ts';
import { languageDefaults } from '../../text/i18n.ts';
import { buttonData } from '../commands/buttons.ts';
import { changeLines } from './changes.ts';
import type { ViewContext } from './context.ts';
import type { Rendered } from './rendered.ts';

/** Ready settings: all of them, or what one would change and a button to let it. */
export async function preset(context: ViewContext): Promise<Rendered> {
  const { preset: chosen } = context.notice.params;
  return typeof chosen === 'string' && isPreset(chosen) ? preview(context, chosen) : all(context);
}

function all(context: ViewContext): Rendered {
  const { say, chat } = context;
  const buttons = PRESETS.map((name) =>
    buttonOf(context, `preset.button_${name}`, { ask: 'preset', preset: name }),
  );
  return {
    html: join(
      [say('preset.title', { chat: chat?.title ?? '' }), ...presetLines(context), say('preset.note')],
      '\n',
    ),
    keyboard: { inline_keyboard: [buttons.slice(0, 2), buttons.slice(2)] },
  };
}

/** Each of them in a line, that which holds now among them. */
export function presetLines({ say, settings }: ViewContext): Html[] {
  const now = presetOf(settings);
  return PRESETS.map((name) =>
    say(name === now ? 'preset.line_now' : 'preset.line', {
      name: say(`preset.button_${name}`),
      about: say(`preset.about_${name}`),
    }),
  );
}

function preview(context: ViewContext, name: PresetName): Rendered {
  const { say, chat } = context;
  const back = buttonOf(context, 'preset.button_back', { ask: 'preset', preset: null });
  const plan = planFor(chat?.settings ?? '{}', presetValues(name));
  const title = { name: say(`preset.button_${name}`) };
  if (!plan.ok) return { html: say('preset.nothing', title), keyboard: { inline_keyboard: [[back]] } };
  const after = resolveSettings(plan.overrides, languageDefaults(plan.language));
  const apply = buttonOf(context, 'preset.button_apply', { ask: 'apply_preset', preset: name });
  return {
    html: truncate(
      join([say('preset.would', title), ...changeLines(context, plan.changed, after)], '\n'),
      4096,
    ),
    keyboard: { inline_keyboard: [[apply, back]] },
  };
}

function buttonOf({ say, chatId }: ViewContext, key: string, request: Request): InlineKeyboardButton {
  return { text: say(key).text, callback_data: buttonData(asChat(chatId), request) };
}
