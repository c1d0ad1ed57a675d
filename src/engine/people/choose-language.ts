import type { MessageEvent, PressEvent } from '../../model/event.ts';
import type { Request } from '../../model/request.ts';
import { foldPhrase } from '../../reputation/phrases/fold.ts';
import { planChange } from '../../settings/change.ts';
import { bestLanguage, languageDefaults, languages, namedLanguage } from '../../text/i18n.ts';
import { textProblem } from '../../text/placeholders.ts';
import { refused, say } from '../answer.ts';
import { type Decision, NOTHING } from '../decision.ts';
import type { ChatDraft } from '../draft.ts';
import { parseStored } from '../rules-of.ts';
import { settle } from '../settings/settle.ts';

type Ask = Extract<Request, { ask: 'language' }>;

/** The choice to have none: I speak as the person's Telegram does. */
const AS_TELEGRAM = 'telegram';

/** In private: what is said to one person alone, in a group too, is in the language of their choice. */
export function chooseLanguage(facts: ChatDraft, event: MessageEvent | PressEvent, { to }: Ask): Decision {
  const person =
    event.is === 'press' ? event.person : event.author.is === 'person' ? event.author.person : null;
  if (!person) return NOTHING;
  if (to === null) return shown(facts, event, facts.people.get(person.id)?.speaks ?? null);
  const language = to === AS_TELEGRAM ? null : namedLanguage(to);
  if (language === null && to !== AS_TELEGRAM)
    return refused(facts, event, {
      no: 'bad_value',
      key: 'language',
      allowed: { type: 'language', choices: languages },
    });
  return {
    ...shown(facts, event, language, language ?? bestLanguage(person.language)),
    speaks: { person: person.id, language },
  };
}

function shown(
  facts: ChatDraft,
  event: MessageEvent | PressEvent,
  chosen: string | null,
  language?: string,
): Decision {
  const notice = say(facts, event, 'view:language', { chosen });
  return { ...NOTHING, notices: [language === undefined ? notice : { ...notice, language }] };
}

/** In a group: how its language is changed, and one's own; by an admin, the change itself. */
export function setLanguage(facts: ChatDraft, event: MessageEvent, { to }: Ask, admin: boolean): Decision {
  if (to === null || !admin) {
    const { language } = facts.rules.settings;
    return { ...NOTHING, notices: [say(facts, event, 'view:language_of_group', { language })] };
  }
  const plan = planChange(
    parseStored(facts.row.settings),
    languageDefaults,
    `language ${namedLanguage(to) ?? to}`,
    {
      fold: foldPhrase,
      textProblem,
    },
  );
  return settle(facts, event, plan);
}
