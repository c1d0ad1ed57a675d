import { slug } from './address.js';
import { arrange, element } from './element.js';

/** What has no topic of its own stands in General. */
const GENERAL = { id: undefined, name: 'General', slug: '' };

export const topicsOf = (chat, details) =>
  chat.is_forum
    ? [GENERAL, ...(details?.topics ?? []).map(({ id, name }) => ({ id, name, slug: slug(name) }))]
    : [];

/** The tabs of a forum. A dot stands on a topic that has something this person has not seen yet. */
export function createTopics(box, onChoose) {
  const seen = new Map();
  const tabs = new Map();

  const newest = (messages, { id }) =>
    messages.reduce((most, { thread, message_id }) => (thread === id ? Math.max(most, message_id) : most), 0);

  return {
    show(topics, open, messages, place) {
      box.hidden = topics.length === 0;
      const shown = topics.map((topic) => {
        const key = `${place}/${topic.slug}`;
        const last = newest(messages, topic);
        if (topic === open || !seen.has(key)) seen.set(key, last);
        return tab(topic, topic === open, last > seen.get(key));
      });
      arrange(box, shown);
    },
  };

  function tab(topic, isOpen, fresh) {
    const kept = tabs.get(topic.slug) ?? element('button', { type: 'button' });
    tabs.set(topic.slug, kept);
    const look = `${topic.name} ${fresh}`;
    if (kept.dataset.look !== look) {
      kept.dataset.look = look;
      kept.replaceChildren(topic.name, ...(fresh ? [element('span', { class: 'unseen' }, ', new')] : []));
    }
    kept.className = fresh ? 'fresh' : '';
    if (isOpen) kept.setAttribute('aria-current', 'page');
    else kept.removeAttribute('aria-current');
    kept.onclick = () => onChoose(topic);
    return kept;
  }
}
