/** Scans of the workspace for keys, and their results in the Problems panel. What a key is, the server knows. */
import * as vscode from 'vscode';
import type { ScannedFile } from '../../server/src/protocol.ts';
import type { Progress } from './progress.ts';
import { documentSelector, type Server } from './server.ts';
import { listFiles, readTextFile, type TextFile } from './textFiles.ts';

/** More files than this are no workspace to wait for. */
const maxFiles = 50_000;
/** So many characters, or files, the server gets at once: the user sees progress, and can cancel. */
const batchLength = 1024 * 1024;
const batchFiles = 50;

/** What a scan has found, in numbers. */
export interface Scan {
  /** Text files that were searched. */
  readonly files: number;
  readonly filesWithFindings: number;
  readonly findings: number;
  readonly errors: number;
  readonly warnings: number;
  readonly others: number;
  readonly tooLarge: number;
  readonly unread: number;
  /** Whether there were more files than are searched. */
  readonly more: boolean;
}

/** Diagnostics of one file. */
interface Found {
  readonly uri: vscode.Uri;
  readonly always: readonly vscode.Diagnostic[];
  /** What the server says of the document itself while it is open. */
  readonly whenClosed: readonly vscode.Diagnostic[];
}

/** Keeps the results of the last scan, and their files up to date. */
export class Scans {
  readonly #server: Server;
  readonly #collection = vscode.languages.createDiagnosticCollection('jwk-scan');
  #found = new Map<string, Found>();
  readonly #subscriptions: readonly { readonly dispose: () => unknown }[];

  constructor(server: Server) {
    this.#server = server;
    this.#subscriptions = [
      this.#collection,
      vscode.workspace.onDidOpenTextDocument(({ uri }) => this.#show(uri)),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#show(uri)),
      vscode.window.tabGroups.onDidChangeTabs(({ opened, closed }) => {
        for (const uri of [...opened, ...closed].flatMap(urisOf)) this.#show(uri);
      }),
      vscode.workspace.onDidSaveTextDocument(({ uri }) => void this.#again(uri)),
      vscode.workspace.onDidDeleteFiles(({ files }) => files.forEach((uri) => this.#forget(uri))),
      vscode.workspace.onDidRenameFiles(({ files }) => files.forEach(({ oldUri }) => this.#forget(oldUri))),
    ];
  }

  /**
   * Scans all files of the workspace. The results replace those of the last scan; of one that is cancelled there are none.
   *
   * @throws Failure when the server fails.
   */
  async scanWorkspace(token: vscode.CancellationToken, progress: Progress): Promise<Scan | undefined> {
    const listed = await listFiles(maxFiles + 1, token);
    const uris = listed.slice(0, maxFiles);
    const found: Found[] = [];
    const counts = { files: 0, tooLarge: 0, unread: 0 };
    let done = 0;
    for (let i = 0; i < uris.length; i += batchFiles) {
      const batch = uris.slice(i, i + batchFiles);
      const files = await Promise.all(batch.map(readTextFile));
      counts.tooLarge += files.filter((file) => file === 'too-large').length;
      counts.unread += files.filter((file) => file === 'unread').length;
      for (const part of partsOf(files)) {
        if (token.isCancellationRequested) return undefined;
        const results = await this.#scan(part, token);
        if (!results) return undefined;
        counts.files += part.length;
        found.push(...results);
      }
      done += batch.length;
      const message = vscode.l10n.t('{0} of {1} files', done, uris.length);
      progress.report({ message, increment: (100 * batch.length) / uris.length });
    }
    if (token.isCancellationRequested) return undefined;
    this.#replace(found);
    return { ...counts, ...severitiesOf(found), filesWithFindings: found.length, more: listed.length > maxFiles };
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  /** @returns Undefined when it was cancelled. */
  async #scan(files: readonly ReadFile[], token: vscode.CancellationToken): Promise<Found[] | undefined> {
    const params = { files: files.map(({ uri, text }) => ({ uri: this.#server.uriOf(uri), text })) };
    const answer = await this.#server.ask('jwk.server.scan', params, token);
    return answer && Promise.all(answer.files.map((file) => this.#read(file)));
  }

  async #read({ uri, diagnostics, whenClosed }: ScannedFile): Promise<Found> {
    const { protocol2CodeConverter: converter } = this.#server.client;
    return {
      uri: converter.asUri(uri),
      always: await converter.asDiagnostics([...diagnostics]),
      whenClosed: await converter.asDiagnostics([...whenClosed]),
    };
  }

  #replace(found: readonly Found[]): void {
    this.#collection.clear();
    this.#found = new Map(found.map((file) => [file.uri.toString(), file]));
    for (const { uri } of found) this.#show(uri);
  }

  /** Shows what was found in a file, without what the server says of it as an open document. */
  #show(uri: vscode.Uri): void {
    const file = this.#found.get(uri.toString());
    if (!file) return;
    const isChecked = isOpen(uri);
    this.#collection.set(file.uri, isChecked ? file.always : [...file.always, ...file.whenClosed]);
  }

  #forget(uri: vscode.Uri): void {
    this.#found.delete(uri.toString());
    this.#collection.delete(uri);
  }

  /** Scans a file with results again, when it was saved: a key that was taken out is gone from the list. */
  async #again(uri: vscode.Uri): Promise<void> {
    if (!this.#found.has(uri.toString())) return;
    const file = await readTextFile(uri);
    if (typeof file === 'string') return;
    const cancellation = new vscode.CancellationTokenSource();
    // Nobody asked for this, so nobody is told when it fails: the results stay as they are.
    const results = await this.#scan([file], cancellation.token).catch(() => undefined);
    cancellation.dispose();
    if (!results) return;
    const [found] = results;
    this.#forget(uri);
    if (found) this.#found.set(uri.toString(), found);
    this.#show(uri);
  }
}

/** Whether the server is told of the file as a document. One without a tab may stay in memory, but is not linted any more. */
function isOpen(uri: vscode.Uri): boolean {
  const name = uri.toString();
  const document = vscode.workspace.textDocuments.find((d) => !d.isClosed && d.uri.toString() === name);
  if (!document || vscode.languages.match(documentSelector, document) === 0) return false;
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  return tabs.flatMap(urisOf).some((shown) => shown.toString() === name);
}

function urisOf({ input }: vscode.Tab): vscode.Uri[] {
  if (input instanceof vscode.TabInputText) return [input.uri];
  return input instanceof vscode.TabInputTextDiff ? [input.original, input.modified] : [];
}

type ReadFile = Exclude<TextFile, string>;

/** The files that have a text, in parts of a size that is soon done. */
function partsOf(files: readonly TextFile[]): ReadFile[][] {
  const parts: ReadFile[][] = [];
  let length = batchLength;
  for (const file of files) {
    if (typeof file === 'string') continue;
    if (length >= batchLength) {
      parts.push([]);
      length = 0;
    }
    parts.at(-1)?.push(file);
    length += file.text.length;
  }
  return parts;
}

function severitiesOf(found: readonly Found[]): Pick<Scan, 'findings' | 'errors' | 'warnings' | 'others'> {
  const all = found.flatMap(({ always, whenClosed }) => [...always, ...whenClosed]);
  const count = (severity: vscode.DiagnosticSeverity): number => all.filter((d) => d.severity === severity).length;
  const errors = count(vscode.DiagnosticSeverity.Error);
  const warnings = count(vscode.DiagnosticSeverity.Warning);
  return { findings: all.length, errors, warnings, others: all.length - errors - warnings };
}
