/** Programs of other people that our results are held against. Not every machine has them: then tests say so. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Why tests that need the program are skipped; false when it is there. `npm test` installs it where it may. */
export function missing(program: 'openssl' | 'ssh-keygen' | 'jose' | 'git'): string | false {
  const probe = { openssl: ['version'], 'ssh-keygen': ['-?'], jose: ['alg'], git: ['version'] }[program];
  return spawnSync(program, probe).error === undefined ? false : `${program} is not installed`;
}

/** OpenSSL's command. */
export const noOpenssl = missing('openssl');
/** The command of https://github.com/latchset/jose (package jose of Debian and Fedora), not the library of that name. */
export const noJose = missing('jose');

/**
 * What the program writes to standard output, when it succeeds.
 * @throws Error with what it writes to standard error, when it does not
 */
export function run(program: string, args: readonly string[], input: string | Uint8Array = ''): string {
  const { status, stdout, stderr } = spawnSync(program, args, { input });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}: ${stderr.toString()}`);
  return stdout.toString();
}

let directory: string | undefined;

/** A file for programs that read no standard input; all are removed in the end. */
export function file(name: string, content: string | Uint8Array): string {
  if (directory === undefined) {
    const made = (directory = mkdtempSync(path.join(tmpdir(), 'jwk-interop-')));
    process.once('exit', () => {
      rmSync(made, { recursive: true, force: true });
    });
  }
  const target = path.join(directory, name);
  writeFileSync(target, content, { mode: 0o600 });
  return target;
}
