import type { IncomingMessage, ServerResponse } from 'node:http';
import type { CallLog } from '../call-log.ts';
import { readAll } from '../http/read-body.ts';
import { compact, type Message } from '../types.ts';
import { ADMIN_RIGHTS, hasRight, isAdmin, isPresent } from '../world/rights.ts';
import type { ChatRecord, StoredMessage } from '../world/state.ts';
import type { World } from '../world/world.ts';
import { type Fields, Refused, readFile, sniff } from './given.ts';
import { allow, arrive, join, setRole } from './standing.ts';

interface Parts {
  world: World;
  calls: CallLog;
  waits?: Waits | undefined;
  startOver?: (() => void) | undefined;
}

/** What the bot has to say in a chat and may not say yet, as the bot itself knows it; null: nothing. */
export type Waits = (chat: number) => { messages: number; more: boolean; seconds: number } | null;

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/;

function send(res: ServerResponse, status: number, value: unknown): void {
  const body = JSON.stringify(value);
  const headers = { 'content-type': 'application/json', 'cache-control': 'no-store' };
  res.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) }).end(body);
}

/** The world for a web page, under `/local/`: what people see, and what they can do. Loopback only. */
export class ControlApi {
  readonly #world: World;
  readonly #calls: CallLog;
  readonly #waits: Waits;
  readonly #startOver: (() => void) | undefined;
  readonly #listeners = new Set<ServerResponse>();
  readonly #stopListening: (() => void)[];

  constructor({ world, calls, waits = () => null, startOver }: Parts) {
    this.#world = world;
    this.#calls = calls;
    this.#waits = waits;
    this.#startOver = startOver;
    this.#stopListening = [
      world.state.onChange((chat) => this.#tell({ chat })),
      calls.onCall(({ n }) => this.#tell({ call: n })),
    ];
  }

  async handle(req: IncomingMessage, res: ServerResponse, url: URL): Promise<boolean> {
    if (!url.pathname.startsWith('/local/')) return false;
    try {
      this.#checkCaller(req);
      const route = `${req.method} ${url.pathname.slice('/local/'.length)}`;
      if (route === 'GET events') this.#listen(res);
      else if (route === 'GET file') this.#file(res, url.searchParams.get('id') ?? '');
      else if (req.method === 'GET') send(res, 200, this.#read(route, url.searchParams));
      else if (route === 'POST start-over') this.#beginAnew(res);
      else send(res, 200, await this.#act(route, await this.#body(req)));
    } catch (error) {
      // A step that a person could not take: told to the page, whose doing it is.
      const status = error instanceof Refused ? error.status : 400;
      if (!res.headersSent) send(res, status, { error: (error as Error).message });
    }
    return true;
  }

  close(): void {
    for (const stop of this.#stopListening) stop();
    for (const res of this.#listeners) res.end();
  }

  // A page of another origin must not act here: not by a name that points to this machine, and not by
  // a form, which cannot send application/json without asking first.
  #checkCaller(req: IncomingMessage): void {
    if (!LOOPBACK.test(req.headers.host ?? '')) throw new Refused(403, 'Only for this machine');
    const { origin } = req.headers;
    if (origin !== undefined && origin !== `http://${req.headers.host}`)
      throw new Refused(403, 'Wrong origin');
    if (req.method !== 'GET' && !/^application\/json\b/i.test(req.headers['content-type'] ?? '')) {
      throw new Refused(415, 'Send application/json');
    }
  }

  async #body(req: IncomingMessage): Promise<Fields> {
    const raw = (await readAll(req, 1024 * 1024)).toString();
    const parsed: unknown = raw === '' ? {} : JSON.parse(raw);
    if (parsed === null || typeof parsed !== 'object') throw new Refused(400, 'Send a JSON object');
    return parsed as Fields;
  }

  #listen(res: ServerResponse): void {
    res.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    res.write(': hello\n\n');
    this.#listeners.add(res);
    res.on('close', () => this.#listeners.delete(res));
  }

  #tell(event: Fields): void {
    if (this.#listeners.size === 0) return;
    const line = `data: ${JSON.stringify(event)}\n\n`;
    for (const res of this.#listeners) res.write(line);
  }

  #file(res: ServerResponse, id: string): void {
    const file = this.#world.state.files.get(id);
    if (!file) throw new Refused(404, 'There is no such file');
    // Never a page: what a bot uploads must not run in this origin.
    const mime = /^image\/(png|jpeg|gif|webp)$/.test(file.mime) ? file.mime : sniff(file.data);
    const headers = { 'content-type': mime, 'x-content-type-options': 'nosniff' };
    res.writeHead(200, headers).end(file.data);
  }

  /** Answered first: the server goes, too. */
  #beginAnew(res: ServerResponse): void {
    const startOver = this.#startOver;
    if (!startOver) throw new Refused(404, 'There is nothing here');
    res.once('finish', startOver);
    send(res, 200, {});
  }

  #read(route: string, query: URLSearchParams): unknown {
    if (route === 'GET state') return this.#state(query);
    if (route === 'GET calls') {
      const calls = this.#calls.after(Number(query.get('after') ?? 0));
      return { last: this.#calls.count, calls: calls.slice(-200) };
    }
    throw new Refused(404, 'There is nothing here');
  }

  /** People, chats, and one chat as one person sees it. */
  #state(query: URLSearchParams): Fields {
    const { state } = this.#world;
    const viewer = query.get('as') === null ? undefined : Number(query.get('as'));
    const chatId = query.get('chat') === null ? undefined : Number(query.get('chat'));
    const chats = [...state.chats.values()].filter((r) => r.migratedTo === undefined && isVisible(r, viewer));
    const record = chatId === undefined ? undefined : state.chats.get(chatId);
    return {
      bot: state.bot,
      now: state.clock.now(),
      clock_offset: state.clock.offset,
      people: [...state.users.values()].filter((u) => !u.is_bot),
      chats: chats.map((r) => r.chat),
      ...(record && { chat: describeChat(record), waiting: this.#waits(record.chat.id) }),
      ...(record &&
        viewer !== undefined && {
          messages: isVisible(record, viewer) ? this.#world.visibleTo(record.chat, viewer) : [],
        }),
    };
  }

  #stored(fields: Fields): StoredMessage {
    const record = this.#world.state.record(Number(fields.chat));
    const ephemeral = fields.ephemeral_message_id;
    const stored =
      ephemeral === undefined
        ? record.messages.get(Number(fields.message_id))
        : record.ephemeral.get(Number(ephemeral));
    if (!stored) throw new Refused(404, 'There is no such message');
    return stored;
  }

  #message(fields: Fields): Message {
    return this.#stored(fields).message;
  }

  /** Nobody edits what another has written. */
  #edit(who: number, fields: Fields): Message {
    const { message, authorId } = this.#stored(fields);
    if (authorId !== who) throw new Refused(403, 'People edit their own messages only');
    const words = String(fields.text);
    if (words === (message.text ?? message.caption)) throw new Refused(400, 'Nothing has changed');
    return this.#world.edit(message, words);
  }

