import { MOST_AT_ONCE } from '../../src/engine/requests.ts';
import type { RefusalName } from '../../src/model/refusal.ts';
import type { Scene } from './scenes.ts';

/** An admin's command in vain; a right one adds to the ledger. */
const inVain =
  (text: string, figures = {}): Scene =>
  (world) => ({
    who: world.anna,
    what: { text },
    figures,
    instead: () => world.say(world.anna, '/addrep @boris 5'),
  });

/** Every refusal that a command can meet. */
export const refusedCommands = {
  not_admin: (world) => ({
    who: world.chiara,
    what: { text: '/addrep @boris 5' },
    instead: () => world.say(world.anna, '/addrep @boris 5'),
  }),
  not_in_private: (world) => ({
    who: world.anna,
    chat: world.telegram.world.privateChat(world.anna),
    what: { text: '/addrep @boris 5' },
    instead: () => world.say(world.anna, '/addrep @boris 5'),
  }),
  no_target: (world, tip) => ({
    who: world.anna,
    what: { text: '/addrep 5', replyTo: world.say(world.anna, 'Be nice.', { as: 'anonymous_admin' }) },
    instead: () => world.say(world.anna, { text: '/addrep 5', replyTo: tip }),
  }),
  not_seen: inVain('/addrep 4242 5'),
  amount: inVain('/addrep @boris 0', { min: 1, max: MOST_AT_ONCE }),
  nothing_to_change: inVain('/setrep @boris 0'),
  unknown_setting: inVain('/set reputation.wrods thanks', {
    key: 'reputation.wrods',
    near: 'reputation.words',
  }),
  bad_value: inVain('/set reputation.award_max 0', {
    key: 'reputation.award_max',
    allowed_type: 'number',
    allowed_min: 1,
    allowed_max: 1000,
  }),
  word_on_both_lists: inVain('/set negative.words Thanks', { word: 'thanks' }),
} satisfies Partial<Record<RefusalName, Scene>>;
