/** Installs Debian's packages where that is allowed: as root, with apt-get. */
import { existsSync } from 'node:fs';
import { exec } from './exec.ts';

/** Whether packages can be installed here without asking anybody. */
export function canInstall(): boolean {
  return process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
}

/** @throws Error with what apt-get said, when it failed */
export async function installPackages(names: readonly string[], log: (line: string) => void): Promise<void> {
  const all = names.join(' ');
  log(`Installing ${all} (apt-get install ${all}) …`);
  const options = { cwd: '/', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
  await exec('Reading the list of packages', 'apt-get', ['update', '-q'], options);
  const args = ['install', '-y', '-q', '--no-install-recommends', ...names];
  await exec(`Installing ${all}`, 'apt-get', args, options);
}
