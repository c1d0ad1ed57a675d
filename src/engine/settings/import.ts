import type { Fetched, MessageEvent, PressEvent } from '../../model/event.ts';
import type { Refusal } from '../../model/refusal.ts';
import type { Request } from '../../model/request.ts';
import { MOST_TRIGGERS } from '../../reputation/triggers/rules.ts';
import { isSettingKey, type SettingKey, settingOf } from '../../settings/catalogue.ts';
import { LARGEST_FILE, readFile, understand } from '../../settings/file.ts';
import { type AnyValue, FALLBACK_LANGUAGE } from '../../settings/kinds.ts';
import { accepts } from '../../settings/values.ts';
import { languageDefaults } from '../../text/i18n.ts';
import { answer, edit, refusalParams, refused } from '../answer.ts';
import { type Decision, NOTHING } from '../decision.ts';
import type { QuestionRow } from '../draft/rows.ts';
import type { ChatDraft } from '../draft.ts';
import { rewardChecks } from '../ranks/reward-requests.ts';
import {
  addsAnything,
  changesOf,
  type Importing,
  type ImportPlan,
  newParts,
  type Proposal,
  planImport,
} from './import-plan.ts';
import { CHECKS, settle } from './settle.ts';

/** So many reasons are told; the others are counted. */
const MOST_TOLD = 15;

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
  const { triggers, titles, rewards } = file;
  const user = event.author.person.id;
  const asked = { values, triggers, titles, rewards };
  const plan = planImport(importing(facts), asked, rewardChecks(facts, user));
  // As far as they were understood, with the groups that links lead to by their ids.
  const proposal: Proposal = { ...asked, rewards: plan.ranks.written };
  refusals.push(...plan.refusals);
  if (!plan.settings.ok) {
    const standing = plan.settings.refusals.filter(({ no }) => no !== 'nothing_to_change');
    // What does not fit together is not applied in part.
    if (standing.length > 0 || !addsAnything(plan)) {
      const [first = { no: 'nothing_to_change' } as const, ...others] = [...standing, ...refusals];
      return refused(facts, event, first, ...others.slice(0, MOST_TOLD - 1));
    }
  }
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

/** Yes: on all of it as it is now. */
export function importConfirmed(facts: ChatDraft, event: PressEvent, { payload }: QuestionRow): Decision {
  const plan = planImport(importing(facts), unpack(payload), { by: event.person.id, group: groupById });
  const { settings } = plan;
  const same = !settings.ok && settings.refusals.every(({ no }) => no === 'nothing_to_change');
  if (same && addsAnything(plan)) {
    const notices = [edit(facts, event, 'view:set', newParts(plan))];
    return { ...NOTHING, ...changesOf(plan), notices };
  }
  const settled = settle(facts, event, settings, newParts(plan));
  return settings.ok ? { ...settled, ...changesOf(plan) } : settled;
}

/** What is kept of a question, read again. */
export function planKept(now: Importing, payload: string | null): ImportPlan {
  return planImport(now, unpack(payload), { by: null, group: groupById });
}

function importing({ row, triggers }: ChatDraft): Importing {
  const { settings, ladder, rewards } = row;
  return { settings, ladder, rewards, triggers: triggers.list };
}

/** Links were judged when the file was read; what is kept of them are ids. */
function groupById(written: string): number | Refusal {
  const id = /^-\d{1,16}$/.test(written) ? Number(written) : Number.NaN;
  return Number.isSafeInteger(id) ? id : { no: 'reward_link', asked: written.slice(0, 64) };
}

function textOf(fetched: Fetched | undefined, size: number | null): string | Refusal {
  const large: Refusal = { no: 'file_too_large', most: LARGEST_FILE / 1024 };
  if (size !== null && size > LARGEST_FILE) return large;
  if (!fetched) return { no: 'file_unreachable' };
  if ('text' in fetched) return fetched.text;
  if (fetched.fault === 'too_large') return large;
  return fetched.fault === 'no_text' ? { no: 'file_not_json' } : { no: 'file_unreachable' };
}

function pack({ values, ...parts }: Proposal): string {
  return JSON.stringify({ values: [...values], ...parts });
}

/** As it was packed, perhaps by another version of the bot: what this one does not take is left out. */
function unpack(payload: string | null): Proposal {
  const kept = JSON.parse(payload ?? '{}') as Partial<Omit<Proposal, 'values'>> & {
    values?: [string, AnyValue | null][];
  };
  const defaults = languageDefaults(FALLBACK_LANGUAGE);
  const values = new Map<SettingKey, AnyValue | null>();
  for (const [key, value] of kept.values ?? []) {
    if (isSettingKey(key) && (value === null || accepts(settingOf(key), value, defaults)))
      values.set(key, value);
  }
  const { triggers = [], titles = [], rewards = [] } = kept;
  return { values, triggers, titles, rewards };
}
