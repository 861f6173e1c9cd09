/** Bundles in pieces: what is imported later is there, once, and a slip in the source does not take it away. */
import assert from 'node:assert/strict';
import { readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import * as esbuild from 'esbuild';
import { temporaryFolder } from '../../scripts/host/cleanup.ts';

const plugin = new URL('../../scripts/build/pieces.mjs', import.meta.url).href;

describe('bundles in pieces', () => {
  it('share what they have in common, drop old pieces, and stay when a build fails', async () => {
    const { inPieces } = (await import(plugin)) as { inPieces: (dev: boolean) => esbuild.Plugin };
    const { path, remove } = temporaryFolder();
    const write = (name: string, text: string): void => {
      writeFileSync(join(path, name), text);
    };
    const build = (): Promise<unknown> =>
      esbuild.build({
        absWorkingDir: path,
        bundle: true,
        platform: 'node',
        target: 'node20',
        logLevel: 'silent',
        entryPoints: { app: 'app.mjs' },
        outdir: join(path, 'dist'),
        chunkNames: 'app-[name]-[hash]',
        outExtension: { '.js': '.cjs' },
        plugins: [inPieces(false)],
      });
    const pieces = (): string[] => readdirSync(join(path, 'dist')).sort();
    try {
      write('count.mjs', 'let count = 0; export const next = () => ++count;');
      write('later.mjs', "import { next } from './count.mjs'; export const again = () => next();");
      write(
        'app.mjs',
        "import { next } from './count.mjs'; next(); export const run = async () => (await import('./later.mjs')).again();",
      );
      await build();
      const app = createRequire(import.meta.url)(join(path, 'dist/app.cjs')) as { run: () => Promise<number> };
      assert.equal(await app.run(), 2);
      const first = pieces();
      assert.equal(first.length, 3);

      write('later.mjs', 'export const again = (');
      await assert.rejects(build());
      assert.deepEqual(pieces(), first);

      write('later.mjs', "import { next } from './count.mjs'; export const again = () => -next();");
      await build();
      const second = pieces();
      assert.equal(second.length, 3);
      assert.notDeepEqual(second, first);
    } finally {
      remove();
    }
  });
});
