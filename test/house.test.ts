import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { expect } from 'chai';

const SRC = join(import.meta.dirname, '../src');

interface SourceFile {
  /** Relative to src, with forward slashes. */
  path: string;
  text: string;
  /** What it imports of src, relative to src. */
  imports: string[];
}

/** What a file's text imports of src, relative to src. */
const importsOf = (path: string, text: string): string[] =>
  [...text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].map((match) =>
    relative(SRC, resolve(SRC, dirname(path), match[1] ?? '')).replaceAll('\\', '/'),
  );

const files: SourceFile[] = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => {
    const path = name.replaceAll('\\', '/');
    const text = readFileSync(join(SRC, name), 'utf8');
    return { path, text, imports: importsOf(path, text) };
  });

const roomOf = (path: string) => (path.includes('/') ? (path.split('/')[0] ?? '') : path);

const FEATURES = [
  'reputation',
  'experience',
  'leaderboard',
  'people',
  'settings',
  'ledger',
  'ranks',
  'health',
  'moderation',
];

/** Room → what it may import besides itself: rooms, or single files. Only app.ts and main.ts know everyone. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  model: [],
  'root.ts': [],
  storage: ['model', 'root.ts'],
  text: ['model', 'settings', 'root.ts'],
  engine: ['model', 'storage', 'text', 'outbox/store.ts', ...FEATURES],
  outbox: ['model', 'storage', 'people'],
  intake: ['model', 'storage', 'engine', 'outbox/bot-api.ts', ...FEATURES],
  schedule: ['model', 'storage', 'engine', ...FEATURES],
  transfer: ['model', 'storage', 'engine', ...FEATURES],
  // The web rating: where it is, and what may be shown there.
  rating: ['model', 'storage', 'ranks', 'leaderboard'],
  // What is drawn, and the thread that draws it.
  pictures: ['model', 'profile', 'stats'],
  stats: ['model', 'pictures', 'profile', 'text/format.ts'],
  profile: ['model', 'pictures'],
  telegram: [
    'model',
    'storage',
    'engine',
    'text',
    'pictures',
    'profile',
    'rating',
    'stats',
    'outbox/bot-api.ts',
    'intake/update.ts',
    ...FEATURES,
  ],
  web: ['model', 'storage', 'engine', 'text', 'intake', 'rating', 'root.ts', ...FEATURES],
  tools: ['config.ts', 'root.ts', 'storage', 'transfer', 'model', 'text'],
  playground: ['root.ts'],
  'config.ts': [],
};
for (const feature of FEATURES) MAY_IMPORT[feature] = ['model'];

/** Files of a feature that speak to the database: its tables and its queries. */
const isStore = (path: string) => /(^|\/)(store|tables)\.ts$/.test(path);

describe('The house', () => {
  it('has every room listed here', () => {
    const rooms = new Set(files.map((file) => roomOf(file.path)));
    expect(
      [...rooms].filter((room) => !(room in MAY_IMPORT) && room !== 'app.ts' && room !== 'main.ts'),
    ).to.deep.equal([]);
    expect(files.length, 'files found').to.be.greaterThan(50);
    expect(files.flatMap((file) => file.imports).length, 'imports found').to.be.greaterThan(200);
  });

  it('keeps who may import whom', () => {
    const wrong: string[] = [];
    for (const { path, imports } of files) {
      const room = roomOf(path);
      if (room === 'app.ts' || room === 'main.ts') continue;
      const allowed = MAY_IMPORT[room] ?? [];
      for (const target of imports) {
        const other = roomOf(target);
        if (other === room || allowed.includes(other) || allowed.includes(target)) continue;
        if (isStore(path) && (other === 'storage' || /^[a-z]+\/tables\.ts$/.test(target))) continue;
        wrong.push(`${path} imports ${target}`);
      }
    }
    expect(wrong).to.deep.equal([]);
  });

  it('has rules that know neither clock nor chance nor network', () => {
    const wrong: string[] = [];
    for (const { path, text } of files) {
      if (!(FEATURES.includes(roomOf(path)) || roomOf(path) === 'model') || isStore(path)) continue;
      const code = text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
      for (const pattern of [
        /Date\.now/,
        /new Date\(\)/,
        /Math\.random/,
        /\basync\b/,
        /\bawait\b/,
        /\bfetch\(/,
      ]) {
        if (pattern.test(code)) wrong.push(`${path}: ${pattern}`);
      }
      for (const foreign of code.matchAll(/from '([^.'][^']*)'/g))
        wrong.push(`${path} imports ${foreign[1]}`);
    }
    expect(wrong).to.deep.equal([]);
  });

  it('asks Telegram nothing inside a transaction', () => {
    const inTransaction = files.filter(({ path }) => roomOf(path) === 'engine');
    expect(
      inTransaction.filter(({ text }) => /\bapi\b|telegraf/i.test(text)).map(({ path }) => path),
    ).to.deep.equal([]);
  });

  it('has no circle of imports', () => {
    const imports = new Map(
      files.map(({ path, text }) => [path, importsOf(path, text.replace(/^import type .*$/gm, ''))] as const),
    );
    const done = new Set<string>();
    const circles: string[] = [];
    const visit = (path: string, trail: readonly string[]): void => {
      if (trail.includes(path)) {
        circles.push([...trail.slice(trail.indexOf(path)), path].join(' → '));
        return;
      }
      if (done.has(path)) return;
      for (const target of imports.get(path) ?? []) visit(target, [...trail, path]);
      done.add(path);
    };
    for (const { path } of files) visit(path, []);
    expect(circles).to.deep.equal([]);
  });
});
