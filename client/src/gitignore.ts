/** Keeps private sets out of git. */
import * as vscode from 'vscode';
import { withIgnored } from '../../server/src/core/gitignore.ts';

/** Adds the file to the .gitignore of its workspace folder; false where it has none. Twice adds it once. */
export async function ignoreInGit(uri: vscode.Uri): Promise<boolean> {
  const place = placeIn(uri);
  if (!place) return false;
  const { file, path } = place;
  const text = await readText(file);
  const ignored = withIgnored(text, path);
  if (ignored === undefined) return true;
  if (text === undefined) {
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(ignored));
    return true;
  }
  const document = await vscode.workspace.openTextDocument(file);
  // The editor may not have noticed yet what the file is.
  const content = document.getText();
  const added = withIgnored(content, path)?.slice(content.length);
  if (added === undefined) return true;
  const edit = new vscode.WorkspaceEdit();
  edit.insert(file, document.positionAt(content.length), added);
  // What the user was writing there is theirs to save.
  const wasDirty = document.isDirty;
  await vscode.workspace.applyEdit(edit);
  if (!wasDirty) await document.save();
  return true;
}

/** Whether the .gitignore names the file itself; what its other patterns cover is not looked at. */
export async function isIgnoredInGit(uri: vscode.Uri): Promise<boolean> {
  const place = placeIn(uri);
  return place !== undefined && withIgnored(await readText(place.file), place.path) === undefined;
}

/** The .gitignore, and the path of the file from its folder. */
function placeIn(uri: vscode.Uri): { readonly file: vscode.Uri; readonly path: string } | undefined {
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  if (!folder) return undefined;
  const path = uri.path.slice(folder.uri.path.replace(/\/$/, '').length + 1);
  return { file: vscode.Uri.joinPath(folder.uri, '.gitignore'), path };
}

/** As the user is writing it; else the file's, which the editor may not have noticed yet. */
async function readText(uri: vscode.Uri): Promise<string | undefined> {
  const name = uri.toString();
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === name);
  if (open?.isDirty) return open.getText();
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    return undefined;
  }
}
