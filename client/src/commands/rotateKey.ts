import * as vscode from 'vscode';
import type { RotateAnswer, RotateCommand } from '../../../server/src/protocol.ts';
import { asRecord, asUri, isWritable, nameOfDocument, opened, openNew, placeOf, showingChange } from '../editors.ts';
import { Failure } from '../failure.ts';
import { keyName } from '../keyName.ts';
import { tell, warn } from '../messages.ts';
import { documentAt } from '../operations.ts';
import { withProgress } from '../progress.ts';
import { askForKeyToRotate, askForPublicSet } from '../prompts/askForRotation.ts';
import type { Command, Services } from '../services.ts';

/**
 * Adds a successor of a key to its set, and the public half to the set that is published. Its argument may answer what
 * would be asked: `{ uri, position, index, publicUri }`, with publicUri null when there is no such set.
 */
export const rotateKey: Command = {
  id: 'jwk.rotateKey',
  run: async (services, given) => {
    const { document, position } = await placeOf(given);
    if (!isWritable(document)) {
      throw new Failure(
        vscode.l10n.t(
          '{0} is read-only. Open the set the key was published from to rotate it.',
          nameOfDocument(document),
        ),
      );
    }
    const publicSet = await publicSetFor(document, asRecord(given).publicUri);
    if (publicSet === undefined) return undefined;
    const { index } = asRecord(given);
    const params: RotateCommand = {
      ...documentAt(services, document, position),
      ...(typeof index === 'number' ? { index } : {}),
      ...(publicSet ? { publicUri: services.server.uriOf(publicSet.uri) } : {}),
    };
    const answer = await showingChange(document, () => rotate(params, services));
    if (!answer) return undefined;
    // In a set that is public itself nothing secret is put: the private half goes where it can be saved.
    const rest = 'privateSet' in answer && typeof answer.privateSet === 'string' ? answer.privateSet : undefined;
    if (rest !== undefined) await openNew(rest);
    return report(answer, document, publicSet, rest !== undefined);
  },
};

/** The document that is published; null when there is none; undefined when the user gave up. */
async function publicSetFor(
  document: vscode.TextDocument,
  given: unknown,
): Promise<vscode.TextDocument | null | undefined> {
  if (given === null) return null;
  const named = asUri(given);
  if (named) return opened(named);
  const uri = await askForPublicSet(document);
  return uri ? opened(uri) : uri;
}

type Rotated = Extract<RotateAnswer, { kind: 'rotated' }>;

async function rotate(params: RotateCommand, services: Services): Promise<Rotated | undefined> {
  const answer = await withProgress(vscode.l10n.t('Generating the successor'), (token) =>
    services.server.ask('jwk.server.rotate', params, token),
  );
  if (answer?.kind !== 'choose') return answer;
  const index = await askForKeyToRotate(answer.keys);
  return index === undefined ? undefined : rotate({ ...params, index }, services);
}

function report(
  { kid, of, publicUpdated }: Rotated,
  document: vscode.TextDocument,
  publicSet: vscode.TextDocument | null,
  isPublic: boolean,
): { readonly kid: string | undefined; readonly of: string | undefined; readonly publicUpdated: boolean } {
  const added = vscode.l10n.t('Added {key} to {name}, as the successor of {old}.', {
    key: keyName(kid),
    name: nameOfDocument(document),
    old: keyName(of),
  });
  if (publicSet && publicUpdated) {
    const name = nameOfDocument(publicSet);
    tell(`${added} ${vscode.l10n.t('{0} has its public half. Save both, and publish before you sign with it.', name)}`);
  } else if (publicSet) {
    const name = nameOfDocument(publicSet);
    warn(`${added} ${vscode.l10n.t('{0} was not changed: add the public half there before you sign with it.', name)}`);
  } else if (isPublic) {
    tell(`${added} ${vscode.l10n.t('Only its public half is there: the private half is in the new file. Save it.')}`);
  } else {
    tell(`${added} ${vscode.l10n.t('Publish its public half before you sign with it.')}`);
  }
  return { kid, of, publicUpdated };
}
