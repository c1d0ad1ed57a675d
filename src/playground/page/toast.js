import { byId, element } from './element.js';

/** A short word that goes by itself, or when clicked. Links of the bot are offered, never followed. */
export function toast(text, { link, alert = false, fault = false } = {}) {
  const words = link
    ? element('a', { href: link, target: '_blank', rel: 'noopener noreferrer' }, text || link)
    : text;
  const shown = element('p', { class: fault ? 'fault' : 'said', dir: 'auto' }, words);
  const gone = () => shown.remove();
  shown.addEventListener('click', gone);
  setTimeout(gone, alert || link ? 8_000 : Math.min(8_000, 2_500 + text.length * 40));
  // Said once more, it takes the place of itself.
  for (const before of byId('toasts').children) if (before.textContent === shown.textContent) before.remove();
  byId('toasts').append(shown);
}

export const complain = (error) => toast(error.message, { fault: true });
