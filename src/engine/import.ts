import type { Fetched, MessageEvent, PressEvent } from '../model/event.ts';
import type { Refusal } from '../model/refusal.ts';
import type { Request } from '../model/request.ts';
import type { Trigger } from '../model/trigger.ts';
import { planAdd } from '../reputation/triggers/change.ts';
import { MOST_TRIGGERS } from '../reputation/triggers/rules.ts';
import { writeTrigger } from '../reputation/triggers/write.ts';
import { isSettingKey, resolveSettings, type SettingKey, settingOf } from '../settings/catalogue.ts';
import type { Plan } from '../settings/change.ts';
import { LARGEST_FILE, readFile, understand } from '../settings/file.ts';
import { type AnyValue, FALLBACK_LANGUAGE } from '../settings/kinds.ts';
import { accepts } from '../settings/values.ts';
import { languageDefaults } from '../text/i18n.ts';
import { answer, edit, refusalParams, refused } from './answer.ts';
import { type Decision, NOTHING } from './decision.ts';
import type { ChatDraft } from './draft.ts';
import type { QuestionRow } from './rows.ts';
import { parseStored } from './rules-of.ts';
import { CHECKS, planFor, settle } from './settle-settings.ts';
import { commandTaken, TRIGGER_CHECKS } from './trigger-requests.ts';

/** So many reasons are told; the others are counted. */
const MOST_TOLD = 15;

/** What of a file was understood: kept until the admin says yes. Null: the default. */
interface Proposal {
  values: Map<SettingKey, AnyValue | null>;
  triggers: readonly string[];
}

/** What a proposal comes to on a chat's settings and triggers as they are. */
export interface ImportPlan {
  settings: Plan;
  /** With those that were added. */
  triggers: readonly Trigger[];
  added: number;
  /** Triggers of the file that cannot be added. */
  refusals: Refusal[];
}

type Asked = Extract<Request, { ask: 'import' }>;

/** `/import`: nothing changes yet. What was understood is kept, and asked back with all that would change. */
export function askToImport(facts: ChatDraft, event: MessageEvent, { document }: Asked): Decision {
  if (event.author.is !== 'person') return refused(facts, event, { no: 'as_yourself' });
  if (!document) return { ...NOTHING, notices: [answer(facts, event, 'view:usage', { command: 'import' })] };
  const text = textOf(event.fetched, document.size);
  if (typeof text !== 'string') return refused(facts, event, text);
  const file = readFile(text);
  if ('no' in file) return refused(facts, event, file);
  if (file.triggers.length > MOST_TRIGGERS) {
    return refused(facts, event, { no: 'triggers_full', most: MOST_TRIGGERS });
  }
  const { values, refusals } = understand(file, languageDefaults, CHECKS);
  const proposal = { values, triggers: file.triggers };
  const plan = planImport(facts.row.settings, facts.triggers.list, proposal);
  refusals.push(...plan.refusals);
  if (!plan.settings.ok) {
    const standing = plan.settings.refusals.filter(({ no }) => no !== 'nothing_to_change');
    // What does not fit together is not applied in part.
    if (standing.length > 0 || plan.added === 0) {
      const [first = { no: 'nothing_to_change' } as const, ...others] = [...standing, ...refusals];
      return refused(facts, event, first, ...others.slice(0, MOST_TOLD - 1));
    }
  }
  const user = event.author.person.id;
  const row: QuestionRow = {
    ...{ user, messageId: event.messageId, kind: 'import', step: 0, askedAt: event.at },
    ...{ about: null, amount: 0, reason: null, payload: pack(proposal) },
  };
  const told = answer(facts, event, 'view:import', {
    question: event.messageId,
    more: Math.max(0, refusals.length - MOST_TOLD),
  });
  return {
    ...NOTHING,
    question: { of: user, row },
    notices: [{ ...told, lines: refusals.slice(0, MOST_TOLD).map(refusalParams) }],
  };
}

/** Yes: on the settings and triggers as they are now. */
export function importConfirmed(facts: ChatDraft, event: PressEvent, { payload }: QuestionRow): Decision {
  const plan = planImport(facts.row.settings, facts.triggers.list, unpack(payload));
  const { settings, triggers, added } = plan;
  const same = !settings.ok && settings.refusals.every(({ no }) => no === 'nothing_to_change');
  if (same && added > 0) {
    return { ...NOTHING, triggers, notices: [edit(facts, event, 'view:set', { triggers: added })] };
  }
  const settled = settle(facts, event, settings, { triggers: added });
  return settings.ok && added > 0 ? { ...settled, triggers } : settled;
}

/** What is kept of a question, read again. */
export function planKept(settings: string, triggers: readonly Trigger[], payload: string | null): ImportPlan {
  return planImport(settings, triggers, unpack(payload));
}

function planImport(
  stored: string,
  triggers: readonly Trigger[],
  { values, triggers: written }: Proposal,
): ImportPlan {
  const settings = planFor(stored, values);
  const overrides = settings.ok ? settings.overrides : parseStored(stored);
  const given = resolveSettings(overrides, languageDefaults(FALLBACK_LANGUAGE))['commands.disabled'];
  let list = triggers;
  const refusals: Refusal[] = [];
  const checks = { ...TRIGGER_CHECKS, fold: foldOnce() };
  for (const words of written) {
    const added = add(list, words, given, checks);
    if ('no' in added) refusals.push(added);
    else list = added.list;
  }
  return { settings, triggers: list, added: list.length - triggers.length, refusals };
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

function textOf(fetched: Fetched | undefined, size: number | null): string | Refusal {
  const large: Refusal = { no: 'file_too_large', most: LARGEST_FILE / 1024 };
  if (size !== null && size > LARGEST_FILE) return large;
  if (!fetched) return { no: 'file_unreachable' };
  if ('text' in fetched) return fetched.text;
  if (fetched.fault === 'too_large') return large;
  return fetched.fault === 'no_text' ? { no: 'file_not_json' } : { no: 'file_unreachable' };
}

function pack({ values, triggers }: Proposal): string {
  return JSON.stringify({ values: [...values], triggers });
}

/** As it was packed, perhaps by another version of the bot: what this one does not take is left out. */
function unpack(payload: string | null): Proposal {
  const kept = JSON.parse(payload ?? '{}') as { values?: [string, AnyValue | null][]; triggers?: string[] };
  const defaults = languageDefaults(FALLBACK_LANGUAGE);
  const values = new Map<SettingKey, AnyValue | null>();
  for (const [key, value] of kept.values ?? []) {
    if (isSettingKey(key) && (value === null || accepts(settingOf(key), value, defaults)))
      values.set(key, value);
  }
  return { values, triggers: kept.triggers ?? [] };
}
