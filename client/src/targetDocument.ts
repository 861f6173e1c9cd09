/** The open document that something made is added to. */
import * as vscode from 'vscode';
import { activePlace, asRecord, asUri, isWritable, looksLikeKeySet, opened } from './editors.ts';
import { Failure } from './failure.ts';

export interface TargetDocument {
  /** The one that may take it; read-only ones cannot. */
  readonly document: vscode.TextDocument | undefined;
  /** The same where it is likely to be meant: named by the argument's `uri`, or a key set. */
  readonly meant: vscode.TextDocument | undefined;
}

/** Looks at the argument's `uri`, then at the active editor. */
export async function targetDocument(given: unknown): Promise<TargetDocument> {
  const named = asUri(asRecord(given).uri);
  const found = named ? await opened(named) : activePlace()?.document;
  const document = found && isWritable(found) ? found : undefined;
  return { document, meant: document && (named !== undefined || looksLikeKeySet(document)) ? document : undefined };
}

export function noTargetDocument(): Failure {
  return new Failure(
    vscode.l10n.t('No JSON document that can be changed is active. Open the key set that is to have the new key.'),
  );
}
