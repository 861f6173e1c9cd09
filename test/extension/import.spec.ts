import assert from 'node:assert/strict';
import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { statSync, readFileSync } from 'node:fs';
import * as vscode from 'vscode';
import { ecKey, keysOf, publicHalf, setText, type Jwk } from './keys.ts';
import { closeUnsaved, openInWorkspace, secretsOf, workspaceUri } from './support.ts';
import { command, ESCAPE, withAnswers, withMessages, withProgressTitles } from './windows.ts';

const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const own = privateKey.export({ format: 'jwk' });
const pem = String(privateKey.export({ format: 'pem', type: 'pkcs8' }));
const encrypted = String(
  privateKey.export({ format: 'pem', type: 'pkcs8', cipher: 'aes-256-cbc', passphrase: 'correct horse' }),
);

const isOwn = (key: Jwk | undefined): void => assert.deepEqual([key?.x, key?.y], [own.x, own.y]);

describe('JWK: Import Key…', () => {
  it('asks what a key in the clipboard does not tell, and adds it to the open set', async () => {
    const before = setText(ecKey('a'));
    const document = await openInWorkspace('import/private.jwks', before);
    await vscode.env.clipboard.writeText(pem);
    const { result, messages } = await withMessages(() =>
      withAnswers(['Clipboard', 'sig', 'ES256', 'A text of your own…', 'b', 'Add to private.jwks'], () =>
        command('jwk.importKey'),
      ),
    );
    assert.deepEqual(result.result, { keys: 1, to: 'document' });
    assert.ok(result.questions[0]?.offered.includes('Clipboard'));
    const [, added] = keysOf(document);
    isOwn(added);
    assert.deepEqual([added?.use, added?.alg, added?.kid, added?.d], ['sig', 'ES256', 'b', own.d]);
    assert.deepEqual(
      messages.map(({ kind, text }) => [kind, text]),
      [['information', 'Added key "b" to private.jwks.']],
    );
    assert.ok(!JSON.stringify([messages, result.questions]).includes(String(own.d)));
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), before);
  });

  it('takes a selection without a question when it is told so', async () => {
    await openInWorkspace('import/note.txt', `Our key:\n${pem}\nKeep it safe.\n`);
    const editor = vscode.window.activeTextEditor;
    assert.ok(editor);
    editor.selection = new vscode.Selection(1, 0, 1 + pem.split('\n').length, 0);
    const { result } = await withMessages(() =>
      command('jwk.importKey', { from: 'selection', use: 'sig', alg: 'ES256', to: 'clipboard' }),
    );
    assert.deepEqual(result, { keys: 1, to: 'clipboard' });
    const { keys } = JSON.parse(await vscode.env.clipboard.readText()) as { keys: Jwk[] };
    isOwn(keys[0]);
    assert.match(String(keys[0]?.kid), /^[\w-]{43}$/);
  });

  it('asks for the password of an encrypted file until it is right', async () => {
    const uri = workspaceUri('import/encrypted.pem');
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(encrypted));
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    const { result, messages } = await withMessages(() =>
      withAnswers(['wrong', 'correct horse', 'No use member', 'No alg member', 'Thumbprint', 'New Editor'], () =>
        command('jwk.importKey', uri),
      ),
    );
    const [first, second] = result.questions;
    assert.deepEqual([first?.password, first?.text, second?.password], [true, 'Password', true]);
    assert.match(second?.text ?? '', /not the right one/);
    const document = vscode.window.activeTextEditor?.document;
    assert.ok(document?.isUntitled);
    isOwn(keysOf(document)[0]);
    assert.deepEqual([keysOf(document)[0]?.use, keysOf(document)[0]?.alg], [undefined, undefined]);
    assert.match(messages[0]?.text ?? '', /^Imported key "[\w-]{43}" into a new editor\. It is not saved yet\./);
    await closeUnsaved();
    const given = await withMessages(() =>
      withAnswers([ESCAPE], () => command('jwk.importKey', { from: 'file', uri: uri.toString() })),
    );
    assert.deepEqual([given.result.result, given.messages], [undefined, []]);
  });

  it('reads DER', async () => {
    const uri = workspaceUri('import/key.der');
    await vscode.workspace.fs.writeFile(uri, privateKey.export({ format: 'der', type: 'pkcs8' }));
    await command('jwk.importKey', { from: 'file', uri: uri.toString(), to: 'file' });
    const document = vscode.window.activeTextEditor?.document;
    assert.ok(document?.isUntitled);
    isOwn(keysOf(document)[0]);
    await closeUnsaved();
  });

  it('asks before a private key gets into a public set', async () => {
    const before = setText(publicHalf(ecKey('a')));
    const document = await openInWorkspace('import/.well-known/jwks.json', before);
    await vscode.env.clipboard.writeText(pem);
    const argument = { from: 'clipboard', use: 'sig', to: 'document' };
    const refused = await withMessages(() => command('jwk.importKey', argument));
    assert.deepEqual(
      refused.messages.map(({ modal, text }) => [modal, text]),
      [[true, 'jwks.json is a public key set. Add only the public half of the new key?']],
    );
    assert.equal(document.getText(), before);
    const half = await withMessages(() => command('jwk.importKey', argument), 'Add Public Half Only');
    assert.deepEqual(secretsOf(keysOf(document)[1]), []);
    isOwn(keysOf(document)[1]);
    assert.match(half.messages.at(-1)?.text ?? '', /^Added the public half of key "[\w-]{43}" to jwks\.json\./);
    // A public key is no question.
    const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    await vscode.env.clipboard.writeText(String(publicKey.export({ format: 'pem', type: 'spki' })));
    const open = await withMessages(() => command('jwk.importKey', { ...argument, kid: 'uuid' }));
    assert.equal(keysOf(document).length, 3);
    assert.deepEqual(
      open.messages.map(({ modal }) => modal),
      [false],
    );
  });

  it('asks for the source where a menu of the set was used', async () => {
    const document = await openInWorkspace('import/menu.jwks', setText());
    await vscode.env.clipboard.writeText(pem);
    await withMessages(() =>
      withAnswers(['Clipboard', 'sig', 'ES256', 'UUID', 'Add to menu.jwks'], () =>
        command('jwk.importKey', document.uri),
      ),
    );
    isOwn(keysOf(document)[0]);
  });

  it('says what is wrong', async () => {
    await vscode.env.clipboard.writeText('no key');
    const none = await withMessages(() => command('jwk.importKey', { from: 'clipboard' }));
    assert.equal(none.messages[0]?.kind, 'error');
    const wrong = await withMessages(() => command('jwk.importKey', { from: 'cloud' }));
    assert.equal(
      wrong.messages[0]?.text,
      'The argument "from" of jwk.importKey must be one of selection, document, clipboard, file.',
    );
  });
});

