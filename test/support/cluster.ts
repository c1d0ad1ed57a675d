import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export interface ClusterOptions {
  /** Off by default: tests do not outlive a power cut. */
  readonly fsync?: boolean;
  readonly port?: number;
}

/** A PostgreSQL server of our own in a temporary folder. */
export interface Cluster {
  readonly url: string;
  readonly port: number;
  stop(): Promise<void>;
  restart(options?: { immediate?: boolean; pauseMs?: number }): Promise<void>;
  /** As `kill -9` of the server; `start` brings it back. */
  kill(): Promise<void>;
  start(): Promise<void>;
}

/** The folder with PostgreSQL's programs, or undefined. */
export const findPostgres = (): string | undefined => {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [
    ...(process.env.PATH ?? '').split(delimiter),
    ...versions.map((version) => join(debian, version, 'bin')),
  ];
  return folders.find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')));
};

/** PostgreSQL refuses to run as root. */
const someoneElse = (): { uid?: number; gid?: number } => {
  if (process.getuid?.() !== 0) return {};
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n');
  for (const name of ['postgres', 'nobody']) {
    const [, , uid, gid] = lines.find((line) => line.startsWith(`${name}:`))?.split(':') ?? [];
    if (uid !== undefined && gid !== undefined) return { uid: Number(uid), gid: Number(gid) };
  }
  throw new Error('Neither a user postgres nor nobody exists to run PostgreSQL as.');
};

export const startCluster = async ({ fsync = false, port }: ClusterOptions = {}): Promise<Cluster> => {
  const programs = findPostgres();
  if (programs === undefined) throw new Error('initdb was not found in PATH or /usr/lib/postgresql.');
  const user = someoneElse();
  const folder = mkdtempSync(join(tmpdir(), 'laurel-cluster-'));
  if (user.uid !== undefined && user.gid !== undefined) chownSync(folder, user.uid, user.gid);
  const data = join(folder, 'data');
  const arguments_ = ['-D', data, '-U', 'laurel', '-A', 'trust', '-E', 'UTF8', '--locale=C', '-N'];
  execFileSync(join(programs, 'initdb'), arguments_, { ...user, cwd: folder, stdio: 'pipe' });
  const server = new Server(programs, user, folder, data, port ?? (await freePort()), fsync);
  await server.start();
  return server;
};

class Server implements Cluster {
  readonly port: number;
  readonly url: string;
  #command: string;
  #arguments: string[];
  #user: { uid?: number; gid?: number };
  #folder: string;
  #process: ChildProcess | undefined;
  #leave = () => process.exit(1);
  /** Where this process ends without `stop`. */
  #abort = () => {
    this.#process?.kill('SIGQUIT');
    rmSync(this.#folder, { recursive: true, force: true });
  };

  constructor(
    programs: string,
    user: { uid?: number; gid?: number },
    folder: string,
    data: string,
    port: number,
    fsync: boolean,
  ) {
    this.port = port;
    this.url = `postgres://laurel@127.0.0.1:${port}/postgres`;
    this.#command = join(programs, 'postgres');
    this.#user = user;
    this.#folder = folder;
    const settings = {
      port,
      listen_addresses: '127.0.0.1',
      unix_socket_directories: folder,
      max_connections: 200,
      shared_buffers: '64MB',
      fsync: fsync ? 'on' : 'off',
      full_page_writes: fsync ? 'on' : 'off',
    };
    this.#arguments = [
      '-D',
      data,
      ...Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`]),
    ];
    process.once('exit', this.#abort);
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, this.#leave);
  }

  async start(): Promise<void> {
    // After a kill the last children may hold the shared memory for a moment.
    for (let attempt = 0; ; attempt++) {
      const complaint = await this.#launch();
      if (complaint === undefined) return;
      if (attempt === 20) throw new Error(`PostgreSQL did not start: ${complaint}`);
      await sleep(250);
    }
  }

  async stop(): Promise<void> {
    await this.#end('SIGINT');
    process.off('exit', this.#abort);
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.off(signal, this.#leave);
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async restart({ immediate = false, pauseMs = 0 } = {}): Promise<void> {
    await this.#end(immediate ? 'SIGQUIT' : 'SIGINT');
    await sleep(pauseMs);
    await this.start();
  }

  kill(): Promise<void> {
    return this.#end('SIGKILL');
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#process;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    await ended;
  }

  /** Resolves with what it said where it gave up. */
  #launch(): Promise<string | undefined> {
    return new Promise((resolve) => {
      const child = spawn(this.#command, this.#arguments, {
        ...this.#user,
        cwd: this.#folder,
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      this.#process = child;
      let said = '';
      child.stderr?.on('data', (part: Buffer) => {
        if (said.length < 20_000) said += part.toString();
        if (said.includes('ready to accept connections')) resolve(undefined);
      });
      child.once('exit', () => resolve(said));
    });
  }
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
