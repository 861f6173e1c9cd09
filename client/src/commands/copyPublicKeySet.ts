import * as vscode from 'vscode';
import { nameOfDocument, placeOf } from '../editors.ts';
import { tell } from '../messages.ts';
import { readPublicSet } from '../publicSet.ts';
import type { Command } from '../services.ts';

/** Copies the public halves of a document's keys. Its argument may name the document: `{ uri }`. */
export const copyPublicKeySet: Command = {
  id: 'jwk.copyPublicKeySet',
  run: async ({ server }, given) => {
    const { document } = await placeOf(given);
    const name = nameOfDocument(document);
    const none = vscode.l10n.t('Nothing was copied: no key in {0} has a public half. Symmetric keys have none.', name);
    const answer = await readPublicSet(server, document, none);
    if (!answer) return undefined;
    const { text, keys, dropped } = answer;
    await vscode.env.clipboard.writeText(text);
    tell([copied(keys), ...(dropped > 0 ? [left(dropped)] : [])].join(' '));
    return { keys, dropped };
  },
};

function copied(keys: number): string {
  return keys === 1
    ? vscode.l10n.t('Copied a public key set with 1 key.')
    : vscode.l10n.t('Copied a public key set with {0} keys.', keys);
}

function left(dropped: number): string {
  return dropped === 1
    ? vscode.l10n.t('1 symmetric key was left out: it has no public half.')
    : vscode.l10n.t('{0} symmetric keys were left out: they have no public half.', dropped);
}
