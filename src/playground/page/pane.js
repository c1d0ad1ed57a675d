import { act, named } from './api.js';
import { createComposer } from './composer.js';
import { byId, element, partsOf } from './element.js';
import { showHints } from './hints.js';
import { createMessages } from './messages.js';
import { avatar } from './people.js';
import { complain, toast } from './toast.js';
import { createTopics } from './topics.js';

const isEditable = (message, me) =>
  message.from.id === me &&
  message.ephemeral_message_id === undefined &&
  message.kind !== 'service' &&
  !message.forwarded &&
  message.text !== '';

/** A chat as one person sees it, with everything that person can do there. */
export function createPane({ onTopic, onMembers, onSplit, onPrivate }) {
  const root = byId('pane').content.firstElementChild.cloneNode(true);
  const part = partsOf(root);
  /** Who looks, and at what. */
  let me;
  let chat;
  let topic;
  let shown = [];
  let place = '';
  let botName = '';

  const composer = createComposer(root, {
    send: say,
    change: (message, text) => act('edit', { as: me, chat: chat.id, ...named(message), text }),
    lastOwn: () => shown.findLast((message) => isEditable(message, me)),
  });
  const doing = {
    say: (text, to) => say(text, to).catch(complain),
    reply: composer.setReply,
    edit: composer.setEdit,
    mayEdit: (message) => isEditable(message, me),
    press,
    startOf,
    start,
    isInvite: (url) => /^https:\/\/t\.me\/\+/.test(url),
    join: (link) =>
      act('join', { as: me, link }).then(() => toast('Joined: the group stands in your list.'), complain),
    react: (message, reactions) =>
      act('react', { as: me, chat: chat.id, ...named(message), reactions }).catch(complain),
    find: (id) => messages.find(id) || toast('This message is not here any more.'),
  };
  const messages = createMessages(root, doing);
  const topics = createTopics(part.topics, onTopic);
  part.members.addEventListener('click', onMembers);
  part.split.addEventListener('click', onSplit);
  part.join.addEventListener('click', () => act('join', { as: me, chat: chat.id }).catch(complain));

  async function say(text, replyTo, file) {
    const where = topic?.id === undefined ? {} : { thread: topic.id };
    const reply = replyTo && { reply_to: replyTo.message_id };
    await act('say', { as: me, chat: chat.id, text, ...where, ...reply, ...(file && { file }) });
  }

  /** What a link into the private chat with the bot carries; undefined: it leads elsewhere. */
  function startOf(url) {
    const { hostname, pathname, searchParams } = new URL(url, location.href);
    const isOurs = hostname === 't.me' && pathname.toLowerCase() === `/${botName.toLowerCase()}`;
    return isOurs ? (searchParams.get('start') ?? undefined) : undefined;
  }

  /** As a phone does it: the private chat opens, and the person has written what the link carries. */
  async function start(payload) {
    onPrivate();
    await act('say', { as: me, chat: me, text: `/start ${payload}` }).catch(complain);
  }

  async function press(message, button) {
    try {
      const about = { as: me, chat: chat.id, ...named(message) };
      const { answer } = await act('press', { ...about, button: button.index });
      if (answer === null) toast('The bot did not answer this button in time.', { fault: true });
      else if (answer.text || answer.url)
        toast(answer.text ?? '', { link: answer.url, alert: answer.show_alert });
    } catch (error) {
      complain(error);
    }
  }

  return {
    node: root,
    focusSplit: () => part.split.focus(),

    /** Draws what the person sees. `world` is the answer to them; `view` says which topic, and how. */
    show(world, view) {
      const { person, isSplit } = view;
      botName = world.bot.username;
      const moved = place !== `${person.id} ${view.chat.id} ${view.topic?.slug}`;
      place = `${person.id} ${view.chat.id} ${view.topic?.slug}`;
      if (moved) composer.moved();
      [me, chat, topic] = [person.id, view.chat, view.topic];
      const inPrivate = chat.type === 'private';
      const members = world.chat?.members ?? [];
      const isInside = inPrivate || members.some(({ user }) => user.id === me);
      const all = isInside ? world.messages : [];
      shown = topic ? all.filter(({ thread }) => thread === topic.id) : all;

      root.setAttribute('aria-label', isSplit ? `As ${person.first_name}` : 'Chat');
      part.split.setAttribute('aria-pressed', String(isSplit));
      head(world, view, members, inPrivate);
      topics.show(view.topics, topic, all, `${me}/${chat.id}`);
      empty(world.bot.first_name, person, inPrivate, isInside);
      const roles = rolesOf(members, world.bot.id);
      messages.show(shown, {
        me,
        chat: `${chat.id} ${topic?.slug}`,
        people: world.people,
        roles,
        onlyWho: isSplit ? `only ${person.first_name} sees this` : 'only you see this',
      });
      composer.allow(isInside);
      const name = isSplit ? ` as ${person.first_name}` : '';
      const where = topic?.id === undefined ? '' : ` in ${topic.name}`;
      const to = inPrivate ? `Write to ${world.bot.first_name} as` : 'Write as';
      composer.label(`Message${name}`, `${to} ${person.first_name}${where}`);
      composer.check(shown);
      waiting(world);
      showHints(part.hints, { messages: shown, me, isGroup: !inPrivate, isAdmin: roles.has(me) }, doing.say);
    },
  };

  function head({ people, bot }, { person, isSplit }, members, inPrivate) {
    const title = inPrivate ? `${bot.first_name}` : chat.title;
    part.title.replaceChildren(
      ...(isSplit
        ? [avatar(person.id, person.first_name, people), element('span', {}, person.first_name)]
        : [title]),
    );
    part.members.hidden = inPrivate;
    part.members.textContent = `${members.length} members`;
    const botIs = members.find(({ user }) => user.id === bot.id);
    const role = botIs ? (botIs.is_admin ? 'is an admin' : 'is no admin') : 'is not';
    if (isSplit) part.subtitle.textContent = inPrivate ? `alone with ${bot.first_name}` : title;
    else if (inPrivate) part.subtitle.textContent = `${person.first_name}’s private chat with the bot`;
    else part.subtitle.textContent = `${bot.first_name} ${role} here`;
  }

  /** Why the bot is silent, where Telegram's limit is the reason. */
  function waiting({ waiting: held, bot }) {
    const words = held
      ? `${bot.first_name} is waiting: Telegram allows 20 messages a minute here. ` +
        `${held.messages}${held.more ? ' and more' : ''} to come, the next in ${held.seconds} s.`
      : '';
    if (part.waiting.textContent !== words) part.waiting.textContent = words;
    part.waiting.hidden = !held;
  }

  function empty(botName, person, inPrivate, isInside) {
    part.empty.hidden = shown.length > 0;
    part.join.hidden = isInside;
    part.join.textContent = `Join as ${person.first_name}`;
    part['empty-text'].textContent = !isInside
      ? `${person.first_name} is not in ${chat.title}.`
      : inPrivate
        ? `Nothing here yet. Press /start below: ${botName} may write to you only after you have written to it.`
        : 'It is quiet here. Say something, be someone else, and reply with “thank you”.';
  }
}

function rolesOf(members, botId) {
  const roles = new Map();
  for (const { user, status, is_admin } of members) {
    if (is_admin && user.id !== botId) roles.set(user.id, status === 'creator' ? 'owner' : 'admin');
  }
  return roles;
}
