/** Bundles of which not all is loaded at once. */
import * as esbuild from 'esbuild';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';

/**
 * A bundle for Node in pieces: what is imported dynamically is loaded when it is needed, and what pieces have in common
 * is there once. esbuild cuts modules of the standard kind alone, which Node takes longer to start with.
 * @param {boolean} dev whether source maps go along
 * @returns {esbuild.Plugin}
 */
export const inPieces = (dev) => ({
  name: 'in-pieces',
  setup(build) {
    const sourcemap = dev ? 'inline' : false;
    Object.assign(build.initialOptions, { format: 'esm', splitting: true, write: false, sourcemap });
    build.onEnd(async ({ errors, outputFiles = [] }) => {
      // What the last good build made stays.
      if (errors.length > 0 || outputFiles.length === 0) return;
      const { minify = false, target = 'node20', outdir = '', entryPoints = {} } = build.initialOptions;
      const [entry] = Object.keys(entryPoints);
      await mkdir(outdir, { recursive: true });
      /** @param {esbuild.OutputFile} file */
      const write = async ({ path, text }) => {
        // What a piece takes from another it takes once: asking the other at each use would cost more than most uses do.
        const taken = text.replace(
          /^import ?\{([^}]*)\} ?from ?("\.\/[^"]+\.cjs");/gm,
          (_, names, piece) => `const {${names.replaceAll(' as ', ': ')}} = require(${piece});`,
        );
        /** @type {esbuild.TransformOptions} */
        const options = { format: 'cjs', platform: 'node', minify, target, sourcemap };
        const { code } = await esbuild.transform(taken, { ...options, supported: { 'dynamic-import': false } });
        await writeFile(path, code);
      };
      // The entry last: what it needs is there when it is.
      const isEntry = (/** @type {esbuild.OutputFile} */ { path }) => basename(path) === `${entry}.cjs`;
      await Promise.all(outputFiles.filter((file) => !isEntry(file)).map(write));
      await Promise.all(outputFiles.filter(isEntry).map(write));
      const written = outputFiles.map(({ path }) => basename(path));
      // Pieces of earlier builds have other names.
      for (const name of await readdir(outdir)) {
        if (name.startsWith(`${entry}-`) && !written.includes(name)) await rm(join(outdir, name));
      }
    });
  },
});
