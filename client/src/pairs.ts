/** A private set and the public one that goes with it: where they are, how they are written and linked. */
import * as vscode from 'vscode';
import { readPairPath } from '../../server/src/core/pairs/path.ts';
import { Failure } from './failure.ts';
import { askToReplace, exists, fileAt, type FileWriter } from './files.ts';
import { ignoreInGit, isIgnoredInGit } from './gitignore.ts';

/** The two files, as paths relative to the workspace folder or whole ones. */
export interface PairPaths {
  readonly private: string;
  readonly public: string;
}

/** The two files. */
export interface PairFiles {
  readonly private: vscode.Uri;
  readonly public: vscode.Uri;
}

/** What is proposed first. */
export const proposedPrivatePath = 'keys/private.jwks';

/** The public file that goes with a private one: `keys/private.jwks` has `keys/jwks.json`, `a.jwks` has `a.public.jwks`. */
export function publicPathFor(path: string): string {
  const [, folder = '', name = ''] = /^(.*[\\/])?([^\\/]*)$/s.exec(path) ?? [];
  const stem = name.replace(/\.(?:jwks?|json)$/i, '');
  if (/^private(?:[-_.](?:jwks?|keys?))?$/i.test(stem)) return `${folder}jwks.json`;
  const ending = /\.json$/i.test(name) ? 'json' : 'jwks';
  return `${folder}${stem.replace(/[-_.]private$/i, '')}.public.${ending}`;
}

/** A pair that may be written, and over which of its files. */
export interface FreePair {
  readonly files: PairFiles;
  readonly replace: { readonly private: boolean; readonly public: boolean };
}

/**
 * Looks whether the files are there, and asks what is to become of them, before anything is made.
 *
 * @returns "rename" when other names are wanted, undefined when the user gave up.
 */
export async function freePair(paths: PairPaths, writer: FileWriter): Promise<FreePair | 'rename' | undefined> {
  const files = { private: fileAt(paths.private), public: fileAt(paths.public) };
  if (await isOneFile(files, writer))
    throw new Failure(vscode.l10n.t('The private and the public set need two files.'));
  const replace = { private: false, public: false };
  for (const half of ['private', 'public'] as const) {
    if (!(await exists(files[half]))) continue;
    const answer = await askToReplace(files[half]);
    if (answer !== 'replace') return answer;
    replace[half] = true;
  }
  return { files, replace };
}

/** Whether both names are of one file, which the public set would take the place of the private one in. */
async function isOneFile(files: PairFiles, writer: FileWriter): Promise<boolean> {
  const [own, published] = [steadied(files.private), steadied(files.public)];
  if (await writer.isOneFile(own, published)) return true;
  // Where case does not matter, a file has both names; it does matter where only one of the two is there.
  if (own.toString().toLowerCase() !== published.toString().toLowerCase()) return false;
  const [a, b] = await Promise.all([exists(own), exists(published)]);
  return a === b;
}

/** Without `.` and `..`. */
function steadied(uri: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(uri, '.');
}

/** What was written. */
export interface WrittenPair {
  /** Whether the private file can be read by its owner only. */
  readonly restricted: boolean;
  readonly linked: boolean;
  readonly ignored: boolean;
}

/**
 * Writes the private file first, so that no half of a key is ever alone, then the public one, if the key has one.
 *
 * @throws Failure when a file cannot be written.
 */
export async function writePair(
  { files, replace }: FreePair,
  texts: { readonly private: string; readonly public: string | undefined },
  options: { readonly link: boolean; readonly gitignore: boolean },
  writer: FileWriter,
): Promise<WrittenPair> {
  const restricted = await writer.write(files.private, texts.private, { secret: true, replace: replace.private });
  if (texts.public !== undefined) {
    try {
      await writer.write(files.public, texts.public, { secret: false, replace: replace.public });
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      const own = vscode.workspace.asRelativePath(files.private);
      throw new Failure(`${error.message} ${vscode.l10n.t('The private set was saved in {0}.', own)}`, error.offers);
    }
  }
  // The files are there: what fails from here on is no reason to say that they are not.
  const linked = options.link && texts.public !== undefined && (await linkPair(files, writer).catch(() => false));
  const ignoring = options.gitignore ? ignoreInGit(files.private) : isIgnoredInGit(files.private);
  return { restricted, linked, ignored: await ignoring.catch(() => false) };
}

/**
 * Adds the pair to the setting `jwk.pairs` of the workspace folder that has both; false where there is none, or where a
 * symbolic link leads out of it: the server would not look there.
 */
export async function linkPair(files: PairFiles, writer: FileWriter): Promise<boolean> {
  const folder = vscode.workspace.getWorkspaceFolder(files.private);
  if (!folder || vscode.workspace.getWorkspaceFolder(files.public) !== folder) return false;
  const pair = { private: pathIn(folder, files.private), public: pathIn(folder, files.public) };
  // Not every name can be said: "prod:keys.jwks" would be an address.
  if (!fileIn(folder, pair.private) || !fileIn(folder, pair.public)) return false;
  if (!(await areIn(folder, files, writer))) return false;
  const configuration = vscode.workspace.getConfiguration('jwk', folder.uri);
  const { workspaceFolderValue, workspaceValue } = configuration.inspect<unknown[]>('pairs') ?? {};
  const now = workspaceFolderValue ?? workspaceValue;
  const pairs = Array.isArray(now) ? now : [];
  const isThere = pairs.some((other) => {
    const { private: a, public: b } = (other ?? {}) as Partial<PairPaths>;
    return a === pair.private && b === pair.public;
  });
  if (!isThere) await configuration.update('pairs', [...pairs, pair], vscode.ConfigurationTarget.WorkspaceFolder);
  return true;
}

/**
 * The pair a document is a half of, as the setting `jwk.pairs` has it. What a workspace names has no files changed
 * elsewhere, by way of symbolic links neither.
 */
export async function pairOf(uri: vscode.Uri, writer: FileWriter): Promise<PairFiles | undefined> {
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  if (!folder) return undefined;
  const pairs: unknown = vscode.workspace.getConfiguration('jwk', folder.uri).get('pairs');
  for (const pair of Array.isArray(pairs) ? (pairs as readonly unknown[]) : []) {
    const { private: own, public: published } = (pair ?? {}) as Partial<Record<keyof PairPaths, unknown>>;
    const files = { private: fileIn(folder, own), public: fileIn(folder, published) };
    if (!files.private || !files.public || isSame(files.private, files.public)) continue;
    if (!isSame(files.private, uri) && !isSame(files.public, uri)) continue;
    const found = { private: files.private, public: files.public };
    if (await areIn(folder, found, writer)) return found;
  }
  return undefined;
}

async function areIn(folder: vscode.WorkspaceFolder, files: PairFiles, writer: FileWriter): Promise<boolean> {
  const halves = [files.private, files.public].map((uri) => writer.isReallyIn(folder.uri, uri));
  return (await Promise.all(halves)).every((isIn) => isIn);
}

/** The file that the setting names; undefined for what the server does not take for one, as those outside. */
function fileIn(folder: vscode.WorkspaceFolder, path: unknown): vscode.Uri | undefined {
  const read = typeof path === 'string' ? readPairPath(path) : undefined;
  return read && 'path' in read ? vscode.Uri.joinPath(folder.uri, read.path) : undefined;
}

function isSame(a: vscode.Uri, b: vscode.Uri): boolean {
  return a.toString() === b.toString();
}

function pathIn(folder: vscode.WorkspaceFolder, uri: vscode.Uri): string {
  return uri.path.slice(folder.uri.path.replace(/\/$/, '').length + 1);
}
