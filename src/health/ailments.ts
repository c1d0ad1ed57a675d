import { type Condition, FAMILIES } from './condition.ts';
import { lacking, type RightName } from './rights.ts';

/** Everything that can be wrong with the bot in a chat, with its figures. Texts stand under `health.<name>` in locales. */
export type Ailment =
  // what Telegram does not let it do
  | { ails: 'muted' }
  | { ails: 'cannot_write' }
  | { ails: 'blind' }
  | { ails: 'cannot_delete' }
  | { ails: 'reactions_need_admin' }
  | { ails: 'deductions_need_admin' }
  | { ails: 'private_needs_admin' }
  | { ails: 'reaction_refused'; reaction: string }
  | { ails: 'topic_closed'; topic: number | null }
  | { ails: 'rewards_cannot_tag' }
  | { ails: 'rewards_tag_refused'; tag: string }
  | { ails: 'rewards_cannot_invite'; group: string }
  | { ails: 'rewards_cannot_restrict' }
  | { ails: 'admins_unknown'; known: number }
  // settings that make no sense together; `key` is the one to look at
  | { ails: 'no_words'; key: string }
  | { ails: 'nobody_may_give'; key: string }
  | { ails: 'reactions_none' }
  | { ails: 'reactions_plus_off' }
  | { ails: 'reactions_minus_off' }
  | { ails: 'newcomers_never_lifted' }
  | { ails: 'commands_given_away' };

export type AilmentName = Ailment['ails'];

/** `broken`: what the chat wants does not happen. `limited`: a part of it. `hint`: worth knowing. */
export type Severity = 'broken' | 'limited' | 'hint';

/** In the order in which they are told. */
export const SEVERITY: Readonly<Record<AilmentName, Severity>> = {
  muted: 'broken',
  cannot_write: 'broken',
  blind: 'broken',
  no_words: 'broken',
  nobody_may_give: 'broken',
  admins_unknown: 'limited',
  reactions_need_admin: 'limited',
  deductions_need_admin: 'limited',
  private_needs_admin: 'limited',
  reaction_refused: 'limited',
  topic_closed: 'limited',
  rewards_cannot_tag: 'limited',
  rewards_tag_refused: 'limited',
  rewards_cannot_invite: 'limited',
  rewards_cannot_restrict: 'limited',
  cannot_delete: 'limited',
  reactions_none: 'hint',
  reactions_plus_off: 'hint',
  reactions_minus_off: 'hint',
  newcomers_never_lifted: 'hint',
  commands_given_away: 'hint',
};

const ORDER = Object.keys(SEVERITY) as AilmentName[];

/** What is wrong with the bot in a chat, the worst first; nothing where it is not there any more. */
export function ailmentsOf(condition: Condition): Ailment[] {
  if (condition.status === 'out') return [];
  const found = [...lacking(condition).map((name) => withFigures(name, condition)), ...unlisted(condition)];
  found.push(...incoherent(condition));
  return found.sort((a, b) => ORDER.indexOf(a.ails) - ORDER.indexOf(b.ails));
}

function withFigures(name: RightName, condition: Condition): Ailment {
  const { closedTopic, refusedReaction, refusedTag, cannotInvite } = condition;
  if (name === 'reaction_refused') return { ails: name, reaction: refusedReaction ?? '' };
  if (name === 'rewards_tag_refused') return { ails: name, tag: refusedTag ?? '' };
  if (name === 'topic_closed') return { ails: name, topic: closedTopic?.thread ?? null };
  if (name === 'rewards_cannot_invite') return { ails: name, group: cannotInvite ?? '' };
  return { ails: name };
}

function unlisted({ adminsListed, admins }: Condition): Ailment[] {
  return adminsListed ? [] : [{ ails: 'admins_unknown', known: admins ?? 0 }];
}

function incoherent({ settings, triggers, namedAdmins, lifts, commandsGivenAway }: Condition): Ailment[] {
  const found: Ailment[] = [];
  for (const family of FAMILIES) {
    if (!settings[`${family}.enabled`]) continue;
    const tapped = settings['reactions.enabled'] && settings[REACTIONS_OF[family]].length > 0;
    const heard = settings[`${family}.words`].length > 0 || settings[`${family}.mentions`] === 'any';
    if (!heard && !tapped && !triggers) found.push({ ails: 'no_words', key: `${family}.words` });
    if (settings[`${family}.from`] === 'admins' && namedAdmins === 0)
      found.push({ ails: 'nobody_may_give', key: `${family}.from` });
  }
  if (settings['reactions.enabled']) {
    const [plus, minus] = [settings['reactions.plus'].length > 0, settings['reactions.minus'].length > 0];
    if (!plus && !minus) found.push({ ails: 'reactions_none' });
    if (plus && !settings['reputation.enabled']) found.push({ ails: 'reactions_plus_off' });
    if (minus && !settings['negative.enabled']) found.push({ ails: 'reactions_minus_off' });
  }
  if (settings['newcomers.restrict'] !== 'off' && settings['newcomers.hours'] === 0 && !lifts)
    found.push({ ails: 'newcomers_never_lifted' });
  if (commandsGivenAway) found.push({ ails: 'commands_given_away' });
  return found;
}

const REACTIONS_OF = { reputation: 'reactions.plus', negative: 'reactions.minus' } as const;
