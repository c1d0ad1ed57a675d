import { partsOf } from './element.js';
import { complain } from './toast.js';

/** The server takes a megabyte, and base64 is a third longer than what it stands for. */
const LARGEST_FILE = 700_000;

async function contentsOf(file) {
  if (file.size > LARGEST_FILE) throw new Error('Here a file may have 700 KB at most.');
  const bytes = new Uint8Array(await file.arrayBuffer());
  const data = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  return { name: file.name, mime: file.type, data };
}

/**
 * Where one writes: Enter sends, Shift+Enter breaks the line, Esc gives up the reply or the edit,
 * ArrowUp in an empty field edits one's own last message.
 */
export function createComposer(root, { send, change, lastOwn }) {
  const {
    composer: form,
    text,
    file,
    reply: bar,
    'reply-name': name,
    'reply-text': quoted,
    cancel,
  } = partsOf(root);
  /** What one writes about: a message to reply to or to edit. */
  let about;
  let isEdit = false;
  /** What stood in the field before an edit began. */
  let draft = '';

  const grow = () => {
    text.style.height = 'auto';
    text.style.height = `${Math.min(text.scrollHeight, 160)}px`;
  };
  const write = (words) => {
    text.value = words;
    grow();
  };
  const set = (message, edits) => {
    if (edits && !isEdit) draft = text.value;
    about = message;
    isEdit = edits;
    bar.hidden = !message;
    bar.classList.toggle('editing', edits);
    if (!message) return;
    name.textContent = edits ? 'Edit your message' : `Reply to ${message.from.name}`;
    quoted.textContent = message.text || message.kind;
    cancel.setAttribute('aria-label', edits ? 'Cancel the edit' : 'Cancel the reply');
  };
  const giveUp = () => {
    const wasEdit = isEdit;
    set(undefined, false);
    if (wasEdit) write(draft);
  };
  const setReply = (message) => {
    if (isEdit) giveUp();
    set(message, false);
    text.focus();
  };
  const setEdit = (message) => {
    set(message, true);
    write(message.text);
    text.focus();
    text.setSelectionRange(message.text.length, message.text.length);
  };

  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const words = text.value.trim();
    const [kept, to, edits] = [text.value, about, isEdit];
    if (words === '') return;
    if (edits && words === to.text.trim()) return giveUp();
    set(undefined, false);
    write(edits ? draft : '');
    const shown = text.value;
    try {
      await (edits ? change(to, words) : send(words, to));
    } catch (error) {
      complain(error);
      // Nothing that was typed is lost, unless something new has been typed meanwhile.
      if (text.value !== shown || about) return;
      set(to, edits);
      write(kept);
    }
  });
  /** A file goes at once, with what stands in the field as its caption. */
  file.addEventListener('change', async () => {
    const [chosen] = file.files;
    file.value = '';
    if (!chosen) return;
    const to = isEdit ? undefined : about;
    if (isEdit) giveUp();
    try {
      await send(text.value.trim(), to, await contentsOf(chosen));
      set(undefined, false);
      write('');
    } catch (error) {
      complain(error);
    }
  });
  text.addEventListener('input', grow);
  form.addEventListener('keydown', (event) => {
    if (event.isComposing) return;
    if (event.key === 'Escape' && about) giveUp();
    if (event.target !== text) return;
    if (event.key === 'ArrowUp' && text.value === '' && !about) {
      const own = lastOwn();
      if (!own) return;
      event.preventDefault();
      setEdit(own);
    }
    if (event.key !== 'Enter' || event.shiftKey) return;
    event.preventDefault();
    form.requestSubmit();
  });
  cancel.addEventListener('click', () => {
    giveUp();
    text.focus();
  });

  return {
    setReply,
    setEdit,
    /** Where and as whom one writes now; a reply or an edit begun elsewhere is given up. */
    moved: giveUp,
    label(label, placeholder) {
      text.setAttribute('aria-label', label);
      text.placeholder = placeholder;
    },
    /** Gives up the reply or the edit when its message is gone. */
    check(messages) {
      if (about && !messages.some(({ message_id }) => message_id === about.message_id)) giveUp();
    },
    allow(may) {
      form.hidden = !may;
    },
  };
}
