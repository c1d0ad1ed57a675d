import type { MessageEvent, WordEvent } from '../model/event.ts';
import { answer } from './answer.ts';
import { type Decision, NOTHING } from './decision.ts';
import type { ChatDraft } from './draft.ts';

/** So much of what was written is repeated to its author. */
const LONGEST_SAID = 60;

/** How a command is written, to who has written it otherwise or alone. */
export function tellUsage(facts: ChatDraft, event: MessageEvent | WordEvent, command: string): Decision {
  const said = event.is === 'message' ? wordsOf(event.text) : null;
  return { ...NOTHING, notices: [answer(facts, event, 'view:usage', { command, said })] };
}

/** A command with words after it, as it was written; null: it stood alone, and its author asks how it goes. */
function wordsOf(text: string): string | null {
  const said = text.trim().replace(/\s+/g, ' ');
  if (!said.includes(' ')) return null;
  const letters = [...said];
  return letters.length > LONGEST_SAID ? `${letters.slice(0, LONGEST_SAID).join('')}…` : said;
}
