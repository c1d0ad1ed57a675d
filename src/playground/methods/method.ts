import type { Poller } from '../delivery/poll.ts';
import type { WebhookSender, WebhookSettings } from '../delivery/webhook.ts';
import type { WorldState } from '../world/state.ts';
import type { ParameterTable, Params } from './parameters.ts';

export interface UploadedFile {
  name: string;
  mime: string;
  data: Buffer;
}

/** What a method has at hand: the world, its parameters (checked), and the server's own parts. */
export interface Call {
  state: WorldState;
  params: Params;
  files: Map<string, UploadedFile>;
  /** Aborted when the caller hangs up. */
  signal: AbortSignal;
  delivery: Delivery;
}

/** The two ways to the bot, of which one is in use. */
export interface Delivery {
  poller: Poller;
  webhook: WebhookSender | undefined;
  setWebhook(settings: WebhookSettings | undefined, dropPending: boolean): void;
}

export interface Method {
  params: ParameterTable;
  run(call: Call): unknown;
}

export type MethodTable = Record<string, Method>;
