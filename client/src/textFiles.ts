/** The text files of a workspace, wherever it is: on a disk, on another machine, in a browser. */
import * as vscode from 'vscode';

/** Larger files are not examined. */
const maxBytes = 4 * 1024 * 1024;

/** So many octets tell whether a file is binary, as git has it. */
const sampled = 8192;

/** Besides what `files.exclude` hides: what is not the workspace's own. */
const excluded = '**/{node_modules,.git}/**';

/** @returns at most `limit` files */
export async function listFiles(limit: number, token: vscode.CancellationToken): Promise<readonly vscode.Uri[]> {
  const found = await vscode.workspace.findFiles('**/*', excluded, limit, token);
  return found.sort((a, b) => (a.toString() < b.toString() ? -1 : 1));
}

/** A file's text, or why it has none that could be examined. */
export type TextFile = { readonly uri: vscode.Uri; readonly text: string } | 'binary' | 'too-large' | 'unread';

/** The text as the editor has it, saved or not; else the file's. Never throws. */
export async function readTextFile(uri: vscode.Uri): Promise<TextFile> {
  const name = uri.toString();
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === name);
  if (open) return { uri, text: open.getText() };
  try {
    const { size } = await vscode.workspace.fs.stat(uri);
    if (size > maxBytes) return 'too-large';
    const octets = await vscode.workspace.fs.readFile(uri);
    if (octets.subarray(0, sampled).includes(0)) return 'binary';
    // A byte order mark is no character of the document, so the server must not count it.
    return { uri, text: new TextDecoder().decode(octets) };
  } catch {
    return 'unread';
  }
}
