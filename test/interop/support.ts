/**
 * Programs and libraries nobody here wrote, that our results are held against, and results in their terms. Not every
 * machine has them: then tests say so.
 */
import { spawnSync } from 'node:child_process';
import { createPrivateKey, createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { jwkOf, type Options } from '../operations/convertSupport.ts';

export { converted, textOf as fromJwk, type Options } from '../operations/convertSupport.ts';

/** Why tests that need the program are skipped; false when it is there. `npm test` installs it where it may. */
export function missing(program: 'openssl' | 'ssh-keygen' | 'jose' | 'git'): string | false {
  const probe = { openssl: ['version'], 'ssh-keygen': ['-?'], jose: ['alg'], git: ['version'] }[program];
  return spawnSync(program, probe).error === undefined ? false : `${program} is not installed`;
}

/** OpenSSL's command. */
export const noOpenssl = missing('openssl');
/** The command of https://github.com/latchset/jose (package jose of Debian and Fedora), not the library of that name. */
export const noJose = missing('jose');

/** A directory for one test file's keys, in which programs are run. */
export class Desk {
  readonly path = mkdtempSync(path.join(tmpdir(), 'jwk-interop-'));

  at(name: string): string {
    return path.join(this.path, name);
  }

  read(name: string): Buffer {
    return readFileSync(this.at(name));
  }

  /** Writes a file for its owner only: ssh-keygen reads no other private keys. */
  write(name: string, content: string | Uint8Array): string {
    writeFileSync(this.at(name), content, { mode: 0o600 });
    return name;
  }

  /**
   * What the program writes to standard output, when it succeeds.
   * @throws Error with what it writes to standard error, when it does not
   */
  run(program: string, args: readonly string[], input: string | Uint8Array = ''): Buffer {
    const { status, stdout, stderr, error } = spawnSync(program, args, { cwd: this.path, input });
    if (error !== undefined) throw error;
    if (status !== 0) throw new Error(`${program} ${args.join(' ')}: ${stderr.toString()}`);
    return stdout;
  }

  /** The same as text. */
  text(program: string, args: readonly string[], input?: string | Uint8Array): string {
    return this.run(program, args, input).toString();
  }

  openssl(...args: readonly string[]): Buffer {
    return this.run('openssl', args);
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

export type Jwk = JsonWebKey & Readonly<Record<string, unknown>>;
/** The JWK of octets or text in another format. */
export async function toJwk(source: string | Uint8Array, options: Options = {}): Promise<Jwk> {
  return await jwkOf(source, options);
}

/** The members that make the key, without labels. */
export function numbers(jwk: Jwk): Jwk {
  const labels = ['kid', 'use', 'alg', 'key_ops', 'x5c', 'x5t', 'x5t#S256'];
  return Object.fromEntries(Object.entries(jwk).filter(([name]) => !labels.includes(name)));
}

/** What node:crypto makes of a key file. */
export function reference(pem: string | Buffer): Jwk {
  return { ...keyObject(pem).export({ format: 'jwk' }) };
}

export function keyObject(pem: string | Buffer): KeyObject {
  return pem.toString().includes('PRIVATE KEY') ? createPrivateKey(pem) : createPublicKey(pem);
}
