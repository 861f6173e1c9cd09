/** Files with keys: written whole or not at all, never over another one, and secret ones for their owner alone. */
import * as vscode from 'vscode';
import { Failure, nameOf } from './failure.ts';

export interface HowToWrite {
  /** Holds private or symmetric keys: nobody but its owner is to read it, from the first octet on. */
  readonly secret: boolean;
  /** Takes the place of a file of this name; otherwise one that is there is an error. */
  readonly replace: boolean;
}

/**
 * Writes on a disk, where there is one.
 *
 * @returns Whether the access rights of a secret file are as they should be.
 * @throws {@link FileExists}, or an error of the file system.
 */
export type WriteOnDisk = (path: string, octets: Uint8Array, how: HowToWrite) => Promise<boolean>;

/** The disk of this computer, where there is one. */
export interface Disk {
  readonly write: WriteOnDisk;
  /** Whether the file, there or not, is in the folder when symbolic links are followed. */
  readonly isIn: (file: string, folder: string) => Promise<boolean>;
  /** Whether both are names of one file then. */
  readonly isOne: (a: string, b: string) => Promise<boolean>;
}

/** There is a file of this name. */
export class FileExists extends Error {}

/** Writes files wherever the workspace is. */
export class FileWriter {
  readonly #disk: Disk | undefined;

  /** @param disk Not given in a browser. */
  constructor(disk: Disk | undefined) {
    this.#disk = disk;
  }

  /** Whether a file is in the folder wherever symbolic links lead; elsewhere than on a disk they are the editor's. */
  async isReallyIn(folder: vscode.Uri, uri: vscode.Uri): Promise<boolean> {
    if (uri.scheme !== 'file' || folder.scheme !== 'file' || !this.#disk) return true;
    return this.#disk.isIn(uri.fsPath, folder.fsPath).catch(() => false);
  }

  /** Whether both are names of one file, as far as can be told. */
  async isOneFile(a: vscode.Uri, b: vscode.Uri): Promise<boolean> {
    if (a.toString() === b.toString()) return true;
    if (a.scheme !== 'file' || b.scheme !== 'file' || !this.#disk) return false;
    return this.#disk.isOne(a.fsPath, b.fsPath).catch(() => false);
  }

  /**
   * Writes a text file and the folders it is in.
   *
   * @returns Whether a secret file can be read by its owner only, as far as this can be arranged.
   * @throws Failure when it cannot be written.
   */
  async write(uri: vscode.Uri, content: string | Uint8Array, how: HowToWrite): Promise<boolean> {
    if (how.replace) refuseUnsaved(uri);
    const octets = typeof content === 'string' ? new TextEncoder().encode(content) : content;
    try {
      if (uri.scheme === 'file' && this.#disk) return await this.#disk.write(uri.fsPath, octets, how);
      if (!how.replace && (await exists(uri))) throw new FileExists();
      await vscode.workspace.fs.writeFile(uri, octets);
      return !how.secret;
    } catch (error) {
      const name = vscode.workspace.asRelativePath(uri);
      if (error instanceof FileExists) {
        throw new Failure(vscode.l10n.t('{0} was not written: there is such a file already.', name));
      }
      throw new Failure(vscode.l10n.t('{0} cannot be written ({1}). Choose another place.', name, nameOf(error)));
    }
  }
}

/** What is on screen and not saved would be lost, or undo what was written. */
function refuseUnsaved(uri: vscode.Uri): void {
  const name = uri.toString();
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === name);
  if (open?.isDirty !== true) return;
  throw new Failure(
    vscode.l10n.t('{0} has changes that are not saved. Save or revert it first.', vscode.workspace.asRelativePath(uri)),
  );
}

export async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}

/** The folder that relative paths of files to write start from: that of the active document, else the first. */
export function baseFolder(): vscode.WorkspaceFolder | undefined {
  const active = vscode.window.activeTextEditor?.document.uri;
  return (active && vscode.workspace.getWorkspaceFolder(active)) ?? vscode.workspace.workspaceFolders?.[0];
}

/**
 * The file that a path names: one relative to the workspace folder, an absolute one, or a URI.
 *
 * @throws Failure for a relative path where no folder is open.
 */
export function fileAt(path: string): vscode.Uri {
  if (/^[a-z][a-z0-9+.-]+:\//i.test(path)) return vscode.Uri.parse(path, true);
  if (path.startsWith('/') || /^[a-z]:[\\/]/i.test(path)) return vscode.Uri.file(path);
  const folder = baseFolder();
  if (folder) return vscode.Uri.joinPath(folder.uri, path.replaceAll('\\', '/'));
  throw new Failure(vscode.l10n.t('No folder is open. Open the one the files are to go to, or give whole paths.'));
}

/** Asks what is to become of a file that is there. Undefined when the user gave up. */
export async function askToReplace(uri: vscode.Uri): Promise<'replace' | 'rename' | undefined> {
  const replace = vscode.l10n.t('Replace');
  const rename = vscode.l10n.t('Choose Another Name');
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t('{0} exists already. Replace it?', vscode.workspace.asRelativePath(uri)),
    { modal: true, detail: vscode.l10n.t('What is in it now will be lost: keys that nobody has a copy of, too.') },
    replace,
    rename,
  );
  return answer === replace ? 'replace' : answer === rename ? 'rename' : undefined;
}
