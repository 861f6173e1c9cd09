/**
 * Builds every bundle: server, command line, and their browser counterparts (`node esbuild.mjs [--watch] [--dev]`).
 * Runs as npm's `prepare`, so a fresh clone has working bins after `npm ci`.
 */
import * as esbuild from 'esbuild';
import { existsSync, readFileSync } from 'node:fs';
import ts from 'typescript';

const watch = process.argv.includes('--watch');
const dev = watch || process.argv.includes('--dev');
const { version } = JSON.parse(readFileSync(new URL('./package.json', import.meta.url), 'utf8'));

/**
 * Leaves out of the shipped rules what only tests and documentation read: examples and reasons, a sixth of the bundle.
 * @param {Record<string, string>} replaced property of the rule to the source text that stands in for it
 * @returns {esbuild.Plugin}
 */
const withoutRuleDocs = (replaced) => ({
  name: 'without-rule-docs',
  setup(build) {
    build.onLoad({ filter: /[\\/]core[\\/]rules[\\/][a-z-]+[\\/][a-z0-9-]+\.ts$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8');
      /** @type {{ start: number, end: number, text: string }[]} */
      const edits = [];
      /** @param {ts.Node} node */
      const visit = (node) => {
        if (ts.isCallExpression(node) && node.expression.getText() === 'defineRule') {
          const [rule] = node.arguments;
          if (rule === undefined || !ts.isObjectLiteralExpression(rule)) return;
          for (const property of rule.properties) {
            const name = property.name?.getText() ?? '';
            const stand = replaced[name];
            if (stand !== undefined && ts.isPropertyAssignment(property)) {
              edits.push({ start: property.initializer.getStart(), end: property.initializer.end, text: stand });
            }
          }
        } else ts.forEachChild(node, visit);
      };
      visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true));
      const contents = edits.reduceRight((result, e) => result.slice(0, e.start) + e.text + result.slice(e.end), text);
      return { contents, loader: 'ts' };
    });
  },
});
const noExamples = { examples: '{ bad: [], good: [] }' };
const server = { plugins: [withoutRuleDocs({ ...noExamples, why: "''", specs: '[]', summary: "''" })] };
// SARIF and the command line's help tell what a rule is about.
const cli = { plugins: [withoutRuleDocs(noExamples)] };

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
  { ...node, ...server, entryPoints: ['server/src/node/main.ts'], outfile: 'server/dist/server.cjs' },
  { ...node, ...cli, entryPoints: ['server/src/node/cli.ts'], outfile: 'server/dist/cli.cjs' },
  {
    ...browser,
    ...server,
    format: 'iife',
    entryPoints: ['server/src/browser/main.ts'],
    outfile: 'server/dist/server.browser.js',
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
  const [entry] = /** @type {string[]} */ (options.entryPoints);
  if (!existsSync(new URL(entry ?? '', import.meta.url))) throw new Error(`esbuild: ${entry} is missing`);
  if (watch) await (await esbuild.context(options)).watch();
  else await esbuild.build(options);
}
