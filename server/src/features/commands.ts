/**
 * `workspace/executeCommand`: operations that need input, randomness or time. Documents are changed by versioned edits
 * the client applies; answers hold secrets only where the caller asked for a text (protocol.ts).
 */
import {
  ErrorCodes,
  ResponseError,
  type CancellationToken,
  type Connection,
  type TextDocuments,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { OperationError, type OperationResult } from '../core/operations/operation.ts';
import type { Snapshot } from '../documents.ts';
import { describeFailure, type Log } from '../guard.ts';
import type { Host } from '../host.ts';
import {
  serverCommandPrefix,
  serverCommands,
  type Problem,
  type ScanCommand,
  type ServerCommands,
} from '../protocol.ts';
import type { Proofs } from '../proofs.ts';
import type { Send } from '../requests.ts';
import { turn } from '../turn.ts';
import { workspaceEdit } from './codeActions.ts';
import type { CommandContext, Judge } from './commands/context.ts';
import { scan } from './commands/scan.ts';

export interface CommandDeps {
  readonly connection: Connection;
  readonly documents: TextDocuments<TextDocument>;
  readonly snapshot: (document: TextDocument) => Promise<Snapshot>;
  readonly judge: Judge;
  readonly host: Host;
  readonly proofs: Proofs;
  readonly log: Log;
  readonly send: Send;
  readonly applyEdit: boolean;
  readonly versioned: boolean;
}

class Cancelled extends Error {}

export function registerCommands(deps: CommandDeps): void {
  deps.connection.onExecuteCommand(async ({ command, arguments: args }, token) => {
    if (!isCommand(command)) return new ResponseError(ErrorCodes.InvalidParams, `There is no command ${command}`);
    const params: unknown = args?.[0] ?? {};
    if (typeof params !== 'object' || params === null) return problem(`${command} takes one object`);
    try {
      const context = contextOf(deps, token);
      // The scan is linting, which is loaded already.
      if (command === 'jwk.server.scan') return await scan(params as ScanCommand, context);
      const { runCommand } = await import('./commands/operations.ts');
      return await runCommand(command, params as Readonly<Record<string, unknown>>, context);
    } catch (error) {
      // Nothing was done then, and nobody waits to be told why.
      if (error instanceof Cancelled || (OperationError.is(error) && token.isCancellationRequested)) return undefined;
      if (OperationError.is(error))
        return { ...problem([error.message, ...error.details].join('\n')), failure: error.failure };
      deps.log(`${command} failed: ${describeFailure(error)}`);
      return problem(
        `${command.slice(serverCommandPrefix.length)} failed; the output of the language server tells where`,
      );
    }
  });
}

function isCommand(command: string): command is keyof ServerCommands {
  return serverCommands.some((known) => known === command);
}

function problem(message: string): Problem {
  return { kind: 'problem', message };
}

function contextOf(deps: CommandDeps, token: CancellationToken): CommandContext {
  const checkpoint = (): void => {
    if (token.isCancellationRequested) throw new Cancelled();
  };
  return {
    open: async (uri) => {
      const document = deps.documents.get(uri);
      if (document === undefined) throw new OperationError('input', `${uri} is not open; open it first`);
      return deps.snapshot(document);
    },
    complete: async (snapshot) => {
      const pause = async (): Promise<void> => {
        await turn();
        checkpoint();
        if (!isCurrent(deps, snapshot)) throw changedMeanwhile('what was found out is out of date');
      };
      // The rules say what is to be found out.
      await snapshot.findingsInTurns(pause);
      await snapshot.answerQuestions((question) => deps.proofs.find(question, pause), pause);
    },
    judge: deps.judge,
    deps: {
      now: deps.host.now,
      randomBytes: (length) => globalThis.crypto.getRandomValues(new Uint8Array(length)),
      crypto: globalThis.crypto.subtle,
      keyPair: deps.host.keyPair,
      request: (question) => deps.send(question, token),
      checkpoint,
    },
    apply: async (result, documents) => {
      checkpoint();
      await applyEdits(deps, result, documents);
    },
  };
}

async function applyEdits(
  deps: CommandDeps,
  result: OperationResult,
  documents: Readonly<Record<string, Snapshot>>,
): Promise<void> {
  if (!deps.applyEdit) throw new OperationError('refused', 'The editor does not let language servers change documents');
  const changes = result.edits.flatMap(({ parameter, edits }) => {
    const snapshot = documents[parameter];
    return snapshot === undefined ? [] : [workspaceEdit(snapshot, edits, deps.versioned)];
  });
  for (const snapshot of Object.values(documents)) {
    if (!isCurrent(deps, snapshot)) throw changedMeanwhile();
  }
  const edit = {
    ...(deps.versioned
      ? { documentChanges: changes.flatMap((c) => c.documentChanges ?? []) }
      : { changes: Object.assign({}, ...changes.map((c) => c.changes ?? {})) as Record<string, never> }),
  };
  const { applied } = await deps.connection.workspace.applyEdit({ label: 'JWK', edit });
  if (!applied) throw changedMeanwhile();
}

function isCurrent({ documents }: CommandDeps, { uri, version }: Snapshot): boolean {
  return documents.get(uri)?.version === version;
}

function changedMeanwhile(so = 'nothing was added'): OperationError {
  return new OperationError('input', `The document was changed meanwhile; ${so}. Try again`);
}
