/** The document a command is about. */
import * as vscode from 'vscode';
import { Failure } from './failure.ts';
import { documentSelector } from './server.ts';

/** A document and where in it. */
export interface Place {
  readonly document: vscode.TextDocument;
  readonly position: vscode.Position | undefined;
}

/** The JSON document in the active editor, with its cursor. */
export function activePlace(): Place | undefined {
  const editor = vscode.window.activeTextEditor;
  if (!editor || vscode.languages.match(documentSelector, editor.document) === 0) return undefined;
  return { document: editor.document, position: editor.selection.active };
}

/**
 * The place an argument names by `uri` and `position`, else the active editor's.
 *
 * @param given The argument of a command.
 * @throws Failure when there is none.
 */
export async function placeOf(given: unknown): Promise<Place> {
  const { uri, position } = asRecord(given);
  const named = asUri(uri);
  if (named) return { document: await opened(named), position: asPosition(position) };
  const place = activePlace();
  if (place) return place;
  throw new Failure(
    vscode.l10n.t('No JSON document is active. Open the one with the key, then run the command again.'),
  );
}

/**
 * Opens a document for the server, without showing it.
 *
 * @throws Failure when it cannot be read.
 */
export async function opened(uri: vscode.Uri): Promise<vscode.TextDocument> {
  try {
    const document = await vscode.workspace.openTextDocument(uri);
    // A file named `jwks` is plain text to VS Code, and the server is not told of such.
    if (vscode.languages.match(documentSelector, document) > 0) return document;
    return await vscode.languages.setTextDocumentLanguage(document, 'json');
  } catch {
    const name = vscode.workspace.asRelativePath(uri);
    throw new Failure(vscode.l10n.t('{0} cannot be opened. It may be gone, or not be text.', name));
  }
}

/** Shows a text in a new, unsaved document. */
export async function openNew(content: string): Promise<void> {
  const document = await vscode.workspace.openTextDocument({ language: 'json', content });
  await vscode.window.showTextDocument(document);
}

/** Whether a document's text has an array of keys; what is broken or has comments counts too. */
export function looksLikeKeySet(document: vscode.TextDocument): boolean {
  return /"keys"\s*:\s*\[\s*(?:[\]{/]|$)/.test(document.getText());
}

/** Whether the document can be changed. */
export function isWritable({ uri }: vscode.TextDocument): boolean {
  return uri.scheme === 'untitled' || vscode.workspace.fs.isWritableFileSystem(uri.scheme) === true;
}

/** The document's name as people know it. */
export function nameOfDocument({ uri }: vscode.TextDocument): string {
  return uri.path.slice(uri.path.lastIndexOf('/') + 1);
}

/** An argument's members; none for what is no object. */
export function asRecord(given: unknown): Readonly<Record<string, unknown>> {
  return typeof given === 'object' && given !== null ? (given as Readonly<Record<string, unknown>>) : {};
}

/** An address given as such or, by a key binding, as text. */
export function asUri(value: unknown): vscode.Uri | undefined {
  if (value instanceof vscode.Uri) return value;
  if (typeof value !== 'string' || value === '') return undefined;
  try {
    return vscode.Uri.parse(value, true);
  } catch {
    throw new Failure(vscode.l10n.t('The argument "uri" is not an address, such as file:///…/jwks.json.'));
  }
}

function asPosition(value: unknown): vscode.Position | undefined {
  const { line, character } = asRecord(value);
  if (typeof line !== 'number' || typeof character !== 'number') return undefined;
  return new vscode.Position(Math.max(0, Math.trunc(line)), Math.max(0, Math.trunc(character)));
}

/** Does something that may change a document, then shows where in the editor that has it. */
export async function showingChange<T>(document: vscode.TextDocument, work: () => Promise<T>): Promise<T> {
  let change: vscode.TextDocumentContentChangeEvent | undefined;
  const changes = vscode.workspace.onDidChangeTextDocument((event) => {
    if (event.document === document) change = event.contentChanges[0] ?? change;
  });
  try {
    return await work();
  } finally {
    changes.dispose();
    const editor = vscode.window.visibleTextEditors.find((candidate) => candidate.document === document);
    if (change && editor) show(editor, change);
  }
}

function show(editor: vscode.TextEditor, { rangeOffset, text }: vscode.TextDocumentContentChangeEvent): void {
  // What comes first is the separator and the line break of the item before.
  const margin = /^[,\s]*/.exec(text)?.[0].length ?? 0;
  const start = editor.document.positionAt(rangeOffset + margin);
  const end = editor.document.positionAt(rangeOffset + text.length);
  editor.selection = new vscode.Selection(start, start);
  editor.revealRange(new vscode.Range(start, end), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}
