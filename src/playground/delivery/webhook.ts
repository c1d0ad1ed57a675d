import http from 'node:http';
import https from 'node:https';
import type { Faults } from '../faults.ts';
import type { QueuedUpdate, UpdateStore } from './update-store.ts';

export interface WebhookSettings {
  url: string;
  secret_token?: string;
  max_connections: number;
  ip_address?: string;
}

export interface WebhookOptions {
  /** Receivers to spread the deliveries over in turn, instead of the one url. */
  targets: string[];
  /** Scales the waits between retries: 0.01 turns 2 s into 20 ms. */
  retryScale: number;
  timeoutMs: number;
  now: () => number;
  /** A method named in the receiver's answer is called, as Telegram does. */
  onReply: (method: string, params: Record<string, unknown>) => void;
}

interface Lane {
  updates: QueuedUpdate[];
  busy: boolean;
  failures: number;
}

/** Delivers to a webhook: in order within a queue, one request of a queue in flight, retries block it. */
export class WebhookSender {
  readonly settings: WebhookSettings;
  lastError: { last_error_date: number; last_error_message: string } | undefined;
  readonly #store: UpdateStore;
  readonly #faults: Faults;
  readonly #options: WebhookOptions;
  readonly #lanes = new Map<string, Lane>();
  readonly #ready: string[] = [];
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #agent: http.Agent;
  #inFlight = 0;
  #turn = 0;
  #stopped = false;

  constructor(settings: WebhookSettings, store: UpdateStore, faults: Faults, options: WebhookOptions) {
    this.settings = settings;
    this.#store = store;
    this.#faults = faults;
    this.#options = options;
    const agentOptions = { keepAlive: true, maxSockets: settings.max_connections };
    this.#agent = settings.url.startsWith('https:')
      ? new https.Agent(agentOptions)
      : new http.Agent(agentOptions);
  }

  get pending(): number {
    let n = 0;
    for (const lane of this.#lanes.values()) n += lane.updates.length;
    return n;
  }

  /** Takes what has come into the queues and sends what may be sent. */
  wake(): void {
    if (this.#stopped) return;
    for (const update of this.#store.takeAll()) {
      const lane = this.#lanes.get(update.queue);
      if (lane) lane.updates.push(update);
      else {
        this.#lanes.set(update.queue, { updates: [update], busy: false, failures: 0 });
        this.#ready.push(update.queue);
      }
    }
    this.#fill();
  }

  /** Ends the deliveries and gives back what was not delivered. */
  stop(): void {
    this.#stopped = true;
    for (const timer of this.#timers) clearTimeout(timer);
    this.#agent.destroy();
    this.#store.putBack([...this.#lanes.values()].flatMap((lane) => lane.updates));
    this.#lanes.clear();
  }

  #fill(): void {
    const outage = this.#faults.outageLeft();
    if (outage > 0) {
      this.#later(outage, () => this.#fill());
      return;
    }
    while (this.#inFlight < this.settings.max_connections) {
      const queue = this.#ready.shift();
      if (queue === undefined) return;
      const lane = this.#lanes.get(queue);
      const update = lane?.updates[0];
      if (lane && update && !lane.busy) void this.#deliver(queue, lane, update);
    }
  }

  async #deliver(queue: string, lane: Lane, update: QueuedUpdate): Promise<void> {
    lane.busy = true;
    this.#inFlight++;
    let error: string | undefined;
    try {
      await this.#post(update.json);
    } catch (reason) {
      error = (reason as Error).message;
    }
    this.#inFlight--;
    lane.busy = false;
    if (this.#stopped) return;
    if (error === undefined) this.#delivered(queue, lane, update);
    else this.#failed(queue, lane, error);
    this.#fill();
  }

  #delivered(queue: string, lane: Lane, update: QueuedUpdate): void {
    lane.failures = 0;
    const again = !update.delivered && this.#faults.isDuplicated();
    update.delivered = true;
    if (!again) lane.updates.shift();
    if (lane.updates.length === 0) this.#lanes.delete(queue);
    else this.#ready.push(queue);
  }

  #failed(queue: string, lane: Lane, error: string): void {
    this.lastError = { last_error_date: this.#options.now(), last_error_message: error };
    lane.failures++;
    // The first retry comes at once, then after 2, 4, 8 … up to 60 s; only this queue waits.
    const seconds = lane.failures === 1 ? 0 : Math.min(2 ** (lane.failures - 1), 60);
    this.#later(seconds * 1000 * this.#options.retryScale, () => {
      this.#ready.push(queue);
      this.#fill();
    });
  }

  #later(ms: number, task: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      if (!this.#stopped) task();
    }, ms);
    this.#timers.add(timer);
  }

  #target(): URL {
    const { targets } = this.#options;
    if (targets.length === 0) return new URL(this.settings.url);
    const target = new URL(targets[this.#turn++ % targets.length] as string);
    // A bare origin gets the path that the bot has set.
    if (target.pathname === '/') target.pathname = new URL(this.settings.url).pathname;
    return target;
  }

  #post(json: string): Promise<void> {
    const { secret_token } = this.settings;
    const url = this.#target();
    const headers: Record<string, string | number> = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(json),
    };
    if (secret_token !== undefined) headers['X-Telegram-Bot-Api-Secret-Token'] = secret_token;
    const agent = url.protocol === 'http:' && this.#agent instanceof https.Agent ? undefined : this.#agent;
    const { request } = url.protocol === 'https:' ? https : http;
    return new Promise((resolve, reject) => {
      const req = request(
        url,
        { method: 'POST', headers, agent, timeout: this.#options.timeoutMs },
        (res) => {
          const chunks: Buffer[] = [];
          res.on('data', (chunk: Buffer) => chunks.push(chunk));
          res.on('error', reject);
          res.on('end', () => {
            const status = res.statusCode ?? 0;
            if (status < 200 || status > 299) {
              return reject(new Error(`Wrong response from the webhook: ${status} ${res.statusMessage}`));
            }
            this.#readReply(Buffer.concat(chunks).toString());
            return resolve();
          });
        },
      );
      req.on('timeout', () => req.destroy(new Error('Read timeout expired')));
      req.on('error', (error: NodeJS.ErrnoException) =>
        reject(error.code === 'ECONNREFUSED' ? new Error('Connection refused') : error),
      );
      req.end(json);
    });
  }

  #readReply(body: string): void {
    if (!body.startsWith('{')) return;
    try {
      const { method, ...params } = JSON.parse(body) as Record<string, unknown>;
      if (typeof method === 'string') this.#options.onReply(method, params);
    } catch {
      // Telegram ignores an answer that is no call.
    }
  }
}
