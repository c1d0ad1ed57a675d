/** One update of a made-up community, as Telegram would send it. */
export interface BenchUpdate {
  update_id: number;
  [kind: string]: unknown;
}

export interface StreamOptions {
  updates: number;
  chats: number;
  /** People a chat. */
  people: number;
  seed?: number;
}

const TALK = [
  'I would try to water them in the morning, the soil keeps it better then.',
  'Has anyone seen the new release?',
  'ok',
  'Мне кажется, это зависит от версии, попробуй обновить.',
  'That depends on what you want to do with it afterwards, honestly.',
  'no idea 🙂',
  '¿Alguien sabe cómo arreglarlo?',
  'Works for me after a restart.',
];
const THANKS = ['thanks!', 'Thank you very much', 'thx', 'that helped, thanks a lot'];

/** A seeded stream: talk, one in eight a reply, one in fifty a thank-you, now and then a command, a join, an edit. */
export function* benchStream({ updates, chats, people, seed = 1 }: StreamOptions): Generator<BenchUpdate> {
  let state = seed >>> 0;
  const roll = (sides: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
  const messageIds = new Array<number>(chats).fill(0);
  for (let n = 0; n < updates; n += 1) {
    const c = roll(chats);
    const chat = { id: -1_001_000_000_000 - c, type: 'supergroup', title: `Group ${c}` };
    const person = (p: number) => ({
      id: 10_000_000 + c * people + p,
      is_bot: false,
      first_name: `Person ${p}`,
      username: `person_${c}_${p}`,
      language_code: 'en',
    });
    const author = roll(people);
    const date = 1_790_000_000 + Math.floor(n / 20);
    messageIds[c] = (messageIds[c] ?? 0) + 1;
    const base = { message_id: messageIds[c], from: person(author), chat, date };
    const update_id = 100_000_000 + n;
    const kind = roll(200);
    if (kind < 25) {
      const other = (author + 1 + roll(people - 1)) % people;
      const text = kind < 4 ? THANKS[roll(THANKS.length)] : TALK[roll(TALK.length)];
      const original = {
        message_id: Math.max(1, base.message_id - 1),
        from: person(other),
        chat,
        date: date - 5,
        text: 'x',
      };
      yield { update_id, message: { ...base, text, reply_to_message: original } };
    } else if (kind === 25) yield { update_id, message: { ...base, new_chat_members: [person(author)] } };
    else if (kind === 26) yield { update_id, edited_message: { ...base, edit_date: date, text: 'edited' } };
    else if (kind < 30) yield { update_id, message: { ...base, sticker: { emoji: '👍' } } };
    else yield { update_id, message: { ...base, text: TALK[roll(TALK.length)] } };
  }
}
