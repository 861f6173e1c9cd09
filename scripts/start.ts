/**
 * `npm start`: opens a real VS Code with the extension on the examples: a desktop one, or one in the browser.
 * `npm start -- --exit-when-ready`: opens it without a window, opens every example, prints how much the extension found,
 * and ends: with 0 when it found anything.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { buildBundles, bundleSuite } from './host/bundle.ts';
import { openDesktop, useDesktop } from './host/desktop.ts';
import { runInEditor } from './host/editor.ts';
import { DOCUMENTS_VARIABLE, formatFindings, totalOf, type Findings } from './host/findings.ts';
import { installHost } from './host/install.ts';
import { repoRoot } from './host/paths.ts';
import { startServer } from './host/server.ts';
import { workbenchUrl } from './host/suite.ts';
import { HOSTS } from './host/versions.ts';

/** A folder with the extension and one with the documents to open. */
interface Places {
  readonly extension: string;
  readonly workspace: string;
}

async function main(args: readonly string[]): Promise<number> {
  const unknown = args.find((arg) => arg !== '--exit-when-ready');
  if (unknown !== undefined) throw new Error(`Unknown option ${unknown}. There is one: --exit-when-ready.`);
  const extension = repoRoot();
  const places = { extension, workspace: join(extension, 'examples') };
  await buildBundles();
  if (args.includes('--exit-when-ready')) return countFindings(places);
  return open(places);
}

async function open({ extension, workspace }: Places): Promise<number> {
  if (await useDesktop()) {
    await openDesktop(HOSTS.newest.vscode, extension, workspace);
    return 0;
  }
  // The option that admits test suites is also the one that admits an extension from its folder.
  const server = await startServer(await installHost('newest'), { forTests: true });
  console.log(`VS Code with the extension, on the examples:\n\n  ${workbenchUrl(server, { extension, workspace })}\n`);
  console.log('Open this address in a browser. Ctrl-C ends it.');
  await server.ended;
  throw new Error(`VS Code's server ended by itself.\n${server.output()}`);
}

async function countFindings({ extension, workspace }: Places): Promise<number> {
  const folder = join(extension, 'scripts/host/dist');
  await bundleSuite({ suite: join(extension, 'scripts/host/findingsSuite.ts') }, folder);
  const { report, ending } = await runInEditor('newest', {
    extension,
    workspace,
    suite: join(folder, 'suite.js'),
    env: { [DOCUMENTS_VARIABLE]: JSON.stringify(documentsIn(workspace)) },
    limit: 120_000,
  });
  if (report === undefined) throw new Error(`The documents could not be opened: ${ending}`);
  const findings = JSON.parse(report) as Findings;
  console.log(formatFindings(findings));
  if (totalOf(findings) === 0) throw new Error('The extension reported nothing within the time limit.');
  return 0;
}

/** The documents below a folder: everything but the notes that explain them. */
function documentsIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.md'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  },
);
