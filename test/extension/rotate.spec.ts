import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { ecKey, keysOf, publicHalf, setText } from './keys.ts';
import { openInWorkspace, workspaceUri } from './support.ts';
import { command, withMessages } from './windows.ts';

interface Rotated {
  readonly kid: string;
  readonly of: string;
  readonly publicUpdated: boolean;
}

describe('JWK: Rotate Key…', () => {
  it('adds a successor to the private set and its public half to the public one', async () => {
    const [a, b] = [ecKey('2026-01-01_01'), ecKey('2026-01-01_02')];
    const published = await openInWorkspace('rotate/.well-known/jwks.json', setText(publicHalf(a), publicHalf(b)));
    const document = await openInWorkspace('rotate/private.jwks', setText(a, b));
    const { result, messages } = await withMessages(() =>
      command<Rotated>('jwk.rotateKey', { uri: document.uri, index: 1, publicUri: published.uri.toString() }),
    );
    assert.equal(messages[0]?.kind, 'information', JSON.stringify(messages));
    assert.deepEqual([result.of, result.publicUpdated], ['2026-01-01_02', true]);
    const successor = keysOf(document)[2];
    assert.ok(successor);
    assert.deepEqual(
      [successor.kty, successor.crv, successor.alg, successor.use, successor.kid],
      ['EC', 'P-256', 'ES256', 'sig', result.kid],
    );
    assert.deepEqual(keysOf(published), [publicHalf(a), publicHalf(b), publicHalf(successor)]);
    assert.match(messages[0].text, /jwks\.json has its public half/);
  });

  it('changes one document only when there is no public set', async () => {
    const before = setText(ecKey('only'));
    const document = await openInWorkspace('rotate/alone/private.jwks', before);
    const { result } = await withMessages(() =>
      command<Rotated>('jwk.rotateKey', { uri: document.uri, publicUri: null }),
    );
    assert.deepEqual([result.of, result.publicUpdated], ['only', false]);
    assert.equal(keysOf(document).length, 2);
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), before);
  });

  it('opens the set that is published, whatever VS Code takes it for', async () => {
    const a = ecKey('a');
    const uri = workspaceUri('rotate/plain/jwks');
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(setText(publicHalf(a))));
    const document = await openInWorkspace('rotate/plain/private.jwks', setText(a));
    const { result, messages } = await withMessages(() =>
      command<Rotated>('jwk.rotateKey', { uri: document.uri, publicUri: uri }),
    );
    assert.equal(messages[0]?.kind, 'information', JSON.stringify(messages));
    assert.equal(result.publicUpdated, true);
    assert.equal(keysOf(await vscode.workspace.openTextDocument(uri)).length, 2);
  });

  it('says why it cannot', async () => {
    const document = await openInWorkspace('rotate/none.json', '{ "a": 1 }\n');
    const { result, messages } = await withMessages(() =>
      command('jwk.rotateKey', { uri: document.uri, publicUri: null }),
    );
    assert.equal(result, undefined);
    assert.deepEqual(
      messages.map(({ kind }) => kind),
      ['error'],
    );
    assert.match(messages[0]?.text ?? '', /none\.json/);
  });
});
