import { expect } from 'chai';
import type { Message } from '../../src/playground/types.ts';
import { describeJourney } from '../support/journey.ts';
import { advance, gifts, newcomer, set, thank } from '../support/scenes.ts';
import type { TestWorld } from '../support/world.ts';

/** What counts when a message could count in several ways: row by row. Chiara writes unless said otherwise. */
interface Row {
  row: string;
  settings?: string[];
  triggers?: string[];
  /** What is done; what is in the ledger afterwards. */
  play(world: TestWorld, tip: Message): unknown;
  gives: string[];
  /** What /why names, asked by Boris about the last message of Chiara's or Anna's. */
  why?: RegExp;
}

const MINUS = ['negative.enabled on', 'negative.from all', 'negative.reason off', 'negative.below_zero on'];
const BOTH = [...MINUS, 'reputation.mentions any'];
const wait = async (world: TestWorld, seconds: number) => {
  await world.settled();
  advance(world, seconds);
};

const rows: Row[] = [
  {
    row: 'a thank word goes before a bare mention: one gift, told as thanks',
    settings: ['reputation.mentions any'],
    play: (world) => world.say(world.chiara, 'thanks @boris'),
    gives: ['Chiara → Boris +1'],
  },
  {
    row: 'a minus word goes before a bare mention: no gift beside it',
    settings: BOTH,
    play: (world, tip) => thank(world, world.chiara, tip, { text: '-rep @boris' }),
    gives: ['Chiara → Boris −1 minus'],
  },
  {
    row: 'a bare mention counts where there is no word',
    settings: BOTH,
    play: (world) => world.say(world.chiara, 'look, @boris'),
    gives: ['Chiara → Boris +1 mention'],
  },
  {
    row: 'the same person replied to and named twice gets one gift',
    play: (world, tip) => thank(world, world.chiara, tip, { text: 'thanks @boris and @boris' }),
    gives: ['Chiara → Boris +1'],
  },
  {
    row: 'thanks and minus together are refused, wherever they stand',
    settings: BOTH,
    play: (world, tip) => thank(world, world.chiara, tip, { text: '-rep, but thanks @dmitri' }),
    gives: [],
    why: /Only one of them can be meant/,
  },
  {
    row: 'a minus word that is switched off does not get in the way of thanks',
    play: (world, tip) => thank(world, world.chiara, tip, { text: 'thanks, though -rep' }),
    gives: ['Chiara → Boris +1'],
  },
  {
    row: 'the longest exception wins over the words it contains, not over others',
    play(world, tip) {
      thank(world, world.chiara, tip, { text: 'no thanks' });
      thank(world, world.dmitri, tip, { text: 'no thanks needed? thank you!' });
    },
    gives: ['Дмитрий → Boris +1'],
  },
  {
    row: 'the author replied to comes first, then mentions in their order, three at most',
    async play(world, tip) {
      for (const name of ['olga', 'pavel', 'rosa']) newcomer(world, name, name);
      thank(world, world.chiara, tip, { text: 'thanks @rosa @pavel @olga' });
    },
    gives: ['Chiara → Boris +1', 'Chiara → rosa +1', 'Chiara → pavel +1'],
    why: /olga: nothing\. People that one message can give to: 3/,
  },
  {
    row: 'who cannot be thanked takes no place',
    async play(world) {
      for (const name of ['olga', 'pavel']) newcomer(world, name, name);
      const own = world.say(world.chiara, 'Mine.');
      thank(world, world.chiara, own, { text: 'thanks @stranger @olga @pavel @boris' });
    },
    gives: ['Chiara → olga +1', 'Chiara → pavel +1', 'Chiara → Boris +1'],
  },
  {
    row: 'a message to three counts once for the giver’s and the chat’s interval',
    settings: ['reputation.giver_interval 10', 'reputation.chat_interval 10'],
    async play(world, tip) {
      thank(world, world.chiara, tip, { text: 'thanks @dmitri @anna' });
      await wait(world, 599);
      thank(world, world.chiara, tip);
    },
    gives: ['Chiara → Boris +1', 'Chiara → Дмитрий +1', 'Chiara → Anna +1'],
    why: /too soon for this chat: 1 sec/,
  },
  {
    row: 'each receiver counts for the budgets: the last place of the day goes to the first of two',
    settings: ['reputation.given_per_day 1'],
    play: (world, tip) => thank(world, world.chiara, tip, { text: 'thanks @dmitri' }),
    gives: ['Chiara → Boris +1'],
    why: /All for today has been given/,
  },
  {
    row: 'each receiver has their own interval: who is still pausing does not hold back the other',
    settings: ['reputation.receiver_interval 600'],
    async play(world, tip) {
      thank(world, world.anna, tip);
      await wait(world, 599);
      thank(world, world.chiara, tip, { text: 'thanks @dmitri' });
    },
    gives: ['Anna → Boris +1', 'Chiara → Дмитрий +1'],
  },
  {
    row: 'each pair has its own interval',
    async play(world, tip) {
      thank(world, world.chiara, tip);
      await wait(world, 3599);
      thank(world, world.chiara, tip, { text: 'thanks @dmitri' });
    },
    gives: ['Chiara → Boris +1', 'Chiara → Дмитрий +1'],
  },
  {
    row: 'a trigger goes before a thank word: one gift',
    triggers: ['"thank you so much" rep=5 text=none'],
    play: (world, tip) => thank(world, world.chiara, tip, { text: 'thank you so much' }),
    gives: ['Chiara → Boris +5 trigger'],
  },
  {
    row: 'a trigger goes before a minus word and before a bare mention',
    settings: BOTH,
    triggers: ['"sorry to say" rep=-3 text=none'],
    play: (world, tip) => thank(world, world.chiara, tip, { text: 'sorry to say: -rep @boris' }),
    gives: ['Chiara → Boris −3 trigger'],
  },
  {
    row: 'of several triggers the longest phrase counts, of equally long ones the oldest',
    triggers: ['"well" rep=1 text=none', '"well done" rep=2 text=none', '"well dose" rep=3 text=none'],
    play(world, tip) {
      thank(world, world.chiara, tip, { text: 'well done' });
      thank(world, world.dmitri, tip, { text: 'well dose, well done' });
    },
    gives: ['Chiara → Boris +2 trigger', 'Дмитрий → Boris +2 trigger'],
  },
  {
    row: 'where the trigger is not for who says it, the word counts',
    triggers: ['"thank you so much" rep=5 from=admins text=none'],
    play: (world, tip) => thank(world, world.chiara, tip, { text: 'thank you so much' }),
    gives: ['Chiara → Boris +1'],
  },
  {
    row: 'a trigger obeys only its own interval: none of those of thanks, and restarts none of them',
    settings: ['reputation.chat_interval 60', 'reputation.given_per_day 1', 'reputation.received_per_day 1'],
    triggers: ['"well done" rep=2 interval=10 text=none'],
    async play(world, tip) {
      thank(world, world.chiara, tip, { text: 'well done' });
      thank(world, world.chiara, tip);
      await wait(world, 599);
      thank(world, world.chiara, tip, { text: 'well done' });
      await wait(world, 1);
      thank(world, world.chiara, tip, { text: 'well done' });
    },
    gives: ['Chiara → Boris +2 trigger', 'Chiara → Boris +1', 'Chiara → Boris +2 trigger'],
  },
  {
    row: 'a trigger obeys the exclusions of thanks',
    triggers: ['"well done" rep=2 text=none'],
    play(world, tip) {
      thank(world, world.boris, tip, { text: 'well done' });
      thank(world, world.chiara, tip, { text: 'well done', forwardedFrom: world.dmitri });
      thank(world, world.anna, tip, { text: 'well done', as: 'anonymous_admin' });
      thank(world, world.dmitri, tip, { text: 'well done' });
    },
    gives: ['Дмитрий → Boris +2 trigger'],
  },
  {
    row: 'a refused try restarts nothing',
    async play(world, tip) {
      thank(world, world.chiara, tip);
      await wait(world, 3599);
      thank(world, world.chiara, tip);
      await wait(world, 1);
      thank(world, world.chiara, tip);
    },
    gives: ['Chiara → Boris +1', 'Chiara → Boris +1'],
  },
  {
    row: 'exactly at the interval is allowed, a second before is not',
    settings: ['reputation.pair_interval 1'],
    async play(world, tip) {
      thank(world, world.chiara, tip);
      await wait(world, 60);
      thank(world, world.chiara, tip);
      await wait(world, 59);
      thank(world, world.chiara, tip);
    },
    gives: ['Chiara → Boris +1', 'Chiara → Boris +1'],
    why: /1 sec/,
  },
  {
    row: 'thanks and minus have counters of their own: intervals',
    settings: [
      ...MINUS,
      ...['reputation', 'negative'].flatMap((family) =>
        ['chat', 'giver', 'pair'].map((whose) => `${family}.${whose}_interval 60`),
      ),
      ...['reputation.receiver_interval 3600', 'negative.receiver_interval 3600'],
    ],
    play(world, tip) {
      thank(world, world.chiara, tip);
      thank(world, world.chiara, tip, { text: '-rep' });
      thank(world, world.chiara, tip);
      thank(world, world.chiara, tip, { text: '-rep' });
    },
    gives: ['Chiara → Boris +1', 'Chiara → Boris −1 minus'],
  },
  {
    row: 'thanks and minus have counters of their own: budgets',
    settings: [
      ...MINUS,
      ...['pair_interval 0', 'given_per_day 1', 'received_per_day 1'].flatMap((one) => [
        `reputation.${one}`,
        `negative.${one}`,
      ]),
    ],
    play(world, tip) {
      thank(world, world.chiara, tip, { text: '-rep' });
      thank(world, world.chiara, tip);
      thank(world, world.chiara, tip, { text: '-rep' });
      thank(world, world.chiara, tip);
    },
    gives: ['Chiara → Boris −1 minus', 'Chiara → Boris +1'],
  },
  {
    row: 'admin commands obey no interval and no budget, and count for none',
    settings: ['reputation.chat_interval 60', 'reputation.given_per_day 1', 'reputation.received_per_day 1'],
    async play(world, tip) {
      thank(world, world.anna, tip);
      world.say(world.anna, '/addrep @boris 5');
      world.say(world.anna, '/addrep @dmitri 5');
      await wait(world, 86_400);
      world.say(world.anna, '/addrep @boris 5');
      thank(world, world.anna, tip);
    },
    gives: [
      'Anna → Boris +1',
      'Anna → Boris +5 admin',
      'Anna → Дмитрий +5 admin',
      'Anna → Boris +5 admin',
      'Anna → Boris +1',
    ],
  },
];

describeJourney('What goes before what, row by row', (begin) => {
  for (const { row, settings = [], triggers = [], play, gives, why } of rows) {
    it(row, async () => {
      const world = await begin();
      const tip = world.say(world.boris, 'Water them in the morning.');
      world.say(world.dmitri, 'Good morning.');
      await set(world, 'reputation.reply off', 'negative.reply off', ...settings);
      for (const words of triggers) {
        expect((await world.hears(world.anna, `/trigger add ${words}`)).join()).to.include('is there now');
      }
      await play(world, tip);
      await world.settled();
      expect(await gifts(world)).to.deep.equal(gives);
      if (!why) return;
      expect((await world.hears(world.chiara, '/why')).join()).to.match(why);
    });
  }
});
