import * as vscode from 'vscode';
import { ignoreInGit as ignore } from '../gitignore.ts';
import { tell } from '../messages.ts';
import type { Command } from '../services.ts';

/** Adds a file to the .gitignore. Not in the palette: messages offer it for the file they are about. */
export const ignoreInGit: Command = {
  id: 'jwk.ignoreInGit',
  run: async (_services, given) => {
    if (!(given instanceof vscode.Uri) || !(await ignore(given))) return undefined;
    tell(vscode.l10n.t('{0} is in .gitignore now.', vscode.workspace.asRelativePath(given)));
    return true;
  },
};

/** The offer to do so, for a message. */
export function ignoreOffer(uri: vscode.Uri): vscode.Command {
  return { title: vscode.l10n.t('Add to .gitignore'), command: ignoreInGit.id, arguments: [uri] };
}
