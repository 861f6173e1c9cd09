import * as vscode from 'vscode';

/** A key in messages, by its key ID. */
export function keyName(kid: string | null | undefined): string {
  return kid === undefined || kid === null ? vscode.l10n.t('a key without kid') : vscode.l10n.t('key "{0}"', kid);
}
