/** Keeps private sets out of git. */
import * as vscode from 'vscode';

/** Adds the file to the .gitignore of its workspace folder; false where it has none. Twice adds it once. */
export async function ignoreInGit(uri: vscode.Uri): Promise<boolean> {
  const place = placeIn(uri);
  if (!place) return false;
  const { file, line } = place;
  const text = await readText(file);
  if (text === undefined) {
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(`${line}\n`));
    return true;
  }
  if (hasLine(text, line)) return true;
  const document = await vscode.workspace.openTextDocument(file);
  const eol = document.eol === vscode.EndOfLine.CRLF ? '\r\n' : '\n';
  const content = document.getText();
  const edit = new vscode.WorkspaceEdit();
  const isEnded = content === '' || content.endsWith('\n');
  edit.insert(file, document.positionAt(content.length), `${isEnded ? '' : eol}${line}${eol}`);
  // What the user was writing there is theirs to save.
  const wasDirty = document.isDirty;
  await vscode.workspace.applyEdit(edit);
  if (!wasDirty) await document.save();
  return true;
}

/** Whether the .gitignore names the file itself; what its other patterns cover is not looked at. */
export async function isIgnoredInGit(uri: vscode.Uri): Promise<boolean> {
  const place = placeIn(uri);
  return place !== undefined && hasLine((await readText(place.file)) ?? '', place.line);
}

function placeIn(uri: vscode.Uri): { readonly file: vscode.Uri; readonly line: string } | undefined {
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  if (!folder) return undefined;
  const path = uri.path.slice(folder.uri.path.replace(/\/$/, '').length + 1);
  return { file: vscode.Uri.joinPath(folder.uri, '.gitignore'), line: patternOf(path) };
}

/** A path as gitignore(5) has it: of this file alone, whatever its name holds. */
export function patternOf(path: string): string {
  return `/${path.replace(/[\\*?[\]]/g, '\\$&').replace(/ +$/, (spaces) => spaces.replaceAll(' ', '\\ '))}`;
}

function hasLine(text: string, line: string): boolean {
  return text.split(/\r?\n/).includes(line);
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
