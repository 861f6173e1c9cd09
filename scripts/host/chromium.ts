/** Finds a Chromium for playwright-core, which brings none. */
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { canInstall, installPackages } from './debian.ts';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/**
 * Finds the browser: `$CHROMIUM`, else one on the PATH, else Debian's package, installed when that is allowed.
 *
 * @returns The path of the executable.
 * @throws Error saying how to get one.
 */
export async function findChromium(log: (line: string) => void = console.log): Promise<string> {
  const chosen = process.env.CHROMIUM;
  if (chosen) {
    if (isExecutable(chosen)) return chosen;
    throw new Error(`CHROMIUM names ${chosen}, which is not an executable file.`);
  }
  const found = findOnPath();
  if (found) return found;
  if (canInstall()) {
    await installPackages(['chromium'], log);
    const installed = findOnPath();
    if (installed) return installed;
  }
  throw new Error(
    `No Chromium found: none of ${NAMES.join(', ')} is on the PATH.\n` +
      'Install one (Debian: sudo apt-get install chromium; macOS: brew install --cask chromium) or set CHROMIUM to its path.',
  );
}

function findOnPath(): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
