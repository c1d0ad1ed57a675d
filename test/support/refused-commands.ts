import { MOST_AT_ONCE } from '../../src/engine/reputation/adjust.ts';
import type { RefusalName } from '../../src/model/refusal.ts';
import type { Fault } from '../../src/playground/faults.ts';
import type { Message } from '../../src/playground/types.ts';
import { MOST_TRIGGERS } from '../../src/reputation/triggers/rules.ts';
import { advance, type Scene, set, thank, type Vain } from './scenes.ts';
import type { TestWorld } from './world.ts';

/** An admin's command in vain; a right one adds to the ledger. */
export const inVain =
  (text: string, figures = {}): Scene =>
  (world) => ({
    who: world.anna,
    what: { text },
    figures,
    instead: () => world.say(world.anna, '/addrep @boris 5'),
  });

/** Chiara has said thanks; then somebody takes it back in vain. */
const taken =
  (then: (world: TestWorld, thanks: Message) => Partial<Vain> | Promise<Partial<Vain>>): Scene =>
  async (world, tip) => {
    const thanks = thank(world, world.chiara, tip);
    await world.settled();
    return { who: world.chiara, what: { text: '/undo' }, instead() {}, ...(await then(world, thanks)) };
  };

/** A file of settings in vain. */
const imported =
  (file: object | string, figures = {}, more: { size?: number; fault?: Fault } = {}): Scene =>
  (world) => {
    const data = typeof file === 'string' ? file : JSON.stringify({ ...OURS, ...file });
    if (more.fault) world.telegram.faults.next('download', more.fault);
    const size = more.size === undefined ? {} : { size: more.size };
    return {
      who: world.anna,
      what: { text: '/import', file: { name: 'settings.json', data, ...size } },
      figures,
      instead: () => world.say(world.anna, '/addrep @boris 5'),
    };
  };

