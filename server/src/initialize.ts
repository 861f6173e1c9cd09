/**
 * The answer to `initialize`. Imports types only, of the library too: under Node it is given before anything else is
 * loaded (node/greeting.ts).
 */
import type { ClientCapabilities, CodeActionKind, InitializeResult, TextDocumentSyncKind } from 'vscode-languageserver';
import { serverCommands, type InitializationOptions } from './protocol.ts';

declare const JWK_VERSION: string;
const version = typeof JWK_VERSION === 'undefined' ? '0.0.0' : JWK_VERSION;

const incremental: typeof TextDocumentSyncKind.Incremental = 2;
const quickFixKind: typeof CodeActionKind.QuickFix = 'quickfix';
export const fixAllKind = 'source.fixAll.jwk';

/** What the client can do, as far as it makes a difference to us. */
export interface ClientFeatures {
  readonly pullDiagnostics: boolean;
  readonly refreshDiagnostics: boolean;
  readonly pullConfiguration: boolean;
  readonly registerConfiguration: boolean;
  readonly versionedEdits: boolean;
  readonly snippets: boolean;
  readonly applyEdit: boolean;
  readonly codeLenses: boolean;
  readonly refreshCodeLenses: boolean;
  readonly watchFiles: boolean;
}

/** @param options what the client sent as initialization options; anything at all */
export function featuresOf({ textDocument, workspace }: ClientCapabilities, options: unknown): ClientFeatures {
  const { codeLenses } = (options ?? {}) as InitializationOptions;
  return {
    pullDiagnostics: textDocument?.diagnostic !== undefined,
    refreshDiagnostics: workspace?.diagnostics?.refreshSupport === true,
    pullConfiguration: workspace?.configuration === true,
    registerConfiguration: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    versionedEdits: workspace?.workspaceEdit?.documentChanges === true,
    snippets: textDocument?.completion?.completionItem?.snippetSupport === true,
    applyEdit: workspace?.applyEdit === true,
    codeLenses: codeLenses === true,
    refreshCodeLenses: workspace?.codeLens?.refreshSupport === true,
    watchFiles: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
  };
}

/** What the server says of itself. */
export function initializeResult(client: ClientFeatures): InitializeResult {
  return {
    serverInfo: { name: 'jwk-language-server', version },
    capabilities: {
      textDocumentSync: incremental,
      ...(client.pullDiagnostics
        ? { diagnosticProvider: { interFileDependencies: false, workspaceDiagnostics: false } }
        : {}),
      codeActionProvider: { codeActionKinds: [quickFixKind, fixAllKind] },
      hoverProvider: true,
      documentSymbolProvider: { label: 'JWK' },
      ...(client.codeLenses ? { codeLensProvider: {} } : {}),
      completionProvider: { triggerCharacters: ['"', ':'] },
      executeCommandProvider: { commands: [...serverCommands] },
    },
  };
}
