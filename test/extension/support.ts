/** What the specs share. */
import * as vscode from 'vscode';

/**
 * Polls until `probe` returns something.
 *
 * @param what Named in the error.
 * @throws Error when nothing came within `limit` milliseconds.
 */
export async function waitFor<T>(
  what: string,
  probe: () => T | undefined | PromiseLike<T | undefined>,
  limit = 15_000,
): Promise<T> {
  const until = Date.now() + limit;
  for (;;) {
    const value = await probe();
    if (value !== undefined) return value;
    if (Date.now() > until) throw new Error(`Waited ${limit / 1000} seconds for ${what}; it did not come.`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** The address of a file in the opened folder, which is temporary and empty at first. */
export function workspaceUri(path: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (!folder) throw new Error('No folder is open.');
  return vscode.Uri.joinPath(folder.uri, path);
}

/** Writes a file in the opened folder and shows it. */
export async function openInWorkspace(path: string, text: string): Promise<vscode.TextDocument> {
  const uri = workspaceUri(path);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document);
  return document;
}

/** What this extension reports on a document, without what others say about it. */
export function jwkDiagnostics(uri: vscode.Uri): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'jwk');
}

/** A file's text on the disk. */
export async function readInWorkspace(path: string): Promise<string> {
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(workspaceUri(path)));
}

/** Takes what was never saved off the screen. */
export async function closeUnsaved(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
}

/** Secret members of a key. */
export function secretsOf(key: Readonly<Record<string, unknown>> | undefined): string[] {
  return ['d', 'p', 'q', 'dp', 'dq', 'qi', 'k', 'priv'].map((name) => key?.[name]).filter((v) => typeof v === 'string');
}
