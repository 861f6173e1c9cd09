/** Files: read with limits, found in directories, written whole or not at all. */
import { randomBytes } from 'node:crypto';
import { closeSync, constants, createReadStream, lstatSync, openSync, readSync, statSync } from 'node:fs';
import { link, lstat, open, readdir, readFile, realpath, rename, stat, unlink } from 'node:fs/promises';
import path from 'node:path';
import type { Ignore } from 'ignore';
import { excludeFile } from './gitDirectory.ts';

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

/** A text with the octets it was made of, or why there is none. */
export type FileText =
  { readonly text: string; readonly octets: Uint8Array } | { readonly skipped: string; readonly binary?: true };

/**
 * A file's text, or why it is passed over: too large or binary.
 * @throws FileError when it cannot be read
 */
export function readText(file: string, maxBytes = maxFileBytes): FileText {
  try {
    const { size } = statSync(file);
    if (size > maxBytes) {
      if (isBinary(beginningOf(file, sampled))) return binary;
      return { skipped: `not examined: ${mebibytes(size)} MiB are over the limit of ${mebibytes(maxBytes)} MiB` };
    }
    // The size says nothing about devices and pipes, and a file may grow: one octet over the limit is read, no more.
    return textOf(beginningOf(file, maxBytes + 1, size + 1), maxBytes);
  } catch (error) {
    throw toFileError(file, error);
  }
}

/**
 * The octets a file begins with.
 * @param atMost so many are read, if it has them
 * @param likely as many as there most likely are
 */
function beginningOf(file: string, atMost: number, likely = atMost): Buffer {
  const handle = openSync(file, 'r');
  try {
    let octets = Buffer.allocUnsafe(Math.min(Math.max(likely, piece), atMost));
    let read = 0;
    for (;;) {
      const more = readSync(handle, octets, read, octets.length - read, null);
      read += more;
      if (more === 0 || read >= atMost) return octets.subarray(0, read);
      if (read === octets.length) octets = Buffer.concat([octets], Math.min(2 * read, atMost));
    }
  } finally {
    closeSync(handle);
  }
}

/**
 * A file's octets, whatever they are.
 * @throws FileError when it cannot be read, or is too large
 */
export async function readOctets(file: string, maxBytes = maxFileBytes): Promise<Uint8Array> {
  try {
    return withinLimit(file, await octetsOf(createReadStream(file, { end: maxBytes }), maxBytes), maxBytes);
  } catch (error) {
    throw toFileError(file, error);
  }
}

function withinLimit(file: string, octets: Uint8Array, maxBytes: number): Uint8Array {
  if (octets.length > maxBytes) throw new FileError(file, `it is over the limit of ${mebibytes(maxBytes)} MiB`);
  return octets;
}

/** Octets that are read at once of what does not say how many it has. */
const piece = 64 * 1024;

/** What a stream gives, at most a little more than `maxBytes`. */
async function octetsOf(stream: AsyncIterable<Buffer>, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > maxBytes) break;
  }
  const [only] = chunks;
  // Most files come whole: copying megabytes takes as long as reading them.
  return chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks);
}

/** So many octets tell whether a file is binary, as git has it. */
const sampled = 8192;
const binary = { skipped: 'not examined: a binary file', binary: true } as const;

function isBinary(octets: Uint8Array): boolean {
  return octets.subarray(0, sampled).includes(0);
}

const mebibytes = (octets: number): string => String(Math.round((octets / 1024 / 1024) * 10) / 10);

/** Octets as text, or why they are none. A byte order mark stays, for the rule about it. */
export function textOf(octets: Uint8Array, maxBytes = maxFileBytes): FileText {
  if (octets.length > maxBytes) return { skipped: `not examined: over the limit of ${mebibytes(maxBytes)} MiB` };
  const [a, b] = octets;
  if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff))
    return { skipped: 'not examined: UTF-16; JSON is UTF-8 (RFC 8259 §8.1)' };
  if (isBinary(octets)) return binary;
  return { text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(octets), octets };
}

/**
 * Makes sure that a text can be written back: octets that are no UTF-8 were replaced when it was read.
 * @throws FileError naming the line
 */
export function requireUtf8(file: string, octets: Uint8Array, text: string): void {
  const again = Buffer.from(text);
  if (again.equals(octets)) return;
  const at = octets.findIndex((octet, i) => octet !== again[i]);
  const line = octets.subarray(0, at).filter((octet) => octet === 0x0a).length + 1;
  throw new FileError(file, `line ${line} is not UTF-8, so that a change would damage it; nothing was written`);
}

