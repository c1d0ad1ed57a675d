// Builds dist/ from src/: what `npm start` and the tools run. As plain JavaScript they start in half the time and take
// 100 MB less than by a loader that translates at run time. Takes about 0.1 s; says nothing where nothing is wrong.
import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const DIST = join(ROOT, 'dist');

const tools = readdirSync(join(ROOT, 'src/tools')).filter((name) => name !== 'tool.ts');
const { outputFiles } = await build({
  absWorkingDir: ROOT,
  entryPoints: ['src/main.ts', 'src/pictures/picture-worker.ts', ...tools.map((name) => `src/tools/${name}`)],
  // All in one folder, so that src/root.ts finds the project's files from wherever it lands.
  entryNames: '[name]',
  outdir: 'dist',
  bundle: true,
  splitting: true,
  packages: 'external',
  platform: 'node',
  format: 'esm',
  target: 'node20',
  define: { 'process.env.NODE_ENV': '"production"' },
  sourcemap: 'linked',
  write: false,
  logLevel: 'error',
});

// Each file in one step: another process may be starting from them at this moment.
mkdirSync(DIST, { recursive: true });
for (const { path, contents } of outputFiles) {
  const half = `${path}.${process.pid}`;
  writeFileSync(half, contents);
  renameSync(half, path);
}
const built = new Set(outputFiles.map(({ path }) => basename(path)));
for (const name of readdirSync(DIST)) {
  if (!built.has(name) && /\.js(\.map)?$/.test(name)) rmSync(join(DIST, name), { force: true });
}
