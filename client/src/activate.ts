/** What both entry points do: start the server and register everything that talks to it. */
import * as vscode from 'vscode';
import { commands } from './commands.ts';
import { answerFetchRequests, type RedirectMode } from './fetch.ts';
import { FileWriter, type Disk } from './files.ts';
import { RemoteDocuments } from './remoteDocuments.ts';
import { Reports } from './reports.ts';
import { Scans } from './scan.ts';
import { clientOptions, Server, type CreateClient } from './server.ts';
import { registerCommands } from './services.ts';
import { showServerState } from './status.ts';

/**
 * Starts everything. Returns before the server answers: commands wait for it themselves.
 *
 * @param redirects Whether HTTP redirects can be looked at one by one here.
 * @param disk Writes files with access rights; none in a browser.
 */
export function activateWith(
  context: vscode.ExtensionContext,
  create: CreateClient,
  redirects: RedirectMode,
  disk?: Disk,
): void {
  const log = vscode.window.createOutputChannel('JSON Web Keys', { log: true });
  const server = new Server(create('jwk', 'JSON Web Keys', clientOptions(log)), log);
  const remote = new RemoteDocuments();
  const reports = new Reports();
  const scans = new Scans(server);
  const files = new FileWriter(disk);
  context.subscriptions.push(
    log,
    server,
    remote,
    reports,
    scans,
    answerFetchRequests(server.client, redirects),
    showServerState(server.client),
    ...registerCommands(commands, { server, remote, reports, scans, files, log, memory: context.globalState }),
  );
  server.start();
}
