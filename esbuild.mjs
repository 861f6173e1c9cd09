/**
 * Builds every bundle: server, command line, and their browser counterparts (`node esbuild.mjs [--watch] [--dev]`).
 * Runs as npm's `prepare`, so a fresh clone has working bins after `npm ci`.
 */
import * as esbuild from 'esbuild';
import { readFileSync } from 'node:fs';
import { cryptographyEntry, lateBuiltins, lateCryptography } from './scripts/build/late.mjs';
import { inPieces } from './scripts/build/pieces.mjs';
import { withoutRuleDocs, withoutSamples } from './scripts/build/ruleDocs.mjs';

const watch = process.argv.includes('--watch');
const dev = watch || process.argv.includes('--dev');
const { version } = JSON.parse(readFileSync(new URL('./package.json', import.meta.url), 'utf8'));

const noExamples = { examples: '{ bad: [], good: [] }', whenFine: "''" };
const serverDocs = withoutRuleDocs({ ...noExamples, why: "''", specs: '[]', summary: "''" });
// SARIF and the command line's help tell what a rule is about.
const commandLineDocs = withoutRuleDocs(noExamples);

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
  {
    ...node,
    entryPoints: { server: 'server/src/node/main.ts' },
    outdir: 'server/dist',
    chunkNames: 'server-[name]-[hash]',
    outExtension: { '.js': '.cjs' },
    plugins: [lateBuiltins, lateCryptography(true), withoutSamples, serverDocs, inPieces(dev)],
  },
  {
    ...node,
    entryPoints: { cli: 'server/src/node/cli.ts' },
    outdir: 'server/dist',
    chunkNames: 'cli-[name]-[hash]',
    outExtension: { '.js': '.cjs' },
    plugins: [lateBuiltins, lateCryptography(true), withoutSamples, commandLineDocs, inPieces(dev)],
  },
  { ...node, entryPoints: ['server/src/node/compileCache.ts'], outfile: 'server/dist/compileCache.cjs' },
  { ...node, ...cryptographyEntry },
  {
    ...browser,
    format: 'iife',
    entryPoints: ['server/src/browser/main.ts'],
    outfile: 'server/dist/server.browser.js',
    plugins: [lateCryptography(false), withoutSamples, serverDocs],
  },
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
  if (watch) await (await esbuild.context(options)).watch();
  else await esbuild.build(options);
}
