import * as vscode from 'vscode';
import type { GenerateCommand } from '../../../server/src/protocol.ts';
import { askAboutPublicDocument } from '../exposure.ts';
import { nameOfDocument, openNew, showingChange } from '../editors.ts';
import { keyName } from '../keyName.ts';
import { report } from '../messages.ts';
import { withBriefProgress, withProgress } from '../progress.ts';
import { askForKey } from '../prompts/askForKey.ts';
import { generateCommand, readKeyChoice, type CompleteKeyChoice, type KeyChoice } from '../prompts/keyChoice.ts';
import { deliverPair, freePairFor } from '../deliverPair.ts';
import type { Answer } from '../server.ts';
import type { Command, Services } from '../services.ts';
import { noTargetDocument, targetDocument } from '../targetDocument.ts';

/** What was made, for callers. */
export interface GeneratedKey {
  readonly kid: string | undefined;
  readonly to: CompleteKeyChoice['to'];
}

/**
 * Generates a key into the open set, a new editor, two files or the clipboard. With an argument that has `kty` nothing
 * is asked: what it leaves open is made to fit, and the key goes to the document that `uri` names or the open set, else
 * to a new editor.
 */
export const generateKey: Command = {
  id: 'jwk.generateKey',
  run: (services, given): Promise<GeneratedKey | undefined> =>
    generateInto(services, given, readKeyChoice('jwk.generateKey', given)),
};

/** The same without a question: the key most services want. Only whether a public set gets all of it is asked. */
export const generateKeyDefaults: Command = {
  id: 'jwk.generateKeyDefaults',
  run: (services, given): Promise<GeneratedKey | undefined> =>
    generateInto(services, given, { kty: 'EC', crv: 'P-256', use: 'sig', alg: 'ES256', kid: 'thumbprint' }),
};

async function generateInto(services: Services, given: unknown, known: KeyChoice): Promise<GeneratedKey | undefined> {
  const { document, meant } = await targetDocument(given);
  if (!document && known.to === 'document') throw noTargetDocument();
  const choice = await choose(services, known, meant);
  if (!choice) return undefined;
  if (choice.to !== 'document' || !document) return makeText(choice, services);
  return showingChange(document, () => addTo(document, choice, services));
}

const lastChoice = 'generateKey.last';

async function choose(
  { memory }: Services,
  given: KeyChoice,
  document: vscode.TextDocument | undefined,
): Promise<CompleteKeyChoice | undefined> {
  const { kty } = given;
  if (kty !== undefined) return { ...given, kty, to: given.to ?? (document ? 'document' : 'file') };
  const last = memory.get<KeyChoice>(lastChoice, {});
  const name = document && nameOfDocument(document);
  const choice = await askForKey({ given, last, document: name });
  // The text of a key ID and the names of files belong to one key; whether a public document may have it is asked every
  // time.
  const forgotten = { kidText: undefined, files: undefined, publicDocument: undefined };
  if (choice) await memory.update(lastChoice, { ...choice, ...forgotten });
  return choice;
}

async function addTo(
  document: vscode.TextDocument,
  choice: CompleteKeyChoice,
  services: Services,
): Promise<GeneratedKey | undefined> {
  const name = nameOfDocument(document);
  const into = { uri: services.server.uriOf(document.uri) };
  let { publicDocument } = choice;
  let answer = await generate(choice, { into, ...(publicDocument ? { publicDocument } : {}) }, services);
  if (answer?.kind === 'public-document') {
    publicDocument = await askAboutPublicDocument(name);
    if (!publicDocument) return undefined;
    answer = await generate(choice, { into, publicDocument }, services);
  }
  if (answer?.kind !== 'applied') return undefined;
  const { kid, warnings, privateSet } = answer;
  // With the public half alone nobody could sign: its private half goes where it can be saved.
  if (privateSet !== undefined) await openNew(privateSet);
  const done =
    privateSet === undefined
      ? vscode.l10n.t('Added {key} to {name}.', { key: keyName(kid), name })
      : vscode.l10n.t('Added the public half of {key} to {name}. The private half is in the new editor: save it.', {
          key: keyName(kid),
          name,
        });
  report(done, warnings);
  return { kid, to: 'document' };
}

async function makeText(choice: CompleteKeyChoice, services: Services): Promise<GeneratedKey | undefined> {
  // Asked before the key is made: nobody waits for one that then has no place.
  const free =
    choice.to === 'pair' ? await freePairFor(vscode.l10n.t('Generate Key'), choice.files, services.files) : undefined;
  if (choice.to === 'pair' && !free) return undefined;
  const answer = await generate(choice, {}, services);
  if (answer?.kind !== 'text') return undefined;
  const { kid, privateSet, publicSet, warnings } = answer;
  if (free) {
    const made = { what: keyName(kid), private: privateSet, public: publicSet, warnings };
    await deliverPair(made, free, choice, services.files);
  } else if (choice.to === 'clipboard') {
    await vscode.env.clipboard.writeText(privateSet);
    report(vscode.l10n.t('The clipboard has a key set with {0}, secret part included.', keyName(kid)), warnings);
  } else {
    await openNew(privateSet);
    const copy = { title: vscode.l10n.t('Copy Public Key Set'), command: 'jwk.copyPublicKeySet' };
    const done = vscode.l10n.t('Generated {0} in a new editor. It is not saved yet.', keyName(kid));
    report(done, warnings, ...(publicSet === undefined ? [] : [copy]));
  }
  return { kid, to: choice.to };
}

function generate(
  choice: CompleteKeyChoice,
  where: Pick<GenerateCommand, 'into' | 'publicDocument'>,
  { server }: Services,
): Promise<Answer<'jwk.server.generate'> | undefined> {
  const params = { ...generateCommand(choice), ...where };
  // The primes of RSA take their time; whoever waits can cancel.
  const progress = choice.kty === 'RSA' ? withProgress : withBriefProgress;
  return progress(vscode.l10n.t('Generating a key'), (token: vscode.CancellationToken) =>
    server.ask('jwk.server.generate', params, token),
  );
}
