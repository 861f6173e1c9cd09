/** Programs of other people that keys are held against in test/interop. */
import { spawnSync } from 'node:child_process';
import { canInstall, installPackages } from './debian.ts';

/** By Debian's package: the program, and arguments it succeeds with. */
const tools: Readonly<Record<string, readonly string[]>> = {
  openssl: ['openssl', 'version'],
  'openssh-client': ['ssh-keygen', '-?'],
  jose: ['jose', 'alg'],
};

/** Installs those that are missing where that is allowed; without them their tests are skipped, which they say. */
export async function installTools(log: (line: string) => void = console.log): Promise<void> {
  const missing = Object.entries(tools)
    .filter(([, [program = '', ...args]]) => spawnSync(program, args).error !== undefined)
    .map(([name]) => name);
  if (missing.length === 0) return;
  const skipped = `Tests that need ${missing.join(' or ')} are skipped`;
  if (!canInstall()) {
    log(`${skipped} (Debian: sudo apt-get install ${missing.join(' ')}).`);
    return;
  }
  await installPackages(missing, log).catch((error: unknown) => {
    log(`${skipped}: ${error instanceof Error ? error.message : String(error)}`);
  });
}
