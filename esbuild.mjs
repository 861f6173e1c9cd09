/**
 * Builds every bundle: server, command line, and their browser counterparts (`node esbuild.mjs [--watch] [--dev]`).
 * Runs as npm's `prepare`, so a fresh clone has working bins after `npm ci`.
 */
import * as esbuild from 'esbuild';
import { existsSync, readFileSync } from 'node:fs';

const watch = process.argv.includes('--watch');
const dev = watch || process.argv.includes('--dev');
const { version } = JSON.parse(readFileSync(new URL('./package.json', import.meta.url), 'utf8'));

/** @type {esbuild.BuildOptions} */
const common = {
  bundle: true,
  minify: !dev,
  sourcemap: dev ? 'linked' : false,
  legalComments: 'none',
  // jsonc-parser and friends ship a UMD `main` that cannot be bundled; `module` must win on every platform.
  mainFields: ['module', 'main'],
  define: { JWK_VERSION: JSON.stringify(version) },
  logLevel: 'warning',
};
/** @type {esbuild.BuildOptions} */
const node = { ...common, platform: 'node', format: 'cjs', target: 'node20' };
/** @type {esbuild.BuildOptions} */
const browser = { ...common, platform: 'browser', mainFields: ['browser', 'module', 'main'], target: 'es2022' };

/** @type {esbuild.BuildOptions[]} */
const bundles = [
  { ...node, entryPoints: ['server/src/node/main.ts'], outfile: 'server/dist/server.cjs' },
  { ...node, entryPoints: ['server/src/node/cli.ts'], outfile: 'server/dist/cli.cjs' },
  { ...browser, format: 'iife', entryPoints: ['server/src/browser/main.ts'], outfile: 'server/dist/server.browser.js' },
  {
    ...node,
    entryPoints: ['client/src/extension.node.ts'],
    outfile: 'client/dist/extension.node.js',
    external: ['vscode'],
  },
  {
    ...browser,
    format: 'cjs',
    entryPoints: ['client/src/extension.browser.ts'],
    outfile: 'client/dist/extension.browser.js',
    external: ['vscode'],
  },
];

for (const options of bundles) {
  const [entry] = /** @type {string[]} */ (options.entryPoints);
  if (!existsSync(new URL(entry ?? '', import.meta.url))) throw new Error(`esbuild: ${entry} is missing`);
  if (watch) await (await esbuild.context(options)).watch();
  else await esbuild.build(options);
}