/** Standard input to its end, at most a little more than `maxBytes`. */
export async function readStdin(maxBytes = maxFileBytes): Promise<FileText> {
  return textOf(await octetsOf(process.stdin, maxBytes), maxBytes);
}

/** The nearest directory upwards that holds a git repository; undefined when there is none. */
export function repositoryOf(directory: string): string | undefined {
  for (let at = path.resolve(directory); ; at = path.dirname(at)) {
    if (isThere(path.join(at, '.git'))) return at;
    if (path.dirname(at) === at) return undefined;
  }
}

function isThere(file: string): boolean {
  try {
    return lstatSync(file, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false;
  }
}

export interface IgnoreFile {
  readonly base: string;
  readonly rules: Ignore;
}

/** The patterns of an ignore file, which count from `base`; none where there is no such file. */
export async function ignoreFile(base: string, file: string): Promise<readonly IgnoreFile[]> {
  const text = await readFile(path.resolve(base, file), 'utf8').catch(() => undefined);
  if (text === undefined) return [];
  // Most runs are about named files and need no rules; making its patterns takes the library a while.
  const { default: ignore } = await import('ignore');
  return [{ base, rules: ignore().add(text) }];
}

/** Whether git would ignore the path; the deepest file with an opinion decides. */
export function isIgnored(target: string, isDirectory: boolean, files: readonly IgnoreFile[]): boolean {
  let ignored = false;
  for (const { base, rules } of files) {
    const relative = path.relative(base, target).split(path.sep).join('/');
    const verdict = rules.test(isDirectory ? `${relative}/` : relative);
    if (verdict.ignored) ignored = true;
    else if (verdict.unignored) ignored = false;
  }
  return ignored;
}

/**
 * The files of a directory, sorted; without .git, node_modules, what git ignores, and what symbolic links to directories
 * lead to.
 * @param isWanted whether a file's path is to be among them
 * @param unreadable told of each directory that cannot be read
 */
export async function* walk(
  directory: string,
  isWanted: (file: string) => boolean,
  unreadable: (error: FileError) => void,
): AsyncGenerator<string> {
  const root = path.resolve(directory);
  const repository = repositoryOf(root);
  const inherited: IgnoreFile[] = [];
  if (repository !== undefined) {
    inherited.push(...(await ignoreFile(repository, await excludeFile(repository))));
    for (const parent of parents(repository, root)) inherited.push(...(await ignoreFile(parent, '.gitignore')));
  }
  yield* walkInto(directory, root, inherited, isWanted, unreadable);
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
  isWanted: (file: string) => boolean,
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
    if ((!isDirectory && !(isFile && isWanted(target))) || isIgnored(target, isDirectory, ignoreFiles)) continue;
    const name = path.join(shown, entry.name);
    if (isDirectory) yield* walkInto(name, target, ignoreFiles, isWanted, unreadable);
    else yield name;
  }
}

async function isFileLink(target: string): Promise<boolean> {
  return (await stat(target).catch(() => undefined))?.isFile() === true;
}

/** Octets of standard input to its end. */
export async function readStdinOctets(name: string, maxBytes = maxFileBytes): Promise<Uint8Array> {
  return withinLimit(name, await octetsOf(process.stdin, maxBytes), maxBytes);
}

export interface FileToWrite {
  readonly path: string;
  readonly content: string | Uint8Array;
  /** Only the owner may read it. */
  readonly secret: boolean;
  /** The octets the file must still have; undefined for a new file. */
  readonly previous?: Uint8Array;
}

/** A file to write, and what is there now. */
interface Located {
  readonly file: FileToWrite;
  /** The real path; a new file's own. */
  readonly target: string;
  readonly kind: 'new' | 'file' | 'device';
  /** Access rights of the file that is there. */
  readonly mode: number;
}

interface Prepared extends Located {
  /** Where the text is now; undefined for a device or pipe, which has no place beside it. */
  readonly temporary: string | undefined;
}

/**
 * Writes files so that each is there whole or not at all: all texts are on the disk before the first takes its place.
 * A file that exists is replaced only when `force`, or when its previous octets were given and still hold.
 * @param beforehand done when everything is ready, before anything takes its place; when it fails, nothing is written
 * @throws FileError when one cannot be written; it says what was written by then, and what was prepared is removed
 */
