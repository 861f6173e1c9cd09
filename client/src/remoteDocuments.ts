/** Key sets from elsewhere, as read-only documents. */
import * as vscode from 'vscode';
import { remoteScheme } from '../../server/src/protocol.ts';

/** Sets kept for tabs that are opened again; more are fetched again by who wants them. */
const KEPT = 32;

/** Holds what was fetched, and shows it. Nothing is fetched by opening a document. */
export class RemoteDocuments implements vscode.TextDocumentContentProvider {
  readonly #texts = new Map<string, string>();
  readonly #changes = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.#changes.event;
  // Last, for VS Code looks for the event at once.
  readonly #registration = vscode.workspace.registerTextDocumentContentProvider(remoteScheme, this);

  provideTextDocumentContent(uri: vscode.Uri): string {
    const text = this.#texts.get(uri.toString());
    if (text === undefined) {
      throw new Error(vscode.l10n.t('This key set is no longer at hand. Fetch it again with a command of JWK.'));
    }
    return text;
  }

  /**
   * Shows a key set that was fetched; a tab that shows an earlier one of the same address changes.
   *
   * @param url Where it was found, without what may be secret.
   * @param asked The address that was asked for, in full.
   */
  async show(url: string, asked: string, text: string): Promise<vscode.TextDocument> {
    const uri = remoteUri(url, asked);
    const name = uri.toString();
    this.#texts.delete(name);
    this.#texts.set(name, text);
    for (const oldest of [...this.#texts.keys()].slice(0, -KEPT)) this.#texts.delete(oldest);
    this.#changes.fire(uri);
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document, { preview: false });
    return document;
  }

  dispose(): void {
    this.#registration.dispose();
    this.#changes.dispose();
  }
}

/**
 * The name of the document that shows what an address served. Its tab reads `login.example.com.jwks.json`: whose set it
 * is, with an ending VS Code takes for JSON. The query is the address itself, so that no two share a document. An address
 * whose query is not shown (`?…`) is told from its likes by a hash of what was asked for.
 */
export function remoteUri(url: string, asked: string): vscode.Uri {
  const { host, pathname, search } = new URL(url);
  const folder = pathname.replace(/\/(?:jwks\.json)?$/, '');
  return vscode.Uri.from({
    scheme: remoteScheme,
    authority: host,
    path: `${decoded(folder)}/${host}.jwks.json`,
    query: search === '' ? url : `${url}#${hash(`${asked} ${url}`)}`,
  });
}

/** FNV-1a of the UTF-16 units: tells addresses apart, and says nothing of what is in them. */
function hash(text: string): string {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  return (value >>> 0).toString(16).padStart(8, '0');
}

/** Uri.from encodes again what a URL has encoded already. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