describe('JWK: Import Key… and Export Key… under a password', () => {
  const password = 'correct horse';
  const cancelled = new vscode.CancellationTokenSource();
  cancelled.cancel();
  const answered = async (id: string, argument: unknown, ...answers: readonly string[]): Promise<unknown[]> => {
    const { result, messages } = await withMessages(() => withAnswers(answers, () => command(id, argument)));
    return [result.result, messages];
  };

  it('can be cancelled while the key is made of the password, and leave nothing behind', async () => {
    await openInWorkspace('slow/private.jwks', setText(ecKey('a')));
    const exporting = { as: 'encrypted', to: 'clipboard' };
    await vscode.env.clipboard.writeText('as it was');
    const stopped = await withProgressTitles(
      () => answered('jwk.exportKey', exporting, password, password),
      cancelled.token,
    );
    assert.deepEqual(stopped.cancellable, ['Writing the key']);
    assert.deepEqual(stopped.result, [undefined, []]);
    assert.equal(await vscode.env.clipboard.readText(), 'as it was');
    await answered('jwk.exportKey', exporting, password, password);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    for (const typed of [password, 'the wrong one']) {
      const importing = { from: 'clipboard', to: 'file' };
      const given = await withProgressTitles(() => answered('jwk.importKey', importing, typed), cancelled.token);
      // Without a password there is nothing to wait for.
      assert.deepEqual(given.titles, ['Reading the key', 'Reading the key']);
      assert.deepEqual(given.cancellable, ['Reading the key']);
      assert.deepEqual(given.result, [undefined, []]);
    }
    assert.equal(vscode.window.activeTextEditor, undefined);
  });
});

