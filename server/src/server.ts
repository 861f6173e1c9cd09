/** Wires the features to a connection. Knows nothing of where it runs: that is the host's. */
import {
  CodeLensRefreshRequest,
  MessageType,
  ShowMessageNotification,
  TextDocuments,
  type Connection,
  type InitializeResult,
  type TextDocumentPositionParams,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { ChangeLog } from './changes.ts';
import {
  ignoreClosed,
  pullDiagnostics,
  pushDiagnostics,
  registerForSettings,
  type Diagnostics,
} from './diagnostics.ts';
import { Snapshots, type Snapshot } from './documents.ts';
import { codeActions } from './features/codeActions.ts';
import { codeLenses } from './features/codeLenses.ts';
import { registerCommands } from './features/commands.ts';
import type { Judge } from './features/commands/context.ts';
import { completion } from './features/completion.ts';
import { hover } from './features/hover.ts';
import { documentSymbols } from './features/symbols.ts';
import { describeFailure, guarded } from './guard.ts';
import { Pairs } from './pairs.ts';
import type { Host } from './host.ts';
import { featuresOf, initializeResult, type ClientFeatures } from './initialize.ts';
import { Proofs } from './proofs.ts';
import type { InitializationOptions } from './protocol.ts';
import { sender } from './requests.ts';
import { createWorkspace, type Workspace } from './workspace.ts';
import { createSettings, type SettingsSource } from './settings.ts';

/** Serves the connection until it is closed. */
export function startServer(connection: Connection, host: Host): void {
  const changes = new ChangeLog();
  const documents = new TextDocuments(changes);
  const proofs = new Proofs(host);
  const log = (message: string): void => {
    connection.console.error(message);
  };

  connection.onInitialize((params): InitializeResult => {
    const client = featuresOf(params.capabilities, params.initializationOptions);
    const options = (params.initializationOptions ?? {}) as InitializationOptions;
    const workspace = createWorkspace(connection, params);
    const snapshots = new Snapshots(host.now, options.reportSyntax !== false, workspace.pathOf, changes);
    const settings = createSettings(
      connection,
      host,
      workspace,
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
    const pairs = new Pairs(
      { connection, documents, snapshots, settingsOf: (uri) => settings.of(uri), workspace, host, log },
      client.watchFiles,
    );
    const snapshot = async (document: TextDocument, look = false): Promise<Snapshot> => {
      const own = await settings.of(document.uri);
      return snapshots.of(document, own, await pairs.of(document.uri, own.links, look));
    };
    const deps = { connection, documents, snapshot, host, proofs, log };
    const diagnostics = client.pullDiagnostics
      ? pullDiagnostics(deps, client.refreshDiagnostics)
      : pushDiagnostics(deps);
    const refresh = (): void => {
      pairs.forgetAll();
      diagnostics.refresh();
      if (client.codeLenses && client.refreshCodeLenses) void refreshCodeLenses(connection, log);
    };
    onSettingsChange(connection, settings, refresh, workspace, client.registerConfiguration);
    onPairChange(connection, documents, pairs, diagnostics);
    documents.onDidClose(({ document }) => {
      snapshots.close(document.uri);
      settings.close(document.uri);
    });
    registerFeatures({ ...deps, settings }, client);
    const send = sender(connection, host, options.fetch);
    const judge: Judge = async (uri) => {
      const judged = { path: workspace.pathOf(uri), settings: await settings.of(uri) };
      // Settings are kept for open documents; a workspace has too many files.
      if (documents.get(uri) === undefined) settings.close(uri);
      return judged;
    };
    registerCommands({ ...deps, judge, send, applyEdit: client.applyEdit, versioned: client.versionedEdits });
    return initializeResult(client);
  });

  documents.listen(connection);
  connection.listen();
}

function onSettingsChange(
  connection: Connection,
  settings: SettingsSource,
  refresh: () => void,
  workspace: Workspace,
  register: boolean,
): void {
  const changed = (pushed: unknown): void => {
    settings.changed(pushed);
    refresh();
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

/** What changes in one document of a pair concerns the other. */
function onPairChange(
  connection: Connection,
  documents: TextDocuments<TextDocument>,
  pairs: Pairs,
  diagnostics: Diagnostics,
): void {
  const changed = (uri: string): void => {
    const others = pairs.dependentOn(uri);
    if (others.length > 0) diagnostics.refreshSome(others);
  };
  documents.onDidChangeContent(({ document }) => {
    changed(document.uri);
  });
  documents.onDidClose(({ document }) => {
    changed(document.uri);
  });
  documents.onDidSave(({ document: { uri } }) => {
    if (pairs.look(uri)) diagnostics.refreshSome([uri]);
  });
  connection.onDidChangeWatchedFiles(({ changes }) => {
    for (const { uri } of changes) {
      pairs.forget(uri);
      changed(uri);
    }
  });
}

interface FeatureDeps {
  readonly connection: Connection;
  readonly documents: TextDocuments<TextDocument>;
  readonly snapshot: (document: TextDocument, look?: boolean) => Promise<Snapshot>;
  readonly host: Host;
  readonly log: (message: string) => void;
  readonly settings: SettingsSource;
}

async function refreshCodeLenses(connection: Connection, log: (message: string) => void): Promise<void> {
  try {
    await connection.sendRequest(CodeLensRefreshRequest.type);
  } catch (error) {
    log(`the client did not refresh: ${describeFailure(error)}`);
  }
}

function registerFeatures(
  { connection, documents, snapshot, host, log, settings }: FeatureDeps,
  client: ClientFeatures,
): void {
  /** Answers with what the feature makes of the document's snapshot, or with nothing when it is not open. */
  const withSnapshot = async <T>(uri: string, neutral: T, use: (snapshot: Snapshot) => T, look = false): Promise<T> => {
    const document = documents.get(uri);
    return document === undefined ? neutral : use(await snapshot(document, look));
  };
  const atPosition = <T>(
    params: TextDocumentPositionParams,
    neutral: T,
    use: (s: Snapshot, offset: number) => T,
  ): Promise<T> => withSnapshot(params.textDocument.uri, neutral, (s) => use(s, s.text.offsetAt(params.position)));

  connection.onCodeAction((params, token) =>
    guarded('code actions', token, log, [], () =>
      withSnapshot(
        params.textDocument.uri,
        [],
        (s) => codeActions(s, params.range, params.context, client.versionedEdits, host.now()),
        true,
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
  if (!client.codeLenses) return;
  connection.onCodeLens(({ textDocument: { uri } }, token) =>
    guarded('code lenses', token, log, [], async () =>
      (await settings.of(uri)).codeLens ? withSnapshot(uri, [], codeLenses) : [],
    ),
  );
}
