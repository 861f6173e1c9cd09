/** What commands have to work with. */
import type { DocumentSettings } from '../../configuration.ts';
import type { DocumentInput, OperationDeps, OperationResult } from '../../core/operations/operation.ts';
import type { Snapshot } from '../../documents.ts';

/** The path that tells role and exposure of a file that need not be open, and the settings it is under. */
export type Judge = (uri: string) => Promise<{ readonly path: string; readonly settings: DocumentSettings }>;

/** What a command has to work with. */
export interface CommandContext {
  /** The snapshot of an open document. Throws OperationError when it is not open. */
  readonly open: (uri: string) => Promise<Snapshot>;
  /**
   * Has found out what takes long about the document, after which its findings are complete. Throws OperationError when
   * it is changed meanwhile.
   */
  readonly complete: (snapshot: Snapshot) => Promise<void>;
  readonly judge: Judge;
  /** The operations' surroundings, bound to this command's cancellation. */
  readonly deps: OperationDeps;
  /** Has the client apply the edits an operation made, each to the document it was given. Throws OperationError when it does not. */
  readonly apply: (result: OperationResult, documents: Readonly<Record<string, Snapshot>>) => Promise<void>;
}

/** An open document as operations take it. */
export function inputOf({ document, path, readOptions }: Snapshot): DocumentInput {
  return { text: document.text, path, read: readOptions };
}
