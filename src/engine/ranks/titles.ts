import type { Titles } from '../../ranks/change.ts';
import { type Ladder, type LadderSwitches, readLadder, type Title, titleOf } from '../../ranks/ladder.ts';
import type { ChatSettings } from '../../settings/catalogue.ts';
import { languageDefaults } from '../../text/i18n.ts';
import type { MemberRow } from '../draft/rows.ts';
import type { ChatDraft } from '../draft.ts';

/** An empty ladder is dull: a chat that has made none has four titles by reputation, in its language. */
const DEFAULT_REPUTATIONS = [5, 25, 100, 300];

const MOST_KEPT = 500;
const kept = new Map<string, Titles>();

/** A chat's titles by what is stored of them; kept by content, so never stale. */
export function titlesOf(stored: string, language: string): Titles {
  const key = stored === '' ? ` ${language}` : stored;
  const known = kept.get(key);
  if (known) return known;
  const titles = stored === '' ? defaultTitles(language) : parseTitles(stored);
  if (kept.size >= MOST_KEPT) kept.delete(kept.keys().next().value as string);
  kept.set(key, titles);
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
  }));
  return { made: ladder.length, ladder };
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
