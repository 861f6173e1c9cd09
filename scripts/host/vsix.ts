/** Makes the VS Code package. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { exec } from './exec.ts';
import { repoRoot } from './paths.ts';

/** The package's file name, `<name>-<version>.vsix`. */
export function vsixName(extension: string): string {
  const { name, version } = JSON.parse(readFileSync(join(extension, 'package.json'), 'utf8')) as {
    name: string;
    version: string;
  };
  return `${name}-${version}.vsix`;
}

/**
 * Packages an extension from bundles that are built already; its `.vscodeignore` says what is in it.
 *
 * @param extension The folder with its package.json.
 * @param file The package to write.
 * @throws Error with vsce's messages, such as a missing licence or entry point.
 */
export async function packageVsix(extension: string, file: string): Promise<void> {
  const vsce = join(repoRoot(), 'node_modules/@vscode/vsce/vsce');
  // Everything is bundled, so npm's idea of the dependencies is of no interest.
  await exec('Packaging', process.execPath, [vsce, 'package', '--no-dependencies', '--out', file], { cwd: extension });
}
