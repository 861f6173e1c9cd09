/** The public halves of a document's keys, for a file and for the clipboard. */
import * as vscode from 'vscode';
import { Failure } from './failure.ts';
import { withBriefProgress } from './progress.ts';
import type { Answer, Server } from './server.ts';

export type PublicSet = Answer<'jwk.server.publicKeySet'>;

/**
 * Reads them.
 *
 * @param none What is said when there are none: symmetric keys have no public half.
 * @returns Undefined when it was cancelled.
 * @throws Failure when there are none.
 */
export async function readPublicSet(
  server: Server,
  document: vscode.TextDocument,
  none: string,
): Promise<PublicSet | undefined> {
  const params = { uri: server.uriOf(document.uri) };
  const answer = await withBriefProgress(vscode.l10n.t('Reading the public keys'), (token) =>
    server.ask('jwk.server.publicKeySet', params, token),
  );
  if (answer?.keys === 0) throw new Failure(none);
  return answer;
}
