import type { InlineKeyboardMarkup } from '../../outbox/bot-api.ts';
import type { Html } from '../../text/html.ts';
import type { Photo } from '../pictures.ts';

/** What a view says: a text, and the buttons under it. */
export interface Rendered {
  html: Html;
  keyboard?: InlineKeyboardMarkup;
  /** A file, whose caption the text is. */
  document?: { name: string; content: string };
  /** Nothing is to take its place any more. */
  last?: true;
  /** A picture in the text's stead; where none can be sent, the text is said. */
  photo?: Photo;
  /** The short answer to the press that asked for it. */
  toast?: Html;
}
