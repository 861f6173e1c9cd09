/** Files: read with limits, found in directories, written whole or not at all. */
import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { link, lstat, open, readdir, readFile, realpath, rename, stat, unlink } from 'node:fs/promises';
import path from 'node:path';
import ignore, { type Ignore } from 'ignore';
import { documentPath, isMetadataName, isStrongSetName } from '../core/document/names.ts';

/** Files over this are not examined (rules.md §3.7). */
export const maxFileBytes = 4 * 1024 * 1024;

/** A file that cannot be read or written, in words for people; the path goes before it. */
export class FileError extends Error {
  readonly path: string;

  constructor(file: string, reason: string) {
    super(reason);
    this.name = 'FileError';
    this.path = file;
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or directory',
  EACCES: 'permission denied',
  EPERM: 'not permitted',
  EISDIR: 'it is a directory',
  ENOTDIR: 'a part of the path is not a directory',
  ELOOP: 'its symbolic links go in a circle',
  ENOSPC: 'no space left on the disk',
  EDQUOT: 'the disk quota is used up',
  EROFS: 'the file system is read-only',
  EFBIG: 'the file would be too large',
  EMFILE: 'too many files are open',
  ENAMETOOLONG: 'the name is too long',
  EIO: 'the device reports an error',
  EEXIST: 'it exists already; --force replaces it',
};

/** The error of a file operation in words; errors of other kinds pass through. */
export function toFileError(file: string, error: unknown): unknown {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  return code === undefined || error instanceof FileError ? error : new FileError(file, reasons[code] ?? code);
}

export type FileText = { readonly text: string } | { readonly skipped: string };

/**
 * A file's text, or why it is passed over: too large or binary.
 * @throws FileError when it cannot be read
 */
export async function readText(file: string, maxBytes = maxFileBytes): Promise<FileText> {
  try {
    const { size } = await stat(file);
    if (size > maxBytes)
      return { skipped: `not examined: ${mebibytes(size)} MiB are over the limit of ${mebibytes(maxBytes)} MiB` };
    return textOf(await readFile(file), maxBytes);
  } catch (error) {
    throw toFileError(file, error);
  }
}

const mebibytes = (octets: number): string => String(Math.round((octets / 1024 / 1024) * 10) / 10);

/** Octets as text, or why they are none. A byte order mark stays, for the rule about it. */
export function textOf(octets: Uint8Array, maxBytes = maxFileBytes): FileText {
  if (octets.length > maxBytes) return { skipped: `not examined: over the limit of ${mebibytes(maxBytes)} MiB` };
  const [a, b] = octets;
  if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff))
    return { skipped: 'not examined: UTF-16; JSON is UTF-8 (RFC 8259 §8.1)' };
  if (octets.subarray(0, 8192).includes(0)) return { skipped: 'not examined: a binary file' };
  return { text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(octets) };
}

/** Standard input to its end, at most a little more than `maxBytes`. */
export async function readStdin(maxBytes = maxFileBytes): Promise<FileText> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > maxBytes) break;
  }
  return textOf(Buffer.concat(chunks), maxBytes);
}

/** The nearest directory upwards that holds a git repository; undefined when there is none. */
export async function repositoryOf(directory: string): Promise<string | undefined> {
  for (let at = path.resolve(directory); ; at = path.dirname(at)) {
    if ((await lstat(path.join(at, '.git')).catch(() => undefined)) !== undefined) return at;
    if (path.dirname(at) === at) return undefined;
  }
}

interface IgnoreFile {
  readonly base: string;
  readonly rules: Ignore;
}

async function ignoreFile(base: string, file: string): Promise<readonly IgnoreFile[]> {
  const text = await readFile(path.join(base, file), 'utf8').catch(() => undefined);
  return text === undefined ? [] : [{ base, rules: ignore().add(text) }];
}

/** Whether git would ignore the path; the deepest file with an opinion decides. */
function isIgnored(target: string, isDirectory: boolean, files: readonly IgnoreFile[]): boolean {
  let ignored = false;
  for (const { base, rules } of files) {
    const relative = path.relative(base, target).split(path.sep).join('/');
    const verdict = rules.test(isDirectory ? `${relative}/` : relative);
    if (verdict.ignored) ignored = true;
    else if (verdict.unignored) ignored = false;
  }
  return ignored;
}

/** Whether the name is one of a file that can be a JSON key document. */
export function mayBeDocument(file: string): boolean {
  const name = documentPath(file);
  const { ext } = path.parse(file.toLowerCase());
  return (
    ext === '.json' ||
    ext === '.jwk' ||
    ext === '.jwks' ||
    isStrongSetName(name) ||
    isMetadataName(name) ||
    name.directories.at(-1) === '.well-known'
  );
}

/**
 * The files of a directory that can be key documents, sorted; without .git, node_modules, what git ignores, and what
 * symbolic links to directories lead to.
 * @param unreadable told of each directory that cannot be read
 */
export async function* walk(directory: string, unreadable: (error: FileError) => void): AsyncGenerator<string> {
  const root = path.resolve(directory);
  const repository = await repositoryOf(root);
  const inherited: IgnoreFile[] = [];
  if (repository !== undefined) {
    const exclude = await ignoreFile(repository, path.join('.git', 'info', 'exclude'));
    inherited.push(...exclude);
    for (const parent of parents(repository, root)) inherited.push(...(await ignoreFile(parent, '.gitignore')));
  }
  yield* walkInto(directory, root, inherited, unreadable);
}

