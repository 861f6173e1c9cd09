/** Settings as the client has them: pulled per resource, kept until the client says they changed. */
import type { Connection } from 'vscode-languageserver';
import {
  configurationFor,
  emptyConfiguration,
  parseBlocklist,
  parseConfiguration,
  type DocumentSettings,
} from './configuration.ts';
import type { Blocklist } from './core/rules/rule.ts';
import type { Host } from './host.ts';
import { remoteScheme } from './protocol.ts';

export interface SettingsSource {
  /** The settings for a document; the same object until something changed. */
  readonly of: (uri: string) => Promise<DocumentSettings>;
  /** Forgets what was read; `pushed` is the new `jwk` section from clients that send it along. */
  readonly changed: (pushed: unknown) => void;
  readonly close: (uri: string) => void;
}

/**
 * @param pathOf the path that globs are held against
 * @param pull whether the client answers workspace/configuration
 * @param initial the `jwk` section from the initialization options, for clients that do not
 * @param problem told of each mistake in the settings, once
 */
export function createSettings(
  connection: Connection,
  host: Host,
  pathOf: (uri: string) => string,
  pull: boolean,
  initial: unknown,
  problem: (message: string) => void,
): SettingsSource {
  let section = initial;
  const kept = new Map<string, Promise<DocumentSettings>>();
  const told = new Set<string>();

  const read = async (uri: string): Promise<DocumentSettings> => {
    const value: unknown = pull
      ? await connection.workspace.getConfiguration({ scopeUri: uri, section: 'jwk' })
      : section;
    const { config, problems } = parseConfiguration(value ?? {});
    const blocklist = await readBlocklist(host, config.blocklist, problems);
    for (const message of problems) {
      if (!told.has(message)) problem(message);
      told.add(message);
    }
    const settings = configurationFor(config, pathOf(uri), blocklist);
    // A set fetched from an endpoint is published, whatever its address looks like.
    return uri.startsWith(`${remoteScheme}:`)
      ? { ...settings, read: { ...settings.read, exposure: 'public' } }
      : settings;
  };

  return {
    of: (uri) => {
      let settings = kept.get(uri);
      if (settings === undefined) {
        settings = read(uri).catch(() => {
          // A client that fails to answer once may answer the next time; until then the defaults hold.
          kept.delete(uri);
          return configurationFor(emptyConfiguration, pathOf(uri));
        });
        kept.set(uri, settings);
      }
      return settings;
    },
    changed: (pushed) => {
      if (pushed !== undefined) section = pushed;
      kept.clear();
      told.clear();
    },
    close: (uri) => kept.delete(uri),
  };
}

/** The configured block list; what is wrong with it is added to the problems. */
async function readBlocklist(host: Host, path: string | undefined, problems: string[]): Promise<Blocklist | undefined> {
  if (path === undefined) return undefined;
  if (host.readFile === undefined) {
    problems.push('"blocklist" names a file, and there is no file system here');
    return undefined;
  }
  try {
    const { blocklist, problems: found } = parseBlocklist(await host.readFile(path), path);
    problems.push(...found.map((message) => `"blocklist": ${message}`));
    return blocklist;
  } catch {
    problems.push(`"blocklist": ${path} cannot be read`);
    return undefined;
  }
}
