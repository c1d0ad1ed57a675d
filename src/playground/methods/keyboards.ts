import { badRequest } from '../api-error.ts';
import type { InlineKeyboardButton, InlineKeyboardMarkup } from '../types.ts';
import { bool, object, type Parameter, type Params, readObject, required, str } from './parameters.ts';

const BUTTON: Record<string, Parameter> = {
  text: required(str),
  url: str,
  callback_data: str,
  web_app: { type: 'object', fields: { url: required(str) } },
  login_url: {
    type: 'object',
    fields: { url: required(str), forward_text: str, bot_username: str, request_write_access: bool },
  },
  switch_inline_query: str,
  switch_inline_query_current_chat: str,
  switch_inline_query_chosen_chat: object,
  copy_text: { type: 'object', fields: { text: required(str) } },
  disabled: object,
  pay: bool,
  style: str,
  icon_custom_emoji_id: str,
};

const ACTIONS = [
  'url',
  'callback_data',
  'web_app',
  'login_url',
  'switch_inline_query',
  'switch_inline_query_current_chat',
  'switch_inline_query_chosen_chat',
  'copy_text',
  'disabled',
  'pay',
];

/** `reply_markup` of the methods that take any keyboard; only inline ones are looked into here. */
export const REPLY_MARKUP: Parameter = object;

function checkUrl(url: string): void {
  if (/^tg:\/\//.test(url)) return;
  try {
    const parsed = new URL(/^[a-z]+:/i.test(url) ? url : `http://${url}`);
    const named = parsed.hostname.includes('.') && !parsed.hostname.endsWith('.');
    if (/^https?:$/.test(parsed.protocol) && named && !/\s/.test(url)) return;
  } catch {
    // Falls through to the refusal.
  }
  throw badRequest(`inline keyboard button URL '${url}' is invalid: Wrong HTTP URL`);
}

function checkButton(button: Params, inPrivate: boolean): InlineKeyboardButton {
  const known = button as unknown as InlineKeyboardButton;
  if (typeof known.text !== 'string' || known.text.trim() === '') throw badRequest('BUTTON_TEXT_INVALID');
  const actions = ACTIONS.filter((action) => button[action] !== undefined);
  if (actions.length === 0)
    throw badRequest("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard");
  if (actions.length > 1)
    throw badRequest(`can't parse inline keyboard button: more than one action (${actions})`);
  if (known.callback_data !== undefined) {
    const bytes = Buffer.byteLength(known.callback_data);
    if (bytes < 1 || bytes > 64) throw badRequest('BUTTON_DATA_INVALID');
  }
  if (known.url !== undefined) checkUrl(known.url);
  if (known.web_app) {
    if (!inPrivate) throw badRequest('BUTTON_TYPE_INVALID');
    if (!known.web_app.url.startsWith('https://') && !/^http:\/\/(127\.|localhost)/.test(known.web_app.url)) {
      throw badRequest(
        `inline keyboard button Web App URL '${known.web_app.url}' is invalid: Only HTTPS links are allowed`,
      );
    }
  }
  if (known.copy_text && (known.copy_text.text.length < 1 || known.copy_text.text.length > 256)) {
    throw badRequest('BUTTON_COPY_TEXT_INVALID');
  }
  if (known.style !== undefined && !/^(success|danger|primary)$/.test(known.style)) {
    throw badRequest('BUTTON_STYLE_INVALID');
  }
  return known;
}

/** An inline keyboard, checked button by button; undefined for an empty one or another kind of markup. */
export function readKeyboard(markup: unknown, inPrivate: boolean): InlineKeyboardMarkup | undefined {
  if (markup === undefined) return undefined;
  const given = markup as Params;
  if (given.inline_keyboard === undefined) {
    const kinds = ['keyboard', 'remove_keyboard', 'force_reply'];
    if (kinds.some((kind) => given[kind] !== undefined)) return undefined;
    if (Object.keys(given).length === 0) return undefined;
    throw badRequest("can't parse reply keyboard markup JSON object");
  }
  const others = Object.keys(given).filter((key) => key !== 'inline_keyboard' && key !== 'force_reply');
  if (others.length > 0) throw badRequest(`unknown parameter "reply_markup.${others[0]}"`);
  if (!Array.isArray(given.inline_keyboard)) {
    throw badRequest(
      'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays of InlineKeyboardButton',
    );
  }
  const rows = (given.inline_keyboard as unknown[]).map((row, y) => {
    if (!Array.isArray(row)) throw badRequest("can't parse inline keyboard row: not an array");
    return row.map((button, x) => {
      const name = `reply_markup.inline_keyboard[${y}][${x}]`;
      return checkButton(readObject(name, button, BUTTON), inPrivate);
    });
  });
  const count = rows.flat().length;
  if (count > 100) throw badRequest('reply markup is too long');
  const inline_keyboard = rows.filter((row) => row.length > 0);
  return count === 0 ? undefined : { inline_keyboard };
}
