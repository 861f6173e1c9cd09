/**
 * Builds every bundle: server, command line, and their browser counterparts (`node esbuild.mjs [--watch] [--dev]`).
 * Runs as npm's `prepare`, so a fresh clone has working bins after `npm ci`.
 */
import * as esbuild from 'esbuild';
import { readFileSync } from 'node:fs';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
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
 * A bundle for Node in pieces: what is imported dynamically is loaded when it is needed, and what pieces have in common
 * is there once. esbuild cuts modules of the standard kind alone, which Node takes longer to start with.
 * @type {esbuild.Plugin}
 */
const inPieces = {
  name: 'in-pieces',
  setup(build) {
    const sourcemap = dev ? 'inline' : false;
    Object.assign(build.initialOptions, { format: 'esm', splitting: true, write: false, sourcemap });
    build.onEnd(async ({ outputFiles = [] }) => {
      const { minify = false, target = 'node20', outdir = '', entryPoints = {} } = build.initialOptions;
      await mkdir(outdir, { recursive: true });
      const written = await Promise.all(
        outputFiles.map(async ({ path, text }) => {
          // What a piece takes from another it takes once: asking the other at each use would cost more than most uses do.
          const taken = text.replace(
            /^import ?\{([^}]*)\} ?from ?("\.\/[^"]+\.cjs");/gm,
            (_, names, piece) => `const {${names.replaceAll(' as ', ': ')}} = require(${piece});`,
          );
          /** @type {esbuild.TransformOptions} */
          const options = { format: 'cjs', platform: 'node', minify, target, sourcemap };
          const { code } = await esbuild.transform(taken, { ...options, supported: { 'dynamic-import': false } });
          await writeFile(path, code);
          return basename(path);
        }),
      );
      // Pieces of earlier builds have other names.
      const [entry] = Object.keys(entryPoints);
      for (const name of await readdir(outdir)) {
        if (name.startsWith(`${entry}-`) && !written.includes(name)) await rm(join(outdir, name));
      }
    });
  },
};

/** Modules of Node that take a millisecond or more to load, and that linting a file does not need. */
const lateModules = ['node:child_process', 'node:crypto', 'node:fs/promises'];

/**
 * Has some modules of Node loaded when the first of their functions is called.
 * @type {esbuild.Plugin}
 */
const lateBuiltins = {
  name: 'late-builtins',
  setup(build) {
    build.onResolve({ filter: /^node:/ }, ({ path, namespace }) =>
      lateModules.includes(path) && namespace !== 'builtin' ? { path, namespace: 'builtin' } : undefined,
    );
    build.onLoad({ filter: /./, namespace: 'builtin' }, async ({ path }) => {
      const late = Object.entries(await import(path)).map(([name, value]) => {
        const it = `require('${path}').${name}`;
        if (name === 'default') return '';
        return typeof value === 'function'
          ? `export const ${name} = (...args) => ${it}(...args);`
          : `export const ${name} = /* @__PURE__ */ new Proxy({}, { get: (_, name) => Reflect.get(${it}, name, ${it}) });`;
      });
      return { contents: late.join('\n') };
    });
  },
};

/** What is used of the libraries of cryptography. */
const cryptography = {
  '@noble/curves/ed25519.js': ['ed25519', 'x25519'],
  '@noble/curves/ed448.js': ['ed448', 'x448'],
  '@noble/curves/nist.js': ['p256', 'p384', 'p521'],
  '@noble/curves/secp256k1.js': ['secp256k1'],
  '@noble/hashes/hmac.js': ['hmac'],
  '@noble/hashes/legacy.js': ['md5', 'sha1'],
  '@noble/hashes/pbkdf2.js': ['pbkdf2Async'],
  '@noble/hashes/scrypt.js': ['scryptAsync'],
  '@noble/hashes/sha2.js': ['sha224', 'sha256', 'sha384', 'sha512'],
  '@noble/hashes/sha3.js': ['sha3_224', 'sha3_256', 'sha3_384', 'sha3_512'],
  '@noble/post-quantum/ml-dsa.js': ['ml_dsa44', 'ml_dsa65', 'ml_dsa87'],
};
const cryptographyBundle = 'cryptography.cjs';
const cryptographyResolveDir = fileURLToPath(new URL('./server/src/core', import.meta.url));

/**
 * Has cryptography set up when it is first used: that takes as long as loading all of the rules, and most documents need
 * none of it. Each of the libraries' objects is stood in for by one that gets it when its first property is read.
 * @param {boolean} apart whether it is in a bundle of its own; otherwise hashes, which are soon set up, are left alone
 * @returns {esbuild.Plugin}
 */
const lateCryptography = (apart) => ({
  name: 'late-cryptography',
  setup(build) {
    const resolveDir = cryptographyResolveDir;
    const late = apart ? /^@noble\// : /^@noble\/(curves|post-quantum)\//;
    build.onResolve({ filter: late }, ({ path, importer, namespace }) =>
      namespace === 'file' && !importer.includes('node_modules') ? { path, namespace: 'late' } : undefined,
    );
    build.onResolve({ filter: new RegExp(`/${cryptographyBundle}$`) }, ({ path }) => ({ path, external: true }));
    build.onLoad({ filter: /./, namespace: 'late' }, ({ path }) => {
      const names = cryptography[/** @type {keyof typeof cryptography} */ (path)] ?? [];
      const stands = names.map((name) => {
        const it = apart ? `require('./${cryptographyBundle}').${name}` : `require('late:${path}:${name}').it`;
        return `export const ${name} = /* @__PURE__ */ late(() => ${it});`;
      });
      const handler = '{ get: (_, name) => get()[name], apply: (_, self, args) => get()(...args) }';
      const contents = `const late = (get) => new Proxy(() => {}, ${handler});\n${stands.join('\n')}`;
      return { contents, resolveDir };
    });
    build.onResolve({ filter: /^late:/ }, ({ path }) => ({ path: path.slice(5), namespace: 'one' }));
    build.onLoad({ filter: /./, namespace: 'one' }, ({ path }) => {
      const [module, name] = path.split(':');
      return { contents: `export { ${name} as it } from '${module}';`, resolveDir };
    });
  },
});

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
    plugins: [lateBuiltins, lateCryptography(true), withoutSamples, serverDocs, inPieces],
  },
  {
    ...node,
    entryPoints: { cli: 'server/src/node/cli.ts' },
    outdir: 'server/dist',
    chunkNames: 'cli-[name]-[hash]',
    outExtension: { '.js': '.cjs' },
    plugins: [lateBuiltins, lateCryptography(true), withoutSamples, commandLineDocs, inPieces],
  },
  {
    ...node,
    stdin: {
      contents: Object.entries(cryptography)
        .map(([module, names]) => `export { ${names.join(', ')} } from '${module}';`)
        .join('\n'),
      resolveDir: cryptographyResolveDir,
    },
    outfile: `server/dist/${cryptographyBundle}`,
  },
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
