import type { Notice } from '../model/notice.ts';
import type { Seconds } from '../model/time.ts';
import type { Call } from './caller.ts';
import {
  answerPress,
  chatOf,
  editEphemeral,
  editMessage,
  type Rendered,
  react,
  sendDocument,
  sendMessage,
} from './calls.ts';
import type { PaceJob } from './pace.ts';
import { speakPhoto } from './photos.ts';
import type { Way } from './ways.ts';
import type { Row } from './window.ts';

/** Says it by this way, with the method that this way and this content ask for. */
export async function speak(
  call: Call,
  nowSeconds: Seconds,
  row: Row,
  notice: Notice,
  way: Way,
  rendered: Rendered,
) {
  const job = paceJob(notice, way.by);
  if (way.by === 'edit' && notice.ephemeralId !== undefined) {
    const params = editEphemeral(notice, notice.ephemeralId, rendered);
    return call(row, job, way.by, 'editEphemeralMessageText', params);
  }
  if (way.by === 'edit') {
    return call(row, job, way.by, 'editMessageText', editMessage(notice, notice.messageId ?? 0, rendered));
  }
  if (way.by === 'reaction') return call(row, job, way.by, 'setMessageReaction', react(notice));
  if (way.by === 'toast') {
    const text = rendered.toast ?? rendered.text;
    return call(row, job, way.by, 'answerCallbackQuery', answerPress(notice.query ?? '', text));
  }
  const { document, photo } = rendered;
  if (photo) {
    return speakPhoto({ call, row, job, notice, by: way.by, said: rendered, photo, nowSeconds });
  }
  if (document) {
    const params = sendDocument(notice, rendered, document, way.by, nowSeconds);
    return call(row, job, way.by, 'sendDocument', params);
  }
  return call(row, job, way.by, 'sendMessage', sendMessage(notice, rendered, way.by, nowSeconds));
}

/** What it takes of the limits. */
export function paceJob(notice: Notice, by: Way['by']): PaceJob {
  const kind = by === 'toast' || by === 'reaction' ? 'light' : by === 'edit' ? 'edit' : 'message';
  return { chat: chatOf(notice, by), kind };
}
