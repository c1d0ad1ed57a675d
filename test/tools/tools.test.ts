import { expect } from 'chai';
import type { ExportedChat } from '../../src/transfer/export.ts';
import { type FreshDatabase, freshDatabase, kinds } from '../support/database.ts';
import { tool } from '../support/process.ts';
import { openWorld } from '../support/world.ts';

const MEMBER =
  'user_id username name reputation reputation_from_admins experience level voice_seconds title'.split(' ');
const ENTRY =
  'id at kind giver_id receiver_id giver_role reputation experience message_id reason reverses'.split(' ');

for (const kind of kinds) {
  describe(`The tools (${kind})`, function () {
    this.timeout(30_000);
    let fresh: FreshDatabase;
    let group: number;
    let anna: number;
    let boris: number;
    let nina: number;
    before(async () => {
      fresh = await freshDatabase(kind);
      const database = await fresh.open();
      const world = await openWorld(database);
      group = world.group.id;
      [anna, boris] = [world.anna.id, world.boris.id];
      const tip = world.say(world.boris, 'A tip');
      world.say(world.anna, 'thanks', { replyTo: tip });
      world.say(world.chiara, 'thanks', { replyTo: tip });
      world.say(world.anna, '/reward add title="Helpful Soul" tag=Helper');
      world.say(world.anna, '/reward add level=9 weight=2 keep=persistent');
      world.say(world.anna, '/reward remove 2');
      world.say(world.anna, '/addrep @boris 5 for the "guide", =1+1');
      world.say(world.anna, '/set reputation.pair_interval 5\nnewcomers.restrict media');
      await world.settled();
      const { world: telegram } = world.telegram;
      const newcomer = telegram.createUser({ first_name: 'Nina' });
      nina = newcomer.id;
      telegram.join(newcomer, world.group);
      await world.settled();
      await world.close();
      await database.close();
    });
    after(() => fresh.drop());

    const exported = async (...args: string[]) => {
      const { code, out, said } = await tool('export', args, fresh.env);
      expect(code, said).to.equal(0);
      return out;
    };

    it('export writes a chat with the fields of the contract, in their order', async () => {
      const chat = JSON.parse(await exported('--chat', String(group))) as ExportedChat;
      const [chatKey, ...keys] = Object.keys(chat);
      expect([chatKey, ...keys.slice(0, 3)]).to.deep.equal(['chat', 'settings', 'members', 'entries']);
      expect(keys.slice(3)).to.deep.equal(['titles', 'rewards', 'holdings', 'marks']);
      expect(chat.chat).to.deep.equal({ id: group, title: 'Garden' });
      expect(chat.settings).to.deep.equal({ 'reputation.pair_interval': 5, 'newcomers.restrict': 'media' });
      for (const member of chat.members) expect(Object.keys(member)).to.deep.equal(MEMBER);
      const users = chat.members.map((member) => member.user_id);
      expect(users).to.deep.equal([...users].sort((a, b) => a - b));
      expect(chat.members.find((member) => member.user_id === boris)).to.deep.equal({
        user_id: boris,
        username: 'boris',
        name: 'Boris',
        reputation: 7,
        reputation_from_admins: 6,
        experience: chat.entries
          .filter((entry) => entry.receiver_id === boris)
          .reduce((sum, entry) => sum + entry.experience, 0),
        level: 2,
        voice_seconds: 0,
        title: 'Helpful Soul',
      });
      for (const entry of chat.entries) {
        expect(Object.keys(entry)).to.deep.equal(ENTRY);
        expect(entry.at).to.match(/^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.000Z$/);
      }
      const activity = chat.entries.filter(({ kind }) => kind === 'activity');
      expect(activity.map(({ id }) => id)).to.deep.equal(activity.map((_, index) => index - activity.length));
      for (const { experience } of activity) expect(experience).to.be.above(0);
      const lines = chat.entries.slice(activity.length);
      expect(lines.map(({ id, kind, reputation }) => [id, kind, reputation])).to.deep.equal([
        [1, 'thanks', 1],
        [2, 'thanks', 1],
        [3, 'admin', 5],
      ]);
      const [thanks, , gift] = lines;
      expect(thanks).to.include({ giver_id: anna, receiver_id: boris, giver_role: 'admin' });
      expect(thanks?.experience, 'for being thanked').to.be.within(20, 30);
      expect(thanks).to.include({ reason: null, reverses: null });
      expect(gift).to.include({ giver_id: anna, reason: 'for the "guide", =1+1' });
    });

    it('export writes titles, their rewards, who holds what, and what the bot has done in Telegram', async () => {
      const chat = JSON.parse(await exported('--chat', String(group))) as ExportedChat;
      expect(chat.titles.map(({ name, reputation }) => [name, reputation]).slice(0, 2)).to.deep.equal([
        ['Helpful Soul', 5],
        ['Helper', 25],
      ]);
      const nothing = {
        tag: '',
        short: '',
        link: null,
        lift: false,
        vote: false,
        weight: 1,
        gifts: 0,
        boost: false,
      };
      const [soul] = chat.titles;
      expect(chat.rewards).to.deep.equal([
        { id: 1, title_id: soul?.id, level: null, keep: 'default', gone: false, ...nothing, tag: 'Helper' },
        { id: 2, title_id: null, level: 9, keep: 'persistent', gone: true, ...nothing, weight: 2 },
      ]);
      const none = { done: [], spent: [], boosted_until: null };
      expect(chat.holdings).to.deep.equal([{ user_id: boris, rewards: [1], tag: 'Helper', ...none }]);
      expect(chat.marks).to.deep.equal([
        { user_id: boris, tag: 'Helper', limited: null, what: null, until: null },
        { user_id: nina, tag: null, limited: 'ours', what: 'media', until: chat.marks[1]?.until },
      ]);
      expect(chat.marks[1]?.until).to.match(/^20.*Z$/);
    });

    it('export writes every chat as an array', async () => {
      const all = JSON.parse(await exported('--all')) as ExportedChat[];
      expect(all).to.deep.equal([JSON.parse(await exported(`--chat=${group}`))]);
    });

    it('export writes CSV, members first', async () => {
      const [members = '', entries = ''] = (await exported('--chat', String(group), '--format', 'csv')).split(
        '\r\n\r\n',
      );
      expect(members.split('\r\n')[0]).to.equal(MEMBER.join(','));
      expect(members).to.match(new RegExp(`\r\n${boris},boris,Boris,7,6,\\d+,2,0,Helpful Soul`));
      expect(entries.split('\r\n')[0]).to.equal(ENTRY.join(','));
      expect(entries).to.match(/,"for the ""guide"", =1\+1",\r\n$/);
    });

    it('say how they are used, with exit code 2', async () => {
      for (const [name, ...args] of [
        ['export'],
        ['export', '--chat', 'garden'],
        ['export', '--chat', String(group), '--format', 'xml'],
        ['export', '--all', '--format', 'csv'],
        ['verify', '--all'],
        ['aside', '--show', 'x'],
      ] as [string, ...string[]][]) {
        const { code, out, said } = await tool(name, args, fresh.env);
        expect(code, said).to.equal(2);
        expect(out).to.equal('');
        expect(said)
          .to.include(`Usage: npm run ${name}`)
          .and.not.to.match(/^ +at /m);
      }
    });

    it('export names the chats it knows when it is asked for another', async () => {
      const { code, out, said } = await tool('export', ['--chat', '-100999'], fresh.env);
      expect(code).to.equal(1);
      expect(out).to.equal('');
      expect(said).to.include(`No chat -100999 is known. Known: ${group}.`);
    });

    it('verify proves the totals, and tells each that somebody has tampered with', async () => {
      const well = await tool('verify', [], fresh.env);
      expect(well.code).to.equal(0);
      expect(well.out).to.match(
        /^All totals equal the sums of the ledger\. Chats: 1, members: \d, entries: 3\.\n$/,
      );
      const database = await fresh.open();
      await database.query('update members set reputation = reputation + 2 where user_id = $1', [boris]);
      await database.query('update entries set id = 9 where id = 3');
      await database.close();
      const bad = await tool('verify', [], fresh.env);
      expect(bad.code).to.equal(1);
      expect(bad.out).to.include(`chat ${group}, member ${boris}: reputation is 9, its entries sum to 7 (2)`);
      expect(bad.out).to.include(`chat ${group}: the numbers of its entries have gaps`);
      expect(bad.out).to.match(/Totals that differ: 2, chats with gaps: 1\./);
    });
  });
}
