/** P8: how much is downloaded, and read at each start. */
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { repoRoot } from '../host/paths.ts';
import { vsixName } from '../host/vsix.ts';
import type { Row } from './table.ts';

export function sizeRows(): Row[] {
  const root = repoRoot();
  const budgets = [
    // What commands need beside is loaded with the first of them.
    {
      measure: 'server bundle, as started',
      files: ['server/dist/server.cjs', 'server/dist/serve.cjs'],
      bar: 600,
      aim: 450,
    },
    { measure: 'command line bundle', files: ['server/dist/cli.cjs'], bar: 700, aim: 500 },
    { measure: 'VSIX', files: [vsixName(root)], bar: 1.2 * 1024, aim: 0.9 * 1024 },
  ];
  return budgets.map(({ files, ...row }): Row => {
    const paths = files.map((file) => join(root, file));
    if (!paths.every((path) => existsSync(path))) return { id: 'P8', ...row, note: 'there is none: npm run vsix' };
    return { id: 'P8', ...row, value: paths.reduce((sum, path) => sum + statSync(path).size, 0) / 1024, unit: 'KiB' };
  });
}
