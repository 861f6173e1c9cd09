/** What the commands show people, searched for the keys they work on: messages, questions, progress, titles of tabs. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { ecKey, publicHalf, setText } from './keys.ts';
import { closeUnsaved, openInWorkspace, workspaceUri } from './support.ts';
import { command, withAnswers, withMessages, withProgressTitles } from './windows.ts';

const password = 'a password nobody may read';

describe('secrets', () => {
  const [a, b] = [ecKey('a'), ecKey('b')];
  const symmetric = {
    kty: 'oct',
    kid: 'c',
    use: 'sig',
    alg: 'HS256',
    k: 'dGhpcy1pcy10aGUtY2FuYXJ5LW9mLXRoaXMtc3BlYyE',
  };
  const secrets = [a.d, b.d, symmetric.k].flatMap((value) => [String(value), String(value).slice(8, 24)]);
  after(() => vscode.workspace.getConfiguration('jwk').update('pairs', undefined, false));

  /** Runs a command and looks through all it showed. */
  async function searched(id: string, argument: unknown, answers: readonly string[] = []): Promise<void> {
    const { result, messages } = await withMessages(() =>
      withProgressTitles(() => withAnswers(answers, () => command(id, argument))),
    );
    const { titles, result: answered } = result;
    const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs.map(({ label }) => label));
    const shown = JSON.stringify([messages, titles, answered, tabs]);
    assert.notEqual(messages.length + titles.length, 0, id);
    for (const secret of [...secrets, password]) assert.ok(!shown.includes(secret), `${id} shows a secret: ${shown}`);
    while (vscode.window.activeTextEditor?.document.isUntitled) await closeUnsaved();
  }

  it('are in no message, question, progress or title', async () => {
    await openInWorkspace('canary/jwks.json', setText(publicHalf(a)));
    const document = await openInWorkspace('canary/private.jwks', setText(a, b, symmetric));
    const { uri } = document;
    const { line, character } = document.positionAt(document.getText().indexOf('"b"'));
    const position = { line, character };
    for (const [id, argument, answers] of [
      ['jwk.generateKey', { kty: 'EC', uri, kid: 'date' }],
      ['jwk.generateKeyDefaults', { uri }],
      ['jwk.generateKeySet', { preset: 'fapi2', to: 'file' }],
      ['jwk.copyKeyAs', { uri, position, as: 'env', whole: true }],
      ['jwk.copyKeyAs', { uri, set: true, as: 'curl', whole: true, url: 'https://api.example.com' }],
      ['jwk.copyPublicKeySet', { uri }],
      ['jwk.copyThumbprint', { uri, position, hash: 'sha-512' }],
      ['jwk.copyThumbprint', { uri }, ['c']],
      ['jwk.exportKey', { uri, position, as: 'pem', whole: true, to: 'clipboard' }],
      ['jwk.importKey', { from: 'clipboard', to: 'file' }],
      ['jwk.exportKey', { uri, position, as: 'pem', whole: true, file: 'canary/b.pem' }],
      ['jwk.importKey', workspaceUri('canary/b.pem'), ['New Editor']],
      ['jwk.exportKey', { uri, position, as: 'encrypted', file: 'canary/c.pem' }, [password, password]],
      ['jwk.importKey', { from: 'file', uri: String(workspaceUri('canary/c.pem')), to: 'file' }, [password]],
      ['jwk.selfSignCertificate', { uri, position, days: 30, publicUri: null }],
      ['jwk.writePublicSet', { uri, file: 'canary/public.jwks' }],
      ['jwk.updatePublicSet', { uri }],
      ['jwk.encryptKey', { uri, file: 'canary/private.jwe' }, [password, password]],
      ['jwk.decryptKey', { from: 'file', uri: String(workspaceUri('canary/private.jwe')) }, [password]],
      ['jwk.rotateKey', { uri, position, publicUri: null }],
      ['jwk.inspectKey', { uri, position }],
    ] as const) {
      await searched(id, argument, answers ?? []);
    }
    await vscode.workspace.saveAll(false);
  });
});
