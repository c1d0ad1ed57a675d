import type { TitleFilter } from '../../leaderboard/statements.ts';
import type { Titles } from '../../ranks/change.ts';
import {
  type Ladder,
  type LadderSwitches,
  readLadder,
  sameName,
  type Title,
  titleOf,
} from '../../ranks/ladder.ts';
import type { ChatSettings } from '../../settings/catalogue.ts';
import { languageDefaults } from '../../text/i18n.ts';
import type { MemberRow } from '../draft/rows.ts';
import type { ChatDraft } from '../draft.ts';

/** An empty ladder is dull: a chat that has made none has four titles by reputation, in its language. */
const DEFAULT_REPUTATIONS = [5, 25, 100, 300];

const MOST_KEPT = 500;
/** By language, then by what is stored. */
const kept = new Map<string, Map<string, Titles>>();

/** A chat's titles by what is stored of them; kept by content, so never stale. */
export function titlesOf(stored: string, language: string): Titles {
  const ofLanguage = kept.get(language) ?? new Map<string, Titles>();
  const known = ofLanguage.get(stored);
  if (known) return known;
  kept.set(language, ofLanguage);
  const titles = stored === '' ? defaultTitles(language) : translated(parseTitles(stored), language);
  if (ofLanguage.size >= MOST_KEPT) ofLanguage.delete(ofLanguage.keys().next().value as string);
  ofLanguage.set(stored, titles);
  return titles;
}

export function storeTitles({ made, ladder }: Titles): string {
  return JSON.stringify({ made, ladder });
}

function parseTitles(stored: string): Titles {
  try {
    const { made, ladder } = JSON.parse(stored) as { made: unknown; ladder: unknown };
    return { made: Number.isSafeInteger(made) ? (made as number) : 0, ladder: readLadder(ladder) };
  } catch {
    return { made: 0, ladder: [] };
  }
}

function defaultTitles(language: string): Titles {
  const names = languageDefaults(language).lists.titles;
  const ladder: Ladder = DEFAULT_REPUTATIONS.map((reputation, index) => ({
    id: index + 1,
    name: names[index] ?? `${reputation}`,
    experience: null,
    reputation,
    ready: index + 1,
  }));
  return { made: ladder.length, ladder };
}

/** Ready titles are called as the language has it, not as it was when they were stored. */
function translated({ made, ladder }: Titles, language: string): Titles {
  if (ladder.every(({ ready }) => ready === undefined)) return { made, ladder };
  const names = languageDefaults(language).lists.titles;
  const free = (name: string, title: Title) =>
    ladder.every((one) => one === title || !sameName(one.name, name));
  const called = (title: Title): Title => {
    const name = names[(title.ready ?? 0) - 1];
    // A title of the admins' own may be called like that; then the name that was stored stays.
    return title.ready !== undefined && name && free(name, title) ? { ...title, name } : title;
  };
  return { made, ladder: ladder.map(called) };
}

/** By how many percent the title that a member holds multiplies what they earn. */
export function titleBoost(facts: ChatDraft, member: MemberRow): number {
  // A ladder that nobody has made has none.
  if (!facts.row.ladder.includes('"boost"')) return 0;
  return heldTitle(facts, member)?.boost ?? 0;
}

/** The title that a member holds, by the ladder as it is now. */
export function heldTitle({ titles, rules }: ChatDraft, member: MemberRow): Title | null {
  const { experience, reputation, title } = member;
  return titleOf(experience, reputation, titles.ladder, rules.switches, title);
}

/** What a chat's settings make of its ladder. */
export function switchesOf(settings: ChatSettings): LadderSwitches {
  return {
    useExperience: settings['titles.use_experience'],
    useReputation: settings['titles.use_reputation'],
    demote: settings['titles.demote'],
  };
}

/** Who holds one of some titles, reckoned by the ladder as it is now. */
export function titleFilter(
  ladder: Ladder,
  { useExperience, useReputation, demote }: LadderSwitches,
  ids: readonly number[],
): TitleFilter {
  const rungs = ladder.map(({ id, experience, reputation }) => ({
    id,
    experience: useExperience ? experience : null,
    reputation: useReputation ? reputation : null,
  }));
  return { ids, rungs: rungs.reverse(), keeps: !demote };
}
