/**
 * The other documents of linked pairs (docs/pairs.md): as the editor has them, unsaved text included, else from their
 * files. A file is read once and again when the client says that it changed; where the client does not watch files,
 * when somebody looks: on opening, on saving, and before something is changed. Whatever cannot be read is passed over.
 */
import {
  DidChangeWatchedFilesNotification,
  type Connection,
  type Disposable,
  type TextDocuments,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { DocumentSettings, Link } from './configuration.ts';
import { readDocument, type JwkDocument } from './core/document/document.ts';
import type { LinkedDocument, Snapshots } from './documents.ts';
import { describeFailure, type Log } from './guard.ts';
import type { Host } from './host.ts';
import { decoded, filePath, type Workspace } from './workspace.ts';

export interface PairsDeps {
  readonly connection: Connection;
  readonly documents: TextDocuments<TextDocument>;
  readonly snapshots: Snapshots;
  readonly settingsOf: (uri: string) => Promise<DocumentSettings>;
  readonly workspace: Pick<Workspace, 'uriOf' | 'pathOf'>;
  readonly host: Pick<Host, 'readFile'>;
  readonly log: Log;
}

/** A file as it was last read; without a document when it could not be. */
interface ReadFile {
  readonly settings: DocumentSettings;
  readonly source: string | undefined;
  readonly text: TextDocument;
  readonly document: JwkDocument | undefined;
}

const none: readonly LinkedDocument[] = [];

export class Pairs {
  private readonly deps: PairsDeps;
  private readonly canWatch: boolean;
  /** By open document, what it is linked with; both decoded, because clients encode as they like. */
  private readonly linked = new Map<string, ReadonlySet<string>>();
  /** By URI of the files that are not open. */
  private readonly files = new Map<string, Promise<ReadFile>>();
  /** By URI of the files that the client was asked to watch; what ends it, where it does. */
  private readonly watched = new Map<string, Promise<Disposable | undefined>>();
  /** The same view of the same document, so that findings are kept for as long as it is. */
  private readonly views = new WeakMap<JwkDocument, Map<string, LinkedDocument>>();

  /** @param canWatch whether the client can be asked to watch files */
  constructor(deps: PairsDeps, canWatch: boolean) {
    this.deps = deps;
    this.canWatch = canWatch;
    deps.documents.onDidClose(({ document }) => {
      this.linked.delete(document.uri);
      // What was typed and not saved is gone.
      this.forget(document.uri);
      this.dropUnneeded();
    });
  }

  /**
   * What an open document is linked with, as it is now.
   * @param look whether files that nobody watches are to be read again
   */
  async of(uri: string, links: readonly Link[], look = false): Promise<readonly LinkedDocument[]> {
    // Settings were waited for, and the document may have been closed meanwhile.
    if (links.length === 0 || this.deps.documents.get(uri) === undefined) {
      if (this.linked.delete(uri)) this.dropUnneeded();
      return none;
    }
    const isNew = !this.linked.has(uri);
    const targets = links.flatMap((link) => {
      const target = this.deps.workspace.uriOf(uri, link.path);
      return target === undefined ? [] : [{ link, target }];
    });
    this.linked.set(uri, new Set(targets.map(({ target }) => decoded(target))));
    this.dropUnneeded();
    const found = targets.map(({ link, target }) => this.find(link, target, look || isNew));
    return (await Promise.all(found)).filter((one) => one !== undefined);
  }

  /** The open documents whose findings depend on that one. */
  dependentOn(uri: string): string[] {
    const name = decoded(uri);
    return [...this.linked].filter(([, others]) => others.has(name)).map(([dependent]) => dependent);
  }

  /** Has the file read again when it is next asked for. */
  forget(uri: string): void {
    const name = decoded(uri);
    for (const file of this.files.keys()) if (decoded(file) === name) this.files.delete(file);
  }

  /** Has the files be read again that the document is linked with and nobody watches; whether there are any. */
  look(uri: string): boolean {
    const others = this.linked.get(uri);
    if (others === undefined) return false;
    const files = [...this.files.keys()].filter((file) => others.has(decoded(file)) && !this.watched.has(file));
    for (const file of files) this.files.delete(file);
    return files.length > 0;
  }

  /** Called when settings changed: files may be something else under them. */
  forgetAll(): void {
    this.files.clear();
  }

  /** Forgets, and has the client watch no longer, the files that no open document is linked with. */
  private dropUnneeded(): void {
    const needed = new Set([...this.linked.values()].flatMap((others) => [...others]));
    for (const file of this.files.keys()) if (!needed.has(decoded(file))) this.files.delete(file);
    for (const [file, watcher] of this.watched) {
      if (needed.has(decoded(file))) continue;
      this.watched.delete(file);
      void watcher.then((known) => known?.dispose());
    }
  }

  private async find(link: Link, target: string, look: boolean): Promise<LinkedDocument | undefined> {
    const { documents, snapshots, settingsOf } = this.deps;
    const name = decoded(target);
    const open = documents.all().find(({ uri }) => decoded(uri) === name);
    if (open !== undefined) {
      const { document } = snapshots.of(open, await settingsOf(open.uri));
      return this.view(link, document, open.uri, open, open.version);
    }
    const { document, text } = await this.read(target, look);
    return document === undefined ? undefined : this.view(link, document, target, text, null);
  }

  private view(
    { side, name, ownName }: Link,
    document: JwkDocument,
    uri: string,
    text: TextDocument,
    version: number | null,
  ): LinkedDocument {
    let views = this.views.get(document);
    if (views === undefined) this.views.set(document, (views = new Map<string, LinkedDocument>()));
    const known = [side, name, ownName, uri, version].join('\n');
    let view = views.get(known);
    if (view === undefined) views.set(known, (view = { side, name, ownName, document, uri, text, version }));
    return view;
  }

  private read(uri: string, look: boolean): Promise<ReadFile> {
    const before = this.files.get(uri);
    if (before !== undefined && (!look || this.watched.has(uri))) return before;
    const file = this.readAgain(uri, before);
    this.files.set(uri, file);
    return file;
  }

  private async readAgain(uri: string, before: Promise<ReadFile> | undefined): Promise<ReadFile> {
    const { host, settingsOf, workspace } = this.deps;
    // Not waited for: a client may never answer.
    if (this.canWatch && !this.watched.has(uri)) this.watched.set(uri, this.watch(uri));
    const settings = await settingsOf(uri);
    const path = filePath(uri);
    // A workspace names the file; it is not to have others read by way of symbolic links.
    const folder = filePath(workspace.uriOf(uri, '') ?? '');
    const isReadable = path !== undefined && folder !== undefined && host.readFile !== undefined;
    const read = isReadable ? await host.readFile(path, folder).catch(() => undefined) : undefined;
    // Editors keep a byte order mark out of their documents, and count without it.
    const source = read?.replace(/^\uFEFF/, '');
    const known = await before;
    if (known?.source === source && known?.settings === settings) return known;
    const document = source === undefined ? undefined : readDocument(source, workspace.pathOf(uri), settings.read);
    return { settings, source, text: TextDocument.create(uri, 'json', 0, source ?? ''), document };
  }

  /** Asks the client to tell when the file changes. */
  private async watch(uri: string): Promise<Disposable | undefined> {
    // The whole path would have to begin with the folder's; a name is enough, and what else is told is passed over.
    const name = decoded(uri.slice(uri.lastIndexOf('/') + 1)).replace(/[*?{}[\],!\\]/g, '?');
    try {
      return await this.deps.connection.client.register(DidChangeWatchedFilesNotification.type, {
        watchers: [{ globPattern: `**/${name}` }],
      });
    } catch (error) {
      this.watched.delete(uri);
      this.deps.log(`files of pairs are not watched: ${describeFailure(error)}`);
      return undefined;
    }
  }
}