/** The directories from the repository down to, but without, the one walked. */
function parents(repository: string, root: string): string[] {
  const steps = path
    .relative(repository, root)
    .split(path.sep)
    .filter((s) => s !== '');
  return steps.map((_, i) => path.join(repository, ...steps.slice(0, i)));
}

async function* walkInto(
  shown: string,
  directory: string,
  inherited: readonly IgnoreFile[],
  unreadable: (error: FileError) => void,
): AsyncGenerator<string> {
  const entries = await readdir(directory, { withFileTypes: true }).catch((error: unknown) => {
    const told = toFileError(shown, error);
    if (!(told instanceof FileError)) throw told;
    unreadable(told);
    return [];
  });
  const ignoreFiles = [...inherited, ...(await ignoreFile(directory, '.gitignore'))];
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.name === '.git' || entry.name === 'node_modules') continue;
    const target = path.join(directory, entry.name);
    const isDirectory = entry.isDirectory();
    const isFile = entry.isFile() || (entry.isSymbolicLink() && (await isFileLink(target)));
    if ((!isDirectory && !(isFile && mayBeDocument(target))) || isIgnored(target, isDirectory, ignoreFiles)) continue;
    const name = path.join(shown, entry.name);
    if (isDirectory) yield* walkInto(name, target, ignoreFiles, unreadable);
    else yield name;
  }
}

async function isFileLink(target: string): Promise<boolean> {
  return (await stat(target).catch(() => undefined))?.isFile() === true;
}

export interface FileToWrite {
  readonly path: string;
  readonly text: string;
  /** Only the owner may read it. */
  readonly secret: boolean;
  /** The text the file must still have; undefined for a new file. */
  readonly previous?: string;
}

interface Prepared {
  readonly file: FileToWrite;
  readonly target: string;
  /** Where the text is now; undefined when the target is a device or pipe and was written already. */
  readonly temporary: string | undefined;
}

/**
 * Writes files so that each is there whole or not at all: all texts are on the disk before the first takes its place.
 * A file that exists is replaced only when `force`, or when its previous text was given and still holds.
 * @throws FileError when one cannot be written; what was prepared is removed again
 */
export async function writeFiles(files: readonly FileToWrite[], force: boolean): Promise<void> {
  const prepared: Prepared[] = [];
  try {
    for (const file of files) prepared.push(await prepare(file, force));
    for (const one of prepared) await commit(one, force);
  } finally {
    for (const { temporary } of prepared) if (temporary !== undefined) await unlink(temporary).catch(() => undefined);
  }
}

async function prepare(file: FileToWrite, force: boolean): Promise<Prepared> {
  try {
    const existing = await stat(file.path).catch(ifMissing);
    if (existing?.isDirectory() === true) throw new FileError(file.path, 'it is a directory');
    if (existing !== undefined && !existing.isFile()) {
      await writeThrough(file.path, file.text, constants.O_WRONLY, undefined);
      return { file, target: file.path, temporary: undefined };
    }
    if (existing !== undefined && file.previous === undefined && !force)
      throw new FileError(file.path, reasons.EEXIST ?? '');
    const target = existing === undefined ? path.resolve(file.path) : await realpath(file.path);
    const name = `.${path.basename(target)}.${randomBytes(6).toString('hex')}.tmp`;
    const temporary = path.join(path.dirname(target), name);
    const mode =
      file.previous !== undefined && existing !== undefined ? existing.mode & 0o777 : file.secret ? 0o600 : 0o644;
    try {
      await writeThrough(temporary, file.text, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, mode);
    } catch (error) {
      await unlink(temporary).catch(() => undefined);
      throw error;
    }
    return { file, target, temporary };
  } catch (error) {
    throw toFileError(file.path, error);
  }
}

function ifMissing(error: unknown): undefined {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  return undefined;
}

async function writeThrough(file: string, text: string, flags: number, mode: number | undefined): Promise<void> {
  const handle = await open(file, flags, mode);
  try {
    // The mode given at creation is cut by the umask; a file that replaces another keeps that one's mode.
    if (mode !== undefined && process.platform !== 'win32') await handle.chmod(mode);
    await handle.writeFile(text, 'utf8');
    if (mode !== undefined) await handle.sync();
  } finally {
    await handle.close();
  }
}

async function commit({ file, target, temporary }: Prepared, force: boolean): Promise<void> {
  if (temporary === undefined) return;
  try {
    if (file.previous !== undefined) {
      if ((await readFile(target, 'utf8')) !== file.previous)
        throw new FileError(file.path, 'it was changed by somebody else meanwhile; nothing was written');
      await rename(temporary, target);
    } else if (force) await rename(temporary, target);
    else await placeNew(temporary, target);
  } catch (error) {
    throw toFileError(file.path, error);
  }
}

/** Gives the text its name without ever replacing a file that came into being meanwhile. */
async function placeNew(temporary: string, target: string): Promise<void> {
  try {
    await link(temporary, target);
  } catch (error) {
    // File systems without hard links: a moment is left in which another file could appear.
    if (
      (error as NodeJS.ErrnoException).code === 'EEXIST' ||
      (await lstat(target).catch(() => undefined)) !== undefined
    )
      throw error;
    await rename(temporary, target);
  }
}
