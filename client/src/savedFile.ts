/** What is said of a secret file that was just written. */
import * as vscode from 'vscode';
import { ignoreOffer } from './commands/ignoreInGit.ts';
import { isIgnoredInGit } from './gitignore.ts';
import { report } from './messages.ts';

/** Tells where it is and who can read it, and offers to keep it out of git. */
export async function savedSecret(
  done: string,
  uri: vscode.Uri,
  { restricted, warnings }: { readonly restricted: boolean; readonly warnings: readonly string[] },
): Promise<void> {
  const offers = vscode.workspace.getWorkspaceFolder(uri) && !(await isIgnoredInGit(uri)) ? [ignoreOffer(uri)] : [];
  if (restricted) report(`${done} ${vscode.l10n.t('Only you can read it.')}`, warnings, ...offers);
  else report(done, [...warnings, notRestricted()], ...offers);
}

/** What has to be said where a file's access rights are not ours to set. */
export function notRestricted(): string {
  return vscode.l10n.t('Who may read the private file could not be set here: look after that.');
}
