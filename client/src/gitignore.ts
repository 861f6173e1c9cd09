/** Keeps private sets out of git. */
import * as vscode from 'vscode';
import { withIgnored } from '../../server/src/core/gitignore.ts';

/** Adds the file to the .gitignore of its workspace folder; false where it has none. Twice adds it once. */
export async function ignoreInGit(uri: vscode.Uri): Promise<boolean> {
  const place = placeIn(uri);
  if (!place) return false;
  const { file, path } = place;
  const written = writtenIn(file);
  const octets = written === undefined ? await readOctets(file) : undefined;
  const text = written?.getText() ?? decode(octets);
  const ignored = withIgnored(text, path);
  if (ignored === undefined) return true;
  const added = ignored.slice(text?.length ?? 0);
  if (written === undefined) {
    // Not by way of the editor, which may not have noticed yet what the file is. Its octets stay, whatever their encoding.
    await vscode.workspace.fs.writeFile(file, new Uint8Array([...(octets ?? []), ...new TextEncoder().encode(added)]));
    return true;
  }
  // What the user is writing there is theirs to save.
  const edit = new vscode.WorkspaceEdit();
  edit.insert(file, written.positionAt(written.getText().length), added);
  return vscode.workspace.applyEdit(edit);
}

/** Whether the .gitignore names the file itself; what its other patterns cover is not looked at. */
export async function isIgnoredInGit(uri: vscode.Uri): Promise<boolean> {
  const place = placeIn(uri);
  if (place === undefined) return false;
  const text = writtenIn(place.file)?.getText() ?? decode(await readOctets(place.file));
  return withIgnored(text, place.path) === undefined;
}

/** The .gitignore, and the path of the file from its folder. */
function placeIn(uri: vscode.Uri): { readonly file: vscode.Uri; readonly path: string } | undefined {
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  if (!folder) return undefined;
  const path = uri.path.slice(folder.uri.path.replace(/\/$/, '').length + 1);
  return { file: vscode.Uri.joinPath(folder.uri, '.gitignore'), path };
}

/** The document of a file that somebody has changed and not saved. */
function writtenIn(file: vscode.Uri): vscode.TextDocument | undefined {
  const name = file.toString();
  return vscode.workspace.textDocuments.find((document) => document.isDirty && document.uri.toString() === name);
}

async function readOctets(file: vscode.Uri): Promise<Uint8Array | undefined> {
  try {
    return await vscode.workspace.fs.readFile(file);
  } catch {
    return undefined;
  }
}

/** A byte order mark stays: what is put after the text is found by its length. */
function decode(octets: Uint8Array | undefined): string | undefined {
  return octets === undefined ? undefined : new TextDecoder('utf-8', { ignoreBOM: true }).decode(octets);
}
