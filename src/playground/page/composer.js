import { byId } from './element.js';
import { complain } from './toast.js';

/** Where one writes: Enter sends, Shift+Enter breaks the line, Esc gives up the reply. */
export function createComposer(send) {
  const form = byId('composer');
  const text = byId('text');
  const bar = byId('reply');
  let replyTo;

  const grow = () => {
    text.style.height = 'auto';
    text.style.height = `${Math.min(text.scrollHeight, 160)}px`;
  };
  const setReply = (message) => {
    replyTo = message;
    bar.hidden = !message;
    if (!message) return;
    byId('reply-name').textContent = `Reply to ${message.from.name}`;
    byId('reply-text').textContent = message.text || message.kind;
    text.focus();
  };

  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const words = text.value.trim();
    if (words === '') return;
    const [kept, to] = [text.value, replyTo];
    text.value = '';
    setReply(undefined);
    grow();
    try {
      await send(words, to);
    } catch (error) {
      complain(error);
      // Nothing that was typed is lost, unless something new has been typed meanwhile.
      if (text.value !== '') return;
      text.value = kept;
      setReply(to);
      grow();
    }
  });
  text.addEventListener('input', grow);
  form.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && replyTo) setReply(undefined);
    if (event.target !== text || event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
  byId('reply-cancel').addEventListener('click', () => {
    setReply(undefined);
    text.focus();
  });

  return {
    setReply,
    /** Where and as whom one writes now; a reply begun elsewhere is given up. */
    moved(placeholder) {
      text.placeholder = placeholder;
      setReply(undefined);
    },
    /** Gives up the reply when its message is gone. */
    check: (messages) => {
      if (replyTo && !messages.some(({ message_id }) => message_id === replyTo.message_id))
        setReply(undefined);
    },
    focus: () => text.focus(),
  };
}