const OURS = { format: 'laurel-settings', version: 1 };

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
  not_admin_there: async (world) => {
    await world.hears(world.anna, '/get');
    return {
      who: world.chiara,
      chat: world.telegram.world.privateChat(world.chiara),
      what: { text: `/start settings_${world.group.id}` },
      instead: () => world.say(world.anna, '/addrep @boris 5'),
    };
  },
  no_target: (world, tip) => ({
    who: world.anna,
    what: { text: '/addrep 5', replyTo: world.say(world.anna, 'Be nice.', { as: 'anonymous_admin' }) },
    instead: () => world.say(world.anna, { text: '/addrep 5', replyTo: tip }),
  }),
  not_seen: inVain('/addrep 4242 5'),
  amount: inVain('/addrep @boris 0', { min: 1, max: MOST_AT_ONCE }),
  nothing_to_change: inVain('/setrep @boris 0'),
  undo_off: taken(async (world, thanks) => {
    await set(world, 'reputation.undo_minutes 0');
    return { who: world.chiara, instead: () => world.say(world.anna, '/undo', { replyTo: thanks }) };
  }),
  undo_late: taken((world, thanks) => {
    advance(world, 301);
    return {
      who: world.chiara,
      figures: { within: 300 },
      instead: () => world.say(world.anna, '/undo', { replyTo: thanks }),
    };
  }),
  undo_nothing: (world, tip) => ({
    who: world.anna,
    what: { text: '/undo', replyTo: tip },
    instead: () => thank(world, world.chiara, tip),
  }),
  undo_not_yours: taken((world, thanks) => ({
    who: world.dmitri,
    what: { text: '/undo', replyTo: thanks },
    instead: () => world.say(world.chiara, '/undo'),
  })),
  undo_done: taken(async (world, thanks) => {
    await world.hears(world.chiara, '/undo');
    return {
      who: world.chiara,
      what: { text: '/undo', replyTo: thanks },
      instead: () => world.say(world.anna, '/addrep @boris 1'),
    };
  }),
  undo_of_undo: taken(async (world) => {
    const undo = world.say(world.chiara, '/undo');
    await world.settled();
    return {
      who: world.anna,
      what: { text: '/undo', replyTo: undo },
      instead: () => world.say(world.anna, '/addrep @boris 1'),
    };
  }),
  no_entry: inVain('/undo 77', { id: '77' }),
  as_yourself: (world) => ({
    who: world.anna,
    what: { text: '/resetchat', as: 'anonymous_admin' },
    instead: () => world.say(world.anna, '/addrep @boris 5'),
  }),
  question_over: async (world) => {
    await world.hears(world.anna, '/resetchat');
    const asked = world.telegram.world.lastSeen(world.group, world.anna)?.raw;
    if (!asked) throw new Error('nothing was asked');
    advance(world, 301);
    // A press has no date of its own: it follows what the chat has seen.
    world.say(world.chiara, 'Good morning.');
    return {
      who: world.anna,
      what: {},
      press: () => world.telegram.world.press(world.anna, asked, 0),
      instead: () => world.say(world.anna, '/addrep @boris 5'),
    };
  },
  question_replaced: async (world) => {
    await world.hears(world.anna, '/resetchat');
    const asked = world.telegram.world.lastSeen(world.group, world.anna)?.raw;
    if (!asked) throw new Error('nothing was asked');
    await world.hears(world.anna, '/resetchat');
    return {
      who: world.anna,
      what: {},
      press: () => world.telegram.world.press(world.anna, asked, 0),
      instead: () => world.say(world.anna, '/addrep @boris 5'),
    };
  },
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
  no_topics: inVain('/exclude topic'),
  not_shared: inVain('/top admins'),
  no_version: inVain('/history 77', { version: '77' }),
  word_on_both_lists: inVain('/set negative.words Thanks', { word: 'thanks' }),
  file_too_large: imported({}, { most: 256 }, { size: 50 * 1024 * 1024 }),
  file_unreachable: imported({}, {}, { fault: { kind: 'cut' } }),
  file_not_json: imported('Hello.'),
  file_not_ours: imported('{"settings":{}}'),
  file_version: imported({ version: 2 }, { version: '2', known: '1' }),
  file_wrong_type: imported(
    { settings: { 'reputation.pair_interval': 5 } },
    { key: 'reputation.pair_interval' },
  ),
  file_title: imported({ titles: ['name=A'] }, { written: 'name=A' }),
  file_reward: imported({ rewards: ['Rookie'] }, { written: 'Rookie' }),
  file_trigger: imported({ triggers: ['rep=5'] }, { written: 'rep=5' }),
  trigger_option: inVain('/trigger add "well done" rep=5 colour=red', {
    option: 'colour',
    known: ['phrase', 'rep', 'exp', 'from', 'to', 'match', 'interval', 'text'],
  }),
  trigger_duplicate: async (world, tip) => {
    await world.hears(world.anna, '/trigger add "Well done" rep=5');
    return {
      ...(await inVain('/trigger add "WELL  done" rep=7 from=admins', { id: 1, phrase: 'Well done' })(
        world,
        tip,
      )),
      instead: () => world.say(world.anna, 'well done', { replyTo: tip }),
    };
  },
  trigger_does_nothing: inVain('/trigger add "well done" text=none'),
  trigger_command: inVain('/trigger add "/Top" rep=5', { command: 'top' }),
  trigger_unknown: inVain('/trigger remove 7', { asked: '7' }),
  trigger_several: async (world, tip) => {
    await world.hears(world.anna, '/trigger add "Well done" rep=5 from=admins');
    await world.hears(world.anna, '/trigger add "Well done" rep=1 from=users');
    return {
      ...(await inVain('/trigger edit "well done" rep=2', { phrase: 'well done', ids: ['1', '2'] })(
        world,
        tip,
      )),
      instead: () => world.say(world.anna, 'well done', { replyTo: tip }),
    };
  },
  triggers_full: async (world, tip) => {
    for (let n = 1; n <= MOST_TRIGGERS; n += 1) world.say(world.anna, `/trigger add "bravo ${n}" rep=5`);
    await world.settled();
    return {
      ...(await inVain('/trigger add "one too many" rep=5', { most: MOST_TRIGGERS })(world, tip)),
      async instead() {
        await world.hears(world.anna, '/trigger remove 1');
        await world.hears(world.anna, '/trigger add "one too many" rep=5');
        world.say(world.anna, 'one too many', { replyTo: tip });
      },
    };
  },
} satisfies Partial<Record<RefusalName, Scene>>;
