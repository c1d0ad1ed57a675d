import { ailmentsOf, SEVERITY } from '../../health/ailments.ts';
import type { Condition } from '../../health/condition.ts';
import { isMissing, lacking } from '../../health/rights.ts';
import { chatId as asChat } from '../../model/ids.ts';
import type { Request, SetupStep } from '../../model/request.ts';
import type { InlineKeyboardButton } from '../../outbox/bot-api.ts';
import { PRESETS, presetOf } from '../../settings/presets.ts';
import { type Html, join } from '../../text/html.ts';
import { languageName, languages } from '../../text/i18n.ts';
import { buttonData } from '../commands/buttons.ts';
import type { ViewContext } from './context.ts';
import { ailmentLines, knownCondition } from './health.ts';
import { presetLines } from './presets.ts';
import type { Rendered } from './rendered.ts';

/**
 * The bot's first message in a group: what it does, what it still needs, and three buttons to a working setup. It is
 * the same message at every step, and anybody sees it; only admins can press.
 */
export async function welcome(context: ViewContext): Promise<Rendered> {
  switch (context.notice.params.step as SetupStep | undefined) {
    case 'presets':
      return choices(context, join([context.say('setup.presets'), ...presetLines(context)], '\n'), [
        ...inPairs(PRESETS.map((value) => choice(context, 'preset', value, `preset.button_${value}`))),
      ]);
    case 'languages':
      return choices(context, context.say('setup.languages'), inPairs(languageButtons(context)));
    case 'done':
      return done(context);
    default:
      return start(context);
  }
}

async function start(context: ViewContext): Promise<Rendered> {
  const { say, settings } = context;
  const condition = await knownCondition(context);
  const preset = presetOf(settings);
  const name = preset ? say(`preset.button_${preset}`) : say('setup.own');
  return {
    html: join([greeting(context, condition), ...missing(context, condition), say('setup.choose')], '\n\n'),
    keyboard: {
      inline_keyboard: [
        [step(context, say('setup.button_preset', { name }).text, 'presets')],
        [
          step(
            context,
            say('setup.button_language', { name: languageName(settings.language) }).text,
            'languages',
          ),
        ],
        [step(context, say('setup.button_done').text, 'done')],
      ],
    },
  };
}

function greeting({ say, settings }: ViewContext, condition: Condition): Html {
  const words = settings['reputation.words'].slice(0, 4);
  if (condition.status === 'admin') return say('welcome.ready', { words });
  return say(isMissing('blind', condition) ? 'welcome.needs' : 'welcome.ready_member', { words });
}

/** What the bot lacks, each with how to give it. */
function missing({ say }: ViewContext, condition: Condition): Html[] {
  if (condition.status !== 'admin') return [say('setup.how_admin')];
  return lacking(condition).includes('cannot_delete') ? [say('setup.how_delete')] : [];
}

/** What stands in the way of what was chosen; what it lacks in any case was told at the start. */
function inTheWay(context: ViewContext, condition: Condition): Html[] {
  const found = ailmentsOf(condition).filter(
    ({ ails }) => SEVERITY[ails] !== 'hint' && ails !== 'cannot_delete',
  );
  const lines = found.some(({ ails }) => ails === 'blind') ? [context.say('setup.blind')] : [];
  return [
    ...lines,
    ...ailmentLines(
      context,
      found.filter(({ ails }) => ails !== 'blind'),
    ),
  ];
}

async function done(context: ViewContext): Promise<Rendered> {
  const { say, settings } = context;
  const preset = presetOf(settings);
  const language = languageName(settings.language);
  const lines = [
    preset
      ? say('setup.done', { preset: say(`preset.button_${preset}`), language })
      : say('setup.done_own', { language }),
  ];
  lines.push(...inTheWay(context, await knownCondition(context)));
  lines.push(say('setup.done_note'));
  return { html: join(lines, '\n') };
}

function choices(context: ViewContext, html: Html, rows: InlineKeyboardButton[][]): Rendered {
  const back = step(context, context.say('preset.button_back').text, 'start');
  return { html, keyboard: { inline_keyboard: [...rows, [back]] } };
}

function languageButtons(context: ViewContext): InlineKeyboardButton[] {
  return languages.map((value) => ({
    text: marked(languageName(value), value === context.settings.language),
    callback_data: dataOf(context, { ask: 'setup_choice', what: 'language', value }),
  }));
}

function choice(
  context: ViewContext,
  what: 'preset' | 'language',
  value: string,
  key: string,
): InlineKeyboardButton {
  return {
    text: marked(context.say(key).text, what === 'preset' && value === presetOf(context.settings)),
    callback_data: dataOf(context, { ask: 'setup_choice', what, value }),
  };
}

/** What holds now. */
const marked = (text: string, holds: boolean) => (holds ? `✅ ${text}` : text);

function step(context: ViewContext, text: string, to: SetupStep): InlineKeyboardButton {
  return { text, callback_data: dataOf(context, { ask: 'setup', step: to }) };
}

const dataOf = ({ chatId }: ViewContext, request: Request) => buttonData(asChat(chatId), request);

function inPairs(buttons: readonly InlineKeyboardButton[]): InlineKeyboardButton[][] {
  const rows: InlineKeyboardButton[][] = [];
  for (let at = 0; at < buttons.length; at += 2) rows.push(buttons.slice(at, at + 2));
  return rows;
}
