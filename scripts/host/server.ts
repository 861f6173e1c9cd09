/** Starts and stops a browser-hosted VS Code (code-server). */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { onExit, temporaryFolder } from './cleanup.ts';
import { exec } from './exec.ts';
import type { InstalledHost } from './install.ts';
import { writeUserSettings } from './settings.ts';

/** Options of {@link startServer}. */
export interface ServerOptions {
  /** Packages to install first. */
  readonly vsix?: readonly string[];
  /** User settings on top of the quiet ones. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Added to the environment, which the extension host inherits. */
  readonly env?: Readonly<Record<string, string>>;
  /** Whether a page may bring a test suite to run. */
  readonly forTests?: boolean;
  /** Milliseconds to wait for it to answer; 60 seconds when not given. */
  readonly startLimit?: number;
}

/** A running host. */
export interface RunningServer {
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  /** `127.0.0.1:PORT`, the remote authority the workbench uses. */
  readonly authority: string;
  /** What it wrote so far: for error messages. */
  readonly output: () => string;
  /** Settles when the server ends by itself or is stopped. */
  readonly ended: Promise<void>;
  /** Ends every process of it and removes its folders. */
  readonly stop: () => Promise<void>;
}

/**
 * Starts a host with its own, temporary, user data and extensions.
 *
 * @throws Error naming the step that failed, with the end of the server's output.
 */
export async function startServer(host: InstalledHost, options: ServerOptions = {}): Promise<RunningServer> {
  const folder = temporaryFolder();
  try {
    const args = prepareFolders(folder.path, options.settings);
    const env = serverEnvironment(folder.path, options.env);
    for (const vsix of options.vsix ?? []) {
      await exec(
        `Installing ${vsix} in VS Code ${host.recipe.vscode}`,
        host.node,
        [host.entry, ...args, '--install-extension', vsix],
        {
          cwd: folder.path,
          env,
        },
      );
    }
    const authority = `127.0.0.1:${await freePort()}`;
    const server = spawn(
      host.node,
      [
        host.entry,
        ...args,
        ...['--auth', 'none', '--bind-addr', authority],
        ...['--disable-telemetry', '--disable-update-check', '--disable-workspace-trust'],
        ...(options.forTests && host.recipe.needsTestDriverOption
          ? ['--vscode-option', 'enable-smoke-test-driver']
          : []),
      ],
      // Its own process group: the server starts others, and only the group reaches them all.
      { cwd: folder.path, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true },
    );
    return await whenReady(server, authority, folder.remove, options.startLimit ?? 60_000);
  } catch (error) {
    folder.remove();
    throw error;
  }
}

function prepareFolders(folder: string, settings: ServerOptions['settings']): string[] {
  const user = join(folder, 'user');
  const extensions = join(folder, 'extensions');
  for (const path of [extensions, join(folder, 'tmp')]) mkdirSync(path, { recursive: true });
  writeUserSettings(user, settings);
  const config = join(folder, 'config.yaml');
  writeFileSync(config, '{}\n');
  return ['--config', config, '--user-data-dir', user, '--extensions-dir', extensions];
}

function serverEnvironment(folder: string, added: ServerOptions['env']): NodeJS.ProcessEnv {
  // Those are set inside a VS Code terminal: they would make the server talk to that VS Code, or its Node to a debugger.
  const inherited = Object.entries(process.env).filter(([key]) => !/^(VSCODE_|ELECTRON_|NODE_OPTIONS$)/.test(key));
  return {
    ...Object.fromEntries(inherited),
    // No marketplace: nothing here may depend on what a remote one answers.
    EXTENSIONS_GALLERY: '{}',
    // The sockets VS Code makes and never removes go into a folder that is removed.
    TMPDIR: join(folder, 'tmp'),
    XDG_RUNTIME_DIR: join(folder, 'tmp'),
    ...added,
  };
}

async function whenReady(
  server: ChildProcess,
  authority: string,
  removeFolder: () => void,
  limit: number,
): Promise<RunningServer> {
  let output = '';
  const keep = (chunk: Buffer): void => {
    output = (output + chunk.toString()).slice(-8000);
  };
  server.stdout?.on('data', keep);
  server.stderr?.on('data', keep);
  const state = { running: true };
  const ended = new Promise<void>((resolve) => {
    const end = (): void => {
      state.running = false;
      resolve();
    };
    server.on('close', end);
    server.on('error', (error) => {
      output += error.message;
      end();
    });
  });
  const kill = onExit(() => killGroup(server.pid));
  const stop = async (): Promise<void> => {
    kill();
    await Promise.race([ended, delay(5000, undefined, { ref: false })]);
    removeFolder();
  };
  const origin = `http://${authority}`;
  const until = Date.now() + limit;
  while (state.running && Date.now() < until) {
    if (await isHealthy(origin)) return { origin, authority, output: () => output, ended, stop };
    await delay(100);
  }
  const problem = state.running ? `did not answer within ${limit / 1000} seconds` : 'ended while starting';
  await stop();
  throw new Error(`VS Code's server ${problem}. Its output:\n${output.replace(/^/gm, '  | ')}`);
}

async function isHealthy(origin: string): Promise<boolean> {
  try {
    return (await fetch(`${origin}/healthz`, { signal: AbortSignal.timeout(2000) })).status === 200;
  } catch {
    return false;
  }
}

function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // The group is gone already.
  }
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => {
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', resolve);
  });
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
