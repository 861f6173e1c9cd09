/** P8: how much is downloaded, and read at each start. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { repoRoot } from '../host/paths.ts';
import { vsixName } from '../host/vsix.ts';
import type { Row } from './table.ts';

export function sizeRows(): Row[] {
  const root = repoRoot();
  const dist = join(root, 'server/dist');
  const inDist = (names: RegExp): string[] =>
    (existsSync(dist) ? readdirSync(dist) : []).filter((n) => names.test(n)).map((n) => join(dist, n));
  const budgets = [
    // What commands need beside is loaded with the first of them.
    {
      measure: 'server bundle, as started',
      files: inDist(/^server(?:-(?:serve|chunk)-.*)?\.cjs$/),
      bar: 600,
      aim: 450,
    },
    {
      measure: 'command line bundle',
      files: inDist(/^(?:cli(?:-.*)?|cryptography|compileCache)\.cjs$/),
      bar: 700,
      aim: 500,
    },
    { measure: 'VSIX', files: [join(root, vsixName(root))], bar: 1.2 * 1024, aim: 0.9 * 1024 },
  ];
  return budgets.map(({ files, ...row }): Row => {
    if (files.length === 0 || !files.every((path) => existsSync(path)))
      return { id: 'P8', ...row, note: 'there is none: npm run build, npm run vsix' };
    return { id: 'P8', ...row, value: files.reduce((sum, path) => sum + statSync(path).size, 0) / 1024, unit: 'KiB' };
  });
}
