import { isTitleId } from '../../engine/experience/excluded.ts';
import { titlesOf } from '../../engine/ranks/titles.ts';
import { findNames } from '../../people/store.ts';
import { commaOf } from '../../text/format.ts';
import { type Html, html, join, truncate } from '../../text/html.ts';
import type { ViewContext } from './context.ts';
import type { Rendered } from './rendered.ts';

/** `/exclude list`: who and what earns nothing. */
export async function exclusions(context: ViewContext): Promise<Rendered> {
  const { database, settings, chat, notice, say } = context;
  const { ladder } = titlesOf(chat?.ladder ?? '', settings.language);
  const ids = settings['experience.excluded_members'].map(Number);
  const names = await findNames(database, ids);
  const titles = settings['experience.excluded_titles'].filter((id) => isTitleId(ladder, id));
  const titleName = (id: string) => html`${ladder.find((title) => String(title.id) === id)?.name ?? ''}`;
  const given = (list: unknown): string[] => (Array.isArray(list) ? list.map(String) : []);
  const freed = [
    ...given(notice.params.topics).map((id) => topicLink(context.chatId, id)),
    ...given(notice.params.titles)
      .filter((id) => isTitleId(ladder, id))
      .map(titleName),
    ...given(notice.params.tags).map((tag) => html`${tag}`),
  ];
  const comma = html`${commaOf(notice.language)}`;
  const found: [key: string, names: Html[]][] = [
    ['exclude.list_members', ids.map((id) => html`${names.get(id) ?? `#${id}`}`)],
    [
      'exclude.list_topics',
      settings['experience.excluded_topics'].map((id) => topicLink(context.chatId, id)),
    ],
    ['exclude.list_titles', titles.map(titleName)],
    ['exclude.list_tags', settings['experience.excluded_tags'].map((tag) => html`${tag}`)],
  ];
  const lines = found
    .filter(([, all]) => all.length > 0)
    .map(([key, all]) => say(key, { names: join(all, comma) }));
  const head = lines.length === 0 ? 'exclude.list_none' : 'exclude.list_title';
  const tail = freed.length === 0 ? [] : [say('exclude.freed', { names: join(freed, comma) })];
  return {
    html: truncate(join([say(head, { chat: chat?.title ?? '' }), ...lines, ...tail], '\n'), 4096),
  };
}

/** A number says nothing: its link leads there. Only supergroups have topics. */
function topicLink(chat: number, topic: string): Html {
  const group = /^-100(\d+)$/.exec(String(chat))?.[1];
  return group ? html`<a href="https://t.me/c/${group}/${topic}">${topic}</a>` : html`${topic}`;
}
