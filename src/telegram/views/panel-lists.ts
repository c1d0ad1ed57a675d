import { chainOfChat } from '../../engine/ranks/holdings.ts';
import type { Trigger } from '../../model/trigger.ts';
import type { InlineKeyboardButton } from '../../outbox/bot-api.ts';
import { KEEPS } from '../../ranks/rewards.ts';
import { listTriggers } from '../../reputation/store.ts';
import { writeTrigger } from '../../reputation/triggers/write.ts';
import { HOME, type Listed, listPage } from '../../settings/panel/page.ts';
import { type Html, html, plainText } from '../../text/html.ts';
import { privateLink } from './panel-ends.ts';
import { type Buttons, framed, inShort, type PanelContext, shorten, turning } from './panel-frame.ts';
import type { Rendered } from './rendered.ts';
import { rewardLines } from './rewards.ts';

/** So many texts of triggers fit into one message, and so many buttons on a screen. */
const PER_PAGE = 8;
const LONGEST_WRITTEN = 160;

/** One trigger or reward as it stands in its list. */
interface Entry {
  id: number;
  line: Html;
  /** The words of its button. */
  name: string;
}

/** A page of the chat's triggers or rewards: each has a page of its own. */
export async function listOf(context: PanelContext, what: Listed, asked: number): Promise<Rendered> {
  const { say, button, chat } = context;
  const all = what === 'trigger' ? await triggersIn(context) : await rewardsIn(context);
  const pages = Math.max(1, Math.ceil(all.length / PER_PAGE));
  const page = Math.min(Math.max(1, asked), pages);
  const shown = all.slice((page - 1) * PER_PAGE, page * PER_PAGE);
  const title =
    what === 'trigger'
      ? say('trigger.title', { count: all.length })
      : say('reward.title', { chat: chat?.title ?? '' });
  const lines = [title, say('panel.at_once'), html``, ...shown.map(({ line }) => line)];
  if (all.length === 0) lines.push(say(`${what}.none`));
  const turn = turning(context, page, pages, (to) => ({ do: 'show', page: listPage(what, to) }));
  const buttons: Buttons = [
    ...shown.map(({ id, name }) => [button(name, { do: 'show', page: { at: 'listed', what, id } })]),
    ...(turn.length > 0 ? [turn] : []),
    [button(say('panel.button_add').text, { do: 'show', page: { at: 'adding', what } })],
    ...(what === 'reward' ? [[modeButton(context)]] : []),
    [button(say('panel.button_back').text, { do: 'show', page: HOME })],
  ];
  return framed(context, lines, buttons);
}

/** One of them, whole, and what can be done with it; the list where it is not there any more. */
export async function listedOn(context: PanelContext, what: Listed, id: number): Promise<Rendered> {
  const { say, button, database, chatId, chat, settings } = context;
  const buttons: InlineKeyboardButton[][] = [];
  const lines: Html[] = [];
  if (what === 'trigger') {
    const trigger = (await listTriggers(database, chatId)).find((one) => one.id === id);
    if (!trigger) return listOf(context, what, 1);
    lines.push(say('trigger.shown', { id, written: writeTrigger(trigger) }));
  } else {
    const chain = chainOfChat(chat, settings);
    const reward = chain.rewards.list.find((one) => one.id === id && !one.gone);
    if (!reward) return listOf(context, what, 1);
    lines.push(...(await rewardLines(context, chain, [reward])));
    for (const keep of KEEPS) {
      const word = plainText(say(`reward.keep_${keep === 'default' ? chain.mode : keep}`));
      buttons.push([button(`${keep === reward.keep ? '✅ ' : ''}${word}`, { do: 'keep', id, keep })]);
    }
  }
  buttons.push([button(say('panel.button_remove').text, { do: 'remove', what, id })]);
  buttons.push([button(say('panel.button_back').text, { do: 'show', page: listPage(what, 1) })]);
  return framed(context, lines, buttons);
}

/** Waits for the words of a new one. */
export function addingTo(context: PanelContext, what: Listed): Rendered {
  const { say, notice, button } = context;
  const inPrivate = notice.chat > 0;
  const lines = [
    say(`panel.add_${what}`),
    html``,
    say(inPrivate ? 'panel.write_new' : 'panel.write_new_reply'),
  ];
  const back = button(say('panel.button_back').text, { do: 'show', page: listPage(what, 1) });
  return framed(context, lines, [...(inPrivate ? [] : [[privateLink(context)]]), [back]]);
}

async function triggersIn({ database, chatId, say }: PanelContext): Promise<Entry[]> {
  const all = await listTriggers(database, chatId);
  return all.map((one) => ({
    id: one.id,
    line: say('trigger.line', { id: one.id, written: writeTrigger(shortened(one)) }),
    name: `${one.id}. ${one.phrase}`,
  }));
}

const shortened = (trigger: Trigger): Trigger => ({
  ...trigger,
  phrase: shorten(trigger.phrase, LONGEST_WRITTEN),
  text: trigger.text && shorten(trigger.text, LONGEST_WRITTEN),
});

async function rewardsIn(context: PanelContext): Promise<Entry[]> {
  const chain = chainOfChat(context.chat, context.settings);
  const list = chain.rewards.list.filter(({ gone }) => !gone);
  const lines = await rewardLines(context, chain, list);
  return lines.map((line, index) => ({ id: list[index]?.id ?? 0, line, name: plainText(line) }));
}

/** Whether a higher one replaces lower ones is a setting, saved like all others. */
function modeButton(context: PanelContext): InlineKeyboardButton {
  const { say, button, value } = context;
  const key = 'rewards.mode';
  const label = plainText(say(`setting.${key}.label`));
  return button(`${label}: ${inShort(context, key, value(key))}`, {
    do: 'show',
    page: { at: 'setting', key, page: 1 },
  });
}
