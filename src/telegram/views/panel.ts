import { LINKS } from '../../engine/panel/links.ts';
import { isSettingKey } from '../../settings/catalogue.ts';
import { formatValue } from '../../settings/format.ts';
import { groups, HOME, keysOf, LISTED, listPage, readPage } from '../../settings/panel/page.ts';
import { html } from '../../text/html.ts';
import type { ViewContext } from './context.ts';
import { panelElsewhere } from './panel-ends.ts';
import { type Buttons, framed, inRows, type PanelContext, panelContext, shorten } from './panel-frame.ts';
import { groupOf } from './panel-group.ts';
import { addingTo, listedOn, listOf } from './panel-lists.ts';
import { settingOn } from './panel-setting.ts';
import type { Rendered } from './rendered.ts';

/** Longer values are cut where several stand below each other. */
const LONGEST_VALUE = 80;

/** A page of somebody's settings panel, as it was when they pressed; never for all to see. */
export async function panel(context: ViewContext): Promise<Rendered> {
  if (context.by === 'public' && context.notice.chat < 0) return panelElsewhere(context);
  const panel = panelContext(context);
  const page = readPage(String(context.notice.params.page)) ?? HOME;
  switch (page.at) {
    case 'group':
      return groupOf(panel, page.group, page.page);
    case 'setting':
      return settingOn(panel, page.key, page.page);
    case 'meanwhile':
      return meanwhile(panel);
    case 'list':
      return listOf(panel, page.what, page.page);
    case 'listed':
      return listedOn(panel, page.what, page.id);
    case 'adding':
      return addingTo(panel, page.what);
    default:
      return home(panel);
  }
}

function home(context: PanelContext): Rendered {
  const { say, chat, notice, changes, button } = context;
  const sections = groups.map((group) => {
    const name = say(`group.${group}`).text;
    const changed = keysOf(group).some((key) => changes.has(key));
    return button(changed ? `✎ ${name}` : name, { do: 'show', page: { at: 'group', group, page: 1 } });
  });
  const links = [
    ...LISTED.map((what) =>
      button(say(`panel.button_${what}s`).text, { do: 'show', page: listPage(what, 1) }),
    ),
    ...LINKS.map(({ key, code }) => button(say(key).text, { do: 'link', link: code })),
  ];
  const last = [
    ...(notice.chat > 0 ? [button(say('panel.button_groups').text, { do: 'groups' })] : []),
    ...(changes.size === 0 ? [button(say('panel.button_close').text, { do: 'close' })] : []),
  ];
  const buttons: Buttons = [...inRows(sections, 2), ...inRows(links, 2), ...(last.length > 0 ? [last] : [])];
  return framed(context, [say('panel.title', { chat: chat?.title ?? '' }), say('panel.note')], buttons);
}

/** What others have saved, and what of it would be replaced, before it is. */
function meanwhile(context: PanelContext): Rendered {
  const { say, notice, button, value } = context;
  const { keys, before, after, conflicts } = notice.params as Record<string, readonly string[]>;
  const lines = [say('panel.meanwhile_title')];
  (keys ?? []).forEach((key, index) => {
    if (!isSettingKey(key)) return;
    const from = shorten(before?.[index] ?? '', LONGEST_VALUE);
    const to = shorten(after?.[index] ?? '', LONGEST_VALUE);
    if (!conflicts?.includes(key)) lines.push(say('panel.meanwhile_line', { key, from, to }));
    else {
      const mine = shorten(formatValue(key, value(key)), LONGEST_VALUE);
      lines.push(say('panel.meanwhile_mine', { key, from, to, mine }));
    }
  });
  lines.push(html``, say('panel.meanwhile_note'));
  return {
    ...framed(context, lines, []),
    keyboard: {
      inline_keyboard: [
        [button(say('panel.button_over').text, { do: 'save' })],
        [button(say('panel.button_yield').text, { do: 'yield' })],
        [button(say('panel.button_back').text, { do: 'show', page: HOME })],
      ],
    },
  };
}
