import { act, look, named } from './api.js';
import { createClock, setClock } from './clock.js';
import { createComposer } from './composer.js';
import { byId } from './element.js';
import { showHints } from './hints.js';
import { listen, once } from './live.js';
import { createMessages } from './messages.js';
import { showChats, showPeople } from './people.js';
import { complain, toast } from './toast.js';

/** Who looks, and at which chat. The address keeps both, so that two windows can be two people. */
let me;
let inPrivate = false;
let chat;
let botName = 'the bot';
const unread = new Set();

const composer = createComposer(say);
const messages = createMessages({ say, press, react, reply: composer.setReply, find });
const refresh = once(() => show().catch(complain));
createClock();
byId('connect').addEventListener('click', () => byId('real').showModal());
window.addEventListener('hashchange', () => goTo(...fromAddress()));

listen({
  onOpen() {
    byId('offline').hidden = true;
    refresh();
  },
  onLost() {
    byId('offline').hidden = false;
    byId('offline').textContent = 'Connection lost. Trying again …';
  },
  onChange(change) {
    if (change.clock !== undefined) setClock(change.clock);
    if (change.chat !== undefined && change.chat !== chat?.id) unread.add(change.chat);
    refresh();
  },
});

function fromAddress() {
  const [name, where] = location.hash.slice(1).split('/');
  return [name, where === 'private'];
}

async function say(text, replyTo) {
  const reply = replyTo && { reply_to: replyTo.message_id };
  await act('say', { as: me, chat: chat.id, text, ...reply });
}

async function press(message, button) {
  try {
    const { answer } = await act('press', { as: me, chat: chat.id, ...named(message), button: button.index });
    if (answer === null) toast('The bot did not answer this button in time.', { fault: true });
    else if (answer.text || answer.url)
      toast(answer.text ?? '', { link: answer.url, alert: answer.show_alert });
  } catch (error) {
    complain(error);
  }
}

async function react(message, reactions) {
  await act('react', { as: me, chat: chat.id, ...named(message), reactions }).catch(complain);
}

function find(id) {
  if (!messages.find(id)) toast('This message is not here any more.');
}

function goTo(username, toPrivate) {
  const wanted = `#${username}${toPrivate ? '/private' : ''}`;
  if (location.hash !== wanted) location.hash = wanted;
  else {
    me = undefined;
    refresh();
  }
}

/** Fetches the chat as it is and shows it. */
async function show() {
  const all = await look(me === undefined ? {} : { as: me, ...(chat && { chat: chat.id }) });
  const [username, wantsPrivate] = fromAddress();
  const person = all.people.find((one) => one.username === username) ?? all.people[0];
  const own = all.chats.filter((one) => one.type !== 'private' || one.id === person?.id);
  const open = own.find((one) => (one.type === 'private') === wantsPrivate) ?? own[0];
  // The world is still being made: its next change brings us back here.
  if (!open) return;
  const moved = me !== person.id || chat?.id !== open.id;
  [me, chat, inPrivate, botName] = [person.id, open, open.type === 'private', all.bot.first_name];
  if (moved) {
    unread.delete(chat.id);
    composer.moved(
      inPrivate ? `Write to ${botName} as ${person.first_name}` : `Write as ${person.first_name}`,
    );
  }
  const seen = moved || !all.messages ? await look({ as: me, chat: chat.id }) : all;
  draw(seen, person, own);
}

function draw(seen, person, chats) {
  const members = seen.chat?.members ?? [];
  const roles = new Map();
  for (const { user, status, is_admin } of members) {
    if (is_admin) roles.set(user.id, status === 'creator' ? 'owner' : 'admin');
  }
  const botIsAdmin = roles.delete(seen.bot.id);
  setClock(seen.clock_offset);
  showPeople(seen.people, me, unread, (id) => {
    goTo(seen.people.find((one) => one.id === id).username, inPrivate);
  });
  showChats(chats, chat.id, unread, botName, (one) => goTo(person.username, one.type === 'private'));
  byId('title').textContent = inPrivate ? botName : chat.title;
  byId('subtitle').textContent = inPrivate
    ? `${person.first_name}’s private chat with the bot`
    : `${members.length} members · ${botName} is ${botIsAdmin ? 'an admin' : 'no admin'} here`;
  byId('empty').hidden = seen.messages.length > 0;
  byId('empty').textContent = inPrivate
    ? 'Nothing here yet. Press /start below: the bot may write to you only after you have written to it.'
    : 'It is quiet here. Say something, be someone else, and reply with “thank you”.';
  messages.show(seen.messages, { me, chat: chat.id, people: seen.people, roles });
  composer.check(seen.messages);
  const isAdmin = roles.has(me);
  showHints({ messages: seen.messages, me, isGroup: !inPrivate, isAdmin }, (text, to) =>
    say(text, to).catch(complain),
  );
}
