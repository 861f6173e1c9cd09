/**
 * `npm test`: everything that must hold, in one run. `npm test -- unit package` runs the named steps only (see `STEPS`),
 * `--only text` the test files whose path contains the text. The last line is the total: `N passed, N failed`.
 */
import { spawn } from 'node:child_process';
import { onExit } from './host/cleanup.ts';
import { runExtensionTests } from './host/extensionTests.ts';
import { runNodeTests, testFiles, type Count } from './host/nodeTests.ts';
import { repoRoot } from './host/paths.ts';
import { formatResults } from './host/results.ts';
import { installTools } from './host/tools.ts';
import type { HostName } from './host/versions.ts';

/** One part of the run. `name` is what selects it; `run` shows its own output. */
interface Step {
  readonly name: string;
  readonly title: string;
  readonly run: (only: string) => Promise<Count>;
}

/** Folders of test/ with tests that need a whole editor or package; all others hold unit tests. */
const WHOLE = ['package', 'web', 'workbench', 'extension'];
/** Files run side by side: fewer in the steps where each starts an editor. */
const SIDE_BY_SIDE = 2;

const STEPS: readonly Step[] = [
  { name: 'build', title: 'Build', run: () => command(process.execPath, ['esbuild.mjs']) },
  { name: 'lint', title: 'Lint and format', run: () => command('npm', ['run', '--silent', 'lint']) },
  { name: 'types', title: 'Types', run: () => command('npm', ['run', '--silent', 'types']) },
  {
    name: 'generated',
    title: 'Generated files in step',
    run: () => command(process.execPath, ['--import', 'tsx', 'scripts/generate.ts', '--check']),
  },
  {
    name: 'unit',
    title: 'Unit tests',
    run: async (only) => {
      if (only === '' || only.includes('interop')) await installTools();
      return nodeTests((folder) => !WHOLE.includes(folder), only, SIDE_BY_SIDE);
    },
  },
  { name: 'package', title: 'Package', run: (only) => nodeTests((folder) => folder === 'package', only, 1) },
  {
    name: 'web',
    title: 'Core and server in Chromium',
    run: (only) => nodeTests((folder) => folder === 'web', only, 1),
  },
  { name: 'extension', title: 'Extension in the newest VS Code', run: (only) => extensionTests('newest', only) },
  { name: 'extension', title: 'Extension in the oldest VS Code', run: (only) => extensionTests('oldest', only) },
  { name: 'workbench', title: 'Workbench', run: (only) => nodeTests((folder) => folder === 'workbench', only, 1) },
];

/** A step that takes longer hangs; the slowest takes five minutes. Nothing after it is run. */
const STEP_LIMIT = 20 * 60_000;

/** The steps that look at the sources only, and so need no build. */
const UNBUILT = ['lint', 'types', 'generated'];

async function main(args: readonly string[]): Promise<void> {
  const { names, only } = parse(args);
  const steps = STEPS.filter(
    ({ name }) => names.includes(name) || (name === 'build' && !names.every((n) => UNBUILT.includes(n))),
  );
  const summary: string[] = [];
  let passed = 0;
  let failed = 0;
  let hangs = false;
  for (const step of steps) {
    console.log(`\n── ${step.title} ${'─'.repeat(Math.max(0, 70 - step.title.length))}`);
    const start = Date.now();
    const { hung, ...count } = await inTime(outcome(step, only));
    if (hung) hangs = true;
    passed += count.passed;
    failed += count.failed;
    const seconds = ((Date.now() - start) / 1000).toFixed(1);
    summary.push(
      `${count.failed === 0 ? '✔' : '✖'} ${step.title}: ${count.passed} passed, ${count.failed} failed, ${seconds} s`,
    );
    // Without bundles nothing that follows could tell anything.
    if (hangs || (step.name === 'build' && count.failed > 0)) break;
  }
  console.log(`\n${'─'.repeat(74)}\n${summary.join('\n')}\n${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
  // Ends what still runs.
  if (hangs) process.exit();
}

/** What the step comes to, or a failure when it does not end. */
async function inTime(count: Promise<Count>): Promise<Count & { readonly hung: boolean }> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<undefined>((resolve) => (timer = setTimeout(resolve, STEP_LIMIT, undefined)));
  const first = await Promise.race([count, limit]);
  clearTimeout(timer);
  if (first !== undefined) return { ...nonZero(first), hung: false };
  console.error(`This step has not ended within ${STEP_LIMIT / 60_000} minutes.`);
  return { passed: 0, failed: 1, hung: true };
}

function parse(args: readonly string[]): { names: readonly string[]; only: string } {
  const known = [...new Set(STEPS.map(({ name }) => name))];
  const at = args.indexOf('--only');
  const only = at < 0 ? '' : (args[at + 1] ?? '');
  const names = args.filter((_, index) => at < 0 || (index !== at && index !== at + 1));
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined || (at >= 0 && only === '')) {
    throw new Error(`Usage: npm test -- [${known.join('] [')}] [--only <part of a test file's path>]`);
  }
  return { names: names.length > 0 ? names : known, only };
}

async function outcome(step: Step, only: string): Promise<Count> {
  try {
    return await step.run(only);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return { passed: 0, failed: 1 };
  }
}

/** A step in which nothing ran has shown nothing. */
function nonZero(count: Count): Count {
  if (count.passed + count.failed > 0) return count;
  console.error('This step ran no tests.');
  return { passed: 0, failed: 1 };
}

/** Runs a check that passes or fails as a whole. */
async function command(program: string, args: readonly string[]): Promise<Count> {
  const child = spawn(program, args, {
    cwd: repoRoot(),
    stdio: 'inherit',
    shell: process.platform === 'win32' && program === 'npm',
  });
  const kill = onExit(() => child.kill());
  const ok = await new Promise<boolean>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve(code === 0));
  });
  kill();
  if (ok) console.log('✔ passed');
  return ok ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

async function nodeTests(wanted: (folder: string) => boolean, only: string, concurrency: number): Promise<Count> {
  const files = testFiles(wanted).filter((file) => file.includes(only));
  // Without files node:test would look for some itself.
  return files.length === 0 ? { passed: 0, failed: 0 } : runNodeTests(files, concurrency);
}

async function extensionTests(host: HostName, only: string): Promise<Count> {
  const results = await runExtensionTests(host, { only });
  console.log(formatResults(results));
  const failed = results.filter(({ error }) => error !== undefined).length;
  return { passed: results.length - failed, failed };
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
});
