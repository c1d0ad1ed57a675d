/** A Telegraf bot that does nothing, in a process of its own: what everything else is compared with. */
import { createServer } from 'node:http';
import { Telegraf } from 'telegraf';
import { TOKEN } from './source.ts';

const [apiRoot = '', port] = process.argv.slice(2);
const bot = new Telegraf(TOKEN, { telegram: { apiRoot } });
bot.on('message', () => undefined);

if (port === undefined) {
  void bot.launch();
  console.log('ready');
} else {
  bot.botInfo = await bot.telegram.getMe();
  const callback = bot.webhookCallback('/telegram/bench', { secretToken: 'bench' });
  createServer((request, response) => void callback(request, response)).listen(
    Number(port),
    '127.0.0.1',
    () => console.log('ready'),
  );
}
