import type { InlineKeyboardMarkup } from '../../outbox/bot-api.ts';
import type { Html } from '../../text/html.ts';

/** What a view says: a text, and the buttons under it. */
export interface Rendered {
  html: Html;
  keyboard?: InlineKeyboardMarkup;
  /** A file, whose caption the text is. */
  document?: { name: string; content: string };
  /** Nothing is to take its place any more. */
  last?: true;
  /** The short answer to the press that asked for it. */
  toast?: Html;
}
