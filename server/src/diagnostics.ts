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
import type { Proofs } from './proofs.ts';

export interface Diagnostics {
  /** Called when settings changed and every open document must be looked at again. */
  readonly refresh: () => void;
  /** Called when something changed that the findings of these documents depend on besides their text. */
  readonly refreshSome: (uris: readonly string[]) => void;
}

export interface DiagnosticsDeps {
  readonly connection: Connection;
  readonly documents: TextDocuments<TextDocument>;
  readonly snapshot: (document: TextDocument) => Promise<Snapshot>;
  readonly host: Host;
  readonly proofs: Proofs;
  readonly log: Log;
}

/** After so long without an edit the questions that take time are looked into. */
const restMs = 400;

/** Has the open questions of documents answered in the pauses of typing. */
class Rest {
  private readonly deps: DiagnosticsDeps;
  private readonly waiting = new Map<string, () => void>();

  constructor(deps: DiagnosticsDeps) {
    this.deps = deps;
    deps.documents.onDidClose(({ document }) => {
      this.cancel(document.uri);
    });
  }

  /** Begins anew to wait for a pause; then, when the answers have led to other findings, calls `changed`. */
  await(snapshot: Snapshot, changed: () => Promise<void>): void {
    const { uri } = snapshot;
    this.cancel(uri);
    const clear = this.deps.host.setTimeout(() => {
      this.waiting.delete(uri);
      this.look(snapshot, changed).catch((error: unknown) => {
        if (!(error instanceof Stale)) this.deps.log(`long checks failed: ${describeFailure(error)}`);
      });
    }, restMs);
    this.waiting.set(uri, clear);
  }

  private async look(snapshot: Snapshot, changed: () => Promise<void>): Promise<void> {
    const pause = async (): Promise<void> => {
      await turn();
      if (!isCurrent(this.deps.documents, snapshot)) throw new Stale();
    };
    if (!snapshot.hasQuestions()) return;
    await pause();
    if (await answerAll(snapshot, this.deps.proofs, pause)) await changed();
  }

  private cancel(uri: string): void {
    this.waiting.get(uri)?.();
    this.waiting.delete(uri);
  }
}

/** Whether the answers have changed the findings. */
async function answerAll(snapshot: Snapshot, proofs: Proofs, pause: () => Promise<void>): Promise<boolean> {
  const show = (): string => JSON.stringify(snapshot.findings().map((f) => [f.rule.id, f.start, f.end, f.message]));
  const before = show();
  await snapshot.answerQuestions((question) => proofs.find(question, pause), pause);
  return show() !== before;
}

function isCurrent(documents: TextDocuments<TextDocument>, snapshot: Snapshot): boolean {
  return documents.get(snapshot.uri)?.version === snapshot.version;
}

const none: DocumentDiagnosticReport = { kind: DocumentDiagnosticReportKind.Full, items: [] };

/** @param canRefresh whether the client takes workspace/diagnostic/refresh */
export function pullDiagnostics(deps: DiagnosticsDeps, canRefresh: boolean): Diagnostics {
  const { connection, documents, snapshot, proofs, log } = deps;
  const rest = new Rest(deps);
  const refresh = async (): Promise<void> => {
    try {
      await connection.languages.diagnostics.refresh();
    } catch (error) {
      log(`the client did not refresh: ${describeFailure(error)}`);
    }
  };
  const report = async (uri: string, token: CancellationToken): Promise<DocumentDiagnosticReport> => {
    const document = documents.get(uri);
    if (document === undefined) return none;
    const current = await snapshot(document);
    const pause = async (): Promise<void> => {
      await turn();
      if (token.isCancellationRequested || !isCurrent(documents, current)) throw new Stale();
    };
    let items = await diagnosticsOf(current, pause);
    if (canRefresh) rest.await(current, refresh);
    // Nobody would ask again: such a client has to wait for the whole.
    else if (await answerAll(current, proofs, pause)) items = await diagnosticsOf(current, pause);
    return { kind: DocumentDiagnosticReportKind.Full, items };
  };
  connection.languages.diagnostics.on((params, token) =>
    guarded('diagnostics', token, log, none, () => report(params.textDocument.uri, token)),
  );
  let clear: (() => void) | undefined;
  return {
    refresh: () => {
      if (canRefresh) void refresh();
    },
    // The protocol knows only all of them; whoever types is not asked at each key.
    refreshSome: () => {
      if (!canRefresh) return;
      clear?.();
      clear = deps.host.setTimeout(() => void refresh(), pushDelayMs);
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
  const rest = new Rest(deps);
  const publish = async (document: TextDocument): Promise<void> => {
    const { uri } = document;
    const current = await snapshot(document);
    const isStale = (): boolean => !isCurrent(documents, current);
    const diagnostics = await diagnosticsOf(current, async () => {
      await turn();
      if (isStale()) throw new Stale();
    });
    // Closed or edited meanwhile: what was found is no longer about what the user sees.
    if (isStale()) return;
    await connection.sendDiagnostics({ uri, version: current.version, diagnostics });
    rest.await(current, () => publish(document));
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
    refreshSome: (uris) => {
      for (const uri of uris) {
        const document = documents.get(uri);
        if (document !== undefined) schedule(document, pushDelayMs);
      }
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
