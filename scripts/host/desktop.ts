/** The desktop VS Code, downloaded from its vendor by @vscode/test-electron: when it is used, and how. */
import { downloadAndUnzipVSCode, runTests } from '@vscode/test-electron';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { onExit, temporaryFolder } from './cleanup.ts';
import { hostsSupported } from './install.ts';
import { hostsFolder } from './paths.ts';
import { RESULTS_VARIABLE, type SuiteOutcome } from './results.ts';
import { writeUserSettings } from './settings.ts';
import { readReport, type SuiteRun } from './suite.ts';

const UPDATE_SERVER = 'https://update.code.visualstudio.com/api/releases/stable';
/** Behind a firewall that drops packets this is what each run loses, so it is short. */
const PROBE_LIMIT = 2000;

/**
 * Whether to use the desktop editor: as `VSCODE_DESKTOP` says (1 or 0); else wherever the browser-hosted one cannot run;
 * else when there is a display and the vendor's server answers.
 */
export async function useDesktop(): Promise<boolean> {
  const wish = process.env.VSCODE_DESKTOP;
  if (wish === '1' || wish === '0') return wish === '1';
  if (!hostsSupported()) return true;
  if (!process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return false;
  try {
    return (await fetch(UPDATE_SERVER, { method: 'HEAD', signal: AbortSignal.timeout(PROBE_LIMIT) })).ok;
  } catch {
    return false;
  }
}

/**
 * Runs a suite in the desktop editor, with user data and extensions of its own.
 *
 * @param version Of VS Code; downloaded unless it was before.
 * @returns Its report, if it wrote one, and how the editor ended.
 * @throws Error when the editor cannot be downloaded.
 */
export async function runSuiteOnDesktop(version: string, run: SuiteRun): Promise<SuiteOutcome> {
  const vscodeExecutablePath = await download(version);
  const folder = temporaryFolder();
  try {
    const file = join(folder.path, 'results.json');
    const ending = await runTests({
      vscodeExecutablePath,
      extensionDevelopmentPath: run.extension,
      extensionTestsPath: run.suite,
      launchArgs: [
        run.workspace,
        ...ownFolders(folder.path, run.settings),
        '--disable-workspace-trust',
        '--skip-welcome',
      ],
      // The last two are set inside a VS Code terminal and would make the new one behave as Node, or as that one's child.
      extensionTestsEnv: {
        ...run.env,
        [RESULTS_VARIABLE]: file,
        ELECTRON_RUN_AS_NODE: undefined,
        VSCODE_IPC_HOOK_CLI: undefined,
      },
    }).then(
      (code) => `VS Code ended with code ${code}.`,
      (error: unknown) => `VS Code ended with an error: ${String(error)}`,
    );
    return { report: readReport(file), ending };
  } finally {
    folder.remove();
  }
}

/**
 * Opens the desktop editor on a folder with an extension under development, and waits until its window is closed.
 *
 * @throws Error when it cannot be downloaded or started.
 */
export async function openDesktop(version: string, extension: string, workspace: string): Promise<void> {
  const executable = await download(version);
  const folder = temporaryFolder();
  const args = [workspace, `--extensionDevelopmentPath=${extension}`, ...ownFolders(folder.path), '--skip-welcome'];
  const env = { ...process.env };
  delete env.ELECTRON_RUN_AS_NODE;
  const child = spawn(executable, args, { env, stdio: 'ignore' });
  const kill = onExit(() => child.kill());
  await new Promise<void>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', () => resolve());
  });
  kill();
  folder.remove();
}

function ownFolders(folder: string, settings?: Readonly<Record<string, unknown>>): string[] {
  const user = join(folder, 'user');
  writeUserSettings(user, settings);
  return [`--user-data-dir=${user}`, `--extensions-dir=${join(folder, 'extensions')}`];
}

async function download(version: string): Promise<string> {
  try {
    return await downloadAndUnzipVSCode({ version, cachePath: hostsFolder() });
  } catch (error) {
    throw new Error(
      `Downloading VS Code ${version} failed: ${error instanceof Error ? error.message : String(error)}\n` +
        (hostsSupported()
          ? 'Set VSCODE_DESKTOP=0 to use the browser-hosted one, which npm provides.'
          : 'Check the network and try again.'),
      { cause: error },
    );
  }
}
