/**
 * The placeholders of GiselleBot's level-up messages, so that texts can be taken over from it. What each says here:
 * the form and the name of ours. `full_name`, `bot_name`, `now`, `now_iso` and `utc_time` are reached by these alone.
 */
export const GISELLE: Readonly<Record<string, { form: string; name: string }>> = {
  level: { form: '', name: 'level' },
  user: { form: 'mention', name: 'user' },
  username: { form: 'name', name: 'user' },
  fullusername: { form: '', name: 'full_name' },
  bot: { form: '', name: 'bot' },
  botname: { form: '', name: 'bot_name' },
  fullbotname: { form: '', name: 'bot' },
  server: { form: '', name: 'chat' },
  now: { form: '', name: 'now' },
  now_iso: { form: '', name: 'now_iso' },
  server_time: { form: '', name: 'utc_time' },
  server_member_count: { form: '', name: 'members' },
};

/** Names reached by Giselle's spelling alone, and the one of ours that must have a meaning for them to have one. */
export const BEHIND: Readonly<Record<string, string>> = {
  full_name: 'user',
  bot_name: 'bot',
  now: 'date',
  now_iso: 'date',
  utc_time: 'time',
};

/** Giselle's placeholders for what only Discord has. */
const DISCORD_ONLY = [
  'discriminator',
  'user_avatar_url',
  'user_server_avatar_url',
  'botdiscriminator',
  'bot_avatar_url',
  'server_icon_url',
  'server_banner_url',
  'server_splash_url',
  'boost_level',
  'boost_number',
] as const;

const DISCORD = new RegExp(`%(?:${DISCORD_ONLY.join('|')})%`, 'giu');

/** Every placeholder of a text that has no meaning in Telegram, each once, in lower case. */
export function discordOnly(template: string): string[] {
  return [...new Set(Array.from(template.matchAll(DISCORD), ([found]) => found.toLowerCase()))];
}
