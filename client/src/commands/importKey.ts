import * as vscode from 'vscode';
import type { ConvertedKey } from '../../../server/src/protocol.ts';
import { Arguments } from '../arguments.ts';
import { activePlace, nameOfDocument, openNew, showingChange } from '../editors.ts';
import { findSource, places, type Source, type SourceQuestion } from '../keySource.ts';
import { keyName } from '../keyName.ts';
import { report } from '../messages.ts';
import { operate, operateInto, textOf, warningsOf, type Done } from '../operations.ts';
import { askForImport, readImportChoice, type CompleteImport } from '../prompts/askForImport.ts';
import type { Command, Services } from '../services.ts';
import { noTargetDocument, targetDocument } from '../targetDocument.ts';

const command = 'jwk.importKey';

/**
 * Makes JWKs of keys in PEM, DER or OpenSSH format and of certificates. With an argument that has `from` nothing is
 * asked but passwords; the explorer gives the file.
 */
export const importKey: Command = {
  id: command,
  run: async (services, argument) => {
    const given = isOpenSet(argument) ? undefined : argument;
    const members = new Arguments(command, given instanceof vscode.Uri ? undefined : given);
    const isSaid = members.oneOf('from', places) !== undefined;
    const known = readImportChoice(members);
    const source = await findSource(question(), given);
    if (!source) return undefined;
    // `uri` names the file that is imported, so the target is the active document.
    const { document, meant } = await targetDocument(undefined);
    if (!document && known.to === 'document') throw noTargetDocument();
    const params: Params = { source, to: 'jwks' };
    const seen = isSaid ? undefined : await look(params, services);
    if (!isSaid && !seen) return undefined;
    const choice = seen
      ? await askForImport(known, seen.keys, meant && nameOfDocument(meant), services.memory)
      : { ...known, to: known.to ?? (meant ? ('document' as const) : ('file' as const)) };
    if (!choice) return undefined;
    const { kid, kidText, use, alg } = choice;
    const wishes = { kid, kidText, use, alg: alg === 'none' ? 'omit' : alg };
    const whole = { ...params, ...wishes, password: seen?.password };
    if (choice.to === 'document' && document) {
      return showingChange(document, () => addTo(document, whole, choice, services));
    }
    return makeText(whole, choice, services);
  },
};

/** The menu of an editor names the document it was opened in, which is to take the key, as the explorer does a key. */
function isOpenSet(argument: unknown): boolean {
  return argument instanceof vscode.Uri && argument.toString() === activePlace()?.document.uri.toString();
}

type Params = Readonly<Record<string, unknown>> & { readonly source: Source };

function question(): SourceQuestion {
  return {
    title: vscode.l10n.t('Import Key'),
    placeholder: vscode.l10n.t('Where the key is: PEM, DER, OpenSSH or a certificate'),
    fits: (text) => /-----BEGIN [A-Z0-9 ]+-----|\b(?:ssh-(?:rsa|ed25519)|ecdsa-sha2-\w+) AAAA|"kty"\s*:/.test(text),
    dialog: vscode.l10n.t('The file with the key'),
    endings: {
      [vscode.l10n.t('Keys and certificates')]: ['pem', 'der', 'key', 'crt', 'cer', 'pub', 'p8', 'jwk', 'jwks', 'json'],
      [vscode.l10n.t('All files')]: ['*'],
    },
  };
}

const title = (): string => vscode.l10n.t('Reading the key');

/** What is in the source, so that nothing is asked that it tells. */
async function look(
  params: Params,
  services: Services,
): Promise<{ readonly keys: readonly ConvertedKey[]; readonly password: string | undefined } | undefined> {
  let password: string | undefined;
  const done = await operate(services, 'jwk.server.convert', params, title(), (typed) => (password = typed));
  return done && { keys: keysOf(done), password };
}

function keysOf({ report: facts }: Done): readonly ConvertedKey[] {
  return (facts as { readonly keys?: readonly ConvertedKey[] }).keys ?? [];
}

interface Imported {
  readonly keys: number;
  readonly to: CompleteImport['to'];
}

async function addTo(
  document: vscode.TextDocument,
  params: Params,
  { publicDocument, to }: CompleteImport,
  services: Services,
): Promise<Imported | undefined> {
  const name = nameOfDocument(document);
  const into = { uri: services.server.uriOf(document.uri) };
  const asked = { ...params, into, ...(publicDocument ? { publicDocument } : {}) };
  const done = await operateInto(services, 'jwk.server.convert', asked, title(), name);
  if (!done) return undefined;
  const keys = keysOf(done);
  // The private half is where it came from: it needs no second copy.
  const isHalf = done.texts.some(({ secret }) => secret);
  const values = { what: nameOf(keys), name };
  report(
    isHalf
      ? vscode.l10n.t('Added the public half of {what} to {name}.', values)
      : vscode.l10n.t('Added {what} to {name}.', values),
    warningsOf(done),
  );
  return { keys: keys.length, to };
}

async function makeText(params: Params, { to }: CompleteImport, services: Services): Promise<Imported | undefined> {
  const done = await operate(services, 'jwk.server.convert', params, title());
  if (!done) return undefined;
  const keys = keysOf(done);
  const text = textOf(done, 'private', 'symmetric', 'public') ?? '';
  const isSecret = done.texts.some(({ secret }) => secret);
  if (to === 'clipboard') {
    await vscode.env.clipboard.writeText(text);
    const what = nameOf(keys);
    report(
      isSecret
        ? vscode.l10n.t('The clipboard has a key set with {0}, secret part included.', what)
        : vscode.l10n.t('The clipboard has a key set with {0}.', what),
      warningsOf(done),
    );
  } else {
    await openNew(text);
    report(vscode.l10n.t('Imported {0} into a new editor. It is not saved yet.', nameOf(keys)), warningsOf(done));
  }
  return { keys: keys.length, to };
}

function nameOf(keys: readonly ConvertedKey[]): string {
  const [first] = keys;
  return keys.length === 1 ? keyName(first?.kid) : vscode.l10n.t('{0} keys', keys.length);
}
