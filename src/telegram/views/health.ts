import { conditionOf } from '../../engine/health/condition.ts';
import { rewardsOf } from '../../engine/ranks/holdings.ts';
import { type Ailment, ailmentsOf, SEVERITY } from '../../health/ailments.ts';
import type { Condition } from '../../health/condition.ts';
import { isRight, wantedReactions } from '../../health/rights.ts';
import { lastMessageAt, readKept } from '../../health/store.ts';
import type { BotStatus } from '../../model/event.ts';
import { localClock } from '../../model/time.ts';
import { findChat } from '../../people/store.ts';
import { type Html, join } from '../../text/html.ts';
import type { TextParams } from '../../text/i18n.ts';
import { languageName } from '../../text/i18n.ts';
import type { Checkup } from '../checkup.ts';
import type { ViewContext } from './context.ts';
import type { Rendered } from './rendered.ts';

/** What is wrong with the bot in this chat and how it is mended, or that all is well. Asks Telegram anew. */
export async function health(context: ViewContext): Promise<Rendered> {
  const { say, chat, chatId } = context;
  const checkup = await context.checkup(chatId, linked(chat?.rewards ?? ''));
  const known = seen(await knownCondition(context), checkup);
  const condition = { ...known, cannotInvite: await closedGroup(context, known, checkup) };
  const found = ailmentsOf(condition);
  const heading = found.some(({ ails }) => SEVERITY[ails] !== 'hint') ? 'checkup.ill' : 'checkup.well';
  const parts = [say(heading, { chat: chat?.title ?? '' }), ...ailmentLines(context, found)];
  parts.push(join(await facts(context, condition, checkup), '\n'));
  return { html: join(parts, '\n\n') };
}

/**
 * A right that was lost, in a private chat: what, and how it is given back. Null where it is there again by now, and
 * where the bot has left.
 */
export async function ailing(context: ViewContext): Promise<Rendered | null> {
  const { say, chat, database, chatId } = context;
  const kept = (await readKept(database, chatId)).filter(({ healedAt }) => healedAt === null);
  const named = namesOf(context).filter((name) => kept.some((one) => one.name === name));
  const found = ailmentsOf(await knownCondition(context)).filter(({ ails }) => named.includes(ails));
  if (found.length === 0) return null;
  const title = say('care.ailing', { chat: chat?.title ?? '' });
  return { html: join([title, ...ailmentLines(context, found)], '\n\n') };
}

/** It is there again. Null where it is not any more. */
export async function mended(context: ViewContext): Promise<Rendered | null> {
  const { say, chat, database, chatId } = context;
  const kept = await readKept(database, chatId);
  const names = namesOf(context).filter((name) =>
    kept.some((one) => one.name === name && one.healedAt !== null),
  );
  if (names.length === 0) return null;
  const what = join(
    names.map((name) => say(`health.${name}.well`)),
    ' ',
  );
  return { html: say('care.mended', { chat: chat?.title ?? '', what }) };
}

/** Each ailment with its cure, to be set below one another. */
export function ailmentLines({ say, bot }: ViewContext, found: readonly Ailment[]): Html[] {
  return found.map(({ ails, ...figures }) => {
    const params: TextParams = { bot: bot.username, ...figures };
    const what = say(`health.${ails}.what`, params);
    return say(`checkup.${SEVERITY[ails]}`, { what, cure: say(`health.${ails}.cure`, params) });
  });
}

function namesOf({ notice }: ViewContext): string[] {
  const { ailments } = notice.params;
  return Array.isArray(ailments) ? ailments.filter((name) => isRight(name)) : [];
}

/** What is known of the chat without asking anybody; with `ailmentsOf`, what ails the bot there. */
export async function knownCondition({
  database,
  chat,
  chatId,
  settings,
  bot,
}: ViewContext): Promise<Condition> {
  const row = {
    botStatus: (chat?.botStatus ?? 'unknown') as BotStatus,
    botCanWrite: chat?.botCanWrite ?? true,
    botCanDelete: chat?.botCanDelete ?? false,
    triggers: chat?.triggers ?? '',
    rewards: chat?.rewards ?? '',
    admins: chat?.admins ?? '[]',
  };
  return conditionOf(row, settings, bot.readsAll, await readKept(database, chatId));
}

/** What Telegram says goes before what is known. */
function seen(condition: Condition, { readsAll, bot, membersWrite, reactions, admins }: Checkup): Condition {
  const listed = typeof admins === 'object' ? admins : null;
  const status = bot?.status ?? condition.status;
  const writes = status === 'admin' || (status === 'member' && membersWrite);
  const wanted = wantedReactions(condition.settings);
  return {
    ...condition,
    readsAll: readsAll ?? condition.readsAll,
    status,
    canDelete: bot?.canDelete ?? condition.canDelete,
    canWrite: bot && writes !== null ? writes : condition.canWrite,
    refusedReaction: reactions
      ? (wanted.find((one) => !reactions.includes(one)) ?? null)
      : condition.refusedReaction,
    cannotTag: condition.cannotTag && bot?.may.tag !== true,
    cannotRestrict: condition.cannotRestrict && bot?.may.restrict !== true,
    admins: listed?.all ?? condition.admins,
    namedAdmins: listed?.named ?? null,
    adminsListed: admins !== 'refused',
  };
}

/** The groups that a chat's rewards lead to. */
function linked(rewards: string): number[] {
  const groups = rewardsOf(rewards).list.flatMap(({ gone, gifts }) => (gone ? [] : (gifts.link ?? [])));
  return [...new Set(groups)];
}

/** The first group that a reward leads to and into which the bot cannot invite; else the one where that was met. */
async function closedGroup(
  { database }: ViewContext,
  { cannotInvite }: Condition,
  { closed: [group] }: Checkup,
): Promise<string | null> {
  if (group === undefined) return cannotInvite;
  return (await findChat(database, group))?.title || String(group);
}

/** What works: the bot's standing and rights, the language, the last message it saw. */
async function facts(
  { say, settings, database, chatId, notice }: ViewContext,
  { status, readsAll, canDelete }: Condition,
  checkup: Checkup,
): Promise<Html[]> {
  const lines: Html[] = [];
  if (status === 'admin') lines.push(say(canDelete ? 'checkup.admin_deletes' : 'checkup.admin'));
  else if (status !== 'unknown') lines.push(say(readsAll ? 'checkup.member_reads' : 'checkup.member'));
  lines.push(
    say('checkup.language', { language: languageName(settings.language), zone: settings.time_zone }),
  );
  const at = await lastMessageAt(database, chatId, notice.messageId);
  lines.push(
    at === null
      ? say('checkup.no_message')
      : say('checkup.last_message', { ...localClock(at, settings.time_zone) }),
  );
  if (checkup.bot === null) lines.push(say('checkup.unasked'));
  return lines;
}
