import { element } from './element.js';

const OFFERED = ['👍', '❤', '🔥', '🙏', '🏆', '👎'];
const MOST = 3;

const signOf = (type) => type.emoji ?? (type.type === 'paid' ? '⭐' : '✨');

/** My reactions on the message if this one is switched over; the oldest makes room. */
function switched(message, emoji) {
  const mine = message.reactions.filter((reaction) => reaction.mine).map(({ type }) => type.emoji ?? type);
  return mine.includes(emoji) ? mine.filter((other) => other !== emoji) : [...mine, emoji].slice(-MOST);
}

/** What stands under a message; pressing one joins in or takes it back. */
export function reactionBar(message, doing) {
  if (message.reactions.length === 0) return undefined;
  const shown = message.reactions.map(({ type, count, mine }) =>
    element(
      'button',
      {
        type: 'button',
        class: 'reaction',
        'aria-pressed': String(mine),
        disabled: type.emoji === undefined,
        onclick: () => doing.react(message, switched(message, type.emoji)),
      },
      `${signOf(type)} ${count}`,
    ),
  );
  return element('p', { class: 'reactions' }, ...shown);
}

/** A small choice of reactions to put on a message. */
export function reactionChoice(message, doing) {
  const box = element('details', { class: 'react' });
  const choose = (emoji) => {
    box.open = false;
    doing.react(message, switched(message, emoji));
  };
  const offered = OFFERED.map((emoji) =>
    element(
      'button',
      { type: 'button', 'aria-label': `React with ${emoji}`, onclick: () => choose(emoji) },
      emoji,
    ),
  );
  box.append(
    element('summary', { 'aria-label': 'React', title: 'React' }, '☺'),
    element('div', { class: 'menu' }, ...offered),
  );
  box.addEventListener('focusout', ({ relatedTarget }) => {
    if (!box.contains(relatedTarget)) box.open = false;
  });
  return box;
}
