/**
 * Reading documents the tests are about. Tests that also run in a browser read files here only: there the build puts
 * the files of `documentFolders` in this module's place (test/web/core/bundle.ts).
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

/** What the tests may read, relative to the repository; the shared folders beside it are not everywhere. */
export const documentFolders = ['examples', 'test/data', '../shared/rule-fixtures', '../shared/corpus'] as const;

/** @param path relative to the repository, with slashes */
export function readText(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

/** Whether there is a file, given relative to the repository. */
export function hasFile(path: string): boolean {
  return existsSync(join(root, path));
}
