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
import type { DocumentInput, OperationDeps, OperationResult } from '../core/operations/operation.ts';
import {
  convert,
  copyAs,
  decrypt,
  encrypt,
  generateSet,
  selfSign,
  thumbprint,
  updatePublicSet,
} from '../core/operations/index.ts';
import { OperationError, type Operation } from '../core/operations/operation.ts';
import type { DocumentSettings } from '../configuration.ts';
import type { Snapshot } from '../documents.ts';
import { describeFailure, type Log } from '../guard.ts';
import type { Host } from '../host.ts';
import {
  serverCommandPrefix,
  type OperationAnswer,
  type OperationCommand,
  type Problem,
  type ServerCommands,
} from '../protocol.ts';
import type { Send } from '../requests.ts';
import { workspaceEdit } from './codeActions.ts';
import { fetchKeySet } from './commands/fetch.ts';
import { generate } from './commands/generate.ts';
import { inspect } from './commands/inspect.ts';
import { publicKeySet } from './commands/publicKeySet.ts';
import { rotate } from './commands/rotate.ts';
import { runOperation } from './commands/run.ts';
import { scan } from './commands/scan.ts';

/** The path that tells role and exposure of a file that need not be open, and the settings it is under. */
export type Judge = (uri: string) => Promise<{ readonly path: string; readonly settings: DocumentSettings }>;

export interface CommandDeps {
  readonly connection: Connection;
  readonly documents: TextDocuments<TextDocument>;
  readonly snapshot: (document: TextDocument) => Promise<Snapshot>;
  readonly judge: Judge;
  readonly host: Host;
  readonly log: Log;
  readonly send: Send;
  readonly applyEdit: boolean;
  readonly versioned: boolean;
}

/** What a command has to work with. */
export interface CommandContext {
  /** The snapshot of an open document. Throws OperationError when it is not open. */
  readonly open: (uri: string) => Promise<Snapshot>;
  readonly judge: Judge;
  /** The operations' surroundings, bound to this command's cancellation. */
  readonly deps: OperationDeps;
  /** Has the client apply the edits an operation made, each to the document it was given. Throws OperationError when it does not. */
  readonly apply: (result: OperationResult, documents: Readonly<Record<string, Snapshot>>) => Promise<void>;
}

type Implementations = {
  readonly [C in keyof ServerCommands]: (
    params: ServerCommands[C]['params'],
    context: CommandContext,
  ) => Promise<ServerCommands[C]['result']>;
};

/** An operation as a command, with its parameters as they are in the operation table. */
const asCommand =
  (operation: Operation) =>
  (params: OperationCommand, context: CommandContext): Promise<OperationAnswer> =>
    runOperation(operation, params, context);

const implementations: Implementations = {
  'jwk.server.generate': generate,
  'jwk.server.publicKeySet': publicKeySet,
  'jwk.server.inspect': inspect,
  'jwk.server.fetch': fetchKeySet,
  'jwk.server.rotate': rotate,
  'jwk.server.scan': scan,
  'jwk.server.thumbprint': asCommand(thumbprint),
  'jwk.server.generateSet': asCommand(generateSet),
  'jwk.server.selfSign': asCommand(selfSign),
  'jwk.server.updatePublicSet': asCommand(updatePublicSet),
  'jwk.server.encrypt': asCommand(encrypt),
  'jwk.server.decrypt': asCommand(decrypt),
  'jwk.server.convert': asCommand(convert),
  'jwk.server.copyAs': asCommand(copyAs),
};

/** An open document as operations take it. */
export function inputOf({ document, path, readOptions }: Snapshot): DocumentInput {
  return { text: document.text, path, read: readOptions };
}

class Cancelled extends Error {}

export function registerCommands(deps: CommandDeps): void {
  deps.connection.onExecuteCommand(async ({ command, arguments: args }, token) => {
    const run = Object.hasOwn(implementations, command)
      ? (implementations[command as keyof ServerCommands] as (
          params: unknown,
          context: CommandContext,
        ) => Promise<unknown>)
      : undefined;
    if (run === undefined) return new ResponseError(ErrorCodes.InvalidParams, `There is no command ${command}`);
    const params: unknown = args?.[0] ?? {};
    if (typeof params !== 'object' || params === null) return problem(`${command} takes one object`);
    try {
      return await run(params, contextOf(deps, token));
    } catch (error) {
      if (error instanceof Cancelled) return undefined;
      if (error instanceof OperationError)
        return { ...problem([error.message, ...error.details].join('\n')), failure: error.failure };
      deps.log(`${command} failed: ${describeFailure(error)}`);
      return problem(
        `${command.slice(serverCommandPrefix.length)} failed; the output of the language server tells where`,
      );
    }
  });
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
    judge: deps.judge,
    deps: {
      now: deps.host.now,
      randomBytes: (length) => globalThis.crypto.getRandomValues(new Uint8Array(length)),
      crypto: globalThis.crypto.subtle,
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
    if (deps.documents.get(snapshot.uri)?.version !== snapshot.version) throw changedMeanwhile();
  }
  const edit = {
    ...(deps.versioned
      ? { documentChanges: changes.flatMap((c) => c.documentChanges ?? []) }
      : { changes: Object.assign({}, ...changes.map((c) => c.changes ?? {})) as Record<string, never> }),
  };
  const { applied } = await deps.connection.workspace.applyEdit({ label: 'JWK', edit });
  if (!applied) throw changedMeanwhile();
}

function changedMeanwhile(): OperationError {
  return new OperationError('input', 'The document was changed meanwhile; nothing was added. Try again');
}
