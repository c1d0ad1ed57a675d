import type { FileRef } from '../types.ts';
import type { WorldState } from './state.ts';

export type MediaKind =
  | 'photo'
  | 'live_photo'
  | 'video'
  | 'animation'
  | 'voice'
  | 'video_note'
  | 'audio'
  | 'document'
  | 'sticker'
  | 'poll'
  | 'location'
  | 'venue'
  | 'contact'
  | 'dice'
  | 'story'
  | 'checklist';

/** The permission a member needs to send this kind. */
export const NEEDED_PERMISSION: Record<string, string> = {
  photo: 'can_send_photos',
  live_photo: 'can_send_photos',
  video: 'can_send_videos',
  animation: 'can_send_other_messages',
  voice: 'can_send_voice_notes',
  video_note: 'can_send_video_notes',
  audio: 'can_send_audios',
  document: 'can_send_documents',
  sticker: 'can_send_other_messages',
  poll: 'can_send_polls',
};

export function fileRef(state: WorldState, prefix: string, more: Record<string, unknown> = {}): FileRef {
  const n = state.unique();
  return {
    file_id: `${prefix}-${n.toString(36)}-local`,
    file_unique_id: `${prefix}u${n}`,
    file_size: 1024,
    ...more,
  };
}

/** The fields of a message with a file that a person sends; the bot can ask for its contents. */
export function sentDocument(
  state: WorldState,
  sent: { name: string; data: string | Uint8Array; mime?: string; size?: number },
): { document: FileRef } {
  const { name, mime = 'application/octet-stream', size } = sent;
  const data = Buffer.from(sent.data as Uint8Array);
  if (data.length === 0) throw new Error('An empty file cannot be sent');
  const file_size = size ?? data.length;
  const document = { ...fileRef(state, 'document'), file_name: name, mime_type: mime, file_size };
  const { file_id, file_unique_id } = document;
  state.storeUpload({
    file_id,
    file_unique_id,
    name,
    mime,
    data,
    ...(size !== undefined && { claimedSize: size }),
  });
  return { document };
}

/** The fields of a message of this kind, with plausible contents. */
export function mediaFields(
  state: WorldState,
  kind: MediaKind,
  options: { emoji?: string; dice?: number } = {},
): Record<string, unknown> {
  const file = (more: Record<string, unknown> = {}) => fileRef(state, kind, more);
  switch (kind) {
    case 'photo':
      return { photo: [file({ width: 90, height: 60 }), file({ width: 1280, height: 853 })] };
    case 'live_photo':
      return {
        live_photo: file({ width: 1280, height: 853, duration: 2, photo: [file({ width: 90, height: 60 })] }),
      };
    case 'animation': {
      const gif = file({ width: 320, height: 240, duration: 3, mime_type: 'video/mp4' });
      return { animation: gif, document: { ...gif } };
    }
    case 'video':
      return { video: file({ width: 1280, height: 720, duration: 12 }) };
    case 'voice':
      return { voice: file({ duration: 4, mime_type: 'audio/ogg' }) };
    case 'video_note':
      return { video_note: file({ length: 240, duration: 7 }) };
    case 'audio':
      return { audio: file({ duration: 180, mime_type: 'audio/mpeg' }) };
    case 'document':
      return { document: file({ file_name: 'notes.pdf', mime_type: 'application/pdf' }) };
    case 'sticker': {
      const looks = { type: 'regular', width: 512, height: 512, is_animated: false, is_video: false };
      return { sticker: file({ ...looks, emoji: options.emoji ?? '🙂' }) };
    }
    case 'poll':
      return {
        poll: {
          id: String(state.unique()),
          question: 'Tea or coffee?',
          options: [
            { text: 'Tea', voter_count: 0 },
            { text: 'Coffee', voter_count: 0 },
          ],
          total_voter_count: 0,
          is_closed: false,
          is_anonymous: true,
          type: 'regular',
          allows_multiple_answers: false,
        },
      };
    case 'location':
      return { location: { latitude: 41.7, longitude: 44.8 } };
    case 'venue': {
      const location = { latitude: 41.7, longitude: 44.8 };
      return { venue: { location, title: 'The Laurel', address: '1 Grove' }, location };
    }
    case 'contact':
      return { contact: { phone_number: '+15550100', first_name: 'Ann' } };
    case 'dice':
      return { dice: { emoji: options.emoji ?? '🎲', value: options.dice ?? 4 } };
    case 'story':
      return { story: { chat: { id: 42, type: 'private', first_name: 'Ann' }, id: state.unique() } };
    case 'checklist':
      return { checklist: { title: 'To do', tasks: [{ id: 1, text: 'Thank someone' }] } };
  }
}
