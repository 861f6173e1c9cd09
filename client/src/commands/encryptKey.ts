import * as vscode from 'vscode';
import { Arguments } from '../arguments.ts';
import { nameOfDocument, placeOf } from '../editors.ts';
import { report } from '../messages.ts';
import { documentAt, operate, textOf, warningsOf } from '../operations.ts';
import { askForFile, proposedBeside } from '../prompts/askForFile.ts';
import { askForNewPassword } from '../prompts/askForPassword.ts';
import { askOnce, pick } from '../prompts.ts';
import type { Command } from '../services.ts';

const command = 'jwk.encryptKey';

/**
 * Encrypts the open JWK or set with a password, into a new editor or a file. Its argument may answer all but the
 * password: `{ uri, alg, enc, as, to, file }`.
 */
export const encryptKey: Command = {
  id: command,
  run: async (services, given) => {
    const { document } = await placeOf(given);
    const members = new Arguments(command, given);
    const [alg, enc] = [members.ofType('alg', 'string'), members.ofType('enc', 'string')];
    const as = members.oneOf('as', ['compact', 'json']);
    const file = members.ofType('file', 'string');
    const title = vscode.l10n.t('Encrypt Private Key');
    const to = members.oneOf('to', ['editor', 'file']) ?? (file === undefined ? await askWhere(title) : 'file');
    if (to === undefined) return undefined;
    const password = await askForNewPassword(title);
    if (password === undefined) return undefined;
    const params = {
      document: documentAt(services, document, undefined),
      alg,
      enc,
      as,
      password,
    };
    const done = await operate(services, 'jwk.server.encrypt', params, vscode.l10n.t('Encrypting'));
    const text = done && textOf(done, 'encrypted');
    if (!done || text === undefined) return undefined;
    const name = nameOfDocument(document);
    const left = vscode.l10n.t('{0} itself is as it was: not encrypted.', name);
    if (to === 'editor') {
      const language = as === 'json' ? 'json' : 'plaintext';
      await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language, content: text }));
      report(`${vscode.l10n.t('The new editor has {0} encrypted. Save it.', name)} ${left}`, warningsOf(done));
    } else {
      const proposed = proposedBeside(document, 'jwe');
      const free = await askForFile({ title, prompt: vscode.l10n.t('Encrypted file'), proposed, given: file });
      if (!free) return undefined;
      // For its owner alone: whoever has it may try passwords.
      await services.files.write(free.uri, text, { secret: true, replace: free.replace });
      const values = { name, file: vscode.workspace.asRelativePath(free.uri) };
      report(`${vscode.l10n.t('Saved {name} encrypted in {file}.', values)} ${left}`, warningsOf(done));
    }
    return { to };
  },
};

function askWhere(title: string): Promise<'editor' | 'file' | undefined> {
  return askOnce(title, (frame) =>
    pick(frame, vscode.l10n.t('Where the encrypted text goes'), [
      { label: vscode.l10n.t('New Editor'), description: vscode.l10n.t('not saved yet'), value: 'editor' as const },
      { label: vscode.l10n.t('File…'), value: 'file' as const },
    ]),
  );
}
