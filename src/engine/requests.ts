import type { Command, MessageEvent, PressEvent, WordEvent } from '../model/event.ts';
import type { Notice, NoticeValue } from '../model/notice.ts';
import type { Request, Target } from '../model/request.ts';
import { planChange } from '../settings/change.ts';
import { languageDefaults } from '../text/i18n.ts';
import { answer, edit, refused, refusedGift } from './answer.ts';
import { type Decision, NOTHING } from './decision.ts';
import type { ChatDraft } from './draft.ts';
import { decideBoost } from './experience/boost.ts';
import { boostMember } from './experience/boost-member.ts';
import { exclude, excludeNamed, excludeRole, excludeTopics } from './experience/exclude.ts';
import { askToSync } from './jobs/jobs.ts';
import { decideTop, turnTop } from './leaderboard/top.ts';
import { removeMessage } from './moderation/del.ts';
import { openPanel } from './panel/open.ts';
import { TO_SETTINGS } from './panel/page.ts';
import { decidePanelPress, followLink, mayOpen, readPanelPress } from './panel/press.ts';
import { leavePrompt, typeInto } from './panel/typed.ts';
import { colourCard, showCard, showStats } from './people/cards.ts';
import { chooseLanguage, setLanguage } from './people/choose-language.ts';
import { hide } from './people/hide.ts';
import { answerForget, askToForget, sendMyData } from './people/privacy.ts';
import { changeRewards } from './ranks/reward-requests.ts';
import { changeTitles } from './ranks/title-requests.ts';
import { adjust } from './reputation/adjust.ts';
import { changeTriggers } from './reputation/trigger-requests.ts';
import { undo } from './reputation/undo.ts';
import { answerQuestion, askToReset } from './requests/questions.ts';
import { parseStored } from './rules-of.ts';
import { askToImport } from './settings/import.ts';
import { applyPreset } from './settings/presets.ts';
import { restore } from './settings/restore.ts';
import { CHECKS, settle } from './settings/settle.ts';
import { choose, showStep } from './settings/setup.ts';

type Ask<Name extends Request['ask']> = Extract<Request, { ask: Name }>;

/** What may be asked without being an admin. */
const FOR_ALL = new Set<Request['ask']>([
  'start',
  'help',
  'top',
  'gtop',
  'gprofile',
  'hide',
  'mydata',
  'forgetme',
  'me',
  'why',
  'levels',
  'titles',
  'rewards',
  'boost_member',
  'rank',
  'rating',
  'stats',
  'card_colour',
  'notify',
  'undo',
  'del',
  'cancel_panel',
  'language',
  'stale',
]);
const MEMBERS_COMMANDS = new Set([
  ...[
    'start',
    'help',
    'top',
    'me',
    'why',
    'levels',
    'titles',
    'rank',
    'rating',
    'stats',
    'notify',
    'undo',
    'cancel',
  ],
  ...['gtop', 'gprofile', 'hide', 'mydata', 'forgetme'],
]);
const ADMINS_BUTTONS = new Set<Request['ask']>([
  ...['log', 'triggers', 'rewards', 'sync', 'confirm', 'cancel', 'settings', 'panel'],
  ...['preset', 'apply_preset', 'history', 'version', 'restore', 'setup', 'setup_choice'],
] as Request['ask'][]);
/** Commands after which `/why` may be asked what they did. */
const GIVES = new Set<Request['ask']>(['adjust', 'undo']);
/** What has a meaning in a private chat. */
const IN_PRIVATE = new Set<Request['ask']>([
  'start',
  'help',
  'gtop',
  'gprofile',
  'hide',
  'mydata',
  'forgetme',
  'settings',
  'cancel_panel',
  'language',
  'stale',
]);

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
      return say(event.chat.type === 'private' ? 'view:help_private' : 'view:help_group', { admin });
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
      return say('view:rewards');
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
      return say('view:usage', { command: request.command });
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

/** Whether a pressed button does anything for admins only. */
export function isForAdmins({ ask }: Request): boolean {
  return ADMINS_BUTTONS.has(ask);
}

