/** Entry point for VS Code in a browser: the server is a web worker. */
import { Uri, type ExtensionContext } from 'vscode';
import { LanguageClient } from 'vscode-languageclient/browser';
import { activateWith } from './activate.ts';

/** Called by VS Code. */
export function activate(context: ExtensionContext): void {
  const script = Uri.joinPath(context.extensionUri, 'server/dist/server.browser.js').toString(true);
  // A function, so that a restart gets a new worker: the old one has ended with its connection.
  const start = (): Promise<Worker> => Promise.resolve(new Worker(script, { name: 'jwk-language-server' }));
  // A browser does not tell a page where a redirect leads: it can only be followed.
  activateWith(context, (id, name, options) => new LanguageClient(id, name, start, options), 'follow');
}
