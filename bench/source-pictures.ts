import { makeFaces } from './faces.ts';

/** Three people of four have a picture; so many different ones there are. */
const FACES = 16;
const PNG = Buffer.from('89504e470d0a1a0a', 'hex');

let faces: Buffer[] | null = null;

/** What Telegram tells of somebody's picture, and where it is; undefined: the method is none of these. */
export function tellPicture(method: string, body: string): unknown {
  if (method === 'getUserProfilePhotos') {
    const { user_id: user } = JSON.parse(body) as { user_id: number };
    if (user % 4 === 0) return { total_count: 0, photos: [] };
    const size = (edge: number) => ({
      ...{ file_id: `face-${user}-${edge}`, file_unique_id: `f${user}-${edge}` },
      ...{ width: edge, height: edge, file_size: edge * 50 },
    });
    return { total_count: 1, photos: [[size(160), size(320), size(640)]] };
  }
  if (method !== 'getFile') return undefined;
  const { file_id: id } = JSON.parse(body) as { file_id: string };
  const { length } = pictureOf(id);
  return { file_id: id, file_unique_id: `u${id}`, file_size: length, file_path: `photos/${id}.jpg` };
}

/** The contents of a file 'face-<user>-<edge>'. */
export function pictureOf(name: string): Buffer {
  faces ??= makeFaces(FACES);
  return faces[Number(name.split('-')[1]) % FACES] as Buffer;
}

/** Of which chat a sent picture is, where it was drawn and uploaded; null where it is none, or one sent before. */
export function uploadedTo(body: Buffer): number | null {
  if (!body.includes(PNG)) return null;
  const chat = /name="chat_id"\r\n(?:[^\r\n]+\r\n)*\r\n(-?\d+)/.exec(body.toString('latin1'))?.[1];
  return chat === undefined ? null : Number(chat);
}
