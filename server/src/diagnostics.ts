/** Diagnostics reach the client in one of two ways, never both: it pulls them, or we push them after a pause. */
import {
  DidChangeConfigurationNotification,
  DocumentDiagnosticReportKind,
  type CancellationToken,
  type Connection,
  type DocumentDiagnosticReport,
  type TextDocuments,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Snapshot } from './documents.ts';
import { diagnosticsOf } from './features/diagnostics.ts';
import { describeFailure, guarded, Stale, turn, type Log } from './guard.ts';
import type { Host } from './host.ts';

export interface Diagnostics {
  /** Called when settings changed and every open document must be looked at again. */
  readonly refresh: () => void;
}

export interface DiagnosticsDeps {
  readonly connection: Connection;
  readonly documents: TextDocuments<TextDocument>;
  readonly snapshot: (document: TextDocument) => Promise<Snapshot>;
  readonly host: Host;
  readonly log: Log;
}

const none: DocumentDiagnosticReport = { kind: DocumentDiagnosticReportKind.Full, items: [] };

/** @param canRefresh whether the client takes workspace/diagnostic/refresh */
export function pullDiagnostics(deps: DiagnosticsDeps, canRefresh: boolean): Diagnostics {
  const { connection, documents, snapshot, log } = deps;
  const report = async (uri: string, token: CancellationToken): Promise<DocumentDiagnosticReport> => {
    const document = documents.get(uri);
    if (document === undefined) return none;
    const current = await snapshot(document);
    const items = await diagnosticsOf(current, async () => {
      await turn();
      if (token.isCancellationRequested || documents.get(uri)?.version !== current.version) throw new Stale();
    });
    return { kind: DocumentDiagnosticReportKind.Full, items };
  };
  connection.languages.diagnostics.on((params, token) =>
    guarded('diagnostics', token, log, none, () => report(params.textDocument.uri, token)),
  );
  return {
    refresh: () => {
      if (!canRefresh) return;
      connection.languages.diagnostics.refresh().catch((error: unknown) => {
        log(`the client did not refresh: ${describeFailure(error)}`);
      });
    },
  };
}

const pushDelayMs = 300;

export function pushDiagnostics(deps: DiagnosticsDeps): Diagnostics {
  const { connection, documents, snapshot, host, log } = deps;
  const waiting = new Map<string, () => void>();
  const cancel = (uri: string): void => {
    waiting.get(uri)?.();
    waiting.delete(uri);
  };
  const publish = async (document: TextDocument): Promise<void> => {
    const { uri } = document;
    const current = await snapshot(document);
    const isStale = (): boolean => documents.get(uri)?.version !== current.version;
    const diagnostics = await diagnosticsOf(current, async () => {
      await turn();
      if (isStale()) throw new Stale();
    });
    // Closed or edited meanwhile: what was found is no longer about what the user sees.
    if (isStale()) return;
    await connection.sendDiagnostics({ uri, version: current.version, diagnostics });
  };
  const schedule = (document: TextDocument, delay: number): void => {
    cancel(document.uri);
    const clear = host.setTimeout(() => {
      waiting.delete(document.uri);
      publish(document).catch((error: unknown) => {
        if (!(error instanceof Stale)) log(`diagnostics failed: ${describeFailure(error)}`);
      });
    }, delay);
    waiting.set(document.uri, clear);
  };
  const opening = new Set<string>();
  documents.onDidOpen(({ document }) => {
    opening.add(document.uri);
    schedule(document, 0);
  });
  documents.onDidChangeContent(({ document }) => {
    // Opening reports a change too; that one is shown at once.
    if (opening.delete(document.uri)) return;
    schedule(document, pushDelayMs);
  });
  documents.onDidClose(({ document }) => {
    cancel(document.uri);
    connection.sendDiagnostics({ uri: document.uri, diagnostics: [] }).catch(ignoreClosed);
  });
  return {
    refresh: () => {
      for (const document of documents.all()) schedule(document, 0);
    },
  };
}

/** Asks to be told of settings changes, where the client must be asked. */
export async function registerForSettings(connection: Connection): Promise<void> {
  await connection.client.register(DidChangeConfigurationNotification.type, { section: 'jwk' });
}

/** Notifications fail only when the connection is gone, and then nobody is left to tell. */
export function ignoreClosed(): void {
  // Nothing to do.
}
