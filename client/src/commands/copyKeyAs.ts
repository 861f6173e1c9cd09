import * as vscode from 'vscode';
import { Arguments } from '../arguments.ts';
import { asRecord, looksLikeKeySet, nameOfDocument, placeOf } from '../editors.ts';
import { report } from '../messages.ts';
import { documentAt, operate, warningsOf } from '../operations.ts';
import { askForCopy, formName, readCopyChoice } from '../prompts/askForCopy.ts';
import type { Command } from '../services.ts';

const command = 'jwk.copyKeyAs';

/**
 * Copies a key or a set in the form another place wants it. Its argument may name the place and the form:
 * `{ uri, position, set, as, whole, variable, url, member }`; with `as` nothing is asked, and without `whole` it is the
 * public half that is copied.
 */
export const copyKeyAs: Command = {
  id: command,
  run: async (services, given) => {
    const { document, position } = await placeOf(given);
    const known = readCopyChoice(new Arguments(command, given));
    // A place that is named means the key there.
    const named = asRecord(given).position !== undefined ? { ...known, set: known.set ?? false } : known;
    const { as } = known;
    const choice = as === undefined ? await askForCopy(named, looksLikeKeySet(document)) : { ...named, as };
    if (!choice) return undefined;
    const { set = false, whole = false, variable, url, member } = choice;
    const params = {
      document: documentAt(services, document, set ? undefined : position),
      as: choice.as,
      set,
      whole,
      variable,
      url,
      member,
    };
    const done = await operate(services, 'jwk.server.copyAs', params, vscode.l10n.t('Writing the copy'));
    const [text] = done?.texts ?? [];
    if (!done || !text) return undefined;
    await vscode.env.clipboard.writeText(text.text);
    const values = { name: nameOfDocument(document), form: formName(choice.as) };
    const what = set
      ? vscode.l10n.t('Copied the set of {name} ({form}).', values)
      : vscode.l10n.t('Copied the key of {name} ({form}).', values);
    const secret = text.secret
      ? vscode.l10n.t('It is secret: the clipboard holds private or symmetric key material.')
      : vscode.l10n.t('Nothing in it is secret.');
    report(`${what} ${secret}`, warningsOf(done));
    return { as: choice.as, set, secret: text.secret };
  },
};
