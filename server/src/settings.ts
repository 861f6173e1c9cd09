/** Settings as the client has them: pulled per resource, kept until the client says they changed. */
import type { Connection } from 'vscode-languageserver';
import { configurationFor, emptyConfiguration, parseConfiguration, type DocumentSettings } from './configuration.ts';
import { getOrAdd } from './core/maps.ts';
import { readBlocklist, type ReadBlocklist } from './core/rules/blocklist.ts';
import type { Host } from './host.ts';
import { remoteScheme } from './protocol.ts';
import { filePath, type Workspace } from './workspace.ts';

export interface SettingsSource {
  /** The settings for a document; the same object until something changed. */
  readonly of: (uri: string) => Promise<DocumentSettings>;
  /** Forgets what was read; `pushed` is the new `jwk` section from clients that send it along. */
  readonly changed: (pushed: unknown) => void;
  readonly close: (uri: string) => void;
}

/**
 * @param workspace tells the path that globs are held against, and where paths in settings count from
 * @param pull whether the client answers workspace/configuration
 * @param initial the `jwk` section from the initialization options, for clients that do not
 * @param problem told of each mistake in the settings, once
 */
export function createSettings(
  connection: Connection,
  host: Host,
  workspace: Pick<Workspace, 'pathOf' | 'uriOf'>,
  pull: boolean,
  initial: unknown,
  problem: (message: string) => void,
): SettingsSource {
  let section = initial;
  const kept = new Map<string, Promise<DocumentSettings>>();
  /** A list may be long: it is read once, and not for each document. */
  const lists = new Map<string, Promise<ReadBlocklist>>();
  const parsedBy = new Map<string, ReturnType<typeof parseConfiguration>>();
  const told = new Set<string>();

  const read = async (uri: string): Promise<DocumentSettings> => {
    const value: unknown = pull
      ? await connection.workspace.getConfiguration({ scopeUri: uri, section: 'jwk' })
      : section;
    const { config, problems: mistakes } = parsed(value);
    const problems = [...mistakes];
    const list = config.blocklist === undefined ? undefined : await listAt(uri, config.blocklist);
    if (list !== undefined) problems.push(...list.problems.map((problem) => `"blocklist": ${problem}`));
    for (const message of problems) {
      if (!told.has(message)) problem(message);
      told.add(message);
    }
    const settings = configurationFor(config, workspace.pathOf(uri), list?.blocklist);
    // A set fetched from an endpoint is published, whatever its address looks like.
    return uri.startsWith(`${remoteScheme}:`)
      ? { ...settings, read: { ...settings.read, exposure: 'public' } }
      : settings;
  };

  /** Most documents have the same. */
  const parsed = (value: unknown): ReturnType<typeof parseConfiguration> =>
    getOrAdd(parsedBy, JSON.stringify(value ?? {}), () => parseConfiguration(value ?? {}));

  const listAt = (uri: string, path: string): Promise<ReadBlocklist> => {
    const file = isAbsolute(path) ? path : filePath(workspace.uriOf(uri, path) ?? '');
    return getOrAdd(lists, file ?? '', () => listOf(host, file, path));
  };

  return {
    of: (uri) => {
      let settings = kept.get(uri);
      if (settings === undefined) {
        settings = read(uri).catch(() => {
          // A client that fails to answer once may answer the next time; until then the defaults hold.
          kept.delete(uri);
          return configurationFor(emptyConfiguration, workspace.pathOf(uri));
        });
        kept.set(uri, settings);
      }
      return settings;
    },
    changed: (pushed) => {
      if (pushed !== undefined) section = pushed;
      kept.clear();
      lists.clear();
      parsedBy.clear();
      told.clear();
    },
    close: (uri) => kept.delete(uri),
  };
}

const isAbsolute = (path: string): boolean => /^(?:[/\\]|[A-Za-z]:[/\\])/.test(path);

/**
 * A configured block list, or an empty one and what is wrong.
 * @param file where it is; undefined when that cannot be told
 * @param path as the setting names it
 */
async function listOf(host: Host, file: string | undefined, path: string): Promise<ReadBlocklist> {
  const none = (problem: string): ReadBlocklist => ({ blocklist: undefined, problems: [problem] });
  if (host.readList === undefined) return none('it names a file, and there is no file system here');
  if (file === undefined) return none(`${path} is no absolute path, and there is no folder it could count from`);
  try {
    return readBlocklist(await host.readList(file), path);
  } catch {
    return none(`${file} cannot be read`);
  }
}
