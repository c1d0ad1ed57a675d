import type { Refusal } from '../../model/refusal.ts';
import type { Trigger } from '../../model/trigger.ts';
import { planRanks, type RanksFile, type RanksPlan } from '../../ranks/import.ts';
import type { RewardChecks } from '../../ranks/reward-change.ts';
import { storeRewards } from '../../ranks/rewards-stored.ts';
import { planAdd } from '../../reputation/triggers/change.ts';
import { writeTrigger } from '../../reputation/triggers/write.ts';
import { resolveSettings, type SettingKey } from '../../settings/catalogue.ts';
import type { Plan } from '../../settings/change.ts';
import { type AnyValue, FALLBACK_LANGUAGE } from '../../settings/kinds.ts';
import { languageDefaults } from '../../text/i18n.ts';
import type { Decision } from '../decision.ts';
import { rewardsOf } from '../ranks/holdings.ts';
import { storeTitles, titlesOf } from '../ranks/titles.ts';
import { commandTaken, TRIGGER_CHECKS } from '../reputation/trigger-requests.ts';
import { parseStored, rulesOf } from '../rules-of.ts';
import { planFor } from './settle.ts';

/** What of a file was understood: kept until the admin says yes. Null: the default. */
export interface Proposal extends RanksFile {
  values: Map<SettingKey, AnyValue | null>;
  triggers: readonly string[];
}

/** What it is to be applied to. */
export interface Importing {
  settings: string;
  ladder: string;
  rewards: string;
  triggers: readonly Trigger[];
}

/** What a proposal comes to on a chat as it is. */
export interface ImportPlan {
  settings: Plan;
  /** With those that were added. */
  triggers: readonly Trigger[];
  added: number;
  ranks: RanksPlan;
  /** What of the file beside settings cannot be added. */
  refusals: Refusal[];
}

export function planImport(
  now: Importing,
  { values, triggers: written, titles, rewards }: Proposal,
  { by, group }: Pick<RewardChecks, 'by' | 'group'>,
): ImportPlan {
  const settings = planFor(now.settings, values);
  const overrides = settings.ok ? settings.overrides : parseStored(now.settings);
  const { language, ...resolved } = resolveSettings(overrides, languageDefaults(FALLBACK_LANGUAGE));
  const given = resolved['commands.disabled'];
  let list = now.triggers;
  const refusals: Refusal[] = [];
  const checks = { ...TRIGGER_CHECKS, fold: foldOnce() };
  for (const words of written) {
    const added = add(list, words, given, checks);
    if ('no' in added) refusals.push(added);
    else list = added.list;
  }
  const ranks = planRanks(
    {
      titles: titlesOf(now.ladder, language),
      own: now.ladder !== '',
      rewards: rewardsOf(now.rewards),
    },
    { titles, rewards },
    { lowest: rulesOf(JSON.stringify(overrides)).curve.first + 1, by, group },
  );
  refusals.push(...ranks.refusals);
  return { settings, triggers: list, added: list.length - now.triggers.length, ranks, refusals };
}

/** Whether anything is new beside settings. */
export function addsAnything({ added, ranks }: ImportPlan): boolean {
  return added > 0 || ranks.newTitles > 0 || ranks.newRewards > 0;
}

/** How many of what are new, as it is told. */
export function newParts({ added, ranks }: ImportPlan): Record<string, number> {
  return { triggers: added, titles: ranks.newTitles, rewards: ranks.newRewards };
}

/** What it changes beside settings. */
export function changesOf(plan: ImportPlan): Pick<Decision, 'triggers' | 'ladder' | 'rewards'> {
  const { added, triggers, ranks } = plan;
  return {
    ...(added > 0 && { triggers }),
    ...(ranks.newTitles > 0 && { ladder: storeTitles(ranks.titles) }),
    ...(ranks.newRewards > 0 && { rewards: storeRewards(ranks.rewards) }),
  };
}

/** The triggers with one more; the same ones where it is there already. */
function add(
  list: readonly Trigger[],
  written: string,
  given: readonly string[],
  checks: typeof TRIGGER_CHECKS,
): { list: readonly Trigger[] } | Refusal {
  const plan = planAdd(list, written, checks);
  if (plan.ok && plan.triggers) {
    const command = commandTaken(plan.of.phrase, given);
    return command === null ? { list: plan.triggers } : { no: 'trigger_command', command };
  }
  const [refusal] = plan.ok ? [] : (plan.refusals ?? []);
  if (!refusal) return { no: 'file_trigger', written: written.slice(0, 64) };
  const twin = refusal.no === 'trigger_duplicate' && list.find(({ id }) => id === refusal.id);
  return twin && writeTrigger(twin) === written ? { list } : refusal;
}

/** Each of 300 triggers is compared with all others: long phrases folded anew each time took 2 s. */
function foldOnce(): (phrase: string) => string {
  const known = new Map<string, string>();
  return (phrase) => {
    const folded = known.get(phrase) ?? TRIGGER_CHECKS.fold(phrase);
    known.set(phrase, folded);
    return folded;
  };
}
