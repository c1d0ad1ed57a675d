import { badRequest } from '../api-error.ts';
import { withFoundEntities } from '../format/find-entities.ts';
import { CAPTION_LIMIT, TEXT_LIMIT } from '../format/lengths.ts';
import { parseHtml } from '../format/parse-html.ts';
import { type Formatted, trimFormatted } from '../format/settle-entities.ts';
import type { MessageEntity } from '../types.ts';
import type { WorldState } from '../world/state.ts';
import type { Params } from './parameters.ts';

function parse(state: WorldState, source: string, mode: unknown, entities: unknown): Formatted {
  if (mode === undefined || mode === '') {
    return { text: source, entities: (entities as MessageEntity[] | undefined) ?? [] };
  }
  if (entities !== undefined) throw badRequest('give either parse_mode or entities, not both');
  if (/^html$/i.test(mode as string)) return parseHtml(source, (id) => state.users.get(id));
  if (/^markdown(v2)?$/i.test(mode as string)) {
    throw badRequest(`parse_mode "${mode}" is not played by this local server; use HTML`);
  }
  throw badRequest('unsupported parse_mode');
}

function read(state: WorldState, source: string, mode: unknown, entities: unknown): Formatted {
  const { text, entities: given } = trimFormatted(parse(state, source, mode, entities));
  return { text, entities: withFoundEntities(text, given) };
}

/** The text of a message, 1–4096 characters after parsing. Counted in UTF-16, the stricter reading. */
export function readText(state: WorldState, params: Params): Formatted {
  const formatted = read(state, params.text as string, params.parse_mode, params.entities);
  if (formatted.text === '') throw badRequest('message text is empty');
  if (formatted.text.length > TEXT_LIMIT) throw badRequest('message is too long');
  return formatted;
}

/** The caption, 0–1024 characters after parsing; undefined for none. */
export function readCaption(state: WorldState, params: Params): Formatted | undefined {
  if (params.caption === undefined) return undefined;
  const formatted = read(state, params.caption as string, params.parse_mode, params.caption_entities);
  if (formatted.text.length > CAPTION_LIMIT) throw badRequest('message caption is too long');
  return formatted.text === '' ? undefined : formatted;
}
