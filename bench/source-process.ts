/**
 * The process that plays Telegram, as little of it as the bots need and as fast as Node can: updates are serialised
 * before, answers are constant. It is told what to do by its parent's messages (see source.ts).
 */
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Feed } from './feed.ts';
import type { Order, Report, Run } from './source.ts';
import { pictureOf, tellPicture, uploadedTo } from './source-pictures.ts';
import { push } from './source-push.ts';
import { chatNumber } from './stream.ts';

const BOT = {
  id: 123_456_789,
  is_bot: true,
  first_name: 'Laurel',
  username: 'laurel_bench_bot',
  can_join_groups: true,
  can_read_all_group_messages: true,
  supports_inline_queries: false,
};
const OWNER = { status: 'creator', user: { id: 10_000_000, is_bot: false, first_name: 'Person 0' } };
const ANSWERS: Readonly<Record<string, unknown>> = { getMe: BOT, getChatAdministrators: [OWNER] };
/** An empty answer to a long poll comes no later than this. */
const PATIENCE_MS = 1_000;
const ANSWERS_WITHIN_MS = 10_000;

let feed: Feed | null = null;
let run: Run | null = null;
let confirmed = 0;
let marks: number[] = [];
let held: { response: ServerResponse; since: number; limit: number }[] = [];
/** Chat → when its unanswered command came. */
const asked = new Map<number, number>();
let latencies: number[] = [];
/** The same for cards. */
const askedCards = new Map<number, number>();
let cardLatencies: number[] = [];
/** From the moment an update comes to the moment it is confirmed. */
let confirmations: number[] = [];
let endPush = () => {};

const tell = (report: Report) => process.send?.(report);

createServer((request, response) => {
  const method = (request.url ?? '').split('/').at(-1)?.split('?')[0] ?? '';
  const parts: Buffer[] = [];
  request.on('data', (part: Buffer) => parts.push(part));
  request.on('end', () => answer(method, Buffer.concat(parts), response));
}).listen(0, '127.0.0.1', function (this: ReturnType<typeof createServer>) {
  tell({ is: 'listening', port: (this.address() as AddressInfo).port });
});

function answer(method: string, bytes: Buffer, response: ServerResponse): void {
  if (method === 'sendPhoto') {
    takePhoto(bytes, response);
    return;
  }
  if (method.endsWith('.jpg')) {
    response.end(pictureOf(method));
    return;
  }
  const body = bytes.toString();
  if (method === 'getUpdates') {
    const { offset = 0, limit = 100, timeout = 0 } = JSON.parse(body || '{}');
    if (feed && run?.by === 'polling' && offset > feed.firstId) confirm(offset - feed.firstId);
    held.push({ response, limit, since: timeout > 0 ? performance.now() : Number.NEGATIVE_INFINITY });
    serve();
    return;
  }
  if (method === 'sendMessage') {
    answered(asked, latencies, chatNumber(JSON.parse(body).chat_id));
    say(response, `{"ok":true,"result":{"message_id":${++sent},"date":0,"chat":{"id":1,"type":"private"}}}`);
    return;
  }
  say(response, JSON.stringify({ ok: true, result: tellPicture(method, body) ?? ANSWERS[method] ?? true }));
}

function takePhoto(bytes: Buffer, response: ServerResponse): void {
  const id = uploadedTo(bytes);
  if (id !== null) answered(askedCards, cardLatencies, chatNumber(id));
  const photo = [{ file_id: `card-${++sent}`, file_unique_id: `c${sent}`, width: 934, height: 282 }];
  const message = { message_id: sent, date: 0, chat: { id: 1, type: 'private' }, photo };
  say(response, JSON.stringify({ ok: true, result: message }));
}

function answered(waiting: Map<number, number>, into: number[], chat: number): void {
  const since = waiting.get(chat);
  if (since !== undefined) into.push(performance.now() - since);
  waiting.delete(chat);
}
let sent = 1_000_000_000;

function say(response: ServerResponse, ...parts: (string | Buffer)[]): void {
  let length = 0;
  for (const part of parts) length += Buffer.byteLength(part);
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': length });
  response.cork();
  for (const part of parts) response.write(part);
  response.end();
  response.uncork();
}

/** Answers the held polls that have something to take, or have waited long enough. */
function serve(): void {
  const come = run?.by === 'polling' && feed ? feed.come() : 0;
  held = held.filter(({ response, since, limit }) => {
    if (feed && come > confirmed) {
      const behind = Math.min(come, confirmed + limit);
      note(behind);
      say(response, '{"ok":true,"result":[', feed.json(confirmed, behind), ']}');
      return false;
    }
    if (performance.now() - since < PATIENCE_MS) return true;
    say(response, '{"ok":true,"result":[]}');
    return false;
  });
}
setInterval(serve, 1);

/** Notes when the commands before this update came. */
let noted = 0;
function note(behind: number): void {
  if (!feed || run?.perSecond === null) return;
  for (; noted < behind; noted += 1) {
    if (feed.commands.has(noted)) asked.set(feed.chats[noted] as number, feed.cameAt(noted));
    if (feed.cards.has(noted)) askedCards.set(feed.chats[noted] as number, feed.cameAt(noted));
  }
}

function confirm(count: number): void {
  if (!feed || !run || count <= confirmed) return;
  if (run.perSecond !== null) {
    const now = performance.now();
    for (let n = confirmed; n < count; n += 1) confirmations.push(now - feed.cameAt(n));
  }
  confirmed = count;
  while (marks[0] !== undefined && confirmed >= marks[0]) {
    tell({ is: 'mark', count: marks.shift() ?? 0, confirmed, at: performance.now() });
  }
  if (confirmed < feed.count) return;
  const until = performance.now() + ANSWERS_WITHIN_MS;
  const timer = setInterval(() => {
    const unanswered = asked.size + askedCards.size;
    if (unanswered > 0 && performance.now() < until) return;
    clearInterval(timer);
    run = null;
    endPush();
    tell({ is: 'done', latencies, cardLatencies, confirmations, unanswered });
  }, 1);
}

process.on('message', (order: Order) => {
  if (order.is === 'load') {
    feed = new Feed(order.options);
    tell({ is: 'loaded' });
    return;
  }
  if (!feed) throw new Error('nothing is loaded');
  run = order.run;
  confirmed = noted = 0;
  marks = [...order.run.marks, feed.count];
  asked.clear();
  askedCards.clear();
  latencies = [];
  cardLatencies = [];
  confirmations = [];
  feed.start(run.perSecond);
  if (run.by === 'webhook') {
    const timer = setInterval(() => feed && note(feed.come()), 1);
    const end = push(feed, run.target, confirm);
    endPush = () => {
      clearInterval(timer);
      end();
    };
  } else endPush = () => {};
});
process.on('disconnect', () => process.exit());