export async function writeFiles(
  files: readonly FileToWrite[],
  force: boolean,
  beforehand?: () => Promise<void>,
): Promise<void> {
  const prepared: Prepared[] = [];
  const written: string[] = [];
  const step = async (one: Prepared, act: (one: Prepared) => Promise<void>): Promise<void> => {
    try {
      await act(one);
    } catch (error) {
      const told = toFileError(one.file.path, error);
      throw told instanceof FileError ? new FileError(told.path, `${told.message}; ${soFar(written)}`) : told;
    }
  };
  try {
    const located: Located[] = [];
    for (const file of files) located.push(await locate(file, force));
    refuseTwice(located);
    for (const one of located) prepared.push(await prepare(one));
    await beforehand?.();
    for (const one of prepared.filter((p) => p.kind === 'device')) {
      await step(one, ({ file }) => writeThrough(file.path, file.content, constants.O_WRONLY, undefined));
      written.push(one.file.path);
    }
    // All are compared before the first is replaced: a set and its public half change together or not at all.
    for (const one of prepared) await step(one, requireUnchanged);
    for (const one of prepared.filter((p) => p.kind !== 'device')) {
      await step(one, (p) => place(p, force));
      written.push(one.file.path);
    }
  } finally {
    for (const { temporary } of prepared) if (temporary !== undefined) await unlink(temporary).catch(() => undefined);
  }
}

function soFar(written: readonly string[]): string {
  return written.length === 0 ? 'nothing was written' : `written already: ${written.join(', ')}`;
}

async function locate(file: FileToWrite, force: boolean): Promise<Located> {
  try {
    const existing = await stat(file.path).catch(ifMissing);
    if (existing === undefined) {
      const target = path.join(await realpath(path.dirname(file.path)), path.basename(file.path));
      return { file, target, kind: 'new', mode: 0 };
    }
    if (existing.isDirectory()) throw new FileError(file.path, 'it is a directory');
    if (!existing.isFile()) {
      if (file.previous !== undefined) throw new FileError(file.path, 'it is no file that could be changed in place');
      return { file, target: file.path, kind: 'device', mode: 0 };
    }
    if (file.previous === undefined && !force) throw new FileError(file.path, reasons.EEXIST ?? '');
    return { file, target: await realpath(file.path), kind: 'file', mode: existing.mode & 0o777 };
  } catch (error) {
    throw toFileError(file.path, error);
  }
}

/** The text written last would be all that is left. Devices lose nothing: /dev/null may be named as often as one likes. */
function refuseTwice(located: readonly Located[]): void {
  const seen = new Set<string>();
  for (const { file, target, kind } of located) {
    if (kind === 'device') continue;
    if (seen.has(target))
      throw new FileError(
        file.path,
        'it is named twice, and only one of the two texts could stay; nothing was written',
      );
    seen.add(target);
  }
}

async function prepare(located: Located): Promise<Prepared> {
  const { file, target, kind } = located;
  if (kind === 'device') return { ...located, temporary: undefined };
  const name = `.${path.basename(target)}.${randomBytes(6).toString('hex')}.tmp`;
  const temporary = path.join(path.dirname(target), name);
  const mode = file.previous !== undefined && kind === 'file' ? located.mode : file.secret ? 0o600 : 0o644;
  try {
    await writeThrough(temporary, file.content, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, mode);
  } catch (error) {
    await unlink(temporary).catch(() => undefined);
    throw toFileError(file.path, error);
  }
  return { ...located, temporary };
}

function ifMissing(error: unknown): undefined {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  return undefined;
}

async function writeThrough(
  file: string,
  content: string | Uint8Array,
  flags: number,
  mode: number | undefined,
): Promise<void> {
  const handle = await open(file, flags, mode);
  try {
    // The mode given at creation is cut by the umask; a file that replaces another keeps that one's mode.
    if (mode !== undefined && process.platform !== 'win32') await handle.chmod(mode);
    await handle.writeFile(content, 'utf8');
    if (mode !== undefined) await handle.sync();
  } finally {
    await handle.close();
  }
}

async function requireUnchanged({ file, target }: Prepared): Promise<void> {
  if (file.previous !== undefined && !(await readFile(target)).equals(file.previous))
    throw new FileError(file.path, 'it was changed by somebody else meanwhile');
}

async function place({ file, target, temporary }: Prepared, force: boolean): Promise<void> {
  if (temporary === undefined) return;
  if (file.previous !== undefined || force) await rename(temporary, target);
  else await placeNew(temporary, target);
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
