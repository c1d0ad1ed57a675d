import { boostFigures, boostsToCome } from '../../engine/experience/boost.ts';
import { boostAt, readBoosts, writeBoost } from '../../model/boost.ts';
import type { Seconds } from '../../model/time.ts';
import type { SettingKey } from '../../settings/catalogue.ts';
import type { AnyValue } from '../../settings/kinds.ts';
import { join } from '../../text/html.ts';
import type { ViewContext } from './context.ts';
import type { Rendered } from './rendered.ts';

/** `/boost`: what holds now, what is usual, and what comes. */
export async function boosts({ settings, notice, chat, say }: ViewContext): Promise<Rendered> {
  const all = readBoosts(settings['experience.boosts']) ?? [];
  const usual = settings['experience.boost'];
  const toCome = boostsToCome(all, notice.at);
  const now = boostAt(all, usual, notice.at);
  const lines = [
    say('boost.title', { chat: chat?.title ?? '' }),
    say(now === 0 ? 'boost.now_none' : 'boost.now', { percent: now }),
    ...(now === usual ? [] : [say('boost.usual', { percent: usual })]),
    ...toCome.map((one, index) =>
      say('boost.line', { ...boostFigures(one, settings.time_zone), number: index + 1 }),
    ),
    say(toCome.length > 0 ? 'boost.note_cancel' : 'boost.note', { zone: settings.time_zone }),
  ];
  return { html: join(lines, '\n') };
}

/** A setting as it is shown: of timed boosts those that hold or come, as past ones are kept only for what comes late. */
export function stillHolding(key: SettingKey, value: AnyValue, at: Seconds): AnyValue {
  if (key !== 'experience.boosts' || typeof value !== 'object') return value;
  return boostsToCome(readBoosts(value) ?? [], at).map(writeBoost);
}