/** Decides a pressed button. Who presses it is looked at here, whatever the button says. */
export function decidePress(facts: ChatDraft, event: PressEvent): Decision {
  const { request } = event;
  if (request.ask === 'groups' && event.chat.type === 'private') {
    return { ...NOTHING, notices: [edit(facts, event, 'view:panel_groups', { page: request.page })] };
  }
  if (request.ask === 'forget') return answerForget(facts, event, request);
  if (request.ask === 'gtop' || (request.ask === 'top' && event.chat.type !== 'private')) {
    return { ...NOTHING, notices: [turnTop(facts, event, request)] };
  }
  if (event.chat.type === 'private' && request.ask === 'language')
    return chooseLanguage(facts, event, request);
  if (event.chat.type !== 'private') {
    if (request.ask === 'panel') return pressPanel(facts, event, request);
    if (request.ask === 'settings' && mayOpen(event)) return openByPress(facts, event);
    if (request.ask === 'levels') {
      return { ...NOTHING, notices: [edit(facts, event, 'view:levels', { page: request.page })] };
    }
    if (request.ask === 'undo') return undo(facts, event, request.what);
    const admin = facts.member(event.person.id)?.role === 'admin';
    if (ADMINS_BUTTONS.has(request.ask) && !admin) return refused(facts, event, { no: 'not_admin' });
    if (request.ask === 'log') {
      return { ...NOTHING, notices: [edit(facts, event, 'view:log', logParams(request, null))] };
    }
    if (request.ask === 'triggers') {
      return {
        ...NOTHING,
        notices: [withWayBack(event, edit(facts, event, 'view:triggers', { page: request.page }))],
      };
    }
    if (request.ask === 'rewards')
      return { ...NOTHING, notices: [withWayBack(event, edit(facts, event, 'view:rewards'))] };
    if (request.ask === 'preset') {
      return {
        ...NOTHING,
        notices: [withWayBack(event, edit(facts, event, 'view:preset', { preset: request.preset }))],
      };
    }
    if (request.ask === 'history') {
      return {
        ...NOTHING,
        notices: [withWayBack(event, edit(facts, event, 'view:history', { from: request.from }))],
      };
    }
    if (request.ask === 'version') {
      return { ...NOTHING, notices: [edit(facts, event, 'view:version', { version: request.version })] };
    }
    if (request.ask === 'sync') return askToSync(facts, event, request);
    if (request.ask === 'setup') return showStep(facts, event, request);
    if (request.ask === 'setup_choice') return choose(facts, event, request);
    if (request.ask === 'restore') return restore(facts, event, request.version);
    if (request.ask === 'apply_preset') return applyPreset(facts, event, request.preset);
    if (request.ask === 'confirm' || request.ask === 'cancel') return answerQuestion(facts, event, request);
  }
  return { ...NOTHING, notices: [{ ...edit(facts, event, 'toast.stale'), way: 'toast' }] };
}

/** Where nobody else sees it, a button leads to the settings, whence it may have been reached. */
function withWayBack(event: PressEvent, notice: Notice): Notice {
  return mayOpen(event) ? { ...notice, buttons: [[TO_SETTINGS]] } : notice;
}

function pressPanel(facts: ChatDraft, event: PressEvent, request: Ask<'panel'>): Decision {
  const pressed = readPanelPress(facts, event, request);
  if ('refused' in pressed) return pressed.refused;
  const { row, press } = pressed;
  if (press.do !== 'link') return decidePanelPress(facts, event, row, press);
  const link = followLink(event, row, press.link);
  if (!link) return decidePress(facts, { ...event, request: { ask: 'stale' } });
  return { ...decidePress(facts, { ...event, request: link.request }), panel: link.panel };
}

function openByPress(facts: ChatDraft, event: PressEvent): Decision {
  if (administers(facts, event)) return openPanel(facts, event);
  return refused(facts, event, { no: event.place ? 'not_admin_there' : 'not_admin' });
}

/** Decides words that somebody wrote in private about a group. */
export function decideWord(facts: ChatDraft, event: WordEvent): Decision {
  const { request } = event;
  if (request.ask === 'type') return typeInto(facts, event, request.text);
  if (request.ask === 'cancel_panel') return leavePrompt(facts, event);
  if (!event.place || !administers(facts, event)) return refused(facts, event, { no: 'not_admin_there' });
  return openPanel(facts, event);
}

/** Whether who asks may change the settings of a group, as it stands now, and the bot is still there. */
function administers(facts: ChatDraft, { person }: PressEvent | WordEvent): boolean {
  return facts.row.botStatus !== 'out' && facts.isAdmin(person.id);
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

/** The usage of members' commands is everybody's to see. */
function adminUsage(request: Request): boolean {
  return request.ask === 'usage' && MEMBERS_COMMANDS.has(request.command);
}

function isAdmin(facts: ChatDraft, event: MessageEvent): boolean {
  if (event.author.is === 'anonymous_admin') return true;
  return event.author.is === 'person' && facts.member(event.author.person.id)?.role === 'admin';
}

function meParams(event: MessageEvent, target: Target): Record<string, NoticeValue> {
  switch (target.by) {
    case 'self':
      return { user: event.author.is === 'person' ? event.author.person.id : null, name: null };
    case 'reply':
      return {
        user:
          event.reply.to === 'message' && event.reply.author.is === 'person'
            ? event.reply.author.person.id
            : null,
        name: null,
      };
    case 'id':
      return { user: target.id, name: null };
    case 'name':
      return { user: null, name: target.name };
  }
}

function logParams({ of, page }: Ask<'log'>, author: number | null): Record<string, NoticeValue> {
  return {
    whose: of.by === 'reply' ? 'id' : of.by,
    person: of.by === 'id' ? of.id : author,
    name: of.by === 'name' ? of.name : null,
    of: of.by === 'giver_of' || of.by === 'receiver_of' ? of.entry : null,
    from: page.from,
    entry: page.from === 'newest' ? null : page.entry,
  };
}

function changeSettings(facts: ChatDraft, event: MessageEvent, request: Ask<'set'>): Decision {
  const plan = planChange(parseStored(facts.row.settings), languageDefaults, request.text, CHECKS);
  return settle(facts, event, plan);
}
