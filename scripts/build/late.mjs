/** What bundles load when it is first used. */
import { fileURLToPath } from 'node:url';

/** Modules of Node that take a millisecond or more to load, and that linting a file does not need. */
const lateModules = ['node:child_process', 'node:crypto', 'node:fs/promises'];

/**
 * Has some modules of Node loaded when the first of their functions is called.
 * @type {import('esbuild').Plugin}
 */
export const lateBuiltins = {
  name: 'late-builtins',
  setup(build) {
    build.onResolve({ filter: /^node:/ }, ({ path, namespace }) =>
      lateModules.includes(path) && namespace !== 'builtin' ? { path, namespace: 'builtin' } : undefined,
    );
    build.onLoad({ filter: /./, namespace: 'builtin' }, async ({ path }) => {
      const late = Object.entries(await import(path)).map(([name, value]) => {
        if (name === 'default') return '';
        return typeof value === 'function'
          ? `export const ${name} = (...args) => it().${name}(...args);`
          : `export const ${name} = /* @__PURE__ */ new Proxy({}, { get: (_, name) => it().${name}[name] });`;
      });
      return { contents: `let loaded;\nconst it = () => (loaded ??= require('${path}'));\n${late.join('\n')}` };
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
const resolveDir = fileURLToPath(new URL('../../server/src/core', import.meta.url));

/** The bundle of the libraries of cryptography, of what is used of them. */
export const cryptographyEntry = {
  stdin: {
    contents: Object.entries(cryptography)
      .map(([module, names]) => `export { ${names.join(', ')} } from '${module}';`)
      .join('\n'),
    resolveDir,
  },
  outfile: `server/dist/${cryptographyBundle}`,
};

/**
 * Has cryptography set up when it is first used: that takes as long as loading all of the rules, and most documents need
 * none of it. Each of the libraries' objects is stood in for by one that gets it when its first property is read.
 * @param {boolean} apart whether it is in a bundle of its own; otherwise hashes, which are soon set up, are left alone
 * @returns {import('esbuild').Plugin}
 */
export const lateCryptography = (apart) => ({
  name: 'late-cryptography',
  setup(build) {
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
