/** A language client for tests, over streams to a server in this process or to the bundle in one of its own. */
import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { PassThrough, type Readable, type Writable } from 'node:stream';
import { createConnection } from 'vscode-languageserver/node';
import {
  ApplyWorkspaceEditRequest,
  CodeActionRequest,
  CodeLensRefreshRequest,
  CodeLensRequest,
  CompletionRequest,
  ConfigurationRequest,
  createProtocolConnection,
  DiagnosticRefreshRequest,
  DidChangeConfigurationNotification,
  DidChangeTextDocumentNotification,
  DidChangeWatchedFilesNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  DidSaveTextDocumentNotification,
  DocumentDiagnosticRequest,
  DocumentSymbolRequest,
  ExecuteCommandRequest,
  ExitNotification,
  FileChangeType,
  HoverRequest,
  InitializedNotification,
  InitializeRequest,
  PublishDiagnosticsNotification,
  RegistrationRequest,
  ShowMessageNotification,
  LogMessageNotification,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
  type CancellationToken,
  type ClientCapabilities,
  type CodeAction,
  type CodeLens,
  type CompletionItem,
  type CompletionList,
  type Diagnostic,
  type DocumentSymbol,
  type FileEvent,
  type Hover,
  type InitializeResult,
  type ProtocolConnection,
  type Registration,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver-protocol/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { nodeHost } from '../../server/src/node/host.ts';
import type { Host } from '../../server/src/host.ts';
import {
  fetchRequest,
  type FetchParams,
  type FetchResult,
  type InitializationOptions,
  type ServerCommands,
} from '../../server/src/protocol.ts';
import { startServer } from '../../server/src/server.ts';

export const root = join(import.meta.dirname, '../..');

export interface ClientOptions {
  readonly pull?: boolean;
  /** URIs of workspace folders. */
  readonly folders?: readonly string[];
  readonly refresh?: boolean;
  readonly settings?: () => unknown;
  readonly initializationOptions?: InitializationOptions;
  readonly host?: Partial<Host>;
  /** Starts the bundle as a process of its own, over stdio. */
  readonly spawn?: boolean;
  readonly answerFetch?: (params: FetchParams) => FetchResult | Promise<FetchResult>;
  readonly applyEdits?: boolean;
  /** Watches files when the server asks for it. */
  readonly watch?: boolean;
  /** Answers the server's own requests with errors, as a client does that knows less than it says. */
  readonly refuses?: boolean;
}

export class LspClient {
  readonly connection: ProtocolConnection;
  readonly messages: string[] = [];
  readonly log: string[] = [];
  /** Everything the server wrote, raw: what a trace would show. */
  readonly received: string[] = [];
  readonly published = new Map<string, { version: number | undefined; diagnostics: Diagnostic[] }>();
  /** What the server asked to be told of. */
  readonly registrations: Registration[] = [];
  refreshes = 0;
  codeLensRefreshes = 0;
  initializeResult: InitializeResult | undefined;
  process: ChildProcess | undefined;
  private readonly documents = new Map<string, TextDocument>();
  private readonly waiting: (() => void)[] = [];

  private constructor(input: Readable, output: Writable) {
    input.on('data', (chunk: Buffer) => this.received.push(chunk.toString('utf8')));
    this.connection = createProtocolConnection(new StreamMessageReader(input), new StreamMessageWriter(output));
  }

  static async start(options: ClientOptions = {}): Promise<LspClient> {
    const client = options.spawn === true ? LspClient.spawned() : LspClient.inProcess(options);
    client.listen(options);
    await client.initialize(options);
    return client;
  }

  private static inProcess({ host }: ClientOptions): LspClient {
    const up = new PassThrough();
    const down = new PassThrough();
    startServer(createConnection(up, down), { ...nodeHost(), ...host });
    return new LspClient(down, up);
  }

  private static spawned(): LspClient {
    const child = spawn(process.execPath, [join(root, 'server/bin/jwk-language-server.cjs'), '--stdio'], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const client = new LspClient(child.stdout, child.stdin);
    client.process = child;
    return client;
  }

  private listen({ settings, answerFetch, applyEdits = true, refuses = false }: ClientOptions): void {
    const refuse = (): void => {
      if (refuses) throw new Error('not supported');
    };
    const { connection } = this;
    connection.onNotification(PublishDiagnosticsNotification.type, ({ uri, version, diagnostics }) => {
      this.published.set(uri, { version, diagnostics });
      for (const wake of this.waiting.splice(0)) wake();
    });
    connection.onNotification(ShowMessageNotification.type, ({ message }) => void this.messages.push(message));
    connection.onNotification(LogMessageNotification.type, ({ message }) => void this.log.push(message));
    connection.onRequest(RegistrationRequest.type, ({ registrations }) => {
      this.registrations.push(...registrations);
      refuse();
    });
    connection.onRequest(DiagnosticRefreshRequest.type, () => {
      this.refreshes++;
      refuse();
    });
    connection.onRequest(CodeLensRefreshRequest.type, () => {
      this.codeLensRefreshes++;
    });
    connection.onRequest(ConfigurationRequest.type, ({ items }) => {
      refuse();
      return items.map(() => settings?.() ?? null);
    });
    connection.onRequest(ApplyWorkspaceEditRequest.type, ({ edit }) => {
      if (applyEdits) this.applyWorkspaceEdit(edit);
      return { applied: applyEdits };
    });
    connection.onRequest(fetchRequest, async (params: FetchParams): Promise<FetchResult> => {
      if (answerFetch === undefined) throw new Error('not expected to fetch');
      return answerFetch(params);
    });
    connection.listen();
  }

  private async initialize({
    folders,
    pull = true,
    refresh = true,
    settings,
    initializationOptions,
    watch = false,
  }: ClientOptions): Promise<void> {
    const capabilities: ClientCapabilities = {
      workspace: {
        applyEdit: true,
        configuration: settings !== undefined,
        didChangeConfiguration: { dynamicRegistration: true },
        didChangeWatchedFiles: { dynamicRegistration: watch },
        workspaceEdit: { documentChanges: true },
        diagnostics: { refreshSupport: refresh },
        codeLens: { refreshSupport: refresh },
      },
      textDocument: {
        ...(pull ? { diagnostic: {} } : {}),
        completion: { completionItem: { snippetSupport: true } },
      },
    };
    this.initializeResult = await this.connection.sendRequest(InitializeRequest.type, {
      // A server in this process would watch the process for ever.
      processId: this.process === undefined ? null : process.pid,
      // The protocol still demands the member it deprecates.
      // eslint-disable-next-line @typescript-eslint/no-deprecated
      rootUri: null,
      capabilities,
      initializationOptions,
      ...(folders === undefined ? {} : { workspaceFolders: folders.map((uri) => ({ uri, name: uri })) }),
    });
    await this.connection.sendNotification(InitializedNotification.type, {});
  }

  async open(uri: string, text: string, languageId = 'json'): Promise<void> {
    this.documents.set(uri, TextDocument.create(uri, languageId, 1, text));
    await this.connection.sendNotification(DidOpenTextDocumentNotification.type, {
      textDocument: { uri, languageId, version: 1, text },
    });
  }

  /** The text as the client has it now. */
  text(uri: string): string {
    return this.document(uri).getText();
  }

  document(uri: string): TextDocument {
    const document = this.documents.get(uri);
    if (document === undefined) throw new Error(`${uri} is not open`);
    return document;
  }

  /** Replaces the range between two offsets, and tells the server as one incremental change. */
  async change(uri: string, start: number, end: number, text: string): Promise<void> {
    const document = this.document(uri);
    const range = { start: document.positionAt(start), end: document.positionAt(end) };
    TextDocument.update(document, [{ range, text }], document.version + 1);
    await this.connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri, version: document.version },
      contentChanges: [{ range, text }],
    });
  }

  async close(uri: string): Promise<void> {
    this.documents.delete(uri);
    await this.connection.sendNotification(DidCloseTextDocumentNotification.type, { textDocument: { uri } });
  }

  /** Pulls the diagnostics of an open document. */
  async diagnostics(uri: string): Promise<Diagnostic[]> {
    const report = await this.connection.sendRequest(DocumentDiagnosticRequest.type, { textDocument: { uri } });
    return report.kind === 'full' ? report.items : [];
  }

  /** Waits for the push of a document's diagnostics. */
  async pushed(uri: string, version: number): Promise<Diagnostic[]> {
    for (;;) {
      const found = this.published.get(uri);
      if (found?.version === version) return found.diagnostics;
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
  }

  async hover(uri: string, offset: number): Promise<Hover | null> {
    const position = this.document(uri).positionAt(offset);
    return this.connection.sendRequest(HoverRequest.type, { textDocument: { uri }, position });
  }

  async complete(uri: string, offset: number): Promise<CompletionItem[]> {
    const position = this.document(uri).positionAt(offset);
    const result: CompletionItem[] | CompletionList | null = await this.connection.sendRequest(CompletionRequest.type, {
      textDocument: { uri },
      position,
    });
    return Array.isArray(result) ? result : (result?.items ?? []);
  }

  async symbols(uri: string): Promise<DocumentSymbol[]> {
    const result = await this.connection.sendRequest(DocumentSymbolRequest.type, { textDocument: { uri } });
    return (result ?? []) as DocumentSymbol[];
  }

  async codeLenses(uri: string): Promise<CodeLens[]> {
    return (await this.connection.sendRequest(CodeLensRequest.type, { textDocument: { uri } })) ?? [];
  }

  async actions(uri: string, start: number, end: number, only?: string[]): Promise<CodeAction[]> {
    const document = this.document(uri);
    const range = { start: document.positionAt(start), end: document.positionAt(end) };
    const result = await this.connection.sendRequest(CodeActionRequest.type, {
      textDocument: { uri },
      range,
      context: { diagnostics: [], ...(only === undefined ? {} : { only }) },
    });
    return (result ?? []) as CodeAction[];
  }

  async execute<C extends keyof ServerCommands>(
    command: C,
    params: ServerCommands[C]['params'],
    token?: CancellationToken,
  ): Promise<ServerCommands[C]['result']> {
    const request = { command, arguments: [params] };
    const result: unknown = await this.connection.sendRequest(ExecuteCommandRequest.type, request, token);
    return result as ServerCommands[C]['result'];
  }

  /** Says that files changed, as a client that watches them does. */
  async filesChanged(...uris: string[]): Promise<void> {
    await this.connection.sendNotification(DidChangeWatchedFilesNotification.type, {
      changes: uris.map((uri): FileEvent => ({ uri, type: FileChangeType.Changed })),
    });
  }

  async save(uri: string): Promise<void> {
    await this.connection.sendNotification(DidSaveTextDocumentNotification.type, { textDocument: { uri } });
  }

  async configurationChanged(settings?: unknown): Promise<void> {
    await this.connection.sendNotification(DidChangeConfigurationNotification.type, { settings: settings ?? null });
  }

  /** Applies an edit as an editor does: only to the version it was made for. */
  applyWorkspaceEdit(edit: WorkspaceEdit): void {
    for (const change of edit.documentChanges ?? []) {
      if (!('textDocument' in change)) throw new Error('only text edits are expected');
      const document = this.document(change.textDocument.uri);
      if (change.textDocument.version !== document.version) throw new Error('the edit is for another version');
      this.applyTextEdits(change.textDocument.uri, change.edits as TextEdit[]);
    }
  }

  private applyTextEdits(uri: string, edits: readonly TextEdit[]): void {
    const document = this.document(uri);
    const text = TextDocument.applyEdits(document, [...edits]);
    const version = document.version + 1;
    this.documents.set(uri, TextDocument.create(uri, document.languageId, version, text));
    void this.connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri, version },
      contentChanges: [{ text }],
    });
  }

  async stop(): Promise<void> {
    await this.connection.sendRequest(ShutdownRequest.type);
    // A server in this process would end the process at the exit notification.
    if (this.process !== undefined) {
      const exited = new Promise<void>((resolve) => this.process?.once('exit', () => resolve()));
      await this.connection.sendNotification(ExitNotification.type);
      await exited;
    }
    this.connection.dispose();
  }
}
