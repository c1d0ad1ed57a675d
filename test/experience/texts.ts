/** What a text says, in short, and the test that plays it: its file and how its title begins. */
export type Sentence = readonly [says: string, file: string, test: string];

const J = 'journeys/';
const TEXTS = `${J}experience-texts.test.ts`;
const ACTIVITY = 'experience/activity.test.ts';
/** One for each kind of deed. */
const EACH_KIND = 'earns for ';
const EXPERIENCE = `${J}experience.test.ts`;
const TITLES = `${J}titles.test.ts`;
const REWARDS = `${J}rewards.test.ts`;
const EXCLUDE = `${J}exclude.test.ts`;
const TOLD = `${J}announcements.test.ts`;
const PANEL = `${J}panel.test.ts`;
const LADDER = 'ranks/ladder.test.ts';
const CURVE = 'model/curve.test.ts';
const PLACEHOLDERS = 'text/placeholders.test.ts';

/** Everything that the descriptions of three other bots say about experience and ranks, in their order. */
export const SENTENCES: Readonly<Record<'ChatKeeper' | 'GiselleBot' | 'PhantomBot', readonly Sentence[]>> = {
  ChatKeeper: [
    ['special titles for who takes part', TITLES, 'come with the language'],
    ['accumulated points can be written off', TEXTS, 'titles write nothing off'],
    ['points for different activities', ACTIVITY, EACH_KIND],
    ['points for different activities, in a group', EXPERIENCE, 'is earned by taking part'],
    ['ranks by how much experience or reputation', LADDER, 'ChatKeeper’s ranks by reputation'],
    ['experience can be in the ranks as well', LADDER, 'ChatKeeper’s: Barber of the Chat'],
    ['titles can be humorous', TITLES, 'can be renamed and moved'],
    ['the experience system is included, or not', TEXTS, 'is switched on, its amounts'],
    ['a bonus by chance: 0.1 is 10 %', ACTIVITY, 'has a bonus as often as its chance says'],
    ['the bonus multiplies so many times', ACTIVITY, 'boosts and doubles'],
    ['messages for a new level', EXPERIENCE, 'makes levels, which are told'],
    ['messages for bonus experience', EXPERIENCE, 'by luck is told in the chat’s own words'],
    ['settings of a similar form for each activity', TEXTS, 'is switched on, its amounts'],
    ['random between least and most, both included', ACTIVITY, 'draws between the least and the most'],
    ['all of them equally likely', ACTIVITY, 'draws each amount equally often'],
    ['the same number twice is a fixed value', TEXTS, 'is switched on, its amounts'],
    ['a new rank can be added', TITLES, 'ChatKeeper’s example'],
    ['experience or reputation can be left out of the ranks', LADDER, 'asks only for what the chat uses'],
    ['no two ranks with the same experience or reputation', LADDER, 'has no two titles with the same'],
    ['a rank comes with the set experience and reputation', TITLES, 'ChatKeeper’s example'],
    ['Barber of the Chat at 1000 and 25', TITLES, 'ChatKeeper’s example'],
  ],
  GiselleBot: [
    ['so many points on each message', EXPERIENCE, 'is earned by taking part'],
    ['a server and a global standing', TEXTS, 'of one chat makes no levels in another'],
    ['by the number of messages, not by their length', TEXTS, 'from the start: 10 to 20 a message'],
    ['a random value from 10 to 20', TEXTS, 'from the start: 10 to 20 a message'],
    ['a cooldown after each gain', ACTIVITY, 'waits for the cooldown'],
    ['a new level is told by DM or in the channel', TOLD, 'may have other words for the member alone'],
    ['global levels are never told', TEXTS, 'of one chat makes no levels in another'],
    ['the two formulas', CURVE, 'quadratic: GiselleBot’s two formulas'],
    ['starts at level 1; 50, 100, 150, 200 more', CURVE, 'quadratic: GiselleBot’s table'],
    ['the table: 0–49, 50–149, 150–299, 300–499', CURVE, 'quadratic: GiselleBot’s table'],
    ['profile: one’s own, another’s by mention or id', TEXTS, 'is shown by !profile'],
    ['expaddrole: rewards for a level', REWARDS, 'GiselleBot’s example'],
    ['roles go at a reward of a higher tier', REWARDS, 'GiselleBot’s example'],
    ['persistent roles are kept', REWARDS, 'GiselleBot’s example'],
    ['volatile roles go at the next level', REWARDS, 'GiselleBot’s example'],
    ['added again, the new settings hold', TEXTS, 'a role that is added to its level again'],
    ['Rookie, Known Member, Junior, Senior', REWARDS, 'GiselleBot’s example'],
    ['the same, purely', 'ranks/rewards.test.ts', 'GiselleBot’s example'],
    ['expremrole: no reward of that level any more', TEXTS, 'a role that is added to its level again'],
    ['who has it keeps it', 'ranks/rewards.test.ts', 'what an admin took away'],
    ['exproles lists them', REWARDS, 'GiselleBot’s example'],
    [
      'exprapply reckons and applies them for everybody',
      `${J}sync.test.ts`,
      'gives everybody the title of today',
    ],
    [
      'exprapply: the highest tier and the persistent below',
      'ranks/rewards.test.ts',
      'that came from nothing are what one is entitled to',
    ],
    ['expboost: a multiplier for the server', EXCLUDE, 'more or less for everybody'],
    ['−50 % is half', TEXTS, 'is boosted from half to double'],
    ['100 % is double', TEXTS, 'is boosted from half to double'],
    ['0 % is as usual, and the default', TEXTS, 'is boosted from half to double'],
    ['alone it shows what holds', TEXTS, 'is boosted from half to double'],
    ['from −50 to 200', TEXTS, 'is boosted from half to double'],
    ['rounded down to tens', EXCLUDE, 'more or less for everybody'],
    ['expedit adds or removes', `${J}log.test.ts`, 'is given, taken, set and reset like reputation'],
    ['up to 10,000 at once', `${J}log.test.ts`, 'of more than 10,000 by /expedit'],
    ['editing brings no rewards in between', REWARDS, 'by hand only where it ends'],
    ['expreset: points and level', REWARDS, 'by hand only where it ends'],
    ['expreset keeps the roles', REWARDS, 'by hand only where it ends'],
    ['noexprole: who has it earns nothing', EXCLUDE, 'GiselleBot’s noexprole'],
    ['one role, set by its name', EXCLUDE, 'GiselleBot’s noexprole'],
    ['noexprole - clears it', EXCLUDE, 'GiselleBot’s noexprole'],
    ['noexprole alone shows it', EXCLUDE, 'GiselleBot’s noexprole'],
    ['noexpchannels: nothing is earned there', EXCLUDE, 'GiselleBot’s noexpchannels'],
    ['it overrides the former list', EXCLUDE, 'GiselleBot’s noexpchannels'],
    ['noexpchannels - clears it', EXCLUDE, 'GiselleBot’s noexpchannels'],
    ['noexpchannels alone shows it', EXCLUDE, 'GiselleBot’s noexpchannels'],
    ['explvupsetup opens a menu', TOLD, 'are set up by GiselleBot’s command too'],
    ['saved together', PANEL, 'is seen by its admin alone, and saved together'],
    ['or discarded', PANEL, 'drops all of it at once, and closes'],
    ['in the server: off by default', EXPERIENCE, 'is told to nobody by default'],
    ['by DM: off by default', EXPERIENCE, 'is told to nobody by default'],
    ['either or both', TOLD, 'may have other words for the member alone'],
    ['one channel for all of them, or the same', TOLD, 'go where they happened'],
    ['a message of its own for the server', TOLD, 'may have other words for the member alone'],
    ['a message of its own for the DM', TOLD, 'may have other words for the member alone'],
    ['a blacklist of channels', TOLD, 'are told of what happens in some topics alone'],
    ['or a whitelist, and the toggle between', TOLD, 'are told of what happens in some topics alone'],
    ['the lists do not stop anybody from earning', TOLD, 'are told of what happens in some topics alone'],
    [
      'placeholders: the level, the user, the bot, the server, the time',
      PLACEHOLDERS,
      'takes everything of GiselleBot’s',
    ],
    ['those that only Discord can fill are named', PLACEHOLDERS, 'takes everything of GiselleBot’s'],
    ['embedded instead of plain', TOLD, 'may have other words for the member alone'],
    ['1024 characters', TEXTS, 'a message of its own has 1024 characters'],
    ['expnotifyoptout: no messages to me', TEXTS, 'is told to who wants no messages no more'],
    ['again, and they come', TEXTS, 'is told to who wants no messages no more'],
    ['for managers only', `${J}boosts.test.ts`, 'is for admins to say'],
    ['for managers only: roles', REWARDS, 'lead into a group of the admin’s own'],
  ],
  PhantomBot: [
    ['idle time is no merit', TEXTS, 'Stranger, Acquaintance, Fan, Regular'],
    ['points after certain actions', ACTIVITY, EACH_KIND],
    ['ranking up at an amount of points', TEXTS, 'Stranger, Acquaintance, Fan, Regular'],
    ['Stranger, Acquaintance, Fan, Regular', LADDER, 'PhantomBot’s: Stranger'],
    ['the same, in a group', TEXTS, 'Stranger, Acquaintance, Fan, Regular'],
    ['moderation takes points: a removed message', `${J}del.test.ts`, 'takes from the author what is set'],
    ['moderation takes points: a ban', `${J}deductions.test.ts`, 'a ban: what is set'],
    ['promotion to the group of regulars', TEXTS, 'Stranger, Acquaintance, Fan, Regular'],
    ['points are for tracking, not for spending', TEXTS, 'titles write nothing off'],
    ['messages, commands, who was brought along', EXPERIENCE, 'comes for letting somebody in'],
    ['unique visits, once a day', EXPERIENCE, 'comes with the first message of a day'],
    ['at least once per 30 minutes for 10', ACTIVITY, 'speaks at least once per 30 minutes'],
    ['ranks by points rather than time', TITLES, 'ChatKeeper’s example'],
    ['ranking down when points are lost', TITLES, 'follow an undo'],
  ],
};
