import * as vscode from 'vscode';
import type { KeyThumbprint } from '../../../server/src/protocol.ts';
import { Arguments } from '../arguments.ts';
import { nameOfDocument, placeOf, type Place } from '../editors.ts';
import { Failure } from '../failure.ts';
import { keyName } from '../keyName.ts';
import { report } from '../messages.ts';
import { documentAt, operate, warningsOf, type Done } from '../operations.ts';
import { askForKeyOf, askForThumbprint, readThumbprintChoice, thumbprintName } from '../prompts/askForThumbprint.ts';
import type { Command, Services } from '../services.ts';

const command = 'jwk.copyThumbprint';

/**
 * Copies the thumbprint of the key at the cursor, or of one that is asked for, or its URI. Its argument may name the
 * place and the form: `{ uri, position, as, hash }`; with `as` or `hash` no form is asked. The thumbprint of a symmetric
 * key is a hash of its secret: the server gives none.
 */
export const copyThumbprint: Command = {
  id: command,
  run: async (services, given) => {
    const place = await placeOf(given);
    const known = readThumbprintChoice(new Arguments(command, given));
    const title = vscode.l10n.t('Copy Thumbprint');
    const key = await findKey(title, place, services);
    if (!key) return undefined;
    const choice = known ?? (await askForThumbprint(title));
    if (!choice) return undefined;
    const { as, hash } = choice;
    const done = hash === 'sha-256' ? key.done : await thumbprints({ ...key.params, hash }, services);
    const found = done && rowsOf(done)[key.row];
    const text = as === 'uri' ? found?.uri : found?.thumbprint;
    if (!done || !found || !text) return undefined;
    await vscode.env.clipboard.writeText(text);
    const values = { what: thumbprintName(choice), key: keyName(found.kid) };
    report(vscode.l10n.t('Copied the {what} of {key}.', values), warningsOf(done));
    return { as, hash, text };
  },
};

/** How the server is asked for the thumbprint of one key, and what it says with SHA-256. */
interface OneKey {
  readonly params: Readonly<Record<string, unknown>>;
  readonly done: Done;
  /** Which of those it answers: a document with two sets has two keys at one place. */
  readonly row: number;
}

/** @throws Failure for a key that has none */
async function findKey(title: string, { document, position }: Place, services: Services): Promise<OneKey | undefined> {
  const params = { document: documentAt(services, document, position) };
  const done = await thumbprints(params, services);
  const rows = done && rowsOf(done);
  if (!rows) return undefined;
  if (rows.length === 0) throw new Failure(vscode.l10n.t('{0} has no key.', nameOfDocument(document)));
  if (rows.length === 1) return withThumbprint({ params, done, row: 0 });
  const key = await askForKeyOf(title, rows);
  if (!key) return undefined;
  const named = { document: documentAt(services, document, undefined), index: key.index };
  const answer = await thumbprints(named, services);
  const row = rows.filter(({ index }) => index === key.index).indexOf(key);
  return answer && withThumbprint({ params: named, done: answer, row });
}

function withThumbprint(key: OneKey): OneKey {
  if (rowsOf(key.done)[key.row]?.thumbprint !== null) return key;
  throw new Failure(key.done.notes.map(({ message }) => message).join(' '));
}

function thumbprints(params: OneKey['params'], services: Services): Promise<Done | undefined> {
  return operate(services, 'jwk.server.thumbprint', params, vscode.l10n.t('Reading the key'));
}

function rowsOf({ report: rows }: Done): readonly KeyThumbprint[] {
  return rows as readonly KeyThumbprint[];
}
