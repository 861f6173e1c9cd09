/** Builds what is measured into a temporary folder, all of it alike. */
import { build } from 'esbuild';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { repoRoot } from '../host/paths.ts';
import type * as Subject from './subject.ts';

export interface Bundles {
  readonly folder: string;
  readonly subject: typeof Subject;
  /** Path of the server that does nothing. */
  readonly floor: string;
}

export async function bundles(folder: string): Promise<Bundles> {
  const root = repoRoot();
  await build({
    entryPoints: ['subject', 'floor', 'judge'].map((name) => join(root, 'scripts/bench', `${name}.ts`)),
    outdir: folder,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    mainFields: ['module', 'main'],
    logLevel: 'warning',
  });
  const require = createRequire(join(root, 'package.json'));
  return { folder, subject: require(join(folder, 'subject.cjs')) as typeof Subject, floor: join(folder, 'floor.cjs') };
}
