import * as vscode from 'vscode';
import { Arguments } from '../arguments.ts';
import { nameOfDocument, placeOf } from '../editors.ts';
import { Failure } from '../failure.ts';
import { report } from '../messages.ts';
import { linkPair, publicPathFor } from '../pairs.ts';
import { readPublicSet } from '../publicSet.ts';
import { askForFile } from '../prompts/askForFile.ts';
import type { Command } from '../services.ts';

const command = 'jwk.writePublicSet';

/**
 * Writes the public halves of the open set's keys to a file, and links the two. Its argument may answer what would be
 * asked: `{ uri, file, link }`.
 */
export const writePublicSet: Command = {
  id: command,
  run: async ({ server, files }, given) => {
    const { document } = await placeOf(given);
    const members = new Arguments(command, given);
    const name = nameOfDocument(document);
    if (document.isUntitled) {
      throw new Failure(vscode.l10n.t('{0} has no place yet. Save it first: the public set belongs next to it.', name));
    }
    const none = vscode.l10n.t('No key in {0} has a public half. Symmetric keys have none.', name);
    const answer = await readPublicSet(server, document, none);
    if (!answer) return undefined;
    const { text, keys, dropped } = answer;
    const free = await askForFile({
      title: vscode.l10n.t('Write Public Set'),
      prompt: vscode.l10n.t('File of the public set'),
      proposed: publicPathFor(vscode.workspace.asRelativePath(document.uri, false)),
      given: members.ofType('file', 'string'),
    });
    if (!free) return undefined;
    if (await files.isOneFile(free.uri, document.uri)) {
      throw new Failure(vscode.l10n.t('{0} is the private set itself. Choose another file.', name));
    }
    await files.write(free.uri, text, { secret: false, replace: free.replace });
    const link = members.ofType('link', 'boolean') ?? true;
    const linked = link && (await linkPair({ private: document.uri, public: free.uri }, files).catch(() => false));
    await vscode.window.showTextDocument(free.uri, { preview: false });
    const values = { file: vscode.workspace.asRelativePath(free.uri), keys };
    const said = [
      keys === 1
        ? vscode.l10n.t('Saved a public set with 1 key in {file}.', values)
        : vscode.l10n.t('Saved a public set with {keys} keys in {file}.', values),
      ...(linked ? [vscode.l10n.t('You are told when the two differ (jwk.pairs).')] : []),
      ...(dropped > 0 ? [vscode.l10n.t('Symmetric keys left out: {0}.', dropped)] : []),
    ];
    report(said.join(' '), []);
    return { keys, dropped, linked, file: free.uri };
  },
};
