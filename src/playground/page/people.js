import { byId, element } from './element.js';

const COLOURS = 5;

export function colourOf(id, people) {
  const place = people.findIndex((person) => person.id === id);
  return place < 0 ? 'bot' : String(place % COLOURS);
}

/** The round sign of a person: the first letter on a colour of their own. The bot has a leaf. */
export function avatar(id, name, people) {
  const colour = colourOf(id, people);
  const letter = [...name][0]?.toUpperCase() ?? '?';
  return element(
    'span',
    { class: 'avatar', 'data-colour': colour, 'aria-hidden': 'true' },
    colour === 'bot' ? '' : letter,
  );
}

/** Who one can be: radio buttons, so that arrow keys go through them. */
export function showPeople(box, people, me, unread, onChoose) {
  const known = people.map((person) => person.id).join();
  if (box.dataset.known !== known) {
    box.dataset.known = known;
    box.replaceChildren(...people.map((person) => choice(box.id, person, people, onChoose)));
  }
  for (const input of box.querySelectorAll('input')) {
    const id = Number(input.value);
    input.checked = id === me;
    input.parentElement.classList.toggle('unread', unread.has(id) && id !== me);
  }
}

function choice(group, person, people, onChoose) {
  const input = element('input', {
    type: 'radio',
    name: group,
    value: String(person.id),
    onchange: () => onChoose(person.id),
  });
  return element(
    'label',
    { title: `@${person.username}` },
    input,
    avatar(person.id, person.first_name, people),
    element('span', { class: 'first-name' }, person.first_name),
  );
}

/** The groups and the private chat with the bot. */
export function showChats(chats, open, unread, botName, onChoose) {
  const box = byId('chats');
  const focused = document.activeElement?.dataset?.chat;
  box.replaceChildren(
    ...chats.map((chat) => {
      const isGroup = chat.type !== 'private';
      const fresh = unread.has(chat.id) && chat.id !== open;
      return element(
        'button',
        {
          type: 'button',
          class: fresh ? 'unread' : 'read',
          'data-chat': String(chat.id),
          'aria-current': chat.id === open ? 'page' : undefined,
          onclick: () => onChoose(chat),
        },
        element('b', {}, isGroup ? chat.title : 'Private chat'),
        element('span', {}, about(chat, botName)),
        fresh && element('span', { class: 'unseen' }, ', something new'),
      );
    }),
  );
  if (focused) box.querySelector(`[data-chat="${focused}"]`)?.focus();
}

const about = (chat, botName) => {
  if (chat.type === 'private') return `only you and ${botName}`;
  return chat.is_forum ? 'a forum with topics' : 'everyone and the bot';
};
