import type { Command, MessageEvent } from '../model/event.ts';
import type { NoticeValue } from '../model/notice.ts';
import { planChange } from '../settings/change.ts';
import { linesInTexts } from '../settings/parse.ts';
import { languageDefaults } from '../text/i18n.ts';
import { answer, refused, refusedGift } from './answer.ts';
import { type Decision, NOTHING } from './decision.ts';
import type { ChatDraft } from './draft.ts';
import { decideBoost } from './experience/boost.ts';
import { boostMember } from './experience/boost-member.ts';
import { exclude, excludeNamed, excludeRole, excludeTopics } from './experience/exclude.ts';
import { askToSync } from './jobs/jobs.ts';
import { decideTop } from './leaderboard/top.ts';
import { removeMessage } from './moderation/del.ts';
import { openPanel } from './panel/open.ts';
import { leavePrompt } from './panel/typed.ts';
import { colourCard, showCard, showStats } from './people/cards.ts';
import { chooseLanguage, setLanguage } from './people/choose-language.ts';
import { hide } from './people/hide.ts';
import { askToForget, sendMyData } from './people/privacy.ts';
import { changeRewards } from './ranks/reward-requests.ts';
import { changeTitles } from './ranks/title-requests.ts';
import { adjust } from './reputation/adjust.ts';
import { changeTriggers } from './reputation/trigger-requests.ts';
import { undo } from './reputation/undo.ts';
import { type Ask, logParams, meParams } from './requests/params.ts';
import { askToReset } from './requests/questions.ts';
import { adminUsage, FOR_ALL, GIVES, IN_PRIVATE, isAdmin } from './requests/who-may.ts';
import { parseStored } from './rules-of.ts';
import { askToImport } from './settings/import.ts';
import { CHECKS, settle } from './settings/settle.ts';
import { tellUsage } from './usage.ts';

/** Decides a command. Views are only announced here: they are read when they are sent, after the commit. */
export function decideRequest(facts: ChatDraft, event: MessageEvent, command: Command): Decision {
  const { request } = command;
  if (event.chat.type === 'private' && !IN_PRIVATE.has(request.ask))
    return refused(facts, event, { no: 'not_in_private' });
  const admin = isAdmin(facts, event);
  const everybody = FOR_ALL.has(request.ask) || event.chat.type === 'private' || adminUsage(request);
  if (!everybody && !admin) {
    return GIVES.has(request.ask)
      ? refusedGift(facts, event, `/${command.name}`, { no: 'not_admin' })
      : refused(facts, event, { no: 'not_admin' });
  }
  const say = (key: string, params: Record<string, NoticeValue> = {}): Decision => ({
    ...NOTHING,
    notices: [answer(facts, event, key, params)],
  });

  switch (request.ask) {
    case 'start':
    case 'help':
      return event.chat.type === 'private'
        ? say('view:help_private', { start: request.ask === 'start' })
        : say('view:help_group', { admin });
    case 'top':
    case 'gtop':
      return decideTop(facts, event, request);
    case 'me':
    case 'gprofile':
      return say(`view:${request.ask}`, meParams(event, request.of));
    case 'hide':
      return hide(facts, event, request.hidden);
    case 'mydata':
      return sendMyData(facts, event);
    case 'forgetme':
      return askToForget(facts, event);
    case 'why':
      return say('view:why', {
        asked: event.author.is === 'person' ? event.author.person.id : null,
        message: event.reply.to === 'message' ? event.reply.messageId : null,
        author: event.reply.to === 'message' ? event.reply.author.is : null,
      });
    case 'exclude':
      return exclude(facts, event, request);
    case 'exclude_named':
      return excludeNamed(facts, event, request);
    case 'no_exp':
      return (request.what === 'role' ? excludeRole : excludeTopics)(facts, event, request.words);
    case 'exclusions':
      return say('view:exclusions');
    case 'boost':
      return decideBoost(facts, event, request);
    case 'notify':
      return notify(facts, event, request.on);
    case 'stats':
      return showStats(facts, event, request.period);
    case 'rating':
      return say('view:rating', { admin });
    case 'rank':
      return showCard(facts, event, meParams(event, request.of));
    case 'card_colour':
      return colourCard(facts, event, request.written);
    case 'titles':
      return say('view:titles');
    case 'title':
      return changeTitles(facts, event, request);
    case 'rewards':
      return say('view:rewards', { admin });
    case 'reward':
      return changeRewards(facts, event, request);
    case 'boost_member':
      return boostMember(facts, event, request.target);
    case 'levels':
      return say('view:levels', { page: request.page });
    case 'health':
      return say('view:health');
    case 'language':
      return event.chat.type === 'private'
        ? chooseLanguage(facts, event, request)
        : setLanguage(facts, event, request, admin);
    case 'get':
      return say('view:get', { key: request.key });
    case 'usage':
      return tellUsage(facts, event, request.command);
    case 'set':
      return changeSettings(facts, event, request);
    case 'preset':
      return say('view:preset', { preset: request.preset });
    case 'history':
      return say('view:history', { from: request.from });
    case 'export':
      return say('view:export');
    case 'import':
      return askToImport(facts, event, request);
    case 'version':
      return say('view:version', { version: request.version });
    case 'adjust':
      return adjust(facts, event, request, `/${command.name}`);
    case 'trigger':
      return changeTriggers(facts, event, request);
    case 'triggers':
      return say('view:triggers', { page: request.page });
    case 'undo':
      return undo(facts, event, request.what);
    case 'log': {
      const { reply } = event;
      const author = reply.to === 'message' && reply.author.is === 'person' ? reply.author.person.id : null;
      if (request.of.by === 'reply' && author === null) return refused(facts, event, { no: 'no_target' });
      return say('view:log', logParams(request, author));
    }
    case 'del':
      return removeMessage(facts, event, request.reason, admin);
    case 'resetchat':
      return askToReset(facts, event);
    case 'sync':
      return askToSync(facts, event, request);
    case 'settings':
      return event.chat.type === 'private' ? say('view:panel_groups', { page: 1 }) : openPanel(facts, event);
    case 'cancel_panel':
      return event.chat.type === 'private' ? say('panel.nothing_asked') : leavePrompt(facts, event);
    case 'confirm':
    case 'cancel':
    case 'air':
    case 'recognize':
    case 'forget':
    case 'apply_preset':
    case 'restore':
    case 'setup':
    case 'setup_choice':
    case 'groups':
    case 'panel':
    case 'type':
    case 'stale':
      return NOTHING;
  }
}

/** Announcements about oneself, on or off. */
function notify(facts: ChatDraft, event: MessageEvent, asked: boolean | null): Decision {
  if (event.author.is !== 'person') return refused(facts, event, { no: 'as_yourself' });
  const of = event.author.person.id;
  const on = asked ?? facts.members.get(of)?.unannounced === true;
  return {
    ...NOTHING,
    announce: { of, on },
    notices: [answer(facts, event, on ? 'notify.on' : 'notify.off')],
  };
}

function changeSettings(facts: ChatDraft, event: MessageEvent, request: Ask<'set'>): Decision {
  const plan = planChange(parseStored(facts.row.settings), languageDefaults, request.text, CHECKS);
  const inTexts = linesInTexts(request.text);
  return settle(facts, event, plan, inTexts.length > 0 ? { inTexts } : {});
}
