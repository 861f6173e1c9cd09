/** Whether git ignores or tracks a file, and the `.gitignore` that has it ignored. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { withIgnored } from '../core/gitignore.ts';
import { ignoreFile, isIgnored, repositoryOf, requireUtf8, toFileError, type FileToWrite } from './files.ts';
import { excludeFile, gitDirectory } from './gitDirectory.ts';
import { isInIndex } from './gitIndex.ts';

/** A file that git takes into its repository. */
export interface Exposed {
  /** As it was named. */
  readonly file: string;
  readonly repository: string;
  /** The file's path in the repository, with forward slashes. */
  readonly path: string;
  readonly isIgnored: boolean;
  /** It is in git's index: then its next commit takes the file in, ignored or not (gitignore(5)). */
  readonly isTracked: boolean;
}

/** The files that are inside of a git repository, and not ignored there or tracked all the same. */
export async function exposedOf(files: readonly string[]): Promise<Exposed[]> {
  const found: Exposed[] = [];
  for (const file of files) {
    const whole = path.resolve(file);
    const repository = repositoryOf(path.dirname(whole));
    if (repository === undefined) continue;
    const inside = path.relative(repository, whole).split(path.sep).join('/');
    const [ignored, tracked] = [await isIgnoredIn(repository, whole), await isTrackedIn(repository, inside)];
    if (!ignored || tracked) found.push({ file, repository, path: inside, isIgnored: ignored, isTracked: tracked });
  }
  return found;
}

/** Whether the index has the file. An index that cannot be read says nothing: then it is not claimed. */
async function isTrackedIn(repository: string, inside: string): Promise<boolean> {
  const index = await readFile(path.join(await gitDirectory(repository), 'index')).catch(() => undefined);
  return index !== undefined && isInIndex(index, inside) === true;
}

/** The command that has git forget the file, and leaves it where it is. */
export function forgetting({ file, repository, path: inside }: Exposed): string {
  const [first] = path.relative(repository, process.cwd()).split(path.sep);
  const isHere = first !== '..' && !path.isAbsolute(first ?? '');
  return isHere ? `git rm --cached ${word(file)}` : `git -C ${word(repository)} rm --cached ${word(inside)}`;
}

/** A text as one word for the shell of this system. */
function word(text: string): string {
  if (/^[\w./@%+=:,\\][\w./@%+=:,\\-]*$/.test(text) && (path.sep === '\\' || !text.includes('\\'))) return text;
  return path.sep === '\\' ? `"${text}"` : `'${text.replaceAll("'", "'\\''")}'`;
}

export function isInRepository(file: string): boolean {
  return repositoryOf(path.dirname(path.resolve(file))) !== undefined;
}

/** A directory that is ignored cannot be opened again for what is in it (gitignore(5)): it is asked step by step. */
async function isIgnoredIn(repository: string, file: string): Promise<boolean> {
  const steps = path.relative(repository, file).split(path.sep);
  const rules = [...(await ignoreFile(repository, await excludeFile(repository)))];
  let at = repository;
  for (const [i, step] of steps.entries()) {
    rules.push(...(await ignoreFile(at, '.gitignore')));
    at = path.join(at, step);
    if (isIgnored(at, i < steps.length - 1, rules)) return true;
  }
  return false;
}

/**
 * The `.gitignore` files at the roots of the repositories, with the files added that are not ignored yet.
 * @throws FileError when one cannot be read
 */
export async function ignoring(exposed: readonly Exposed[]): Promise<FileToWrite[]> {
  const writes: FileToWrite[] = [];
  for (const repository of new Set(exposed.map((e) => e.repository))) {
    const file = path.relative(process.cwd(), path.join(repository, '.gitignore'));
    const octets = await readFile(file).catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw toFileError(file, error);
    });
    const before = octets?.toString('utf8');
    if (octets !== undefined && before !== undefined) requireUtf8(file, octets, before);
    const text = exposed
      .filter((e) => e.repository === repository && !e.isIgnored)
      .reduce((all, e) => withIgnored(all, e.path) ?? all, before);
    if (text === undefined || text === before) continue;
    writes.push({ path: file, content: text, secret: false, ...(octets === undefined ? {} : { previous: octets }) });
  }
  return writes;
}
