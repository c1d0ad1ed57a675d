import { switchesOf, titlesOf } from '../../engine/ranks/titles.ts';
import { curveOf } from '../../engine/rules-of.ts';
import { readPlace } from '../../leaderboard/store.ts';
import { levelOf } from '../../model/curve.ts';
import { fullName } from '../../model/person.ts';
import type { KnownMember } from '../../people/store.ts';
import { type Card, type CardBar, initialOf, shareOf } from '../../profile/card.ts';
import { faceOf, paletteOf } from '../../profile/palette.ts';
import { readCardColour } from '../../profile/store.ts';
import { titleOf } from '../../ranks/ladder.ts';
import { runsLeft } from '../../text/direction.ts';
import { Html, plainText } from '../../text/html.ts';
import type { ViewContext } from './context.ts';
import { askedMember, standingOf } from './me.ts';
import type { Rendered } from './rendered.ts';

/** Somebody's card; in words where it cannot be drawn or sent. */
export async function rank(context: ViewContext): Promise<Rendered> {
  const member = await askedMember(context);
  if (member instanceof Html) return { html: member };
  const html = await standingOf(context, member);
  const photo = await context.pictures.card(await cardOf(context, member), member.userId);
  return photo ? { html, photo } : { html };
}

async function cardOf(context: ViewContext, member: KnownMember): Promise<Card> {
  const { database, chat, chatId, settings, notice } = context;
  const { experience, reputation, userId } = member;
  const name = fullName({ ...member, id: userId });
  const { ladder } = titlesOf(chat?.ladder ?? '', settings.language);
  const title = titleOf(experience, reputation, ladder, switchesOf(settings), member.title);
  const ranked = member.present && !member.hidden;
  const standing = ranked ? await readPlace(database, chatId, 'sum', reputation) : null;
  const colour = await readCardColour(database, chatId, userId);
  const say = plainly(context);
  return {
    name,
    otherwise: `#${userId}`,
    initial: initialOf(name),
    face: faceOf(userId),
    title: title?.name ?? '',
    figures: [
      { label: say('rank.reputation'), value: say('rank.figure', { figure: reputation }) },
      ...(standing
        ? [{ label: say('rank.place'), value: say('rank.place_figure', { place: standing.place }) }]
        : []),
    ],
    bars:
      settings['experience.enabled'] || experience !== 0
        ? [
            textBar(
              context,
              experience,
              ranked ? await readPlace(database, chatId, 'experience', experience) : null,
            ),
          ]
        : [],
    chat: chat?.title ?? '',
    palette: paletteOf(settings['card.theme'], settings['card.background'], colour),
    leftward: runsLeft(notice.language),
  };
}

function textBar(context: ViewContext, experience: number, standing: { place: number } | null): CardBar {
  const say = plainly(context);
  const curve = curveOf(context.settings);
  const level = levelOf(curve, experience);
  const [begins, next] = [curve.begins(level), curve.begins(level + 1)];
  return {
    level: say('rank.level', { level }),
    kind: '',
    earned: say('rank.earned', { earned: experience, next }),
    remaining: say('rank.remaining', { missing: next - Math.max(experience, begins), level: level + 1 }),
    place: standing ? say('rank.place_beside', standing) : '',
    share: shareOf(experience, begins, next),
  };
}

function plainly({ say }: ViewContext) {
  return (...[key, params]: Parameters<ViewContext['say']>): string => plainText(say(key, params));
}
