import { readdirSync } from 'node:fs';
import { expect } from 'chai';
import type { Chat, User } from '../../src/playground/types.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { built, eventually, freePort, type Running, run } from '../support/process.ts';

interface Seen {
  people: User[];
  chats: Chat[];
  messages?: { text?: string; raw: { message_id: number } }[];
}

describe('The playground', function () {
  this.timeout(90_000);
  let fresh: FreshDatabase;
  let child: Running | undefined;
  let address: string;
  beforeEach(async () => {
    fresh = await freshDatabase('embedded');
  });
  afterEach(async () => {
    await child?.end('SIGKILL');
    await fresh.drop();
  });

  const look = async (query: Record<string, string> = {}): Promise<Seen> =>
    (await (await fetch(`${address}state?${new URLSearchParams(query)}`)).json()) as Seen;
  const act = (what: string, body: object) =>
    fetch(address + what, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  async function start(): Promise<void> {
    const port = await freePort();
    address = `http://127.0.0.1:${port}/local/`;
    child = run('node', await built('start'), { ...fresh.env, PORT: String(port), LOG_LEVEL: 'warn' });
    await child.says(/Laurel's playground/, 60_000);
  }
  /** The first group as Anna sees it. */
  async function garden() {
    const { people, chats } = await look();
    const anna = people.find(({ first_name }) => first_name === 'Anna')?.id ?? 0;
    const chat = chats.find(({ title }) => title === 'Laurel Garden')?.id ?? 0;
    const { messages = [] } = await look({ as: String(anna), chat: String(chat) });
    return { anna, chat, messages, texts: messages.map(({ text }) => text ?? '').join('\n') };
  }
  const shows = (words: string) =>
    eventually(words, async () => (await garden().catch(() => null))?.texts.includes(words) ?? false, 30_000);

  it('is as it was left after kill -9, and new once people start over', async () => {
    await start();
    await shows('Too much water');
    const { anna, chat, messages } = await garden();
    const tip = messages.find(({ text }) => text?.startsWith('Too much water'))?.raw.message_id;
    await act('say', { as: anna, chat, text: 'Thank you!', reply_to: tip });
    await shows('+1');
    // What is said is on disk soon.
    await new Promise((resolve) => setTimeout(resolve, 500));
    await child?.end('SIGKILL');

    await start();
    const again = await garden();
    expect(again.chat).to.equal(chat);
    expect(again.texts).to.include('+1');
    await act('say', { as: anna, chat, text: '/top' });
    await shows('1. Boris');
    expect((await garden()).texts.match(/Good morning, garden/g), 'talked once').to.have.lengthOf(1);

    await act('start-over', {});
    await eventually(
      'another group',
      async () => {
        const now = await garden().catch(() => null);
        return now !== null && now.chat !== 0 && now.chat !== chat;
      },
      30_000,
    );
    await shows('Too much water');
    expect((await garden()).texts).to.not.include('+1');
    const kept = readdirSync(fresh.env.DATA_DIR).filter((name) => /^postgres-\d{4}-/.test(name));
    expect(kept, 'the database before').to.have.lengthOf(1);
    const { code } = (await child?.end('SIGTERM')) ?? {};
    expect(code).to.equal(0);
  });
});
