import seedrandom from 'seedrandom';
import { chatId } from '../../src/model/ids.ts';

/** A group and its updates over some days: dates come late, the clock jumps, gifts and messages are taken back. */
export const DAYS_GROUP = chatId(-1_009_000_000_003);
/** What it was before it was upgraded. */
export const DAYS_BEFORE = chatId(-4_300_001);
/** 2026-09-21 in the afternoon, UTC. */
const AT = 1_790_000_000;
const DAY = 86_400;
const PEOPLE = 6;

/** Caps that are reached, and nothing that would keep people from giving otherwise. */
export const DAYS_SETTINGS = {
  ...{ 'reputation.pair_interval': 0, 'reputation.given_per_day': 4, 'reputation.received_per_day': 5 },
  ...{ 'experience.got_per_day': 40, 'experience.reply_got': '2-3', 'reputation.undo_minutes': 5000 },
  ...{
    'negative.enabled': true,
    'negative.from': 'all',
    'negative.given_per_day': 3,
    'negative.pair_interval': 0,
    'reactions.enabled': true,
  },
  ...{ 'experience.reaction_got': '1-2', time_zone: 'Europe/Berlin', 'experience.cooldown': 0 },
};

/** `upgraded`: the group had another id at first; both are written in for a while, by the same people. */
export function dayStream(seed: string, { many = 400, zones = false, upgraded = false } = {}) {
  const chance = seedrandom(seed);
  const whole = (most: number) => Math.floor(chance() * most);
  const group = { id: DAYS_GROUP, type: 'supergroup', title: 'Days' };
  const before = { id: DAYS_BEFORE, type: 'group', title: 'Days' };
  const moment = Math.floor(many / 2);
  const person = (n: number) => ({
    id: 1_000 + n,
    is_bot: false,
    first_name: `Person ${n}`,
    username: `person_${n}`,
  });
  const adminOf = (chat: object) => ({
    from: { id: 1_087_968_824, is_bot: true, first_name: 'Group' },
    sender_chat: chat,
  });
  const command = (text: string) => ({
    ...{ text, entities: [{ type: 'bot_command', offset: 0, length: text.split(' ', 1)[0]?.length }] },
  });
  const heart = { type: 'emoji', emoji: '❤' };
  let at = AT;
  return Array.from({ length: many }, (_, n) => {
    // About six days, with nights in which nobody writes.
    at += chance() < 0.03 ? whole(DAY) : whole(900);
    const late = chance() < 0.12 ? whole(2 * DAY) : 0;
    const ahead = chance() < 0.01 ? 2 * DAY : 0;
    const date = at - late + ahead;
    const chat = upgraded && chance() < (n < moment ? 0.6 : 0.1) ? before : group;
    const admin = adminOf(chat);
    const base = { message_id: n + 1, chat, date };
    if (upgraded && n === moment)
      return { update_id: n + 1, message: { ...base, chat: before, migrate_to_chat_id: DAYS_GROUP } };
    const said = { ...base, from: person(whole(PEOPLE)), text: `About ${n} things and more` };
    const other = { ...base, message_id: Math.max(1, n - whole(9)), from: person(whole(PEOPLE)), text: '…' };
    const reply = { reply_to_message: { ...other, date: date - 9 } };
    const update = (message: object) => ({ update_id: n + 1, message });
    const kind = chance();
    if (kind < 0.3) return update({ ...said, text: 'thank you very much', ...reply });
    if (kind < 0.36) return update({ ...said, text: '-rep this was wrong', ...reply });
    if (kind < 0.4) return update({ ...said, text: `@person_${whole(PEOPLE)} thanks`, entities: mention() });
    if (kind < 0.44) return update({ ...said, ...command('/undo'), ...reply });
    if (kind < 0.49) {
      // Gifts of days before, too.
      const older = { ...other, message_id: Math.max(1, n - whole(90)) };
      return update({ ...base, ...admin, ...command('/undo'), reply_to_message: older });
    }
    if (kind < 0.52) return update({ ...base, ...admin, ...command('/del'), ...reply });
    if (kind < 0.55) return update({ ...base, ...admin, ...command(`/addrep ${1_000 + whole(PEOPLE)} 3`) });
    if (kind < 0.57) return update({ ...base, ...admin, ...command(`/takeexp ${1_000 + whole(PEOPLE)} 2`) });
    if (kind < 0.62)
      return { update_id: n + 1, edited_message: { ...said, ...reply, text: 'thanks', edit_date: date } };
    if (kind < 0.72) {
      const [old_reaction, new_reaction] = chance() < 0.7 ? [[], [heart]] : [[heart], []];
      const { message_id, from: user } = { ...other, from: person(whole(PEOPLE)) };
      return {
        update_id: n + 1,
        message_reaction: { chat, message_id, user, date, old_reaction, new_reaction },
      };
    }
    if (zones && kind < 0.75) {
      const zone = ['Pacific/Auckland', 'America/Los_Angeles', 'Asia/Tokyo', 'UTC'][whole(4)];
      return update({ ...base, ...admin, ...command(`/set time_zone ${zone}`) });
    }
    return update(kind < 0.85 ? { ...said, ...reply } : said);
  });
}

const mention = () => [{ type: 'mention', offset: 0, length: 9 }];
