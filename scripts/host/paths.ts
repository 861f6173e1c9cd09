/** Where things are: the repository root and the folders the hosts live in. */
import { existsSync, mkdtempSync, readFileSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/**
 * Finds the repository: the nearest folder, from the working directory upwards, whose package.json is the extension's.
 * Not `import.meta.url` nor `__dirname`: this file also runs inside bundles, and tsx loads it as either module kind.
 *
 * @throws Error when no such folder is found.
 */
export function repoRoot(): string {
  for (let folder = process.cwd(); ; folder = dirname(folder)) {
    const manifest = join(folder, 'package.json');
    if (existsSync(manifest)) {
      const { name } = JSON.parse(readFileSync(manifest, 'utf8')) as { name?: unknown };
      if (name === 'vscode-jwk') return folder;
    }
    if (dirname(folder) === folder) throw new Error('Run this from inside the vscode-jwk repository.');
  }
}

/** The git-ignored folder holding downloaded editors (the same one @vscode/test-electron uses). */
export function hostsFolder(): string {
  return join(repoRoot(), '.vscode-test');
}

/** Makes a new temporary folder. The name is short: sockets are made below it, and their paths are limited to 107 bytes. */
export function makeTempFolder(): string {
  return realpathSync(mkdtempSync(join(tmpdir(), 'jwk-')));
}
