import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { ecKey, keysOf, publicHalf, setText, type Jwk } from './keys.ts';
import { openInWorkspace } from './support.ts';
import { command, withMessages, withProgressTitles } from './windows.ts';

interface Generated {
  readonly kid: string | undefined;
  readonly to: string;
}

/** The secret members of a key, for looking whether they are where they must not be. */
function secretsOf(key: Jwk | undefined): string[] {
  return ['d', 'p', 'q', 'dp', 'dq', 'qi', 'k', 'priv'].map((name) => key?.[name]).filter((v) => typeof v === 'string');
}

describe('JWK: Generate Key…', () => {
  it('adds a key to the open set, which undo takes out again', async () => {
    const before = setText(ecKey('a'));
    const document = await openInWorkspace('generate/private.jwks', before);
    const { result, messages } = await withMessages(() =>
      command<Generated>('jwk.generateKey', {
        kty: 'EC',
        crv: 'P-384',
        use: 'sig',
        kid: 'text',
        kidText: 'b',
        to: 'document',
      }),
    );
    assert.deepEqual(result, { kid: 'b', to: 'document' });
    const [, added] = keysOf(document);
    assert.deepEqual(
      [added?.kty, added?.crv, added?.use, added?.alg, added?.kid],
      ['EC', 'P-384', 'sig', 'ES384', 'b'],
    );
    assert.equal(secretsOf(added).length, 1);
    assert.deepEqual(
      messages.map(({ kind, text }) => [kind, text]),
      [['information', 'Added key "b" to private.jwks.']],
    );
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), before);
  });

  it('makes every kind of key in a new file', async () => {
    for (const [argument, expected] of [
      [{ kty: 'RSA' }, { kty: 'RSA', use: 'sig', alg: 'RS256' }],
      [
        { kty: 'EC', use: 'enc' },
        { kty: 'EC', use: 'enc', alg: 'ECDH-ES+A256KW' },
      ],
      [{ kty: 'OKP' }, { kty: 'OKP', use: 'sig', alg: 'Ed25519' }],
      [
        { kty: 'OKP', crv: 'X25519' },
        { kty: 'OKP', use: 'enc', alg: 'ECDH-ES+A256KW' },
      ],
      [
        { kty: 'oct', bits: 512 },
        { kty: 'oct', use: 'sig', alg: 'HS512' },
      ],
      [
        { kty: 'oct', use: 'enc', bits: 512 },
        { kty: 'oct', use: 'enc', alg: 'dir' },
      ],
      [
        { kty: 'EC', alg: 'ES384' },
        { kty: 'EC', use: 'sig', alg: 'ES384' },
      ],
      [
        { kty: 'OKP', use: 'enc' },
        { kty: 'OKP', use: 'enc', alg: 'ECDH-ES+A256KW' },
      ],
      [
        { kty: 'RSA', alg: 'RSA-OAEP-256' },
        { kty: 'RSA', use: 'enc', alg: 'RSA-OAEP-256' },
      ],
      [{ kty: 'AKP' }, { kty: 'AKP', use: 'sig', alg: 'ML-DSA-65' }],
      [
        { kty: 'EC', alg: 'none', kid: 'none' },
        { kty: 'EC', use: 'sig' },
      ],
    ] as const) {
      const { result, messages } = await withMessages(() =>
        command<Generated>('jwk.generateKey', { ...argument, to: 'file' }),
      );
      assert.equal(result.to, 'file', JSON.stringify(messages));
      const document = vscode.window.activeTextEditor?.document;
      assert.ok(document?.isUntitled);
      assert.equal(document.languageId, 'json');
      const [key] = keysOf(document);
      assert.deepEqual({ kty: key?.kty, use: key?.use, alg: key?.alg }, { alg: undefined, ...expected });
      const kid: unknown = key?.kid;
      assert.equal(kid, result.kid);
      assert.equal(kid === undefined, 'kid' in argument);
      for (const secret of secretsOf(key)) assert.ok(!JSON.stringify(messages).includes(secret));
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    }
  });

  it('goes to the active document only if that is a key set', async () => {
    const before = '{ "name": "app", "keys": "none" }\n';
    const other = await openInWorkspace('generate/package.json', before);
    assert.equal((await command<Generated>('jwk.generateKey', { kty: 'EC', use: 'sig' })).to, 'file');
    assert.equal(other.getText(), before);
    assert.ok(vscode.window.activeTextEditor?.document.isUntitled);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    const set = await openInWorkspace('generate/new-keys.json', setText());
    assert.equal((await command<Generated>('jwk.generateKey', { kty: 'EC', use: 'sig' })).to, 'document');
    assert.equal(keysOf(set).length, 1);
  });

  it('hands out the private half even when it was cancelled after the public half was added', async () => {
    const document = await openInWorkspace('late/.well-known/jwks.json', setText(publicHalf(ecKey('a'))));
    const stop = new vscode.CancellationTokenSource();
    const changes = vscode.workspace.onDidChangeTextDocument((event) => {
      if (event.document === document) stop.cancel();
    });
    const argument = { kty: 'EC', to: 'document', publicDocument: 'public-half' };
    await withProgressTitles(() => command('jwk.generateKey', argument), stop.token);
    changes.dispose();
    assert.ok(stop.token.isCancellationRequested);
    const rest = vscode.window.activeTextEditor?.document;
    assert.ok(rest?.isUntitled);
    assert.equal(keysOf(rest)[0]?.x, keysOf(document)[1]?.x);
    assert.equal(secretsOf(keysOf(rest)[0]).length, 1);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  it('copies a key set and says that it is secret', async () => {
    const { messages } = await withMessages(() => command('jwk.generateKey', { kty: 'OKP', to: 'clipboard' }));
    const set = JSON.parse(await vscode.env.clipboard.readText()) as { keys: Jwk[] };
    assert.equal(secretsOf(set.keys[0]).length, 1);
    assert.match(messages[0]?.text ?? '', /^The clipboard has a key set with key ".+", secret part included\.$/);
  });

  it('asks before it puts a private key into a public set', async () => {
    const before = setText(publicHalf(ecKey('a')));
    const document = await openInWorkspace('.well-known/jwks.json', before);
    const argument = { kty: 'EC', kid: 'text', kidText: 'b', to: 'document' };
    const refused = await withMessages(() => command('jwk.generateKey', argument));
    assert.deepEqual(
      refused.messages.map(({ modal, text }) => [modal, text]),
      [[true, 'jwks.json is a public key set. Add only the public half of the new key?']],
    );
    assert.equal(refused.result, undefined);
    assert.equal(document.getText(), before);
    const half = await withMessages(() => command<Generated>('jwk.generateKey', argument), 'Add Public Half Only');
    assert.deepEqual(half.result, { kid: 'b', to: 'document' });
    assert.deepEqual(secretsOf(keysOf(document)[1]), []);
    // Where the private half is, or the key were of no use.
    const rest = vscode.window.activeTextEditor?.document;
    assert.ok(rest?.isUntitled);
    assert.equal(secretsOf(keysOf(rest)[0]).length, 1);
    assert.equal(keysOf(rest)[0]?.x, keysOf(document)[1]?.x);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  it('says what is wrong with an argument, or with the document', async () => {
    const wrong = await withMessages(() => command('jwk.generateKey', { kty: 'DSA' }));
    assert.deepEqual(
      wrong.messages.map(({ kind, text }) => [kind, text]),
      [['error', 'The argument "kty" of jwk.generateKey must be one of RSA, EC, OKP, oct, AKP.']],
    );
    await openInWorkspace('generate/list.json', '[1, 2]\n');
    const other = await withMessages(() => command('jwk.generateKey', { kty: 'EC', to: 'document' }));
    assert.equal(other.messages[0]?.kind, 'error');
    assert.match(other.messages[0].text, /list\.json/);
  });
});
