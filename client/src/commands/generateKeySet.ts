import * as vscode from 'vscode';
import { Arguments } from '../arguments.ts';
import { deliverPair, freePairFor } from '../deliverPair.ts';
import { nameOfDocument, openNew, showingChange } from '../editors.ts';
import { report } from '../messages.ts';
import { operate, operateInto, textOf, warningsOf, type Done } from '../operations.ts';
import { askForKeySet, readSetChoice, type CompleteSetChoice } from '../prompts/askForKeySet.ts';
import type { Command, Services } from '../services.ts';
import { readTextFile } from '../textFiles.ts';
import { Failure } from '../failure.ts';
import { fileAt } from '../files.ts';
import { noTargetDocument, targetDocument } from '../targetDocument.ts';

const command = 'jwk.generateKeySet';

/**
 * Generates all keys of a server or client from a preset. With an argument that has `preset` or `presetFile` nothing is
 * asked that has an answer without asking.
 */
export const generateKeySet: Command = {
  id: command,
  run: async (services, given) => {
    const known = readSetChoice(new Arguments(command, given));
    const { document, meant } = await targetDocument(given);
    if (!document && known.to === 'document') throw noTargetDocument();
    const choice = await choose(services, known, meant);
    if (!choice) return undefined;
    const { to, preset } = choice;
    const what = 'name' in preset ? { preset: preset.name } : { presetFile: await readPreset(preset.file) };
    const params = { ...what, kid: choice.kid };
    const done =
      to === 'document' && document
        ? await showingChange(document, () => addTo(document, params, choice, services))
        : await makeTexts(params, choice, services);
    return done && { keys: keysOf(done), to };
  },
};

async function choose(
  { memory }: Services,
  known: ReturnType<typeof readSetChoice>,
  meant: vscode.TextDocument | undefined,
): Promise<CompleteSetChoice | undefined> {
  const { preset } = known;
  if (preset) return { ...known, preset, to: known.to ?? (meant ? 'document' : 'file') };
  return askForKeySet(known, meant && nameOfDocument(meant), memory);
}

async function readPreset(path: string): Promise<{ readonly text: string; readonly path: string }> {
  const uri = fileAt(path);
  const file = await readTextFile(uri);
  const name = vscode.workspace.asRelativePath(uri);
  if (typeof file === 'string') {
    throw new Failure(vscode.l10n.t('{0} cannot be opened. It may be gone, or not be text.', name));
  }
  return { text: file.text, path: name };
}

const title = (): string => vscode.l10n.t('Generating the keys');

async function addTo(
  document: vscode.TextDocument,
  params: object,
  { publicDocument }: CompleteSetChoice,
  services: Services,
): Promise<Done | undefined> {
  const name = nameOfDocument(document);
  const into = { uri: services.server.uriOf(document.uri) };
  const asked = { ...params, into, ...(publicDocument ? { publicDocument } : {}) };
  const done = await operateInto(services, 'jwk.server.generateSet', asked, title(), name);
  if (!done) return undefined;
  const rest = textOf(done, 'private');
  if (rest !== undefined) await openNew(rest);
  const values = { count: keysOf(done), name };
  report(
    rest === undefined
      ? vscode.l10n.t('Added {count} keys to {name}.', values)
      : vscode.l10n.t(
          'Added the public halves of {count} keys to {name}. The private ones are in the new editor: save it.',
          values,
        ),
    warningsOf(done),
  );
  return done;
}

async function makeTexts(
  params: Readonly<Record<string, unknown>>,
  choice: CompleteSetChoice,
  services: Services,
): Promise<Done | undefined> {
  const free =
    choice.to === 'pair'
      ? await freePairFor(vscode.l10n.t('Generate Key Set'), choice.files, services.files)
      : undefined;
  if (choice.to === 'pair' && !free) return undefined;
  const done = await operate(services, 'jwk.server.generateSet', params, title());
  if (!done) return undefined;
  const [own, published] = [textOf(done, 'private', 'symmetric') ?? '', textOf(done, 'public')];
  const what = vscode.l10n.t('{0} keys', keysOf(done));
  if (free) {
    const made = { what, private: own, public: published, warnings: warningsOf(done) };
    await deliverPair(made, free, choice, services.files);
  } else {
    await openNew(own);
    const copy = { title: vscode.l10n.t('Copy Public Key Set'), command: 'jwk.copyPublicKeySet' };
    const said = vscode.l10n.t('Generated {0} in a new editor. It is not saved yet.', what);
    report(said, warningsOf(done), ...(published === undefined ? [] : [copy]));
  }
  return done;
}

function keysOf({ report: facts }: Done): number {
  const { keys } = facts as { readonly keys?: readonly unknown[] };
  return keys?.length ?? 0;
}
