/** The suite's entry, called inside VS Code: runs every `*.spec.js` bundled beside it and writes the results file. */
import Mocha from 'mocha';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RESULTS_VARIABLE, type TestResult } from '../../scripts/host/results.ts';

/**
 * Runs the specs. The results file, not this function's outcome, says whether they passed.
 *
 * @throws Error when there is nowhere to write the results, or when a test failed (so that the editor's exit code agrees).
 */
export async function run(): Promise<void> {
  const file = process.env[RESULTS_VARIABLE];
  if (!file) throw new Error(`${RESULTS_VARIABLE} is not set: start this suite with npm run test:extension.`);
  const results = await runSpecs();
  writeFileSync(file, JSON.stringify(results));
  const failed = results.filter(({ error }) => error !== undefined).length;
  if (failed > 0) throw new Error(`${failed} failed`);
}

async function runSpecs(): Promise<readonly TestResult[]> {
  // The base reporter prints nothing: the process that started the editor prints the results.
  const mocha = new Mocha({ timeout: 20_000, forbidOnly: true, forbidPending: true, reporter: Mocha.reporters.Base });
  for (const name of readdirSync(__dirname).sort()) if (name.endsWith('.spec.js')) mocha.addFile(join(__dirname, name));
  const results: TestResult[] = [];
  const record = (test: Mocha.Runnable, error?: Error): void => {
    const result = { title: test.fullTitle(), milliseconds: test.duration ?? 0 };
    results.push(error ? { ...result, error: error.stack ?? error.message } : result);
  };
  try {
    await new Promise<void>((resolve) => {
      const runner = mocha.run(() => resolve());
      runner.on('pass', (test) => record(test));
      runner.on('fail', record);
    });
  } catch (error) {
    const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
    results.push({ title: 'loading the specs', milliseconds: 0, error: reason });
  }
  return results;
}
