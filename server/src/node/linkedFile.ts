/** Files that a setting names: read only where they are files of a size that is examined, and where they may be. */
import { realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { FileError, readOctets, readText, toFileError } from './files.ts';

/** Lists of published keys are longer than anything that is examined. */
const maxListBytes = 512 * 1024 * 1024;

/**
 * A file's text; a byte order mark stays.
 * @param folder what the file must really be in, wherever symbolic links lead
 * @throws FileError when it cannot be read, or is none that may be
 */
export async function readPlainFile(file: string, folder: string): Promise<string> {
  try {
    if (!isWithin(await realpath(folder), await realpath(file)))
      throw new FileError(file, 'it is outside of the folder');
  } catch (error) {
    throw toFileError(file, error);
  }
  await requireFile(file);
  const read = readText(file);
  if ('skipped' in read) throw new FileError(file, read.skipped);
  return read.text;
}

/**
 * The octets of a block list, which may be anywhere.
 * @throws FileError when it cannot be read, or is none that may be
 */
export async function readList(file: string): Promise<Uint8Array> {
  await requireFile(file);
  return readOctets(file, maxListBytes);
}

/** A pipe would be waited for. */
async function requireFile(file: string): Promise<void> {
  try {
    if (!(await stat(file)).isFile()) throw new FileError(file, 'it is not a file');
  } catch (error) {
    throw toFileError(file, error);
  }
}

function isWithin(folder: string, file: string): boolean {
  const relative = path.relative(folder, file);
  return relative !== '..' && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative);
}
