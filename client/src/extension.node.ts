/** Entry point for VS Code on a computer: the server is a process of its own. */
import type { ExtensionContext } from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { activateWith } from './activate.ts';
import { disk } from './diskFiles.ts';

/** Called by VS Code. */
export function activate(context: ExtensionContext): void {
  const run = { module: context.asAbsolutePath('server/dist/server.cjs'), transport: TransportKind.ipc };
  // Where the extension itself is debugged; .vscode/launch.json attaches to this port.
  const server = { run, debug: { ...run, options: { execArgv: ['--inspect=6009'] } } };
  activateWith(context, (id, name, options) => new LanguageClient(id, name, server, options), 'manual', disk);
}
