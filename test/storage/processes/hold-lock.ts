import { lockDataDir } from '../../../src/storage/lock.ts';

// Takes the lock of a folder, says so, and keeps it until it is killed. Says why not otherwise.
lockDataDir(process.argv[2] ?? '').then(
  () => {
    process.stdout.write('held\n');
    setInterval(() => undefined, 1000);
  },
  (error: Error) => process.stdout.write(`${error.name}: ${error.message}\n`),
);
