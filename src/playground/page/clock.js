import { act } from './api.js';
import { byId, element } from './element.js';
import { complain } from './toast.js';

const STEPS = [
  ['10 minutes', 600],
  ['1 hour', 3_600],
  ['1 day', 86_400],
  ['1 week', 604_800],
];

let offset = 0;

/**
 * The world's clock, which can be moved on: what has to be waited for need not be. On a phone its menu has room for
 * starting over, too.
 */
export function createClock({ onStartOver }) {
  const box = byId('clock');
  const skip = (seconds) => {
    box.open = false;
    act('clock', { seconds }).then(({ clock_offset }) => setClock(clock_offset), complain);
  };
  byId('skip').append(
    element('span', {}, 'Move the clock on'),
    ...STEPS.map(([label, seconds]) =>
      element('button', { type: 'button', onclick: () => skip(seconds) }, `+ ${label}`),
    ),
    element('button', { type: 'button', className: 'narrow', onclick: onStartOver }, 'Start over …'),
  );
  box.addEventListener('focusout', ({ relatedTarget }) => {
    if (!box.contains(relatedTarget)) box.open = false;
  });
  box.addEventListener('keydown', ({ key }) => {
    if (key !== 'Escape') return;
    box.open = false;
    box.querySelector('summary').focus();
  });
  setInterval(show, 5_000);
  show();
}

export function setClock(seconds) {
  offset = seconds;
  show();
}

function show() {
  const now = new Date(Date.now() + offset * 1000);
  const time = now.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
  byId('time').textContent = offset === 0 ? time : `${time} · ${ahead(offset)} ahead`;
}

function ahead(seconds) {
  const days = Math.floor(seconds / 86_400);
  const hours = Math.floor((seconds % 86_400) / 3_600);
  const minutes = Math.floor((seconds % 3_600) / 60);
  return [days && `${days} d`, hours && `${hours} h`, minutes && `${minutes} min`].filter(Boolean).join(' ');
}
