import * as vscode from 'vscode';
import { Arguments } from '../arguments.ts';
import { fromBase64 } from '../base64.ts';
import { looksLikeKeySet, nameOfDocument, placeOf } from '../editors.ts';
import { report } from '../messages.ts';
import { documentAt, operate, warningsOf, type Done } from '../operations.ts';
import { askForExport, exportFormats, readExportChoice, type CompleteExport } from '../prompts/askForExport.ts';
import { askForFile, proposedBeside } from '../prompts/askForFile.ts';
import { askForNewPassword } from '../prompts/askForPassword.ts';
import type { Command, Services } from '../services.ts';
import { savedSecret } from '../savedFile.ts';

const command = 'jwk.exportKey';

/**
 * Writes the key at the cursor in a format of other tools. Its argument may answer what would be asked:
 * `{ uri, position, as, whole, file, to }`; with `as` and `file` or `to` nothing is asked but a new password.
 */
export const exportKey: Command = {
  id: command,
  run: async (services, given) => {
    const { document, position } = await placeOf(given);
    const known = readExportChoice(new Arguments(command, given));
    const { as, to } = known;
    const choice = as === undefined || to === undefined ? await askForExport(known) : { ...known, as, to };
    if (!choice) return undefined;
    const title = vscode.l10n.t('Export Key');
    const format = exportFormats[choice.as];
    const whole = format.whole ?? choice.whole ?? false;
    const newPassword = choice.as === 'encrypted' ? await askForNewPassword(title) : undefined;
    if (choice.as === 'encrypted' && newPassword === undefined) return undefined;
    const params = {
      source: documentAt(services, document, looksLikeKeySet(document) ? position : undefined),
      to: format.to,
      format: format.format,
      ...(whole ? {} : { public: true }),
      newPassword,
    };
    const done = await operate(services, 'jwk.server.convert', params, vscode.l10n.t('Writing the key'));
    return done && deliver(done, choice, document, services);
  },
};

async function deliver(
  done: Done,
  choice: CompleteExport,
  document: vscode.TextDocument,
  services: Services,
): Promise<{ readonly to: string; readonly secret: boolean } | undefined> {
  const [text] = done.texts;
  if (!text) return undefined;
  const { secret } = text;
  if (choice.to === 'clipboard' && !text.isBase64) {
    await vscode.env.clipboard.writeText(text.text);
    const said = secret
      ? vscode.l10n.t('Copied the private key. The clipboard is secret now.')
      : vscode.l10n.t('Copied the public key.');
    report(said, warningsOf(done));
    return { to: 'clipboard', secret };
  }
  const free = await askForFile({
    title: vscode.l10n.t('Export Key'),
    prompt: vscode.l10n.t('File of the key'),
    proposed: proposedBeside(document, exportFormats[choice.as].ending),
    given: choice.file,
  });
  if (!free) return undefined;
  const content = text.isBase64 ? fromBase64(text.text) : text.text;
  const restricted = await services.files.write(free.uri, content, { secret, replace: free.replace });
  const values = { from: nameOfDocument(document), file: vscode.workspace.asRelativePath(free.uri) };
  if (secret) {
    await savedSecret(vscode.l10n.t('Saved the private key of {from} in {file}.', values), free.uri, {
      restricted,
      warnings: warningsOf(done),
    });
  } else report(vscode.l10n.t('Saved the public key of {from} in {file}.', values), warningsOf(done));
  return { to: 'file', secret };
}