describe('JWK: Export Key…', () => {
  const key = ecKey('a');

  it('copies the public key, and nothing else without being asked', async () => {
    await openInWorkspace('export/private.jwks', setText(key));
    const { messages } = await withMessages(() => command('jwk.exportKey', { as: 'pem', to: 'clipboard' }));
    const text = await vscode.env.clipboard.readText();
    assert.match(text, /-----BEGIN PUBLIC KEY-----/);
    assert.doesNotMatch(text, /PRIVATE/);
    assert.deepEqual(
      messages.map(({ text: said }) => said),
      ['Copied the public key.'],
    );
  });

  it('saves a private key for its owner alone', async () => {
    const document = await openInWorkspace('export/private.jwks', setText(ecKey('z'), key));
    const at = document.positionAt(document.getText().indexOf('"a"'));
    const argument = { uri: document.uri, position: { line: at.line, character: at.character } };
    const { result, messages } = await withMessages(() =>
      withAnswers(['PEM', 'Private key', 'File…', 'export/a.pem'], () => command('jwk.exportKey', argument)),
    );
    assert.deepEqual(result.result, { to: 'file', secret: true });
    assert.deepEqual(result.questions.at(-1)?.offered, ['export/private.pem']);
    const file = workspaceUri('export/a.pem').fsPath;
    assert.equal((statSync(file).mode & 0o777).toString(8), '600');
    const { x, d } = createPrivateKey(readFileSync(file, 'utf8')).export({ format: 'jwk' });
    assert.deepEqual([x, d], [key.x, key.d]);
    assert.deepEqual(messages[0]?.buttons, ['Add to .gitignore']);
    assert.equal(messages[0].text, 'Saved the private key of private.jwks in export/a.pem. Only you can read it.');
    const again = await withMessages(() =>
      command('jwk.exportKey', { ...argument, as: 'pem', whole: true, file: 'export/a.pem' }),
    );
    assert.deepEqual(
      again.messages.map(({ modal, text }) => [modal, text]),
      [[true, 'export/a.pem exists already. Replace it?']],
    );
  });

  it('encrypts with a password that is typed twice', async () => {
    await openInWorkspace('export/encrypt.jwks', setText(key));
    const { result } = await withMessages(() =>
      withAnswers(['short', 'correct horse', 'correct house', 'correct horse'], () =>
        command('jwk.exportKey', { as: 'encrypted', to: 'clipboard' }),
      ),
    );
    assert.deepEqual(
      result.questions.map(({ password, problem }) => [password, problem]),
      [
        [true, 'Use at least 8 characters; several words are better.'],
        [true, undefined],
        [true, 'The two differ. Type the same password, or go back.'],
        [true, undefined],
      ],
    );
    const text = await vscode.env.clipboard.readText();
    assert.equal(createPrivateKey({ key: text, passphrase: 'correct horse' }).export({ format: 'jwk' }).d, key.d);
  });

  it('writes DER to a file', async () => {
    await openInWorkspace('export/der.jwks', setText(key));
    await withMessages(() => command('jwk.exportKey', { as: 'der', file: 'export/a.der' }));
    const octets = readFileSync(workspaceUri('export/a.der').fsPath);
    assert.equal(octets[0], 0x30);
    assert.equal(octets.length, 91);
  });
});
