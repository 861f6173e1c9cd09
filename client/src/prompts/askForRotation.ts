/** Asks which key to rotate, and which set is published. */
import * as vscode from 'vscode';
import type { RotateAnswer } from '../../../server/src/protocol.ts';
import { isWritable, looksLikeKeySet } from '../editors.ts';
import { askInTurn, pick, type Choice } from '../prompts.ts';
import { documentSelector } from '../server.ts';

/** Names under which key sets are kept. */
const SET_FILES = '**/{*jwks*.json,*jwkset*.json,*jwk-set*.json,*.jwks,jwks}';
const ELSEWHERE = '**/{node_modules,.git,dist,build,target,vendor}/**';
/** More than anyone would look through. */
const MOST = 100;

async function ask<T>(placeholder: string, choices: readonly Choice<T>[]): Promise<T | undefined> {
  const known: { readonly answer?: T } = {};
  const answered = await askInTurn(vscode.l10n.t('Rotate Key'), known, [
    {
      applies: () => true,
      ask: async (_known, frame) => {
        const answer = await pick(frame, placeholder, choices);
        return answer === undefined || typeof answer === 'symbol' ? undefined : { answer };
      },
    },
  ]);
  return answered?.answer;
}

/** Asks which of several keys. Undefined when the user gave up. */
export function askForKeyToRotate(
  keys: Extract<RotateAnswer, { kind: 'choose' }>['keys'],
): Promise<number | undefined> {
  const choices = keys.map(({ index, label, description }) => ({ label, description, value: index }));
  return ask(vscode.l10n.t('The key that is to have a successor'), choices);
}

/**
 * Asks which set is published for a private one. Not asked where there is no other set.
 *
 * @returns null for none; undefined when the user gave up.
 */
export async function askForPublicSet(document: vscode.TextDocument): Promise<vscode.Uri | null | undefined> {
  const candidates = await otherSets(document);
  if (candidates.length === 0) return null;
  const none: Choice<{ readonly uri: vscode.Uri | null }> = {
    label: vscode.l10n.t('None'),
    description: vscode.l10n.t('change only this document'),
    value: { uri: null },
  };
  const choices = candidates.map((uri) => ({
    label: vscode.workspace.asRelativePath(uri),
    description: isOpen(uri) ? vscode.l10n.t('open') : undefined,
    value: { uri },
  }));
  const answer = await ask(vscode.l10n.t('The public set that is published, to get the public half'), [
    ...choices,
    none,
  ]);
  return answer?.uri;
}

/** Open documents that look like key sets, then such files of the workspace. */
async function otherSets(document: vscode.TextDocument): Promise<readonly vscode.Uri[]> {
  const open = vscode.workspace.textDocuments.filter(
    (other) => vscode.languages.match(documentSelector, other) > 0 && isWritable(other) && looksLikeKeySet(other),
  );
  const files = await vscode.workspace.findFiles(SET_FILES, ELSEWHERE, MOST);
  const found = new Map([...open.map(({ uri }) => uri), ...files].map((uri) => [uri.toString(), uri]));
  found.delete(document.uri.toString());
  return [...found.values()];
}

function isOpen(uri: vscode.Uri): boolean {
  const name = uri.toString();
  return vscode.workspace.textDocuments.some((document) => document.uri.toString() === name);
}
