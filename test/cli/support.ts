/** The command line as users have it: bin/jwk.cjs and the bundle, in a directory of its own. */
import { execFile, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

export const root = path.join(import.meta.dirname, '../..');
const bundle = path.join(root, 'server/dist/cli.cjs');
export const bin = path.join(root, 'server/bin/jwk.cjs');

/** Builds the command line's bundle when its sources are newer. */
export async function buildCli(): Promise<void> {
  const newest = (directory: string): number =>
    Math.max(
      ...readdirSync(directory, { withFileTypes: true }).map((e) =>
        e.isDirectory() ? newest(path.join(directory, e.name)) : statSync(path.join(directory, e.name)).mtimeMs,
      ),
    );
  if (existsSync(bundle) && statSync(bundle).mtimeMs > newest(path.join(root, 'server/src'))) return;
  await promisify(execFile)(process.execPath, ['esbuild.mjs'], { cwd: root });
}

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly input?: string | Buffer;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs `jwk` with the arguments. Proxies and colours of the machine the tests run on do not count. */
export async function jwk(args: readonly string[], options: RunOptions = {}): Promise<Outcome> {
  const child = spawn(process.execPath, [bin, ...args], {
    cwd: options.cwd ?? root,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...options.env },
    stdio: 'pipe',
    timeout: 60_000,
  });
  const read = async (stream: NodeJS.ReadableStream): Promise<string> => {
    const chunks: Buffer[] = [];
    for await (const chunk of stream) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks).toString();
  };
  child.stdin.on('error', () => undefined);
  child.stdin.end(options.input ?? '');
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [stdout, stderr, code] = await Promise.all([read(child.stdout), read(child.stderr), ended]);
  return { code, stdout, stderr };
}

/** A directory with these files, and how to be rid of it. */
export function workspace(files: Readonly<Record<string, string | Buffer>> = {}): {
  path: string;
  at: (name: string) => string;
  remove: () => void;
} {
  const directory = mkdtempSync(path.join(tmpdir(), 'jwk-cli-'));
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(directory, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
  return {
    path: directory,
    at: (name) => path.join(directory, name),
    remove: () => {
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** A public key nothing is wrong with. */
export const goodKey = {
  kty: 'OKP',
  use: 'sig',
  alg: 'Ed25519',
  kid: 'good',
  crv: 'Ed25519',
  x: 'HssAjC_QnZrOaAO-P0DFTh8UfumzmKAXmpsm-X9jpOM',
};

export const goodSet = `${JSON.stringify({ keys: [goodKey] }, null, 2)}\n`;
