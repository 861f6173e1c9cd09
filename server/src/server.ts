/** Wires the features to a connection. Knows nothing of where it runs: that is the host's. */
import {
  CodeActionKind,
  MessageType,
  ShowMessageNotification,
  TextDocuments,
  TextDocumentSyncKind,
  type ClientCapabilities,
  type Connection,
  type InitializeResult,
  type TextDocumentPositionParams,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import {
  ignoreClosed,
  pullDiagnostics,
  pushDiagnostics,
  registerForSettings,
  type Diagnostics,
} from './diagnostics.ts';
import { Snapshots, type Snapshot } from './documents.ts';
import { codeActions, fixAllKind } from './features/codeActions.ts';
import { registerCommands, serverCommands } from './features/commands.ts';
import { completion } from './features/completion.ts';
import { hover } from './features/hover.ts';
import { documentSymbols } from './features/symbols.ts';
import { describeFailure, guarded } from './guard.ts';
import type { Host } from './host.ts';
import type { InitializationOptions } from './protocol.ts';
import { sender } from './requests.ts';
import { createWorkspace, type Workspace } from './workspace.ts';
import { createSettings, type SettingsSource } from './settings.ts';

declare const JWK_VERSION: string;
const version = typeof JWK_VERSION === 'undefined' ? '0.0.0' : JWK_VERSION;

interface ClientFeatures {
  readonly pullDiagnostics: boolean;
  readonly refreshDiagnostics: boolean;
  readonly pullConfiguration: boolean;
  readonly registerConfiguration: boolean;
  readonly versionedEdits: boolean;
  readonly snippets: boolean;
  readonly applyEdit: boolean;
}

function featuresOf({ textDocument, workspace }: ClientCapabilities): ClientFeatures {
  return {
    pullDiagnostics: textDocument?.diagnostic !== undefined,
    refreshDiagnostics: workspace?.diagnostics?.refreshSupport === true,
    pullConfiguration: workspace?.configuration === true,
    registerConfiguration: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    versionedEdits: workspace?.workspaceEdit?.documentChanges === true,
    snippets: textDocument?.completion?.completionItem?.snippetSupport === true,
    applyEdit: workspace?.applyEdit === true,
  };
}

/** Serves the connection until it is closed. */
export function startServer(connection: Connection, host: Host): void {
  const documents = new TextDocuments(TextDocument);
  const log = (message: string): void => {
    connection.console.error(message);
  };

  connection.onInitialize((params): InitializeResult => {
    const client = featuresOf(params.capabilities);
    const options = (params.initializationOptions ?? {}) as InitializationOptions;
    const workspace = createWorkspace(connection, params);
    const snapshots = new Snapshots(host.now, options.reportSyntax !== false, workspace.pathOf);
    const settings = createSettings(
      connection,
      host,
      workspace.pathOf,
      client.pullConfiguration,
      options.settings,
      (message) => {
        // A notification: the connection's own showWarningMessage is a request that waits for an answer.
        connection
          .sendNotification(ShowMessageNotification.type, {
            type: MessageType.Warning,
            message: `JWK settings: ${message}`,
          })
          .catch(ignoreClosed);
      },
    );
    const snapshot = async (document: TextDocument): Promise<Snapshot> =>
      snapshots.of(document, await settings.of(document.uri));
    const deps = { connection, documents, snapshot, host, log };
    const diagnostics = client.pullDiagnostics
      ? pullDiagnostics(deps, client.refreshDiagnostics)
      : pushDiagnostics(deps);
    onSettingsChange(connection, settings, diagnostics, workspace, client.registerConfiguration);
    documents.onDidClose(({ document }) => {
      snapshots.close(document.uri);
      settings.close(document.uri);
    });
    registerFeatures(deps, client);
    const send = sender(connection, host, options.fetch);
    registerCommands({ ...deps, send, applyEdit: client.applyEdit, versioned: client.versionedEdits });
    return initializeResult(client);
  });

  documents.listen(connection);
  connection.listen();
}

function initializeResult(client: ClientFeatures): InitializeResult {
  return {
    serverInfo: { name: 'jwk-language-server', version },
    capabilities: {
      textDocumentSync: TextDocumentSyncKind.Incremental,
      ...(client.pullDiagnostics
        ? { diagnosticProvider: { interFileDependencies: false, workspaceDiagnostics: false } }
        : {}),
      codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, fixAllKind] },
      hoverProvider: true,
      documentSymbolProvider: { label: 'JWK' },
      completionProvider: { triggerCharacters: ['"', ':'] },
      executeCommandProvider: { commands: [...serverCommands] },
    },
  };
}

function onSettingsChange(
  connection: Connection,
  settings: SettingsSource,
  diagnostics: Diagnostics,
  workspace: Workspace,
  register: boolean,
): void {
  const changed = (pushed: unknown): void => {
    settings.changed(pushed);
    diagnostics.refresh();
  };
  connection.onDidChangeConfiguration(({ settings: pushed }) => {
    changed((pushed as { jwk?: unknown } | null | undefined)?.jwk);
  });
  connection.onInitialized(() => {
    if (register) {
      registerForSettings(connection).catch((error: unknown) => {
        connection.console.warn(`settings changes will not be noticed: ${describeFailure(error)}`);
      });
    }
    workspace.watch(() => {
      changed(undefined);
    });
  });
}

interface FeatureDeps {
  readonly connection: Connection;
  readonly documents: TextDocuments<TextDocument>;
  readonly snapshot: (document: TextDocument) => Promise<Snapshot>;
  readonly host: Host;
  readonly log: (message: string) => void;
}

function registerFeatures({ connection, documents, snapshot, host, log }: FeatureDeps, client: ClientFeatures): void {
  /** Answers with what the feature makes of the document's snapshot, or with nothing when it is not open. */
  const withSnapshot = async <T>(uri: string, neutral: T, use: (snapshot: Snapshot) => T): Promise<T> => {
    const document = documents.get(uri);
    return document === undefined ? neutral : use(await snapshot(document));
  };
  const atPosition = <T>(
    params: TextDocumentPositionParams,
    neutral: T,
    use: (s: Snapshot, offset: number) => T,
  ): Promise<T> => withSnapshot(params.textDocument.uri, neutral, (s) => use(s, s.text.offsetAt(params.position)));

  connection.onCodeAction((params, token) =>
    guarded('code actions', token, log, [], () =>
      withSnapshot(params.textDocument.uri, [], (s) =>
        codeActions(s, params.range, params.context, client.versionedEdits, host.now()),
      ),
    ),
  );
  connection.onHover((params, token) =>
    guarded('hover', token, log, null, () => atPosition(params, null, (s, offset) => hover(s, offset, host.now()))),
  );
  connection.onCompletion((params, token) =>
    guarded('completion', token, log, null, () =>
      atPosition(params, null, (s, offset) => completion(s, offset, client.snippets)),
    ),
  );
  connection.onDocumentSymbol((params, token) =>
    guarded('document symbols', token, log, [], () => withSnapshot(params.textDocument.uri, [], documentSymbols)),
  );
}
