import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { ecKey, publicHalf, setText } from './keys.ts';
import { openInWorkspace } from './support.ts';
import { command, withAnswers, withMessages } from './windows.ts';

describe('JWK: Copy Key As…', () => {
  const [a, b] = [ecKey('a'), ecKey('b')];
  let document: vscode.TextDocument;
  before(async () => {
    document = await openInWorkspace('copyAs/private.jwks', setText(a, b));
  });
  beforeEach(() => vscode.window.showTextDocument(document));

  const placeOf = (kid: string): { uri: vscode.Uri; position: { line: number; character: number } } => {
    const { line, character } = document.positionAt(document.getText().indexOf(`"${kid}"`));
    return { uri: document.uri, position: { line, character } };
  };
  const clipboard = (): Promise<string> => Promise.resolve(vscode.env.clipboard.readText());

  it('copies the public half of the key that is named, unless it is told otherwise', async () => {
    const half = await withMessages(() => command('jwk.copyKeyAs', { ...placeOf('b'), as: 'json' }));
    assert.deepEqual(half.result, { as: 'json', set: false, secret: false });
    assert.deepEqual(JSON.parse(await clipboard()), publicHalf(b));
    assert.deepEqual(
      half.messages.map(({ text }) => text),
      ['Copied the key of private.jwks (JSON). Nothing in it is secret.'],
    );
    const whole = await withMessages(() => command('jwk.copyKeyAs', { ...placeOf('b'), as: 'json', whole: true }));
    assert.deepEqual(JSON.parse(await clipboard()), b);
    assert.equal(
      whole.messages[0]?.text,
      'Copied the key of private.jwks (JSON). It is secret: the clipboard holds private or symmetric key material.',
    );
    assert.ok(!JSON.stringify(whole.messages).includes(String(b.d)));
  });

  it('asks what, in which form, and which half; the public one first', async () => {
    const { result } = await withMessages(() =>
      withAnswers(['The whole set', 'Escaped JSON string', 'Everything'], () =>
        command('jwk.copyKeyAs', { uri: document.uri }),
      ),
    );
    assert.deepEqual(
      result.questions.map(({ offered }) => offered),
      [
        ['The key at the cursor', 'The whole set'],
        ['JSON', 'Escaped JSON string', 'base64url', 'Environment line', 'PEM', 'curl request'],
        ['Public half', 'Everything'],
      ],
    );
    assert.deepEqual(JSON.parse(JSON.parse(await clipboard()) as string), { keys: [a, b] });
    const env = await withMessages(() =>
      withAnswers(['Environment line', 'Public half', '1', 'SIGNING_KEY'], () =>
        command('jwk.copyKeyAs', placeOf('a')),
      ),
    );
    assert.equal(env.result.questions[2]?.problem, 'Use letters, digits and underscores.');
    assert.deepEqual(env.result.questions[2].offered, ['JWK']);
    assert.match(await clipboard(), /^SIGNING_KEY='\{.*\}'\n?$/);
  });

  it('writes a request without secrets in its command line', async () => {
    await withMessages(() =>
      command('jwk.copyKeyAs', {
        uri: document.uri,
        set: true,
        as: 'curl',
        whole: true,
        url: 'https://api.example.com/service',
        member: 'jwks',
      }),
    );
    const script = await clipboard();
    assert.match(script, /curl/);
    const [commandLine = ''] = script.split('\n').filter((line) => line.includes('curl '));
    assert.ok(!commandLine.includes(String(a.d)));
    assert.ok(script.includes(String(a.d)));
  });

  it('copies nothing where the cursor is in no key', async () => {
    await vscode.env.clipboard.writeText('as it was');
    const editor = await vscode.window.showTextDocument(document);
    editor.selection = new vscode.Selection(0, 0, 0, 0);
    const { messages } = await withMessages(() => command('jwk.copyKeyAs', { as: 'json', whole: true }));
    assert.deepEqual(
      messages.map(({ kind, text }) => [kind, text]),
      [['error', 'The cursor is in none of the keys; put it inside one']],
    );
    assert.equal(await clipboard(), 'as it was');
  });
});

describe('code lenses', () => {
  it('run the commands they name, and go with the setting', async () => {
    const document = await openInWorkspace('lenses/copied.private.jwks', setText(ecKey('a')));
    const lenses = (): Thenable<vscode.CodeLens[]> =>
      vscode.commands.executeCommand('vscode.executeCodeLensProvider', document.uri);
    const shown = (await lenses()).map(({ command: run, range }) => [range.start.line, run?.title, run?.command]);
    assert.deepEqual(shown, [
      [0, '1 key, 1 private', 'jwk.inspectKey'],
      [0, 'Generate key', 'jwk.generateKey'],
      [0, 'Copy public set', 'jwk.copyPublicKeySet'],
      [2, 'Inspect', 'jwk.inspectKey'],
      [2, 'Copy as…', 'jwk.copyKeyAs'],
      [2, 'Rotate', 'jwk.rotateKey'],
    ]);
    const copy = (await lenses()).find(({ command: run }) => run?.command === 'jwk.copyKeyAs')?.command;
    const { result } = await withMessages(() =>
      withAnswers(['JSON', 'Public half'], () =>
        vscode.commands.executeCommand(copy?.command ?? '', ...((copy?.arguments ?? []) as unknown[])),
      ),
    );
    assert.equal(result.questions.length, 2);
    const configuration = vscode.workspace.getConfiguration('jwk');
    await configuration.update('codeLens.enabled', false, false);
    assert.deepEqual(await lenses(), []);
    await configuration.update('codeLens.enabled', undefined, false);
    assert.equal((await lenses()).length, 6);
  });
});