  async #act(route: string, fields: Fields): Promise<unknown> {
    const world = this.#world;
    const who = Number(fields.as);
    const { text, kind, emoji, thread } = fields;
    switch (route) {
      case 'POST say': {
        const replyTo = fields.reply_to === undefined ? undefined : Number(fields.reply_to);
        const file = fields.file === undefined ? undefined : readFile(fields.file as Fields);
        const said = compact({ text, kind, emoji, thread, replyTo, file });
        return { message: world.say(who, Number(fields.chat), said as object) };
      }
      case 'POST edit':
        return { message: this.#edit(who, fields) };
      case 'POST delete':
        world.deleteMessage(this.#message(fields));
        return {};
      case 'POST react':
        world.react(who, this.#message(fields), (fields.reactions ?? []) as string[]);
        return {};
      case 'POST press': {
        const button = (fields.button ?? fields.data) as string | number;
        const forged = fields.data !== undefined;
        return { answer: (await world.press(who, this.#message(fields), button, { forged })) ?? null };
      }
      case 'POST join':
        return join(world, who, fields);
      case 'POST arrive':
        return arrive(world, fields);
      case 'POST leave':
        world.leave(who, Number(fields.chat));
        return {};
      case 'POST role':
        setRole(world, fields);
        return {};
      case 'POST chat':
        allow(world, fields);
        return {};
      case 'POST clock':
        // `seconds` moves the clock on; `offset` sets its distance from the real time.
        if (fields.offset !== undefined) world.clock.offset = Number(fields.offset);
        else world.clock.advance(Number(fields.seconds));
        this.#tell({ clock: world.clock.offset });
        return { now: world.clock.now(), clock_offset: world.clock.offset };
      default:
        throw new Refused(404, 'There is nothing here');
    }
  }
}

function isVisible(record: ChatRecord, viewer: number | undefined): boolean {
  if (viewer === undefined) return true;
  if (record.chat.type === 'private') return record.chat.id === viewer;
  return isPresent(record.members.get(viewer));
}

function describeChat(record: ChatRecord): Fields {
  const members = [...record.members.values()].filter((m) => isPresent(m));
  return {
    ...record.chat,
    topics: [...record.topics.values()].map(({ id, name, closed }) => ({ id, name, closed })),
    members: members.map((m) =>
      compact({
        user: m.user,
        status: m.status,
        is_admin: isAdmin(m),
        rights: isAdmin(m) ? ADMIN_RIGHTS.filter((right) => hasRight(m, right)) : undefined,
        tag: m.tag,
        custom_title: m.customTitle,
      }),
    ),
  };
}
