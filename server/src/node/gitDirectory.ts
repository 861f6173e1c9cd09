/** Where git keeps what it knows of a repository (gitrepository-layout(5)); nothing here asks git itself. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';

/** The directory of this working tree: `.git`, or where that file points to in submodules and linked worktrees. */
export async function gitDirectory(repository: string): Promise<string> {
  const own = path.join(repository, '.git');
  const target = /^gitdir: (.+?)\r?\n?$/.exec(await textOf(own))?.[1];
  return target === undefined ? own : path.resolve(repository, target);
}

/** The file of patterns that are not shared with others; linked worktrees have the main one's. */
export async function excludeFile(repository: string): Promise<string> {
  const directory = await gitDirectory(repository);
  const common = (await textOf(path.join(directory, 'commondir'))).trim();
  return path.join(path.resolve(directory, common), 'info', 'exclude');
}

/** Empty where there is no such file. */
async function textOf(file: string): Promise<string> {
  return readFile(file, 'utf8').catch(() => '');
}
