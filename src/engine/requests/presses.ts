import type { PressEvent, WordEvent } from '../../model/event.ts';
import type { Notice } from '../../model/notice.ts';
import { edit, refused } from '../answer.ts';
import { type Decision, NOTHING } from '../decision.ts';
import type { ChatDraft } from '../draft.ts';
import { askToSync } from '../jobs/jobs.ts';
import { turnTop } from '../leaderboard/top.ts';
import { openPanel } from '../panel/open.ts';
import { TO_SETTINGS } from '../panel/page.ts';
import { decidePanelPress, followLink, mayOpen, readPanelPress } from '../panel/press.ts';
import { leavePrompt, typeInto } from '../panel/typed.ts';
import { chooseLanguage } from '../people/choose-language.ts';
import { answerForget } from '../people/privacy.ts';
import { undo } from '../reputation/undo.ts';
import { applyPreset } from '../settings/presets.ts';
import { restore } from '../settings/restore.ts';
import { choose, showStep } from '../settings/setup.ts';
import { type Ask, logParams } from './params.ts';
import { answerQuestion } from './questions.ts';
import { ADMINS_BUTTONS, administers } from './who-may.ts';

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
