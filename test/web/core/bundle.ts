/** The core's tests as one script for a web worker. */
import { build, type OutputFile, type Plugin } from 'esbuild';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { testFiles } from '../../../scripts/host/nodeTests.ts';
import { repoRoot } from '../../../scripts/host/paths.ts';
import { documentFolders } from '../../support/files.ts';
import { coreFolders, excluded } from './excluded.ts';

const root = repoRoot();

/** The files that run, as paths relative to the repository. */
export function coreTestFiles(): string[] {
  const folders: readonly string[] = coreFolders;
  return testFiles((folder) => folders.includes(folder)).filter((file) => !(file in excluded));
}

/** What stands in for what only Node has. A test that imports anything else of Node fails to build. */
const replacements: Readonly<Record<string, string>> = {
  'node:test': 'test/web/core/nodeTest.ts',
  'node:assert/strict': 'test/web/core/assert.ts',
};
const replacedFiles: Readonly<Record<string, string>> = {
  'test/support/reference.ts': 'test/web/core/reference.ts',
};

/** The documents the tests read, by path relative to the repository. */
function documents(): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const folder of documentFolders.filter((f) => existsSync(join(root, f)))) {
    for (const name of readdirSync(join(root, folder), { recursive: true }) as string[]) {
      const path = join(root, folder, name);
      if (statSync(path).isFile()) texts[`${folder}/${name.replaceAll('\\', '/')}`] = readFileSync(path, 'utf8');
    }
  }
  return texts;
}

/** Takes the place of test/support/files.ts. */
function filesModule(): string {
  return `
    const texts = ${JSON.stringify(documents())};
    export function hasFile(path) { return Object.hasOwn(texts, path); }
    export function readText(path) {
      if (!hasFile(path)) throw new Error('not among the files of the browser tests: ' + path);
      return texts[path];
    }`;
}

const inBrowser: Plugin = {
  name: 'in-browser',
  setup(build) {
    const filesPath = join(root, 'test/support/files.ts');
    const replaced = new Map(Object.entries(replacedFiles).map(([from, to]) => [join(root, from), join(root, to)]));
    build.onResolve({ filter: /^node:/ }, ({ path }) => {
      const file = replacements[path];
      return file === undefined ? { errors: [{ text: `${path} is not in a browser` }] } : { path: join(root, file) };
    });
    build.onResolve({ filter: /^\.\.?\// }, ({ path, importer }) => {
      const target = replaced.get(resolve(dirname(importer), path));
      return target === undefined ? undefined : { path: target };
    });
    build.onLoad({ filter: /[\\/]support[\\/]files\.ts$/ }, ({ path }) =>
      path === filesPath ? { contents: filesModule(), loader: 'js' } : undefined,
    );
  },
};

/** The worker: told the name of a file, it runs the file's tests and answers with what became of them. */
function entry(files: readonly string[]): string {
  return `
    import './test/web/core/buffer.ts';
    import { runFile } from './test/web/core/nodeTest.ts';
    const files = { ${files.map((file) => `${JSON.stringify(file)}: () => import('./${file}')`).join(', ')} };
    onmessage = async ({ data }) => {
      try {
        postMessage({ outcomes: await runFile(files[data]) });
      } catch (error) {
        postMessage({ error: String(error?.stack ?? error) });
      }
    };`;
}

/** @throws Error with esbuild's messages. */
export async function bundleCoreTests(files: readonly string[]): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: entry(files), resolveDir: root, sourcefile: 'core-tests.js' },
    bundle: true,
    write: false,
    platform: 'browser',
    mainFields: ['browser', 'module', 'main'],
    format: 'iife',
    target: 'es2022',
    define: { JWK_VERSION: '"test"' },
    plugins: [inBrowser],
    logLevel: 'error',
  });
  return (outputFiles[0] as OutputFile).text;
}
