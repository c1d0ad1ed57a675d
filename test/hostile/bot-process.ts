import { TELEGRAM_LIMITS } from '../../src/outbox/pace.ts';

// What `npm start` starts, without Telegram's flood limits: whatever a hostile update makes the bot say is really said,
// and looked at. On SIGUSR2 it tells what its memory holds after a collection, in MB.
Object.assign(TELEGRAM_LIMITS, { perSecond: 1e6, chatGapMs: 0, groupPerMinute: 1e6 });
process.on('SIGUSR2', () => {
  globalThis.gc?.();
  const { heapUsed, rss } = process.memoryUsage();
  console.log(`memory ${Math.round(heapUsed / 1e5) / 10} ${Math.round(rss / 1e6)}`);
});
await import('../../src/main.ts');
