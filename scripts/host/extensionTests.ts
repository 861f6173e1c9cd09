/** Runs test/extension in one version of VS Code. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { bundleSuite } from './bundle.ts';
import { temporaryFolder } from './cleanup.ts';
import { runInEditor } from './editor.ts';
import { repoRoot } from './paths.ts';
import { testResults, type TestResult } from './results.ts';
import type { HostName } from './versions.ts';

/** What differs between runs. */
export interface ExtensionTests {
  /** The folder with the extension's package.json; the repository when not given. */
  readonly extension?: string;
  /** Only the specs whose path contains this. */
  readonly only?: string;
}

/**
 * Bundles the specs and runs them in an empty, temporary workspace.
 *
 * @throws Error when there is no spec to run, or when the editor cannot be installed or started.
 */
export async function runExtensionTests(name: HostName, options: ExtensionTests = {}): Promise<readonly TestResult[]> {
  const root = repoRoot();
  const source = join(root, 'test/extension');
  const specs = readdirSync(source).filter(
    (file) => file.endsWith('.spec.ts') && `test/extension/${file}`.includes(options.only ?? ''),
  );
  if (specs.length === 0) throw new Error('There is no spec to run.');
  const dist = join(source, 'dist');
  const entries: Record<string, string> = { suite: join(source, 'index.ts') };
  for (const spec of specs) entries[spec.replace(/\.ts$/, '')] = join(source, spec);
  await bundleSuite(entries, dist);
  const workspace = temporaryFolder();
  try {
    return testResults(
      await runInEditor(name, {
        extension: options.extension ?? root,
        suite: join(dist, 'suite.js'),
        workspace: workspace.path,
        logFile: join(root, 'test-results', `extension-${name}.log`),
      }),
    );
  } finally {
    workspace.remove();
  }
}
