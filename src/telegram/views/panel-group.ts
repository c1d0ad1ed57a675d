import { settingOf } from '../../settings/catalogue.ts';
import type { Group } from '../../settings/kinds.ts';
import { groupPage, HOME } from '../../settings/panel/page.ts';
import { type Html, html, plainText } from '../../text/html.ts';
import { framed, inShort, type PanelContext, turning } from './panel-frame.ts';
import type { Rendered } from './rendered.ts';

/** A page of the settings of a group: switches are turned here, everything else has a page of its own. */
export function groupOf(context: PanelContext, group: Group, asked: number): Rendered {
  const { say, button, value, changes } = context;
  const { keys, page, pages } = groupPage(group, asked);
  const name = say(`group.${group}`);
  const lines: Html[] = [
    pages > 1 ? say('panel.group_page', { name, page, pages }) : say('panel.group', { name }),
    html``,
  ];
  if (group === 'experience' && value('experience.policy') !== 'activity')
    lines.push(say('panel.policy_note'), html``);
  const rows = keys.map((key) => {
    const shown = inShort(context, key, value(key));
    const label = plainText(say(`setting.${key}.label`));
    const isSwitch = settingOf(key).type === 'switch';
    lines.push(say(changes.has(key) ? 'panel.line_changed' : 'panel.line', { key, value: shown }));
    if (isSwitch) lines.push(html`<i>${say(`setting.${key}.help`)}</i>`);
    const mark = changes.has(key) ? '✎ ' : '';
    return [
      isSwitch
        ? button(`${mark}${value(key) ? '✅' : '◻️'} ${label}`, { do: 'toggle', key })
        : button(`${mark}${label}: ${shown}`, { do: 'show', page: { at: 'setting', key, page: 1 } }),
    ];
  });
  const turn = turning(context, page, pages, (to) => ({
    do: 'show',
    page: { at: 'group', group, page: to },
  }));
  const back = button(say('panel.button_back').text, { do: 'show', page: HOME });
  return framed(context, lines, [...rows, ...(turn.length > 0 ? [turn] : []), [back]]);
}
