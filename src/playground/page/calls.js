import { callsAfter } from './api.js';
import { callRow, grouped, printOf } from './call-row.js';
import { arrange, byId, element } from './element.js';
import { once } from './live.js';
import { complain } from './toast.js';

/** As many calls are kept here; the server keeps more. */
const MOST = 400;
const ALL = '';
const FAILED = '!';

/** The drawer with everything the bot asks of Telegram, newest first, live while it is open. */
export function createCalls({ onClose }) {
  const drawer = byId('calls');
  const filter = byId('calls-filter');
  const list = byId('calls-list');
  let calls = [];
  let last = 0;
  let rows = new Map();
  let names = new Map();
  let world;

  const nameOf = (id) => names.get(Number(id)) ?? String(id);
  const fetchNew = once(async () => {
    if (drawer.hidden) return;
    try {
      const answer = await callsAfter(last);
      last = answer.last;
      calls = [...calls, ...answer.calls].slice(-MOST);
      draw();
    } catch (error) {
      complain(error);
    }
  });

  function draw() {
    offerMethods();
    const wanted = calls.filter(
      ({ method, error }) =>
        filter.value === ALL || filter.value === method || (filter.value === FAILED && error),
    );
    const next = new Map();
    for (const group of grouped(wanted)) {
      const key = group[0].n;
      const print = printOf(group);
      const kept = rows.get(key);
      next.set(key, kept?.print === print ? kept : { print, node: callRow(group, nameOf) });
    }
    rows = next;
    const nodes = [...rows.values()].map(({ node }) => node);
    arrange(list, nodes);
    byId('calls-none').hidden = nodes.length > 0;
  }

  function offerMethods() {
    const methods = [...new Set(calls.map(({ method }) => method))].sort();
    const print = methods.join();
    if (filter.dataset.print === print) return;
    filter.dataset.print = print;
    const chosen = filter.value;
    const options = [[ALL, 'All methods'], [FAILED, 'Only errors'], ...methods.map((name) => [name, name])];
    filter.replaceChildren(...options.map(([value, label]) => element('option', { value }, label)));
    filter.value = options.some(([value]) => value === chosen) ? chosen : ALL;
  }

  filter.addEventListener('change', draw);
  byId('calls-close').addEventListener('click', onClose);
  // Also where the focus went with a row that is not there any more.
  document.addEventListener('keydown', ({ key, target }) => {
    const isHere = drawer.contains(target) || target === document.body;
    if (key === 'Escape' && isHere && !drawer.hidden) onClose();
  });

  return {
    /** Opens or closes the drawer; what came meanwhile is fetched. */
    show(open) {
      if (drawer.hidden !== open) return;
      drawer.hidden = !open;
      document.body.classList.toggle('with-calls', open);
      if (open) fetchNew();
    },
    focus: () => filter.focus(),
    /** Tells that there is something new. */
    changed: fetchNew,
    /** Names to be shown for the ids of chats and people. */
    know(people, chats) {
      // Another group: the playground was started anew, and counts its calls from 1 again.
      const here = chats[0]?.id;
      if (world !== undefined && world !== here) [calls, rows, last] = [[], new Map(), 0];
      world = here;
      names = new Map([...chats, ...people].map((one) => [one.id, one.title ?? one.first_name]));
    },
  };
}
