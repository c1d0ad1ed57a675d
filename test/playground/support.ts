import type { LocalTelegram } from '../../src/playground/local-telegram.ts';
import type { Chat, User } from '../../src/playground/types.ts';
import type { VisibleMessage } from '../../src/playground/world/visible.ts';

export interface Answer {
  status: number;
  ok: boolean;
  result?: unknown;
  error_code?: number;
  description?: string;
  parameters?: { retry_after?: number; migrate_to_chat_id?: number };
}

/** Calls the Bot API as a bot does, with a JSON body. */
export async function call(
  telegram: LocalTelegram,
  method: string,
  params: Record<string, unknown> = {},
  token = telegram.token,
): Promise<Answer> {
  const response = await fetch(`${telegram.root}/bot${token}/${method}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(params),
  });
  return { status: response.status, ...((await response.json()) as Omit<Answer, 'status'>) };
}

/** The result of a call that must succeed. */
export async function ask<T = Record<string, unknown>>(
  telegram: LocalTelegram,
  method: string,
  params: Record<string, unknown> = {},
): Promise<T> {
  const answer = await call(telegram, method, params);
  if (!answer.ok) throw new Error(`${method}: ${answer.error_code} ${answer.description}`);
  return answer.result as T;
}

/** The words of a refusal; an error where the call succeeds. */
export async function refusal(
  telegram: LocalTelegram,
  method: string,
  params: Record<string, unknown> = {},
): Promise<string> {
  const answer = await call(telegram, method, params);
  if (answer.ok) throw new Error(`${method} was expected to be refused`);
  return answer.description ?? '';
}

export interface SeenUpdate {
  update_id: number;
  message?: { message_id: number; text?: string; chat: { id: number }; [field: string]: unknown };
  [kind: string]: unknown;
}

/** Takes and confirms all updates there are. */
export async function drain(telegram: LocalTelegram, kinds?: string[]): Promise<SeenUpdate[]> {
  const updates = await ask<SeenUpdate[]>(telegram, 'getUpdates', kinds ? { allowed_updates: kinds } : {});
  const last = Math.max(0, ...updates.map((u) => u.update_id));
  if (last > 0) await ask(telegram, 'getUpdates', { offset: last + 1 });
  return updates;
}

export const kindsOf = (updates: SeenUpdate[]): string[] =>
  updates.map((update) => Object.keys(update).find((key) => key !== 'update_id') ?? '');

/** The id of the one button pressed among the waiting updates. */
export async function pressedId(telegram: LocalTelegram): Promise<string> {
  const [update] = await drain(telegram);
  const query = update?.callback_query as { id: string } | undefined;
  if (!query) throw new Error('No callback query was waiting');
  return query.id;
}

export const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** What the page does, by its own API. */
export async function act(
  telegram: LocalTelegram,
  path: string,
  body: Record<string, unknown>,
  headers: Record<string, string> = {},
): Promise<{ status: number; body: Record<string, unknown> }> {
  const response = await fetch(`${telegram.root}/local/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

export interface Looked {
  messages: VisibleMessage[];
  people: User[];
  chats: Chat[];
  waiting?: unknown;
}

/** A chat as somebody sees it on the page. */
export async function look(telegram: LocalTelegram, chat: Chat, viewer: User): Promise<Looked> {
  const response = await fetch(`${telegram.root}/local/state?chat=${chat.id}&as=${viewer.id}`);
  return (await response.json()) as Looked;
}
