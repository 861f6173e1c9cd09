/**
 * Where a document is within the workspace. What a path says about a document (rules.md §2.3, §3.4) must come from the
 * project: a home directory named "public" makes nothing public, and one named "test" no key expected.
 */
import type { Connection, InitializeParams, WorkspaceFolder } from 'vscode-languageserver';

export interface Workspace {
  /** The document's path from its workspace folder, beginning with a slash; its whole URI when it is in none. */
  readonly pathOf: (uri: string) => string;
  /** The URI of a path from the document's workspace folder; undefined when it is in none. */
  readonly uriOf: (uri: string, path: string) => string | undefined;
  /** Keeps up with folders that come and go. To be called once the client is initialized. */
  readonly watch: (changed: () => void) => void;
}

export function createWorkspace(connection: Connection, params: InitializeParams): Workspace {
  // Clients older than workspace folders state one root.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  const { rootUri, workspaceFolders, capabilities } = params;
  let folders = (workspaceFolders ?? []).map(rootOf);
  if (folders.length === 0 && rootUri !== null) folders = [rootOf({ uri: rootUri })];
  /** The innermost folder: folders may be nested. */
  const folderOf = (uri: string): string | undefined =>
    folders.filter((folder) => uri.startsWith(folder)).sort((a, b) => b.length - a.length)[0];
  return {
    pathOf: (uri) => {
      const root = folderOf(uri);
      return root === undefined ? uri : decoded(uri.slice(root.length - 1));
    },
    uriOf: (uri, path) => {
      const root = folderOf(uri);
      return root === undefined ? undefined : root + path.split('/').map(encodeURIComponent).join('/');
    },
    watch: (changed) => {
      if (capabilities.workspace?.workspaceFolders !== true) return;
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        const gone = new Set(removed.map(rootOf));
        folders = [...folders.filter((folder) => !gone.has(folder)), ...added.map(rootOf)];
        changed();
      });
    },
  };
}

function rootOf({ uri }: Pick<WorkspaceFolder, 'uri'>): string {
  return uri.endsWith('/') ? uri : `${uri}/`;
}

/** As people write paths: globs in settings have spaces, not %20. */
export function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** The local path of a `file:` URI; undefined for others. */
export function filePath(uri: string): string | undefined {
  const found = /^file:\/\/([^/?#]*)(\/[^?#]*)/.exec(uri);
  if (found === null) return undefined;
  const [, host = '', path = ''] = found;
  const local = decoded(path);
  if (host !== '' && host !== 'localhost') return `//${host}${local}`;
  return /^\/[A-Za-z]:/.test(local) ? local.slice(1) : local;
}
