/**
 * Who looks at what, as the address keeps it: `#anna`, `#anna/private`, `#anna+boris/workshop/tools`,
 * with `?calls` where the drawer is open. So two windows can be two people, and a reload changes nothing.
 */
export function readAddress() {
  const [path, query = ''] = location.hash.slice(1).split('?');
  const [people = '', chat = '', topic = ''] = path.split('/').map(decoded);
  const [me = '', beside] = people.split('+');
  return { me, beside: beside || undefined, chat, topic, calls: query === 'calls' };
}

function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return '';
  }
}

export function addressOf({ me, beside, chat = '', topic = '', calls }) {
  const people = beside ? `${me}+${beside}` : me;
  const path = [people, chat, topic].map((part) => part.replace(/[/?#%\s]/g, encodeURIComponent));
  while (path.length > 1 && path.at(-1) === '') path.pop();
  return `#${path.join('/')}${calls ? '?calls' : ''}`;
}

/** A name as a part of the address. */
export const slug = (name) =>
  name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');
