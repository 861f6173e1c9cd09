/** Runs node:test files and counts. */
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { onExit, temporaryFolder } from './cleanup.ts';
import { repoRoot } from './paths.ts';
import { readReport } from './suite.ts';

/** Passed and failed. */
export interface Count {
  readonly passed: number;
  readonly failed: number;
}

/**
 * The test files in test/, as paths relative to the repository.
 *
 * @param wanted Decides by the name of the folder in test/.
 */
export function testFiles(wanted: (folder: string) => boolean): string[] {
  const root = repoRoot();
  return readdirSync(join(root, 'test'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.test.ts'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((path) => wanted(path.split('/')[1] ?? ''))
    .sort();
}

/** After so long a file's process is ended and the file has failed: nothing may hold up the whole run. The longest takes two minutes. */
const fileLimit = 10 * 60_000;

/**
 * Runs the files, at most `concurrency` at a time, showing their results.
 *
 * @returns The totals. A skipped or to-do test is a failed one: a fault that is known is still a fault.
 */
export async function runNodeTests(files: readonly string[], concurrency: number): Promise<Count> {
  const folder = temporaryFolder();
  try {
    const tap = join(folder.path, 'results.tap');
    const reporters = [
      ...['--test-reporter=spec', '--test-reporter-destination=stdout'],
      ...['--test-reporter=tap', `--test-reporter-destination=${tap}`],
    ];
    const limits = [`--test-concurrency=${concurrency}`, `--test-timeout=${fileLimit}`];
    const args = ['--import', 'tsx', '--test', ...limits, ...reporters, ...files];
    const child = spawn(process.execPath, args, { cwd: repoRoot(), stdio: 'inherit' });
    const kill = onExit(() => child.kill());
    const code = await new Promise<number>((resolve) => {
      child.on('error', () => resolve(1));
      child.on('close', (status) => resolve(status ?? 1));
    });
    kill();
    const { passed, failed } = countTap(readReport(tap) ?? '');
    return { passed, failed: failed === 0 && code !== 0 ? 1 : failed };
  } finally {
    folder.remove();
  }
}

/** Reads the totals at the end of a TAP report; zero of each when there are none. */
function countTap(tap: string): Count {
  const total = (name: string): number => {
    // The last such line: a test may have printed the same words before.
    const lines = [...tap.matchAll(new RegExp(`^# ${name} (\\d+)$`, 'gm'))];
    return Number(lines.at(-1)?.[1] ?? 0);
  };
  const failed = ['fail', 'cancelled', 'skipped', 'todo'].map(total).reduce((sum, count) => sum + count, 0);
  return { passed: total('pass'), failed };
}
