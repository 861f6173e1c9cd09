/** Whether git ignores a file, and the `.gitignore` that makes it so. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { withIgnored } from '../core/gitignore.ts';
import { ignoreFile, isIgnored, repositoryOf, requireUtf8, toFileError, type FileToWrite } from './files.ts';

/** A file that git would take into its repository. */
export interface Exposed {
  /** As it was named. */
  readonly file: string;
  readonly repository: string;
  /** The file's path in the repository, with forward slashes. */
  readonly path: string;
}

/** The files that are inside of a git repository and not ignored there. */
export async function exposedOf(files: readonly string[]): Promise<Exposed[]> {
  const found: Exposed[] = [];
  for (const file of files) {
    const whole = path.resolve(file);
    const repository = await repositoryOf(path.dirname(whole));
    if (repository === undefined || (await isIgnoredIn(repository, whole))) continue;
    found.push({ file, repository, path: path.relative(repository, whole).split(path.sep).join('/') });
  }
  return found;
}

export async function isInRepository(file: string): Promise<boolean> {
  return (await repositoryOf(path.dirname(path.resolve(file)))) !== undefined;
}

/** A directory that is ignored cannot be opened again for what is in it (gitignore(5)): it is asked step by step. */
async function isIgnoredIn(repository: string, file: string): Promise<boolean> {
  const steps = path.relative(repository, file).split(path.sep);
  const rules = [...(await ignoreFile(repository, path.join('.git', 'info', 'exclude')))];
  let at = repository;
  for (const [i, step] of steps.entries()) {
    rules.push(...(await ignoreFile(at, '.gitignore')));
    at = path.join(at, step);
    if (isIgnored(at, i < steps.length - 1, rules)) return true;
  }
  return false;
}

/**
 * The `.gitignore` files at the roots of the repositories, with the files added.
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
      .filter((e) => e.repository === repository)
      .reduce((all, e) => withIgnored(all, e.path) ?? all, before);
    if (text === undefined || text === before) continue;
    writes.push({ path: file, content: text, secret: false, ...(octets === undefined ? {} : { previous: octets }) });
  }
  return writes;
}
