/**
 * An element. Names with a capital or of handlers are set as properties, the others as attributes;
 * false and undefined leave one out. Strings among the children are always text, never HTML.
 */
export function element(tag, given = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined || value === false) continue;
    if (typeof value === 'function' || /[A-Z]/.test(name)) made[name] = value;
    else made.setAttribute(name, value === true ? '' : value);
  }
  made.append(...children.filter((child) => child !== undefined && child !== null && child !== false));
  return made;
}

export const byId = (id) => document.getElementById(id);

/** Makes these the children of the box; those already there are not touched, and keep the focus. */
export function arrange(box, nodes) {
  const wanted = new Set(nodes);
  for (const child of [...box.children]) if (!wanted.has(child)) child.remove();
  nodes.forEach((node, at) => {
    if (box.children[at] !== node) box.insertBefore(node, box.children[at] ?? null);
  });
}

/** The named parts of a piece of the page that is there more than once. */
export function partsOf(root) {
  const named = [root, ...root.querySelectorAll('[data-part]')].filter(({ dataset }) => dataset.part);
  return Object.fromEntries(named.map((part) => [part.dataset.part, part]));
}
