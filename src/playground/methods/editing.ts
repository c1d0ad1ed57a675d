import { badRequest } from '../api-error.ts';
import type { Message, MessageEntity } from '../types.ts';
import type { ChatRecord, StoredMessage, WorldState } from '../world/state.ts';
import { findChat, requireInside } from './access.ts';
import { EPHEMERAL_TARGET, findEphemeral } from './ephemeral.ts';
import { REPLY_MARKUP, readKeyboard } from './keyboards.ts';
import type { Call, Method, MethodTable } from './method.ts';
import { array, bool, int, type ParameterTable, required, str } from './parameters.ts';
import { LINK_PREVIEW } from './sending.ts';
import { readCaption, readText } from './text.ts';

const MESSAGE: ParameterTable = {
  chat_id: { type: 'chat', required: true },
  message_id: required(int),
  business_connection_id: str,
};

const TEXT: ParameterTable = {
  text: required(str),
  parse_mode: str,
  entities: array,
  link_preview_options: LINK_PREVIEW,
  reply_markup: REPLY_MARKUP,
};

const CAPTION: ParameterTable = {
  caption: str,
  parse_mode: str,
  caption_entities: array,
  show_caption_above_media: bool,
  reply_markup: REPLY_MARKUP,
};

/** The bot's own message in this chat, or Telegram's reason why it cannot be edited. */
export function findOwn(state: WorldState, record: ChatRecord, id: unknown): StoredMessage {
  requireInside(state, record);
  const stored = record.messages.get(id as number);
  if (!stored) throw badRequest('message to edit not found');
  if (stored.message.from?.id !== state.bot.id) throw badRequest("message can't be edited");
  return stored;
}

const visiblePart = ({ text, entities, caption, caption_entities, reply_markup, photo, document }: Message) =>
  JSON.stringify([text, entities ?? [], caption, caption_entities ?? [], reply_markup, photo, document]);

/** Changes a message, unless nothing would be different. */
export function edit(
  { state, params }: Call,
  record: ChatRecord,
  stored: StoredMessage,
  fields: Partial<Message>,
): Message {
  const keyboard = readKeyboard(params.reply_markup, record.chat.type === 'private');
  const { reply_markup: _, ...rest } = stored.message;
  const edited = { ...rest, ...fields, edit_date: state.clock.now() } as Message;
  if (keyboard) edited.reply_markup = keyboard;
  for (const key of Object.keys(edited)) if (edited[key] === undefined) delete edited[key];
  if (visiblePart(edited) === visiblePart(stored.message)) {
    throw badRequest(
      'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
    );
  }
  stored.message = edited;
  state.changed(record.chat.id);
  return edited;
}

const entitiesOf = (entities: MessageEntity[]): MessageEntity[] | undefined =>
  entities.length > 0 ? entities : undefined;

function editText(call: Call, record: ChatRecord, stored: StoredMessage): Message {
  const { text, entities } = readText(call.state, call.params);
  if (stored.message.text === undefined) throw badRequest('there is no text in the message to edit');
  return edit(call, record, stored, { text, entities: entitiesOf(entities) } as Partial<Message>);
}

function editCaption(call: Call, record: ChatRecord, stored: StoredMessage): Message {
  const read = readCaption(call.state, call.params);
  if (stored.message.text !== undefined) throw badRequest('there is no caption in the message to edit');
  const caption_entities = entitiesOf(read?.entities ?? []);
  return edit(call, record, stored, { caption: read?.text, caption_entities } as Partial<Message>);
}

type Editor = (call: Call, record: ChatRecord, stored: StoredMessage) => Message;

const editKeyboard: Editor = (call, record, stored) => edit(call, record, stored, {});

const onMessage = (params: ParameterTable, editor: Editor): Method => ({
  params: { ...MESSAGE, ...params },
  run: (call) => {
    const record = findChat(call.state, call.params.chat_id);
    return editor(call, record, findOwn(call.state, record, call.params.message_id));
  },
});

// The ephemeral ones answer only True: nobody knows whether the person will ever see the change.
const onEphemeral = (params: ParameterTable, editor: Editor): Method => ({
  params: { ...EPHEMERAL_TARGET, ...params },
  run: (call) => {
    const record = findChat(call.state, call.params.chat_id);
    requireInside(call.state, record);
    editor(call, record, findEphemeral(record, call.params, call.state));
    return true;
  },
});

const deleteEphemeralMessage: Method = {
  params: EPHEMERAL_TARGET,
  run: ({ state, params }) => {
    const record = findChat(state, params.chat_id);
    requireInside(state, record);
    const stored = record.ephemeral.get(params.ephemeral_message_id as number);
    // The person's own ephemeral command may be cleared away too.
    if (!stored || stored.receiverId !== params.receiver_user_id)
      throw badRequest('message to delete not found');
    record.ephemeral.delete(params.ephemeral_message_id as number);
    state.changed(record.chat.id);
    return true;
  },
};

const MARKUP: ParameterTable = { reply_markup: REPLY_MARKUP };

export const EDITING_METHODS: MethodTable = {
  editMessageText: onMessage(TEXT, editText),
  editMessageCaption: onMessage(CAPTION, editCaption),
  editMessageReplyMarkup: onMessage(MARKUP, editKeyboard),
  editEphemeralMessageText: onEphemeral(TEXT, editText),
  editEphemeralMessageCaption: onEphemeral(CAPTION, editCaption),
  editEphemeralMessageReplyMarkup: onEphemeral(MARKUP, editKeyboard),
  deleteEphemeralMessage,
};
