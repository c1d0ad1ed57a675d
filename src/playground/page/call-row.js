import { element } from './element.js';

const MOST_WORDS = 60;

/** Told in other words, or always the same. */
const LEFT_OUT = new Set([
  'ephemeral_message_parameters',
  'receiver_user_id',
  'parse_mode',
  'link_preview_options',
]);

const clip = (words) => {
  const line = [...words.replace(/\s+/g, ' ')];
  return line.length > MOST_WORDS ? `${line.slice(0, MOST_WORDS).join('')}…` : line.join('');
};
const clock = (ms) => new Date(ms).toLocaleTimeString([], { hour12: false });
const isPoll = ({ method, error }) => method === 'getUpdates' && !error;

/** Newest first; long polls that follow each other are one. */
export function grouped(calls) {
  const groups = [];
  for (const call of calls) {
    const before = groups.at(-1);
    if (before && isPoll(call) && isPoll(before.at(-1))) before.push(call);
    else groups.push([call]);
  }
  return groups.reverse();
}

/** What a group of calls has to look like; a row is made anew only where this changes. */
export const printOf = (group) => `${group[0].n}-${group.at(-1).n}`;

/** One call, or a run of long polls: method, parameters in short, and the answer; the whole of it on a click. */
export function callRow(group, nameOf) {
  const call = group.at(-1);
  const short = isPoll(call) ? '' : paramsInShort(call.params, nameOf);
  const times = group.length > 1 ? ` ×${group.length}` : '';
  return element(
    'li',
    { class: call.error ? 'call failed' : 'call' },
    element(
      'details',
      {},
      element(
        'summary',
        {},
        element('span', { class: 'call-line' }, element('b', {}, `${call.method}${times}`), when(call)),
        short && element('span', { class: 'call-params', dir: 'auto' }, short),
        element('span', { class: 'call-answer', dir: 'auto' }, answerInShort(group)),
      ),
      whole('Parameters', call.params),
      call.error ? whole('Error', call.error) : whole('Answer', call.result),
    ),
  );
}

const when = ({ at }) => element('time', { datetime: new Date(at).toISOString() }, clock(at));

function whole(title, value) {
  return element(
    'div',
    { class: 'call-whole' },
    element('h3', {}, title),
    element('pre', { tabindex: '0', 'aria-label': title }, JSON.stringify(value, null, 2) ?? 'nothing'),
  );
}

function paramsInShort(params, nameOf) {
  const { chat_id, text, caption, ...more } = params;
  const words = text ?? caption;
  const parts = [];
  if (chat_id !== undefined) parts.push(`to ${nameOf(chat_id)}`);
  const { receiver_user_id } = more.ephemeral_message_parameters ?? more;
  if (receiver_user_id !== undefined) parts.push(`for ${nameOf(receiver_user_id)} only`);
  if (typeof words === 'string') parts.push(`“${clip(words)}”`);
  for (const [key, value] of Object.entries(more)) {
    if (LEFT_OUT.has(key)) continue;
    if (key === 'user_id') parts.push(`of ${nameOf(value)}`);
    else if (key === 'reply_parameters') parts.push(`in reply to ${value.message_id}`);
    else if (Array.isArray(value)) parts.push(`${value.length} ${key}`);
    else parts.push(`${key}: ${clip(typeof value === 'string' ? value : JSON.stringify(value))}`);
  }
  return parts.join(' · ');
}

function answerInShort(group) {
  const { error, result } = group.at(-1);
  if (error) return `${error.error_code}: ${error.description}`;
  if (group.every(isPoll)) {
    const sum = group.reduce((all, poll) => all + poll.result, 0);
    return sum === 1 ? '1 update' : `${sum} updates`;
  }
  if (result?.ephemeral_message_id) return `private message ${result.ephemeral_message_id}`;
  if (result?.message_id) return `message ${result.message_id}`;
  if (Array.isArray(result)) return `a list of ${result.length}`;
  return clip(JSON.stringify(result) ?? 'nothing');
}
