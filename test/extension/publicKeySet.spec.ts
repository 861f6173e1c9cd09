import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { ecKey, publicHalf, setText } from './keys.ts';
import { openInWorkspace, readInWorkspace } from './support.ts';
import { command, withMessages } from './windows.ts';

const secret = { kty: 'oct', use: 'sig', alg: 'HS256', kid: 's', k: 'dGhpcy1pcy10aGUtY2FuYXJ5LW9mLXRoaXMtc3BlYyE' };

describe('JWK: Copy Public Key Set', () => {
  it('copies the public halves and counts what it left out', async () => {
    const [a, b] = [ecKey('a'), ecKey('b')];
    const document = await openInWorkspace('copy/private.jwks', setText(a, secret, b));
    const { result, messages } = await withMessages(() => command('jwk.copyPublicKeySet'));
    assert.deepEqual(result, { keys: 2, dropped: 1 });
    assert.deepEqual(JSON.parse(await vscode.env.clipboard.readText()), { keys: [publicHalf(a), publicHalf(b)] });
    assert.deepEqual(
      messages.map(({ text }) => text),
      ['Copied a public key set with 2 keys. 1 symmetric key was left out: it has no public half.'],
    );
    assert.equal(document.isDirty, false);
  });

  it('copies nothing when there is nothing public', async () => {
    await vscode.env.clipboard.writeText('as it was');
    await openInWorkspace('copy/secret.jwks', setText(secret));
    const { messages } = await withMessages(() => command('jwk.copyPublicKeySet'));
    assert.deepEqual(
      messages.map(({ kind, text }) => [kind, text]),
      [['error', 'Nothing was copied: no key in secret.jwks has a public half. Symmetric keys have none.']],
    );
    assert.equal(await vscode.env.clipboard.readText(), 'as it was');
  });

  it('copies what JWK: Write Public Set… writes, which says the same of symmetric keys', async () => {
    await openInWorkspace('copy/both/private.jwks', setText(ecKey('a'), secret));
    await withMessages(() => command('jwk.copyPublicKeySet'));
    const written = await withMessages(() =>
      command('jwk.writePublicSet', { file: 'copy/both/jwks.json', link: false }),
    );
    assert.equal(await readInWorkspace('copy/both/jwks.json'), await vscode.env.clipboard.readText());
    assert.equal(
      written.messages[0]?.text,
      'Saved a public set with 1 key in copy/both/jwks.json. Symmetric keys left out: 1.',
    );
    await openInWorkspace('copy/both/secret.jwks', setText(secret));
    const { messages } = await withMessages(() => command('jwk.writePublicSet', { file: 'copy/both/none.json' }));
    assert.deepEqual(
      messages.map(({ kind, text }) => [kind, text]),
      [['error', 'No key in secret.jwks has a public half. Symmetric keys have none.']],
    );
    await assert.rejects(readInWorkspace('copy/both/none.json'));
  });

  it('says so when no document is open, or it is gone', async () => {
    await vscode.workspace.saveAll(false);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    const none = await withMessages(() => command('jwk.copyPublicKeySet'));
    assert.deepEqual(
      none.messages.map(({ text }) => text),
      ['No JSON document is active. Open the one with the key, then run the command again.'],
    );
    const gone = await withMessages(() => command('jwk.copyPublicKeySet', { uri: 'file:///nowhere/jwks.json' }));
    assert.deepEqual(
      gone.messages.map(({ text }) => text),
      ['/nowhere/jwks.json cannot be opened. It may be gone, or not be text.'],
    );
  });
});
