import { bubble } from './bubble.js';
import { arrange, element, partsOf } from './element.js';

/** Of the same sender within so many seconds: shown as one block. */
const TOGETHER = 300;
/** This near to the end, what is new scrolls into view. */
const NEAR_PX = 120;

const keyOf = (message) =>
  message.ephemeral_message_id === undefined ? `m${message.message_id}` : `e${message.ephemeral_message_id}`;
const dayOf = (seconds) =>
  new Date(seconds * 1000).toLocaleDateString([], { weekday: 'long', day: 'numeric', month: 'long' });

/** The list of messages. What has not changed keeps its element, and with it the focus. */
export function createMessages(root, doing) {
  const { messages: box, scroll, down } = partsOf(root);
  let shown = new Map();
  let place = '';

  const isNear = () => scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < NEAR_PX;
  let end = -1;
  const toEnd = () => {
    scroll.scrollTop = scroll.scrollHeight;
    end = scroll.scrollTop;
    down.hidden = true;
  };
  down.addEventListener('click', toEnd);
  // Pictures and a smaller window move the end; who was there stays there.
  let wasNear = true;
  const onScroll = () => {
    // A picture may have made the list longer since we went to its end.
    wasNear = isNear() || scroll.scrollTop === end;
    if (wasNear) down.hidden = true;
  };
  scroll.addEventListener('scroll', onScroll, { passive: true });
  new ResizeObserver(() => wasNear && toEnd()).observe(scroll);
  new ResizeObserver(() => wasNear && toEnd()).observe(box);

  return {
    show(messages, view) {
      const moved = place !== `${view.me} ${view.chat}`;
      place = `${view.me} ${view.chat}`;
      if (moved) shown = new Map();
      const near = moved || isNear();
      const last = messages.at(-1);
      const isNew = last && !shown.has(keyOf(last));

      const next = new Map();
      for (const part of parts(messages, view)) {
        const kept = shown.get(part.key);
        const same = kept?.print === part.print;
        next.set(part.key, same ? kept : { print: part.print, node: part.draw(doing) });
        if (!moved && !kept) next.get(part.key).node.classList.add('new');
      }
      arrange(
        box,
        [...next.values()].map(({ node }) => node),
      );
      shown = next;
      if (near || (isNew && last.from.id === view.me)) toEnd();
      else if (isNew) down.hidden = false;
    },

    /** Scrolls to a message and marks it for a moment. */
    find(id) {
      const node = shown.get(`m${id}`)?.node;
      if (!node) return false;
      node.scrollIntoView({ block: 'center', behavior: 'smooth' });
      node.classList.remove('found');
      requestAnimationFrame(() => node.classList.add('found'));
      return true;
    },
  };
}

/** Messages and the days between them, each with a print that tells whether it looks different now. */
function parts(messages, { me, people, roles, onlyWho }) {
  const out = [];
  let before;
  messages.forEach((message, at) => {
    const day = dayOf(message.date);
    if (!before || dayOf(before.date) !== day) {
      out.push({ key: `d${day}`, print: day, draw: () => element('p', { class: 'service day' }, day) });
      before = undefined;
    }
    const follows = before !== undefined && together(before, message);
    const goesOn = messages[at + 1] !== undefined && together(message, messages[at + 1]);
    const view = { me, people, role: roles.get(message.from.id), follows, goesOn, onlyWho };
    const { raw: _, ...looks } = message;
    out.push({
      key: keyOf(message),
      print: JSON.stringify([looks, me, view.role, follows, goesOn, message.private_to && onlyWho]),
      draw: (doing) => bubble(message, view, doing),
    });
    before = message;
  });
  return out;
}

const together = (one, next) =>
  one.kind !== 'service' &&
  one.from.id === next.from.id &&
  one.private_to === next.private_to &&
  dayOf(one.date) === dayOf(next.date) &&
  next.date - one.date < TOGETHER;
