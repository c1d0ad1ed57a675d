import { element } from './element.js';
import { avatar, colourOf } from './people.js';
import { reactionBar, reactionChoice } from './reactions.js';

export const timeOf = (seconds) =>
  new Date(seconds * 1000).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });

/** One message as an element. `doing` holds what its buttons do. */
export function bubble(message, { me, people, role, follows, goesOn, onlyWho }, doing) {
  if (message.kind === 'service') return element('p', { class: 'service' }, message.service);
  const kinds = {
    own: message.from.id === me,
    private: message.private_to !== undefined,
    follows,
    'goes-on': goesOn,
  };
  const classes = Object.keys(kinds).filter((kind) => kinds[kind]);
  return element(
    'article',
    {
      class: ['message', ...classes].join(' '),
      'data-colour': colourOf(message.from.id, people),
      'aria-label': `${message.from.name}, ${timeOf(message.date)}`,
    },
    avatar(message.from.id, message.from.name, people),
    element(
      'div',
      { class: 'body' },
      element(
        'div',
        { class: 'bubble' },
        kinds.private && element('p', { class: 'only-you' }, onlyWho),
        element(
          'p',
          { class: 'name' },
          element('b', { dir: 'auto' }, message.from.name),
          (message.tag ?? role) && element('span', { class: 'role' }, message.tag ?? role),
        ),
        message.reply_to && quote(message.reply_to, doing),
        media(message),
        element(
          'div',
          { class: 'content' },
          text(message, doing),
          element('time', { datetime: new Date(message.date * 1000).toISOString() }, foot(message)),
        ),
        reactionBar(message, doing),
      ),
      keyboard(message, doing),
    ),
    actions(message, doing),
  );
}

const foot = (message) =>
  [message.forwarded && 'forwarded', message.edited && 'edited', timeOf(message.date)]
    .filter(Boolean)
    .join(' · ');

function quote(reply, doing) {
  return element(
    'button',
    {
      class: 'quote',
      type: 'button',
      title: 'Go to this message',
      onclick: () => doing.find(reply.message_id),
    },
    element('b', { dir: 'auto' }, reply.name),
    element('span', { dir: 'auto' }, reply.text || '…'),
  );
}

function media(message) {
  const { kind, file_id, file_name } = message;
  if (kind === 'text') return undefined;
  const address = file_id && `/local/file?id=${encodeURIComponent(file_id)}`;
  if (kind === 'photo' && address) {
    const image = element('img', { class: 'picture', src: address, alt: message.text || 'Picture' });
    image.addEventListener('error', () => image.replaceWith(element('p', { class: 'media' }, 'Picture')));
    return image;
  }
  if (kind === 'document' && address) {
    return element('a', { class: 'media', href: address, download: file_name ?? true }, file_name ?? 'File');
  }
  return element('p', { class: 'media' }, kind.replaceAll('_', ' '));
}

/** The server has made the text safe HTML; commands in it become buttons, as in Telegram. */
function text(message, doing) {
  if (message.html === '') return undefined;
  const words = element('div', { class: 'text', dir: 'auto' });
  words.innerHTML = message.html;
  for (const span of words.querySelectorAll('span.bot_command')) {
    const command = span.textContent;
    span.replaceWith(
      element(
        'button',
        { class: 'command', type: 'button', dir: 'ltr', onclick: () => doing.say(command) },
        command,
      ),
    );
  }
  for (const hidden of words.querySelectorAll('span.spoiler')) {
    hidden.addEventListener('click', () => hidden.classList.add('open'));
  }
  return words;
}

function keyboard(message, doing) {
  if (message.buttons.length === 0) return undefined;
  const rows = message.buttons.map((row) =>
    element('div', { class: 'row' }, ...row.map((button) => inlineButton(message, button, doing))),
  );
  return element(
    'div',
    { class: 'keyboard', role: 'group', 'aria-label': 'Buttons of this message' },
    ...rows,
  );
}

function inlineButton(message, button, doing) {
  const start = button.url && doing.startOf(button.url);
  if (start) {
    const follow = () => doing.start(start);
    return element('button', { class: 'key', type: 'button', onclick: follow }, `${button.text} ↗`);
  }
  if (button.url && doing.isInvite(button.url)) {
    const join = () => doing.join(button.url);
    return element(
      'button',
      { class: 'key', type: 'button', dir: 'auto', onclick: join },
      `${button.text} ↗`,
    );
  }
  if (button.url) {
    const link = {
      class: 'key',
      dir: 'auto',
      href: button.url,
      target: '_blank',
      rel: 'noopener noreferrer',
    };
    // Only what a browser should open: a bot may not run scripts in this page.
    if (/^https?:/i.test(button.url)) return element('a', link, `${button.text} ↗`);
  }
  const made = element('button', { class: 'key', type: 'button', dir: 'auto' }, button.text);
  made.addEventListener('click', async () => {
    made.disabled = true;
    await doing.press(message, button);
    made.disabled = false;
  });
  return made;
}

function actions(message, doing) {
  const reachable = message.ephemeral_message_id === undefined;
  if (!reachable) return undefined;
  const edit = {
    type: 'button',
    class: 'edit',
    title: 'Edit your message',
    onclick: () => doing.edit(message),
  };
  return element(
    'div',
    { class: 'actions' },
    element(
      'button',
      {
        type: 'button',
        class: 'reply',
        title: `Reply to ${message.from.name}`,
        onclick: () => doing.reply(message),
      },
      'Reply',
    ),
    doing.mayEdit(message) && element('button', edit, 'Edit'),
    reactionChoice(message, doing),
  );
}
