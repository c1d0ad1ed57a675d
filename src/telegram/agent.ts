import { type ClientRequest, Agent as HttpAgent, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';

/** Node calls it for every request of an agent; it stands in no documentation. */
interface TakesRequests {
  addRequest(request: ClientRequest, ...more: unknown[]): void;
}

/**
 * The agent of all calls. node-fetch, by which Telegraf calls, does not notice when the connection breaks in the midst
 * of an answer: the call hung until its time-out, a long poll for a minute. Here such an answer ends where it broke,
 * and is no JSON.
 */
export function createAgent(apiRoot: string): HttpAgent {
  // Telegraf keeps connections to Telegram, but none to a Bot API server of one's own.
  const kept = { keepAlive: true, keepAliveMsecs: 10_000 };
  const agent = apiRoot.startsWith('http://') ? new HttpAgent(kept) : new HttpsAgent(kept);
  const own = agent as unknown as TakesRequests;
  const add = own.addRequest;
  own.addRequest = (request, ...more) => {
    request.once('response', endWhereItBreaks);
    add.call(agent, request, ...more);
  };
  return agent;
}

function endWhereItBreaks(answer: IncomingMessage): void {
  answer.once('close', () => {
    if (!answer.complete) answer.emit('end');
  });
}
