/** Runs a test suite inside a browser-hosted VS Code. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { format } from 'node:util';
import { launchBrowser } from './browser.ts';
import { temporaryFolder } from './cleanup.ts';
import type { InstalledHost } from './install.ts';
import { RESULTS_VARIABLE, type SuiteOutcome } from './results.ts';
import { startServer, type RunningServer } from './server.ts';

/** What to run, on what. */
export interface SuiteRun {
  /** The folder with the extension's package.json. */
  readonly extension: string;
  /** A CommonJS file exporting `run(): Promise<void>`; it writes a report to the file that `RESULTS_VARIABLE` names. */
  readonly suite: string;
  /** The folder to open. */
  readonly workspace: string;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** For the extension host. */
  readonly env?: Readonly<Record<string, string>>;
  /** Milliseconds for the whole suite; three minutes when not given. */
  readonly limit?: number;
  /** Where to keep what the workbench and the suite print. */
  readonly logFile?: string;
}

/**
 * Runs the suite.
 *
 * @returns Its report, if it wrote one, and how the editor ended.
 * @throws Error when the editor or the browser cannot be started.
 */
export async function runSuite(host: InstalledHost, run: SuiteRun): Promise<SuiteOutcome> {
  const reports = temporaryFolder();
  const file = join(reports.path, 'results.json');
  const { settings = {}, env = {} } = run;
  try {
    const server = await startServer(host, { forTests: true, settings, env: { ...env, [RESULTS_VARIABLE]: file } });
    try {
      const ending = await showUntilExit(server, run);
      return { report: readReport(file), ending };
    } finally {
      await server.stop();
    }
  } finally {
    reports.remove();
  }
}

/** The text of a report, unless there is none. */
export function readReport(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

/**
 * The address of the workbench that runs an extension from its folder, and the suite if there is one.
 *
 * @param parts Absolute paths.
 */
export function workbenchUrl(
  server: RunningServer,
  parts: { workspace: string; extension?: string; suite?: string },
): string {
  const remote = (path: string): string => `vscode-remote://${server.authority}${path}`;
  const payload: [string, string][] = [];
  if (parts.extension) payload.push(['extensionDevelopmentPath', remote(parts.extension)]);
  if (parts.suite) payload.push(['extensionTestsPath', remote(parts.suite)]);
  payload.push(['skipWelcome', 'true'], ['skipReleaseNotes', 'true']);
  return `${server.origin}/?${new URLSearchParams({ folder: parts.workspace, payload: JSON.stringify(payload) })}`;
}

/** Opens the workbench with the suite as its payload. Returns, in words, how it ended. */
async function showUntilExit(server: RunningServer, run: SuiteRun): Promise<string> {
  const limit = run.limit ?? 180_000;
  const lines: string[] = [];
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await page.exposeFunction(
      'codeAutomationLog',
      (_type: string, args: unknown[]) => void lines.push(format(...args)),
    );
    const exited = new Promise<string>((resolve) => {
      void page.exposeFunction('codeAutomationExit', (code: number) =>
        resolve(`the extension host ended with code ${code}`),
      );
    });
    await page.goto(workbenchUrl(server, run));
    const ending = await Promise.race([
      exited,
      server.ended.then(() => "VS Code's server ended by itself"),
      after(limit, `it was not done after ${limit / 1000} seconds`),
    ]);
    const printed = [...lines.slice(-20), server.output()].join('\n');
    return run.logFile
      ? `${ending}; ${run.logFile} has what was printed.`
      : `${ending}. What was printed last:\n${printed}`;
  } finally {
    await browser.close();
    if (run.logFile) {
      mkdirSync(dirname(run.logFile), { recursive: true });
      writeFileSync(run.logFile, `${lines.join('\n')}\n\n${server.output()}`);
    }
  }
}

function after<T>(milliseconds: number, value: T): Promise<T> {
  return new Promise((resolve) => {
    setTimeout(() => resolve(value), milliseconds).unref();
  });
}
