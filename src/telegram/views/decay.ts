import { decayRules } from '../../engine/moderation/decay-switch.ts';
import type { ViewContext } from './context.ts';
import type { Rendered } from './rendered.ts';

/** That silence costs points. Null: it does not any more, or not as it was meant then; the later change tells. */
export async function decay({ settings, notice, say }: ViewContext): Promise<Rendered | null> {
  const { days, percent, of } = decayRules(settings);
  const meant = notice.params;
  if (days === 0 || days !== meant.days || percent !== meant.percent || of !== meant.of) return null;
  return { html: say(`decay.begins_${of}`, { days, percent }) };
}
