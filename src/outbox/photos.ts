import type { Notice } from '../model/notice.ts';
import type { Call, Reply } from './caller.ts';
import { type Photo, type Rendered, sendMessage, sendPhoto } from './calls.ts';
import type { PaceJob } from './pace.ts';
import type { Row } from './window.ts';

interface Speech {
  call: Call;
  row: Row;
  job: PaceJob;
  notice: Notice;
  by: 'public' | 'ephemeral' | 'dm';
  said: Rendered;
  photo: Photo;
  nowSeconds: number;
}

/** Sends a picture; where none may be sent, or Telegram takes none, the text stands for it. */
export async function speakPhoto(speech: Speech): Promise<Reply<unknown>> {
  const { call, row, job, notice, by, said, photo, nowSeconds } = speech;
  if (!row.plain) {
    const reply = await call(row, job, by, 'sendPhoto', sendPhoto(notice, said, photo, by, nowSeconds));
    if (reply.is === 'later') return reply;
    if (reply.is === 'ok') {
      const id = reply.result?.photo?.at(-1)?.file_id;
      if (typeof id === 'string') photo.known(id);
      return reply;
    }
    const { fault } = reply;
    if (fault.is === 'refused' && typeof photo.source === 'string') {
      // Telegram does not know its own id any more: the next try draws the picture again.
      photo.known(null);
      return { is: 'later', outcome: { is: 'wait', ms: 0 } };
    }
    const wordsMayPass = fault.is === 'refused' || (fault.is === 'chat_closed' && fault.why === 'muted');
    if (!wordsMayPass) return reply;
    row.plain = true;
  }
  return call(row, job, by, 'sendMessage', sendMessage(notice, said, by, nowSeconds));
}
