/** Builds what runs inside VS Code. */
import { build } from 'esbuild';
import { rmSync } from 'node:fs';
import { exec } from './exec.ts';
import { repoRoot } from './paths.ts';

/**
 * Builds the extension's bundles, as `npm run build` does.
 *
 * @throws Error with the build's messages.
 */
export async function buildBundles(): Promise<void> {
  await exec('Building the bundles', process.execPath, ['esbuild.mjs'], { cwd: repoRoot() });
}

/**
 * Bundles suites, as VS Code loads plain CommonJS only: each entry to a file of its own in `folder`, which is emptied
 * first, for a spec that was deleted must not run on.
 *
 * @param entries Output name, without `.js`, to TypeScript file.
 * @throws Error with esbuild's messages.
 */
export async function bundleSuite(entries: Readonly<Record<string, string>>, folder: string): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  await build({
    entryPoints: { ...entries },
    outdir: folder,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    mainFields: ['module', 'main'],
    sourcemap: 'inline',
    // mocha loads its parts by path, so it stays in node_modules.
    external: ['vscode', 'mocha'],
    logLevel: 'warning',
  });
}
