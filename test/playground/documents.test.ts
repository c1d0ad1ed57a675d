import { expect } from 'chai';
import { type LocalTelegram, startLocalTelegram } from '../../src/playground/local-telegram.ts';
import type { Chat, Message, User } from '../../src/playground/types.ts';
import { ask, drain, refusal } from './support.ts';

describe('files that people send', () => {
  let telegram: LocalTelegram;
  let ann: User;
  let group: Chat;

  beforeEach(async () => {
    telegram = await startLocalTelegram();
    ann = telegram.world.createUser({ first_name: 'Ann' });
    group = telegram.world.createGroup({ title: 'Grove', members: [ann], bot: 'administrator' });
    await drain(telegram);
  });
  afterEach(() => telegram.close());

  const download = (path: string) => fetch(`${telegram.root}/file/bot${telegram.token}/${path}`);
  const getFile = (file_id?: string) =>
    ask<{ file_path: string; file_size: number }>(telegram, 'getFile', { file_id });

  it('are heard of with name and size, and can be downloaded where getFile says, for an hour', async () => {
    telegram.world.say(ann, group, 'hear', { file: { name: 'a.json', data: '{"ä":1}', mime: 'text/x' } });
    const [update] = await drain(telegram);
    const message = update?.message as unknown as Message;
    expect(message.caption).to.equal('hear');
    expect(message.document).to.include({ file_name: 'a.json', mime_type: 'text/x', file_size: 8 });

    const { file_path, file_size } = await getFile(message.document?.file_id);
    expect(file_size).to.equal(8);
    expect(file_path).to.match(/^documents\/file_\d+\.json$/);
    const back = await download(file_path);
    expect(await back.text()).to.equal('{"ä":1}');
    expect(telegram.calls.of('download')).to.have.lengthOf(1);
    for (const path of [message.document?.file_id, 'documents/file_1.json', '../secret'])
      expect((await download(path ?? '')).status, path).to.equal(404);
    expect((await fetch(`${telegram.root}/file/bot1:wrong/${file_path}`)).status).to.be.oneOf([401, 404]);
    telegram.world.clock.advance(3600);
    expect((await download(file_path)).status, 'after an hour').to.equal(404);
    expect((await download((await getFile(message.document?.file_id)).file_path)).status).to.equal(200);
  });

  it('are known again in a reply, and of more than 20 MB nothing is given out', async () => {
    const sent = telegram.world.say(ann, group, { file: { name: 'big', data: 'x', size: 50 * 1024 * 1024 } });
    telegram.world.say(ann, group, 'this', { replyTo: sent });
    const [, update] = await drain(telegram);
    const document = (update?.message as Message | undefined)?.reply_to_message?.document;
    expect(document).to.include({ file_name: 'big', file_size: 50 * 1024 * 1024 });
    expect(await refusal(telegram, 'getFile', { file_id: document?.file_id })).to.equal(
      'Bad Request: file is too big',
    );
    expect(await refusal(telegram, 'getFile', { file_id: 'none' })).to.include('wrong file_id');
  });

  it('meet the faults that are ordered for a download', async () => {
    const sent = telegram.world.say(ann, group, { file: { name: 'a', data: 'x'.repeat(1000) } });
    const { file_path } = await getFile(sent.document?.file_id);
    telegram.faults.next('download', { kind: 'status', code: 500 });
    expect((await download(file_path)).status).to.equal(500);
    telegram.faults.next('download', { kind: 'torn' });
    const torn = await download(file_path);
    expect(await torn.text().catch(() => 'broken')).to.equal('broken');
    expect((await (await download(file_path)).text()).length, 'control').to.equal(1000);
  });

  it('come from the page too, in base64, and are shown there', async () => {
    const post = async (file: unknown) => {
      const response = await fetch(`${telegram.root}/local/say`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ as: ann.id, chat: group.id, text: '/import', file }),
      });
      return (await response.json()) as { message?: Message; error?: string };
    };
    const data = Buffer.from('{"a":1}').toString('base64');
    const { message } = await post({ name: 'settings.json', mime: 'application/json', data });
    expect(message?.document).to.include({ file_name: 'settings.json', file_size: 7 });
    expect(message?.caption).to.equal('/import');
    const shown = await fetch(`${telegram.root}/local/file?id=${message?.document?.file_id}`);
    expect(await shown.text()).to.equal('{"a":1}');
    expect(shown.headers.get('content-type')).to.equal('application/octet-stream');
    expect((await post({ name: 'a', data: '' })).error).to.include('empty file');
    expect((await post({ name: 'a' })).error).to.include('needs name and data');
  });
});
