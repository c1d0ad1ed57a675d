import { expect } from 'chai';
import { Telegraf } from 'telegraf';
import { type LocalTelegram, startLocalTelegram } from '../../src/playground/local-telegram.ts';

describe('a real Telegraf bot in the local Telegram', () => {
  let telegram: LocalTelegram;
  let bot: Telegraf;

  beforeEach(async () => {
    telegram = await startLocalTelegram();
    bot = new Telegraf(telegram.token, { telegram: { apiRoot: telegram.root } });
    bot.catch(() => {});
  });

  afterEach(async () => {
    // The upload test never launches the bot, and Telegraf refuses to stop what does not run.
    try {
      bot.stop('end of test');
    } catch {}
    await telegram.close();
  });

  it('answers a message over long polling, in a reply that people see', async () => {
    const ann = telegram.world.createUser({ first_name: 'Ann' });
    const group = telegram.world.createGroup({ title: 'Grove', members: [ann] });
    bot.on('text', (ctx) =>
      ctx.reply(`Hello, <b>${ctx.from.first_name}</b>`, {
        parse_mode: 'HTML',
        reply_parameters: { message_id: ctx.message.message_id },
      }),
    );
    void bot.launch({ allowedUpdates: ['message'] });

    telegram.world.say(ann, group, 'hi');
    await telegram.calls.waitFor((call) => call.method === 'sendMessage');

    const seen = telegram.world.lastSeen(group, ann);
    expect(seen?.html).to.equal('Hello, <b>Ann</b>');
    expect(seen?.reply_to).to.include({ name: 'Ann', text: 'hi' });
  });

  it('answers a button, and the person who pressed it gets the answer', async () => {
    const ann = telegram.world.createUser({ first_name: 'Ann' });
    const chat = telegram.world.privateChat(ann);
    bot.start((ctx) =>
      ctx.reply('Menu', { reply_markup: { inline_keyboard: [[{ text: 'Go', callback_data: 'go' }]] } }),
    );
    bot.action('go', (ctx) => ctx.answerCbQuery('Gone'));
    void bot.launch();

    telegram.world.say(ann, chat, '/start');
    const sent = await telegram.calls.waitFor((call) => call.method === 'sendMessage');
    const menu = telegram.world.findMessage(chat, (sent.result as { message_id: number }).message_id);

    expect(await telegram.world.press(ann, menu, 'go')).to.deep.equal({ text: 'Gone' });
  });

  it('uploads a photo with a caption, as Telegraf sends files', async () => {
    const ann = telegram.world.createUser({ first_name: 'Ann' });
    const group = telegram.world.createGroup({ title: 'Grove', members: [ann] });
    const png = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    );
    const sent = await bot.telegram.sendPhoto(
      group.id,
      { source: png },
      { caption: 'A <i>card</i>', parse_mode: 'HTML' },
    );
    expect(sent.caption).to.equal('A card');
    const link = await bot.telegram.getFile(sent.photo[0]?.file_id ?? '');
    const back = await fetch(`${telegram.root}/file/bot${telegram.token}/${link.file_path}`);
    expect(Buffer.from(await back.arrayBuffer()).equals(png)).to.equal(true);
  });
});
