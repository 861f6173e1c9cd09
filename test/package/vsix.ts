/** Packages the extension once and unpacks it, for the tests of what users get. */
import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { temporaryFolder } from '../../scripts/host/cleanup.ts';
import { repoRoot } from '../../scripts/host/paths.ts';
import { packageVsix } from '../../scripts/host/vsix.ts';
import { readZip } from '../../scripts/host/zip.ts';

/** A package and where it was unpacked. */
export interface UnpackedVsix {
  /** Of the package, in bytes. */
  readonly size: number;
  /** The names of its files, sorted. */
  readonly names: readonly string[];
  /** Where they are now. */
  readonly folder: string;
  readonly remove: () => void;
}

/**
 * Packages the extension, whose bundles are built, and unpacks the result.
 *
 * @param extension The folder with its package.json; the repository when not given.
 * @throws Error when it cannot be packaged.
 */
export async function unpackVsix(extension = repoRoot()): Promise<UnpackedVsix> {
  const { path, remove } = temporaryFolder();
  const vsix = join(path, 'extension.vsix');
  await packageVsix(extension, vsix);
  const folder = join(path, 'unpacked');
  const files = readZip(vsix);
  for (const [name, content] of files) {
    const file = join(folder, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
  return { size: statSync(vsix).size, names: [...files.keys()].sort(), folder, remove };
}
