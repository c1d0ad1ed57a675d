import { expect } from 'chai';
import { pino } from 'pino';
import { createDocuments, type DocumentDeps } from '../../src/intake/documents.ts';
import type { Item } from '../../src/intake/update.ts';
import type { ChatEvent, Fetched, MessageEvent } from '../../src/model/event.ts';
import { chatId, type UserId } from '../../src/model/ids.ts';
import { message, person } from '../support/facts.ts';

const log = pino({ level: 'silent' });
const ANNA = person(1);
const BORIS = person(2);
const { chat } = message('');

function imports(who = ANNA, more: Partial<MessageEvent> = {}, size: number | null = 100): MessageEvent {
  const request = { ask: 'import', document: { id: `of ${who.id}`, size } } as const;
  return message('/import', {
    author: { is: 'person', person: who },
    command: { name: 'import', bang: false, request },
    ...more,
  });
}

const itemsOf = (...events: (ChatEvent | null)[]): Item[] =>
  events.map((event, n) => ({ update: { update_id: n }, event, fault: null }));
const fetchedOf = (items: readonly Item[]) =>
  items.map(({ event }) => (event?.is === 'message' ? (event.fetched ?? null) : null));

function asked(more: Partial<DocumentDeps> = {}, patience?: number) {
  const ids: string[] = [];
  const documents = createDocuments(
    {
      async fetch(id) {
        ids.push(id);
        return { text: id };
      },
      admins: async () => new Map([[chat.id, [ANNA.id]]]),
      log,
      ...more,
    },
    patience,
  );
  return { documents, ids };
}

describe('Documents that commands are about', () => {
  it('are fetched for admins, and handed to their events alone', async () => {
    const { documents, ids } = asked();
    const items = itemsOf(message('hi'), imports(), null, imports(BORIS));
    const done = await documents(items, []);
    expect(fetchedOf(done)).to.deep.equal([null, { text: 'of 1' }, null, null]);
    expect(ids).to.deep.equal(['of 1']);
    expect(done[0]).to.equal(items[0]);
  });

  it('are not asked for where nobody needs them', async () => {
    let looked = 0;
    const { documents, ids } = asked({
      async admins() {
        looked += 1;
        return new Map();
      },
    });
    const none = imports(ANNA, {
      command: { name: 'import', bang: false, request: { ask: 'import', document: null } },
    });
    const items = itemsOf(message('hi'), none, imports(ANNA, { edited: true }), imports(ANNA, {}, 300_000));
    expect(await documents(items, [])).to.equal(items);
    expect({ looked, ids }).to.deep.equal({ looked: 0, ids: [] });
    await documents(itemsOf(imports(ANNA, {}, 262_144), imports(ANNA, {}, null)), []);
    expect(looked, 'control').to.equal(1);
  });

  it('are fetched for who is an admin by a list or an update of the same batch', async () => {
    const { documents, ids } = asked();
    await documents(itemsOf(imports(BORIS)), [{ chat: chat.id, admins: [BORIS], bot: null }]);
    expect(ids).to.deep.equal(['of 2']);
    const promoted = { is: 'member', chat, at: 1, person: BORIS, role: 'admin', present: true } as const;
    await documents(itemsOf(promoted, imports(BORIS)), []);
    expect(ids).to.deep.equal(['of 2', 'of 2']);
    await documents(itemsOf({ ...promoted, role: 'member' }, imports(BORIS)), [
      { chat: chatId(-99), admins: [BORIS], bot: null },
    ]);
    expect(ids, 'control').to.have.lengthOf(2);
  });

  it('are never those of anonymous admins, who cannot answer the question', async () => {
    const { documents, ids } = asked({ admins: () => Promise.reject(new Error('the database is away')) });
    await documents(itemsOf(imports(ANNA, { author: { is: 'anonymous_admin' } })), []);
    expect(ids).to.deep.equal([]);
    await documents(itemsOf(imports(BORIS)), []);
    expect(ids, 'where nobody can tell, the rules decide').to.deep.equal(['of 2']);
  });

  it('that fail or last too long are told so, and stop nobody else', async () => {
    const fetch = (id: string, signal: AbortSignal): Promise<Fetched> => {
      if (id === 'of 1') return Promise.reject(new Error('no'));
      return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    };
    const admins = async () => new Map([[chat.id, [1, 2] as UserId[]]]);
    const { documents } = asked({ fetch, admins }, 50);
    const started = performance.now();
    const many = Array.from({ length: 9 }, () => imports(BORIS));
    const done = await documents(itemsOf(imports(), ...many), []);
    expect(performance.now() - started).to.be.below(2_000);
    for (const fetched of fetchedOf(done)) expect(fetched).to.deep.equal({ fault: 'unreachable' });
  });
});
