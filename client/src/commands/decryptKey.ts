import * as vscode from 'vscode';
import { Arguments } from '../arguments.ts';
import { openNew } from '../editors.ts';
import { findSource, places } from '../keySource.ts';
import { report } from '../messages.ts';
import { operate, warningsOf } from '../operations.ts';
import { askForPassword } from '../prompts/askForPassword.ts';
import type { Command } from '../services.ts';

const command = 'jwk.decryptKey';

/**
 * Opens an encrypted JWK or set in a new editor; nothing is written to a disk. Its argument may name the place:
 * `{ from, uri }`.
 */
export const decryptKey: Command = {
  id: command,
  run: async (services, given) => {
    const title = vscode.l10n.t('Decrypt Key');
    if (!(given instanceof vscode.Uri)) new Arguments(command, given).oneOf('from', places);
    const source = await findSource(
      {
        title,
        placeholder: vscode.l10n.t('Where the encrypted key is (JWE)'),
        fits: (text) => /^\s*(?:eyJ[\w-]*\.[\w-]*\.[\w-]*\.[\w-]*\.[\w-]*\s*$|\{[^]*"ciphertext")/.test(text),
        dialog: vscode.l10n.t('The encrypted file'),
        endings: {
          [vscode.l10n.t('Encrypted keys')]: ['jwe', 'json', 'txt'],
          [vscode.l10n.t('All files')]: ['*'],
        },
      },
      given,
    );
    if (!source) return undefined;
    const password = await askForPassword(title, undefined);
    if (password === undefined) return undefined;
    const params = { source, password };
    const done = await operate(services, 'jwk.server.decrypt', params, vscode.l10n.t('Decrypting'));
    const [text] = done?.texts ?? [];
    if (!done || !text) return undefined;
    await openNew(text.text);
    report(
      vscode.l10n.t('The new editor has the decrypted key. It is on no disk until you save it.'),
      warningsOf(done),
    );
    return { secret: text.secret };
  },
};
