/** Runs a suite in whichever VS Code can be had here. */
import { runSuiteOnDesktop, useDesktop } from './desktop.ts';
import { installHost } from './install.ts';
import type { SuiteOutcome } from './results.ts';
import { runSuite, type SuiteRun } from './suite.ts';
import { HOSTS, type HostName } from './versions.ts';

/**
 * Runs a suite in the desktop editor where `useDesktop` says so, else in the browser-hosted one.
 *
 * @throws Error when the editor cannot be installed or started.
 */
export async function runInEditor(name: HostName, run: SuiteRun): Promise<SuiteOutcome> {
  if (await useDesktop()) return runSuiteOnDesktop(HOSTS[name].vscode, run);
  return runSuite(await installHost(name), run);
}
