import { addressOf, readAddress, slug } from './address.js';
import { act, look } from './api.js';
import { createCalls } from './calls.js';
import { createClock, setClock } from './clock.js';
import { byId } from './element.js';
import { listen, once } from './live.js';
import { createMembers } from './members.js';
import { createPane } from './pane.js';
import { showChats, showPeople } from './people.js';
import { complain } from './toast.js';
import { topicsOf } from './topics.js';

/** What is open now, found from the address; undefined until the world is there. */
let now;
const unread = new Set();
/** Two chats side by side need room; the address keeps the second person also where there is none. */
const isWide = matchMedia('(min-width: 1001px)');
/** The button for that stands in the last pane: the focus goes along with it. */
let focusesSplit = false;
const refresh = once(() => show().catch(complain));
/** What the bot holds back changes without a word of the server's: looked at again soon after each change, until it is all said. */
const LOOK_AGAIN_MS = 1_500;
let lookAgain;
/** Another world comes, of which this page knows nothing. */
let startsOver = false;

const members = createMembers();
const calls = createCalls({ onClose: toggleCalls });
const panes = [newPane(), newPane()];
byId('panes').append(panes[0].node);
createClock({ onStartOver: askToStartOver });
byId('connect').addEventListener('click', () => byId('real').showModal());
document.querySelector('.anew').addEventListener('click', askToStartOver);
byId('anew-sure').addEventListener('click', startOver);
byId('calls-open').addEventListener('click', toggleCalls);
window.addEventListener('hashchange', refresh);
isWide.addEventListener('change', refresh);

listen({
  onOpen() {
    if (startsOver) return location.reload();
    byId('offline').hidden = true;
    refresh();
    calls.changed();
  },
  onLost() {
    byId('offline').hidden = false;
    byId('offline').textContent = startsOver ? 'Starting over …' : 'Connection lost. Trying again …';
  },
  onChange(change) {
    if (change.call !== undefined) return calls.changed();
    if (change.clock !== undefined) setClock(change.clock);
    if (change.chat !== undefined && !now?.views.some(({ chat }) => chat.id === change.chat))
      unread.add(change.chat);
    members.changed(change.chat);
    refresh();
    againSoon();
  },
});

function newPane() {
  return createPane({
    onTopic: (topic) => go({ topic: topic.slug }),
    onMembers: () => members.open(now.views[0].chat),
    onSplit: toggleSplit,
    onPrivate: () => go({ chat: 'private', topic: '' }),
  });
}

/** Goes where the address says with these changes. */
function go(changes) {
  location.hash = addressOf({ ...now.address, ...changes });
}

function toggleSplit() {
  const { people, views, address } = now;
  const other = people.find(({ id }) => id !== views[0].person.id);
  focusesSplit = true;
  go({ beside: address.beside ? undefined : other?.username });
}

function askToStartOver() {
  byId('clock').open = false;
  byId('anew-dialog').showModal();
}

async function startOver() {
  startsOver = true;
  history.replaceState(null, '', location.pathname);
  await act('start-over', {}).catch((error) => {
    startsOver = false;
    complain(error);
  });
}

function toggleCalls() {
  const open = !now.address.calls;
  go({ calls: open });
  calls.show(open);
  if (open) calls.focus();
  else byId('calls-open').focus();
}

/** Chooses a person for one side; who stands on the other side already changes places. */
function choose(side, username) {
  const { me, beside } = now.address;
  if (side === 'me') go({ me: username, beside: beside === username ? me : beside });
  else go({ beside: username, me: me === username ? beside : me });
}

/** What the address means in this world; whatever it names that is not there is left out. */
function find(world) {
  const asked = readAddress();
  const { people } = world;
  const named = (name) => people.find(({ username }) => username === name);
  const person = named(asked.me) ?? people[0];
  const beside = named(asked.beside) === person ? undefined : named(asked.beside);
  const groups = world.chats.filter(({ type }) => type !== 'private');
  const slugs = new Map(groups.map((group, at) => [group.id, at === 0 ? '' : slug(group.title)]));
  const slugOf = ({ id }) => slugs.get(id) ?? 'private';
  const chatsOf = (one) => [...groups, ...world.chats.filter(({ id }) => id === one.id)];
  const open = (one) => {
    const chats = chatsOf(one);
    return chats.find((chat) => slugOf(chat) === asked.chat) ?? chats[0];
  };
  const both = beside && isWide.matches ? [person, beside] : [person];
  const views = both.map((one) => ({ person: one, chat: open(one) }));
  const address = {
    me: person?.username,
    beside: beside?.username,
    chat: views[0].chat && slugOf(views[0].chat),
    topic: asked.topic,
    calls: asked.calls,
  };
  return { address, people, views, chats: person ? chatsOf(person) : [], slugOf };
}

/** Fetches what there is to see and shows it. */
async function show() {
  const world = await look();
  const found = find(world);
  // The world is still being made: its next change brings us back here.
  if (found.views.some(({ person, chat }) => !person || !chat)) return;
  now = found;
  for (const { chat } of now.views) unread.delete(chat.id);
  const seen = await Promise.all(now.views.map(({ person, chat }) => look({ as: person.id, chat: chat.id })));
  draw(seen);
}

function draw(seen) {
  const { people, views, chats, address, slugOf } = now;
  const [world] = seen;
  setClock(world.clock_offset);
  calls.know(people, [...chats, world.bot]);
  calls.show(address.calls);
  byId('calls-open').setAttribute('aria-expanded', String(address.calls));

  const usernameOf = (id) => people.find((one) => one.id === id).username;
  const isSplit = views.length > 1;
  showPeople(byId('people'), people, views[0].person.id, unread, (id) => choose('me', usernameOf(id)));
  byId('beside-box').hidden = !isSplit;
  if (isSplit)
    showPeople(byId('beside'), people, views[1].person.id, unread, (id) => choose('beside', usernameOf(id)));
  const to = (chat) => go({ chat: slugOf(chat), topic: '' });
  showChats(chats, views[0].chat.id, unread, world.bot.first_name, to);

  document.body.classList.toggle('is-split', isSplit);
  if (!isSplit) panes[1].node.remove();
  else if (!panes[1].node.isConnected) byId('panes').append(panes[1].node);
  views.forEach(({ person, chat }, at) => {
    const topics = topicsOf(chat, seen[at].chat);
    const topic = topics.find((one) => one.slug === address.topic) ?? topics[0];
    panes[at].show(seen[at], { person, chat, topic, topics, isSplit });
  });
  if (focusesSplit) panes[views.length - 1].focusSplit();
  focusesSplit = false;
  if (seen.some(({ waiting }) => waiting)) againSoon();
}

function againSoon() {
  clearTimeout(lookAgain);
  lookAgain = setTimeout(refresh, LOOK_AGAIN_MS);
}
