import { badRequest } from '../api-error.ts';
import type { FileRef, Message } from '../types.ts';
import type { StoredFile, WorldState } from '../world/state.ts';
import { findChat, findUser } from './access.ts';
import { edit, findOwn } from './editing.ts';
import { REPLY_MARKUP } from './keyboards.ts';
import type { Call, Method, MethodTable } from './method.ts';
import { array, bool, int, type ParameterTable, type Params, required, str } from './parameters.ts';
import { SENDING, send } from './sending.ts';
import { readCaption } from './text.ts';

const CAPTION: ParameterTable = {
  caption: str,
  parse_mode: str,
  caption_entities: array,
  show_caption_above_media: bool,
};

/** Width and height of a PNG, so that a card is shown in its own shape. */
function sizeOf(data: Buffer): { width: number; height: number } {
  if (data.length > 24 && data.toString('latin1', 1, 4) === 'PNG') {
    return { width: data.readUInt32BE(16), height: data.readUInt32BE(20) };
  }
  return { width: 640, height: 480 };
}

const isImage = (data: Buffer): boolean =>
  /^(\x89PNG|\xff\xd8\xff|GIF8|RIFF....WEBP)/s.test(data.toString('latin1', 0, 16));

/** The file a parameter names: an upload under its own name, `attach://…`, or a file_id. */
function readFile({ state, files }: Call, name: string, value: unknown): StoredFile {
  const attached = typeof value === 'string' && value.startsWith('attach://') ? value.slice(9) : name;
  const upload = files.get(attached);
  if (upload && (value === undefined || attached !== name)) {
    if (upload.data.length === 0) throw badRequest('file must be non-empty');
    const n = state.unique();
    const file_id = `upload-${n.toString(36)}-local`;
    const stored = { ...upload, file_id, file_unique_id: `uploadu${n}` };
    state.storeUpload(stored);
    return stored;
  }
  if (typeof value !== 'string') throw badRequest(`there is no ${name} in the request`);
  if (/^https?:/.test(value)) throw badRequest('failed to get HTTP URL content');
  const known = state.files.get(value);
  if (!known) throw badRequest('wrong file identifier/HTTP URL specified');
  return known;
}

function photoFields(file: StoredFile): Partial<Message> {
  if (!isImage(file.data)) throw badRequest('IMAGE_PROCESS_FAILED');
  if (file.data.length > 10 * 1024 * 1024) throw badRequest('file is too big');
  const { width, height } = sizeOf(file.data);
  if (width + height > 10_000 || Math.max(width, height) > 20 * Math.min(width, height)) {
    throw badRequest('PHOTO_INVALID_DIMENSIONS');
  }
  const { file_id, file_unique_id } = file;
  const photo: FileRef[] = [{ file_id, file_unique_id, file_size: file.data.length, width, height }];
  return { photo };
}

function documentFields(file: StoredFile): Partial<Message> {
  const { file_id, file_unique_id, name, mime } = file;
  return {
    document: { file_id, file_unique_id, file_name: name, mime_type: mime, file_size: file.data.length },
  };
}

function captionFields(state: WorldState, params: Params): Partial<Message> {
  const caption = readCaption(state, params);
  if (!caption) return {};
  return {
    caption: caption.text,
    ...(caption.entities.length > 0 && { caption_entities: caption.entities }),
  };
}

const sendPhoto: Method = {
  params: { ...SENDING, ...CAPTION, photo: { type: 'file' }, has_spoiler: bool },
  run: (call) =>
    send(call.state, call.params, 'can_send_photos', () => ({
      ...captionFields(call.state, call.params),
      ...photoFields(readFile(call, 'photo', call.params.photo)),
    })),
};

const sendDocument: Method = {
  params: {
    ...SENDING,
    ...CAPTION,
    document: { type: 'file' },
    thumbnail: { type: 'file' },
    disable_content_type_detection: bool,
  },
  run: (call) =>
    send(call.state, call.params, 'can_send_documents', () => ({
      ...captionFields(call.state, call.params),
      ...documentFields(readFile(call, 'document', call.params.document)),
    })),
};

const editMessageMedia: Method = {
  params: {
    chat_id: { type: 'chat', required: true },
    message_id: required(int),
    media: {
      type: 'object',
      required: true,
      fields: { type: required(str), media: required(str), ...CAPTION, has_spoiler: bool },
    },
    reply_markup: REPLY_MARKUP,
  },
  run: (call) => {
    const { state, params } = call;
    const record = findChat(state, params.chat_id);
    const stored = findOwn(state, record, params.message_id);
    const media = params.media as Params;
    const file = readFile(call, 'media', media.media);
    if (media.type !== 'photo' && media.type !== 'document') {
      throw badRequest(`media of type "${media.type}" is not played by this local server`);
    }
    const fields = media.type === 'photo' ? photoFields(file) : documentFields(file);
    const cleared = {
      photo: undefined,
      document: undefined,
      caption: undefined,
      caption_entities: undefined,
    };
    const changes = { ...cleared, ...captionFields(state, media), ...fields } as unknown as Partial<Message>;
    return edit(call, record, stored, changes);
  },
};

const getFile: Method = {
  params: { file_id: required(str) },
  run: ({ state, params }) => {
    const file = state.files.get(params.file_id as string);
    if (!file) throw badRequest('wrong file_id or the file is temporarily unavailable');
    const { file_id, file_unique_id, data, claimedSize: file_size = data.length } = file;
    if (file_size > 20 * 1024 * 1024) throw badRequest('file is too big');
    return { file_id, file_unique_id, file_size, file_path: state.linkTo(file) };
  },
};

const getUserProfilePhotos: Method = {
  params: { user_id: required(int), offset: int, limit: { type: 'int', min: 1, max: 100 } },
  run: ({ state, params }) => {
    const ids = state.photos.get(findUser(state, params.user_id).id) ?? [];
    const start = (params.offset as number | undefined) ?? 0;
    const page = ids.slice(start, start + ((params.limit as number | undefined) ?? 100));
    return {
      total_count: ids.length,
      photos: page.map((id) => photoFields(state.files.get(id) as StoredFile).photo),
    };
  },
};

export const FILE_METHODS: MethodTable = {
  sendPhoto,
  sendDocument,
  editMessageMedia,
  getFile,
  getUserProfilePhotos,
};
