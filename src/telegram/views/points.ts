import { curvesOf } from '../../engine/jobs/jobs.ts';
import { levelOf, onCurve } from '../../model/curve.ts';
import { fullName } from '../../model/person.ts';
import { readSomeExperienced } from '../../people/store.ts';
import { CEILING } from '../../reputation/rules.ts';
import { type Html, join } from '../../text/html.ts';
import type { ViewContext } from './context.ts';
import type { Rendered } from './rendered.ts';

/** What becomes of the points that members have is asked, with what each answer would make of three of them. */
export async function points(context: ViewContext): Promise<Rendered> {
  const { notice, say } = context;
  const question = say(notice.params.same === true ? 'points.ask_same' : 'points.ask');
  return { html: join([question, ...(await examples(context))], '\n') };
}

/** The one with most of them, one in the middle and the one with least; hidden members are nobody's example. */
async function examples({ database, chatId, notice, say }: ViewContext): Promise<Html[]> {
  const { payload, same } = notice.params;
  const curves = curvesOf(typeof payload === 'string' ? payload : null);
  const members = curves ? await readSomeExperienced(database, chatId) : [];
  const middle = Math.floor(members.length / 2);
  const chosen = new Set([0, middle, members.length - 1].flatMap((at) => members[at] ?? []));
  if (!curves || chosen.size === 0) return [];
  const { from, to } = curves;
  const lines = [...chosen].map(({ experience, ...person }) => {
    const converted = onCurve(from, to, experience, CEILING);
    return say(same === true ? 'points.example_same' : 'points.example', {
      name: fullName(person),
      level: levelOf(from, experience),
      points: experience,
      kept: levelOf(to, experience),
      converted: levelOf(to, converted),
      converted_points: converted,
      anew: levelOf(to, 0),
    });
  });
  return [say('points.examples'), ...lines];
}
