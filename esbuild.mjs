/**
 * Builds every bundle: server, command line, and their browser counterparts (`node esbuild.mjs [--watch] [--dev]`).
 * Runs as npm's `prepare`, so a fresh clone has working bins after `npm ci`.
 */
import * as esbuild from 'esbuild';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
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
      return { contents: withoutUnused(path, contents), loader: 'ts' };
    });
  },
});

/**
 * The module without constants that nothing in it reads: what examples were put together from, of which esbuild cannot
 * tell that putting it together has no effect.
 * @param {string} path
 * @param {string} text
 * @returns {string}
 */
function withoutUnused(path, text) {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  /** @type {Map<string, number>} */
  const uses = new Map();
  /** @param {ts.Node} node */
  const count = (node) => {
    const { parent } = node;
    const isMember = (ts.isPropertyAccessExpression(parent) || ts.isPropertyAssignment(parent)) && parent.name === node;
    if (ts.isIdentifier(node) && !isMember) uses.set(node.text, (uses.get(node.text) ?? 0) + 1);
    ts.forEachChild(node, count);
  };
  ts.forEachChild(source, count);
  for (const statement of source.statements) {
    const isExported = ts.canHaveModifiers(statement) && ts.getModifiers(statement) !== undefined;
    if (!ts.isVariableStatement(statement) || isExported) continue;
    const names = statement.declarationList.declarations.flatMap(({ name }) => name.getText().match(/[\w$]+/g) ?? []);
    if (names.some((name) => uses.get(name) !== 1)) continue;
    return withoutUnused(path, text.slice(0, statement.getStart()) + text.slice(statement.end));
  }
  return text;
}

/**
 * Leaves a module to a bundle of its own.
 * @param {string} module end of the module's path
 * @param {string} bundle how the bundle that imports it finds the other
 * @returns {esbuild.Plugin}
 */
const apart = (module, bundle) => ({
  name: 'apart',
  setup(build) {
    build.onResolve({ filter: new RegExp(`/${module.replace('.', '\\.')}$`) }, () => ({
      path: bundle,
      external: true,
    }));
  },
});

/**
 * Has curves set up when they are first used: that takes as long as loading all of the rules, and most documents need
 * none of them. Each of the libraries' objects is stood in for by one that gets it when its first property is read.
 * @type {esbuild.Plugin}
 */
const lateCurves = {
  name: 'late-curves',
  setup(build) {
    const resolveDir = fileURLToPath(new URL('./server/src/core', import.meta.url));
    build.onResolve({ filter: /^@noble\/(curves|post-quantum)\// }, ({ path, importer, namespace }) =>
      namespace === 'file' && !importer.includes('node_modules') ? { path, namespace: 'late' } : undefined,
    );
    build.onLoad({ filter: /./, namespace: 'late' }, async ({ path }) => {
      const names = Object.entries(await import(path)).filter(([, value]) => typeof value === 'object');
      const late = names.map(
        ([name]) => `export const ${name} = /* @__PURE__ */ late(() => require('late:${path}:${name}').it);`,
      );
      const contents = `const late = (get) => new Proxy({}, { get: (_, name) => get()[name] });\n${late.join('\n')}`;
      return { contents, resolveDir };
    });
    build.onResolve({ filter: /^late:/ }, ({ path }) => ({ path: path.slice(5), namespace: 'one' }));
    build.onLoad({ filter: /./, namespace: 'one' }, ({ path }) => {
      const [module, name] = path.split(':');
      return { contents: `export { ${name} as it } from '${module}';`, resolveDir };
    });
  },
};
/**
 * Documents made for examples go with the examples: making them has no effect.
 * @type {esbuild.Plugin}
 */
const withoutSamples = {
  name: 'without-samples',
  setup(build) {
    build.onResolve({ filter: /amples\.ts$/ }, ({ path, resolveDir }) => ({
      path: fileURLToPath(new URL(path, pathToFileURL(`${resolveDir}/`))),
      sideEffects: false,
    }));
  },
};
const noExamples = { examples: '{ bad: [], good: [] }', whenFine: "''" };
const server = {
  plugins: [lateCurves, withoutSamples, withoutRuleDocs({ ...noExamples, why: "''", specs: '[]', summary: "''" })],
};
// SARIF and the command line's help tell what a rule is about.
const cli = { plugins: [lateCurves, withoutSamples, withoutRuleDocs(noExamples)] };

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
    entryPoints: ['server/src/node/main.ts'],
    outfile: 'server/dist/server.cjs',
    plugins: [apart('serve.ts', './serve.cjs')],
    // What is loaded later is loaded by `require`: Node's other loader takes a while to start.
    supported: { 'dynamic-import': false },
  },
  { ...node, ...server, entryPoints: ['server/src/node/serve.ts'], outfile: 'server/dist/serve.cjs' },
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
