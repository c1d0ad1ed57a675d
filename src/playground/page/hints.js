import { element } from './element.js';

/** Whom one could thank: the author of the newest message of another person. */
const thankable = (messages, me) =>
  messages.findLast(
    ({ from, kind, text, private_to }) =>
      from.id !== me && !from.is_bot && kind !== 'service' && !private_to && !text.startsWith('/'),
  );

/** First steps as chips over the text field; each does at once what it says. */
export function showHints(box, { messages, me, isGroup, isAdmin }, say) {
  const whom = isGroup ? thankable(messages, me) : undefined;
  const steps = isGroup
    ? ['/top', '/me', '/why', '/undo', '/help', ...(isAdmin ? ['/settings', '/log', '/get'] : [])]
    : ['/start', '/settings', '/help', '/language'];
  const chips = steps.map((command) => ({ label: command, act: () => say(command) }));
  if (whom) {
    chips.unshift({
      label: `Reply “thank you” to ${whom.from.name}`,
      act: () => say('Thank you!', whom),
      isFirst: true,
    });
  }
  const print = JSON.stringify([me, isGroup, whom?.message_id, chips.map(({ label }) => label)]);
  if (box.dataset.print === print) return;
  box.dataset.print = print;
  box.replaceChildren(
    ...chips.map(({ label, act, isFirst }) =>
      element('button', { type: 'button', class: isFirst ? 'chip first' : 'chip', onclick: act }, label),
    ),
  );
}
