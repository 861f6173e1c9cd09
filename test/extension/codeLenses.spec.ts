import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { ecKey, publicHalf, setText } from './keys.ts';
import { openInWorkspace, waitFor } from './support.ts';

/** Titles by line, as VS Code would show them; once there are any. */
async function lensesOf(uri: vscode.Uri): Promise<readonly [number, string, string][]> {
  const lenses = await waitFor('code lenses', async () => {
    const found = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri, 100);
    return found.length > 0 ? found : undefined;
  });
  return lenses.map(({ range, command }) => [range.start.line, command?.title ?? '', command?.command ?? '']);
}

/** Each member in a line of its own. */
const tall = (text: string): string => JSON.stringify(JSON.parse(text), null, 2);

function lineOf(text: string, what: string, nth = 0): number {
  return text.split('\n').flatMap((line, i) => (line.trim() === what ? [i] : []))[nth] ?? -1;
}

describe('Code lenses', () => {
  it('are above a private set and each of its keys', async () => {
    const text = tall(setText(ecKey('a'), ecKey('b')));
    const { uri } = await openInWorkspace('lenses/private.jwks', text);
    const [a, b] = [lineOf(text, '{', 1), lineOf(text, '{', 2)];
    assert.deepEqual(await lensesOf(uri), [
      [0, '2 keys, 2 private', 'jwk.inspectKey'],
      [0, 'Generate key', 'jwk.generateKey'],
      [0, 'Copy public set', 'jwk.copyPublicKeySet'],
      [a, 'Inspect', 'jwk.inspectKey'],
      [a, 'Copy as…', 'jwk.copyKeyAs'],
      [a, 'Rotate', 'jwk.rotateKey'],
      [b, 'Inspect', 'jwk.inspectKey'],
      [b, 'Copy as…', 'jwk.copyKeyAs'],
      [b, 'Rotate', 'jwk.rotateKey'],
    ]);
  });

  it('of a public set offer nothing that needs private keys, and can be turned off', async () => {
    const { uri } = await openInWorkspace('lenses/jwks.json', tall(setText(publicHalf(ecKey('a')))));
    assert.deepEqual(
      (await lensesOf(uri)).map(([, title]) => title),
      ['1 key', 'Generate key', 'Inspect', 'Copy as…'],
    );
    const settings = vscode.workspace.getConfiguration('jwk');
    await settings.update('codeLens.enabled', false, false);
    try {
      await waitFor('no code lenses', async () => {
        const left = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri);
        return left.length === 0 ? true : undefined;
      });
    } finally {
      await settings.update('codeLens.enabled', undefined, false);
    }
  });
});
