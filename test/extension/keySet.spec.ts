import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { ecKey, keysOf, publicHalf, setText, type Jwk } from './keys.ts';
import { closeUnsaved, openInWorkspace, readInWorkspace, secretsOf, workspaceUri } from './support.ts';
import { command, ESCAPE, withAnswers, withMessages } from './windows.ts';

describe('JWK: Generate Key Set…', () => {
  after(() => vscode.workspace.getConfiguration('jwk').update('pairs', undefined, false));

  it('makes the keys of a preset in a new editor', async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    const { result, messages } = await withMessages(() =>
      withAnswers(['fapi2', 'New Editor'], () => command('jwk.generateKeySet')),
    );
    assert.deepEqual(result.result, { keys: 3, to: 'file' });
    assert.deepEqual(result.questions[1]?.offered, ['New Editor', 'Two Files…']);
    const document = vscode.window.activeTextEditor?.document;
    assert.ok(document?.isUntitled);
    assert.deepEqual(
      keysOf(document).map(({ alg }) => alg),
      ['PS256', 'ES256', 'Ed25519'],
    );
    for (const key of keysOf(document)) assert.notEqual(secretsOf(key).length, 0);
    assert.deepEqual(
      messages.map(({ text, buttons }) => [text, buttons]),
      [['Generated 3 keys in a new editor. It is not saved yet.', ['Copy Public Key Set']]],
    );
    await closeUnsaved();
  });

  it('adds them to the open set in one step that undo takes back', async () => {
    const before = setText(ecKey('a'));
    const document = await openInWorkspace('preset/private.jwks', before);
    const { messages } = await withMessages(() =>
      command('jwk.generateKeySet', { preset: 'smart-backend', kid: 'date' }),
    );
    assert.equal(keysOf(document).length, 3);
    assert.match(String(keysOf(document)[2]?.kid), /^\d{4}-\d{2}-\d{2}_02$/);
    assert.equal(messages[0]?.text, 'Added 2 keys to private.jwks.');
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), before);
  });

  it('asks before a public set, which can have the public halves only', async () => {
    const before = setText(publicHalf(ecKey('a')));
    const document = await openInWorkspace('preset/.well-known/jwks.json', before);
    const asked = await withMessages(() => command('jwk.generateKeySet', { preset: 'smart-backend' }));
    assert.deepEqual(
      asked.messages.map(({ modal, buttons }) => [modal, buttons]),
      [[true, ['Add Public Half Only']]],
    );
    assert.equal(document.getText(), before);
    await withMessages(() => command('jwk.generateKeySet', { preset: 'smart-backend' }), 'Add Public Half Only');
    assert.deepEqual(keysOf(document).flatMap(secretsOf), []);
    assert.equal(keysOf(document).length, 3);
    const rest = vscode.window.activeTextEditor?.document;
    assert.ok(rest?.isUntitled);
    assert.deepEqual(
      keysOf(rest).map(({ kid }) => kid),
      keysOf(document)
        .slice(1)
        .map(({ kid }) => kid),
    );
    await closeUnsaved();
  });

  it('takes a preset from a file, and writes two files', async () => {
    const preset = { name: 'mine', keys: [{ crv: 'P-256', count: 2 }] };
    await openInWorkspace('preset/mine.json', JSON.stringify(preset));
    const files = { private: 'preset/mine/private.jwks', public: 'preset/mine/jwks.json' };
    const { messages } = await withMessages(() =>
      withAnswers(['From a preset file…', 'Two Files…', files.private], () => command('jwk.generateKeySet'), {
        open: workspaceUri('preset/mine.json'),
      }),
    );
    const [own, published] = await Promise.all(
      [files.private, files.public].map(
        async (path) => (JSON.parse(await readInWorkspace(path)) as { keys: Jwk[] }).keys,
      ),
    );
    assert.deepEqual(published, own?.map(publicHalf));
    assert.match(messages[0]?.text ?? '', /^Saved 2 keys in preset\/mine\/private\.jwks, and its public half in /);
    const wrong = await withMessages(() => command('jwk.generateKeySet', { presetFile: files.public }));
    assert.equal(wrong.messages[0]?.kind, 'error');
    assert.match(wrong.messages[0].text, /preset\/mine\/jwks\.json/);
  });

  it('gives up without a trace', async () => {
    const { result, messages } = await withMessages(() => withAnswers([ESCAPE], () => command('jwk.generateKeySet')));
    assert.deepEqual([result.result, messages], [undefined, []]);
  });
});
