/** Files on the disk of this computer, with access rights that the editor's own file system does not know. */
import { randomUUID } from 'node:crypto';
import { chmod, link, mkdir, open, realpath, rename, rm } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path';
import { FileExists, type Disk, type WriteOnDisk } from './files.ts';

const ownerOnly = 0o600;
const everybodyReads = 0o666;

/**
 * Writes beside the file first, so that nobody ever reads half of it, and a full disk costs nothing: a draft made with
 * O_EXCL and its final rights, linked or renamed when it is complete.
 */
const write: WriteOnDisk = async (path, octets, { secret, replace }) => {
  await mkdir(dirname(path), { recursive: true });
  // A link stays a link: what it leads to is replaced.
  const target = replace ? await realpath(path).catch(() => path) : path;
  const draft = join(dirname(target), `.${basename(target)}.${randomUUID()}`);
  try {
    const file = await open(draft, 'wx', secret ? ownerOnly : everybodyReads);
    try {
      // Whatever the umask is.
      if (secret) await file.chmod(ownerOnly);
      await file.writeFile(octets);
      await file.sync();
    } finally {
      await file.close();
    }
    if (replace) await rename(draft, target);
    else await putNew(draft, target, octets, secret);
  } finally {
    await rm(draft, { force: true });
  }
  // Windows has no such rights; there the folder decides.
  return !secret || process.platform !== 'win32';
};

/** Gives the draft its name; unlike a rename this fails where there is a file of that name. */
async function putNew(draft: string, target: string, octets: Uint8Array, secret: boolean): Promise<void> {
  try {
    await link(draft, target);
  } catch (error) {
    const code = codeOf(error);
    if (code === 'EEXIST') throw new FileExists();
    // Some file systems have no links (exFAT, some network shares): there the file is made at once.
    if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'ENOSYS' && code !== 'EOPNOTSUPP') throw error;
    await putWithoutLink(target, octets, secret);
  }
}

async function putWithoutLink(target: string, octets: Uint8Array, secret: boolean): Promise<void> {
  const file = await open(target, 'wx', secret ? ownerOnly : everybodyReads).catch((error: unknown) => {
    throw codeOf(error) === 'EEXIST' ? new FileExists() : error;
  });
  try {
    await file.writeFile(octets);
  } finally {
    await file.close();
  }
  if (secret) await chmod(target, ownerOnly);
}

const isIn: Disk['isIn'] = async (file, folder) => {
  const path = relative(await realpath(folder), await realPlace(file));
  return path !== '..' && !path.startsWith(`..${sep}`) && !isAbsolute(path);
};

const isOne: Disk['isOne'] = async (a, b) => (await realPlace(a)) === (await realPlace(b));

/** Where a file is, or would be: the folders that are there decide. */
async function realPlace(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT' || dirname(path) === path) throw error;
    return join(await realPlace(dirname(path)), basename(path));
  }
}

export const disk: Disk = { write, isIn, isOne };

function codeOf(error: unknown): unknown {
  return error instanceof Error ? (error as { code?: unknown }).code : undefined;
}
