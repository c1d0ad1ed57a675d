import { expect } from 'chai';
import { kinds } from '../support/database.ts';
import { accountOf } from './account.ts';
import { type Flood, startFlood } from './flood.ts';

const rascal = { id: 200_002, is_bot: false, first_name: 'Rascal 1' };
const owner = { id: 200_001, is_bot: false, first_name: 'Rascal 0' };
const fine = { user: owner, status: 'creator' };
const ok = (result: unknown) => JSON.stringify({ ok: true, result });

/** What Telegram could answer to getChatAdministrators. */
const ADMIN_LISTS: Record<string, string> = {
  'no list': ok({ user: owner }),
  nothing: '{"ok":true}',
  'no JSON': '<html>502</html>',
  'a list of nothings': ok([null, null]),
  'someone without an id': ok([fine, { user: { first_name: 'X' }, status: 'administrator' }]),
  'an id beyond 2^53': `{"ok":true,"result":[{"status":"creator","user":{"id":9007199254740993,"first_name":"X"}}]}`,
  'ten thousand names': ok([
    fine,
    ...Array.from({ length: 10_000 }, (_, i) => ({
      user: { ...rascal, id: 500_000 + i },
      status: 'administrator',
    })),
  ]),
  'one person a thousand times': ok(Array.from({ length: 1_000 }, () => fine)),
  'names of hundred thousand letters': ok([
    { user: { ...owner, first_name: '<b>\u202e'.repeat(25_000) }, status: 'creator' },
  ]),
  'keys of prototypes':
    '{"ok":true,"result":[{"__proto__":{"user":{"id":200002}},"status":"creator","constructor":1}]}',
  'a refusal without reason': '{"ok":false}',
  'a refusal of odd shape': '{"ok":false,"error_code":"400","description":[],"parameters":7}',
};

/** What Telegram could answer to sendMessage where it took the message: it must not be sent again. */
const SENT: Record<string, string> = {
  'nothing at all': '{"ok":true}',
  'a word': ok('yes'),
  'a list': ok([]),
  'a negative number': ok({ message_id: -1 }),
  'a number beyond 2^53': '{"ok":true,"result":{"message_id":9007199254740993}}',
  'a fraction': ok({ message_id: 1.5 }),
};

for (const kind of kinds) {
  describe(`Hostile answers of Telegram (${kind})`, function () {
    this.timeout(60_000);
    let flood: Flood;
    let chat = -1_000_000_100_000;
    before(async () => {
      flood = await startFlood(kind, { bodyOf: () => '{}' });
    });
    after(() => flood.close());

    /** A group of its own, for admin lists are kept for a while; the bot may write there, but not in secret. */
    function newGroup() {
      chat -= 1;
      const { world } = flood.telegram;
      world.createGroup({
        id: chat,
        title: 'New',
        owner: 200_001,
        members: flood.scene.rascals,
        bot: 'member',
      });
      return chat;
    }
    async function hears(group: number, text: string): Promise<number> {
      let said = 0;
      const { answer } = flood.middleman;
      flood.middleman.answer = (method, asked) => {
        if (method === 'sendMessage' && asked.includes(String(group))) said += 1;
        return answer(method, asked);
      };
      flood.telegram.world.say(flood.scene.rascals[1] as never, group, text);
      await flood.settled(10_000);
      flood.middleman.answer = answer;
      return said;
    }

    for (const [what, body] of Object.entries(ADMIN_LISTS)) {
      it(`admins: ${what}: the bot goes on, and makes nobody an admin who is none`, async () => {
        const group = newGroup();
        flood.middleman.answer = (method, asked) =>
          method === 'getChatAdministrators' && asked.includes(String(group)) ? body : null;
        expect(await hears(group, '/set language ru'), 'messages').to.equal(1);
        expect(await hears(group, '/top'), 'messages').to.equal(1);
        flood.middleman.answer = () => null;
        flood.thank();
      });
    }

    for (const [what, body] of Object.entries(SENT)) {
      it(`sent: ${what}: it is not said again`, async () => {
        const group = newGroup();
        flood.middleman.answer = (method, asked) =>
          method === 'sendMessage' && asked.includes(String(group)) ? body : null;
        expect(await hears(group, '/me'), 'messages').to.equal(1);
        flood.middleman.answer = () => null;
        flood.thank();
      });
    }

    it('and nothing is wrong afterwards', async () => {
      await flood.settled();
      await accountOf(flood);
      const database = await flood.fresh.open();
      expect(
        await database.query(
          `select chat_id from chats where settings <> '{}' and chat_id < $1`,
          [-1_000_000_100_000],
        ),
      ).to.deep.equal([]);
      expect(
        await database.query(
          `select body from outbox where job = 'delete' and body !~ '^[^-."]*"messageIds":\\[[0-9,]+\\]\\}$'`,
        ),
      ).to.deep.equal([]);
      await database.close();
    });
  });
}
