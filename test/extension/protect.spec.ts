import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { ecKey, keysOf, publicHalf, setText, type Jwk } from './keys.ts';
import { closeUnsaved, jwkDiagnostics, openInWorkspace, readInWorkspace, waitFor, workspaceUri } from './support.ts';
import { command, ESCAPE, withAnswers, withMessages } from './windows.ts';

const password = 'correct horse battery';

describe('JWK: Encrypt Private Key… and Decrypt Key…', () => {
  it('encrypts the open set into a new editor, and opens it again', async () => {
    const text = setText(ecKey('a'));
    const document = await openInWorkspace('encrypt/private.jwks', text);
    const { result, messages } = await withMessages(() =>
      withAnswers(['New Editor', password, password], () => command('jwk.encryptKey')),
    );
    assert.deepEqual(result.result, { to: 'editor' });
    assert.equal(document.getText(), text);
    const made = vscode.window.activeTextEditor?.document;
    assert.ok(made?.isUntitled);
    assert.match(made.getText(), /^eyJ[\w-]+(\.[\w-]+){4}\n?$/);
    assert.equal(
      messages[0]?.text,
      'The new editor has private.jwks encrypted. Save it. private.jwks itself is as it was: not encrypted.',
    );
    const wrong = await withMessages(() =>
      withAnswers(['wrong', ESCAPE], () => command('jwk.decryptKey', { from: 'document' })),
    );
    assert.match(wrong.result.questions[1]?.text ?? '', /password/i);
    const opened = await withMessages(() =>
      withAnswers([made.fileName, password].slice(1), () => command('jwk.decryptKey', { from: 'document' })),
    );
    assert.deepEqual(opened.result.result, { secret: true });
    const decrypted = vscode.window.activeTextEditor?.document;
    assert.ok(decrypted?.isUntitled);
    assert.equal(decrypted.getText(), text);
    assert.ok(!JSON.stringify([messages, opened.messages, wrong.messages]).includes(password));
    await closeUnsaved();
    await vscode.window.showTextDocument(made);
    await closeUnsaved();
  });

  it('writes a file for its owner alone, and opens a file', async () => {
    const text = setText(ecKey('b'));
    await openInWorkspace('encrypt/file.jwks', text);
    const { result } = await withMessages(() =>
      withAnswers(['File…', password, password, 'encrypt/file.jwe'], () => command('jwk.encryptKey', { as: 'json' })),
    );
    assert.deepEqual(result.questions.at(-1)?.offered, ['encrypt/file.jwe']);
    assert.equal((statSync(workspaceUri('encrypt/file.jwe').fsPath).mode & 0o777).toString(8), '600');
    assert.ok('ciphertext' in (JSON.parse(await readInWorkspace('encrypt/file.jwe')) as object));
    await withMessages(() =>
      withAnswers([password], () => command('jwk.decryptKey', workspaceUri('encrypt/file.jwe'))),
    );
    const decrypted = vscode.window.activeTextEditor?.document;
    assert.ok(decrypted?.isUntitled);
    assert.equal(decrypted.getText(), text);
    await closeUnsaved();
  });
});

describe('JWK: Self-Sign Certificate…', () => {
  it('puts a certificate into the key at the cursor and its public half, in one step', async () => {
    const [a, b] = [ecKey('a'), ecKey('b')];
    const published = await openInWorkspace('sign/jwks.json', setText(publicHalf(a), publicHalf(b)));
    const before = setText(a, b);
    const document = await openInWorkspace('sign/private.jwks', before);
    const at = document.positionAt(before.indexOf('"b"'));
    const { messages } = await withMessages(() =>
      command('jwk.selfSignCertificate', {
        uri: document.uri,
        position: { line: at.line, character: at.character },
        subject: 'CN=signer.example.com',
        days: 90,
        publicUri: published.uri.toString(),
      }),
    );
    const [, signed] = keysOf(document);
    assert.equal((signed?.x5c as string[]).length, 1);
    assert.deepEqual(keysOf(published)[1], publicHalf(signed ?? {}));
    assert.equal(keysOf(document)[0]?.x5c, undefined);
    assert.equal(messages[0]?.kind, 'information');
    assert.match(messages[0].text, /^Put a certificate into private\.jwks, jwks\.json\. .*CN=signer\.example\.com/);
    assert.deepEqual(messages[0].buttons, ['Copy as PEM']);
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), before);
  });

  it('proposes the key ID as the subject, and asks for how long', async () => {
    await openInWorkspace('sign/one.jwks', setText(ecKey('only')));
    const { result } = await withMessages(() =>
      withAnswers(['CN=other', 'Other…', '0', '30'], () => command('jwk.selfSignCertificate')),
    );
    assert.deepEqual(result.questions[0]?.offered, ['CN=only']);
    assert.equal(result.questions[1]?.active, '1 year');
    assert.equal(result.questions[2]?.problem, 'Type a number of days from 1 to 36500.');
    const { report } = result.result as { report: { subject: string; notBefore: string; notAfter: string } };
    assert.equal(report.subject, 'CN=other');
    assert.ok(Date.parse(report.notAfter) - Date.parse(report.notBefore) >= 30 * 86_400_000 - 1000);
  });
});

describe('The subject that JWK: Self-Sign Certificate… proposes', () => {
  const subjects = {
    '#1': 'CN=\\#1',
    ' a b ': 'CN=\\ a b\\20',
    ' ': 'CN=\\20',
    'a=b,c': 'CN=a\\=b\\,c',
    ['x'.repeat(64)]: `CN=${'x'.repeat(64)}`,
    ['x'.repeat(65)]: '',
  };
  for (const [i, [kid, subject]] of Object.entries(subjects).entries()) {
    it(`is ${subject === '' ? 'none' : subject} for "${kid}"`, async () => {
      await openInWorkspace(`sign/subject${i}.jwks`, setText(ecKey(kid)));
      const { result } = await withMessages(() =>
        withAnswers([subject === '' ? 'CN=typed' : subject, '1 year'], () => command('jwk.selfSignCertificate')),
      );
      assert.deepEqual(result.questions[0]?.offered, [subject]);
      const { report } = result.result as { report: { subject: string } };
      // Long ones are cut short there.
      const shown = report.subject.replaceAll('\\', '').slice(3, 23);
      assert.equal(shown.trim(), subject === '' ? 'typed' : kid.slice(0, 20).trim());
    });
  }
});

describe('JWK: Write Public Set… and Update Public Set', () => {
  after(() => vscode.workspace.getConfiguration('jwk').update('pairs', undefined, false));

  it('writes the public half next to the set, links it, and brings it in step', async () => {
    const [a, b] = [ecKey('a'), ecKey('b')];
    const document = await openInWorkspace('publish/private.jwks', setText(a));
    const { result, messages } = await withMessages(() =>
      withAnswers(['publish/jwks.json'], () => command<Readonly<Record<string, unknown>>>('jwk.writePublicSet')),
    );
    assert.deepEqual(result.questions[0]?.offered, ['publish/jwks.json']);
    assert.deepEqual([result.result.keys, result.result.linked], [1, true]);
    assert.deepEqual(JSON.parse(await readInWorkspace('publish/jwks.json')), { keys: [publicHalf(a)] });
    assert.equal(
      messages[0]?.text,
      'Saved a public set with 1 key in publish/jwks.json. You are told when the two differ (jwk.pairs).',
    );
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), setText(a, b));
    await vscode.workspace.applyEdit(edit);
    await vscode.window.showTextDocument(document);
    const updated = await withMessages(() => command<{ changed: boolean }>('jwk.updatePublicSet'));
    assert.equal(updated.result.changed, true, JSON.stringify(updated.messages));
    const published = vscode.window.activeTextEditor?.document;
    assert.equal(published?.uri.path, workspaceUri('publish/jwks.json').path);
    assert.deepEqual(keysOf(published), [publicHalf(a), publicHalf(b)]);
    assert.match(updated.messages[0]?.text ?? '', /^Updated jwks\.json: added: .* Save it to publish\./);
    // From the other side, and with nothing to do.
    const again = await withMessages(() => command<{ changed: boolean }>('jwk.updatePublicSet'));
    assert.deepEqual(
      again.messages.map(({ text }) => text),
      ['jwks.json has nothing to update.'],
    );
    await vscode.workspace.saveAll(false);
  });

  it('changes nothing outside of the folder, whatever the settings of the workspace say', async () => {
    const document = await openInWorkspace('publish/in/private.jwks', setText(ecKey('a')));
    const outside = vscode.Uri.joinPath(workspaceUri('.'), '..', 'outside.jwks');
    const own = 'publish/in/private.jwks';
    await vscode.workspace.fs.writeFile(outside, new TextEncoder().encode('{"keys":[]}'));
    try {
      for (const published of [
        '../outside.jwks',
        'publish/../../outside.jwks',
        outside.path,
        'a\\b.jwks',
        `./${own}`,
      ]) {
        await vscode.workspace.getConfiguration('jwk').update('pairs', [{ private: own, public: published }], false);
        await vscode.window.showTextDocument(document);
        const { messages } = await withMessages(() => command('jwk.updatePublicSet'));
        assert.match(messages[0]?.text ?? '', /is not linked with another set/, published);
      }
      assert.ok(!vscode.workspace.textDocuments.some(({ uri }) => uri.path === outside.path));
      // As the server takes it.
      await openInWorkspace('publish/in/jwks.json', '{"keys":[]}');
      const inside = [{ private: `./${own}`, public: 'publish/out/../in/jwks.json' }];
      await vscode.workspace.getConfiguration('jwk').update('pairs', inside, false);
      const { result } = await withMessages(() => command<{ changed: boolean }>('jwk.updatePublicSet'));
      assert.equal(result.changed, true);
      await vscode.workspace.saveAll(false);
    } finally {
      await vscode.workspace.fs.delete(outside);
    }
  });

  it('follows a symbolic link in the folder, and none that leads out of it', async () => {
    const [a, b] = [ecKey('a'), ecKey('b')];
    const configuration = (): vscode.WorkspaceConfiguration => vscode.workspace.getConfiguration('jwk');
    await configuration().update('pairs', undefined, false);
    const base = workspaceUri('linked').fsPath;
    const outside = mkdtempSync(join(tmpdir(), 'jwk outside '));
    const document = await openInWorkspace('linked/private.jwks', setText(a));
    mkdirSync(join(base, 'real'));
    symlinkSync('real', join(base, 'inside'));
    symlinkSync(outside, join(base, 'outside'));
    const write = (file: string): ReturnType<typeof withMessages> =>
      withMessages(() => command('jwk.writePublicSet', { uri: document.uri, file }));
    try {
      // The file is where the user wants it; it is not promised what will not be done.
      const out = await write('linked/outside/jwks.json');
      assert.equal(out.messages[0]?.text, 'Saved a public set with 1 key in linked/outside/jwks.json.');
      assert.equal((out.result as { linked: boolean }).linked, false);
      assert.deepEqual(configuration().get('pairs'), []);
      const published = join(outside, 'jwks.json');
      assert.deepEqual(JSON.parse(readFileSync(published, 'utf8')), { keys: [publicHalf(a)] });
      await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
      await configuration().update(
        'pairs',
        [{ private: 'linked/private.jwks', public: 'linked/outside/jwks.json' }],
        false,
      );
      await vscode.window.showTextDocument(document);
      const edit = new vscode.WorkspaceEdit();
      edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), setText(a, b));
      await vscode.workspace.applyEdit(edit);
      const refused = await withMessages(() => command('jwk.updatePublicSet'));
      assert.match(refused.messages[0]?.text ?? '', /^private\.jwks is not linked with another set/);
      const place = { uri: document.uri, position: { line: 3, character: 0 } };
      const signed = await withMessages(() => command('jwk.selfSignCertificate', { ...place, days: 30 }));
      assert.match(signed.messages[0]?.text ?? '', /^Put a certificate into private\.jwks\. /);
      const open = vscode.workspace.textDocuments.find(({ uri }) => uri.path.endsWith('/outside/jwks.json'));
      assert.ok(open?.isDirty !== true);
      assert.deepEqual(JSON.parse(readFileSync(published, 'utf8')), { keys: [publicHalf(a)] });
      // Inside the promise is made, and kept.
      await configuration().update('pairs', undefined, false);
      const inside = await write('linked/inside/jwks.json');
      assert.match(
        inside.messages[0]?.text ?? '',
        /^Saved a public set with 2 keys .* You are told when the two differ/,
      );
      assert.equal((inside.result as { linked: boolean }).linked, true);
      const alone = new vscode.WorkspaceEdit();
      alone.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), setText(a, b, ecKey('c')));
      await vscode.workspace.applyEdit(alone);
      await waitFor('the finding that the two differ', () =>
        jwkDiagnostics(document.uri).find(({ message }) => message.startsWith('Out of step with jwks.json')),
      );
      await vscode.window.showTextDocument(document);
      const updated = await withMessages(() => command<{ changed: boolean }>('jwk.updatePublicSet'));
      assert.equal(updated.result.changed, true);
      await vscode.workspace.saveAll(false);
      assert.equal((JSON.parse(readFileSync(join(base, 'real/jwks.json'), 'utf8')) as { keys: Jwk[] }).keys.length, 3);
    } finally {
      await vscode.workspace.saveAll(false);
      rmSync(outside, { recursive: true });
    }
  });

  it('asks before it replaces a file, and says when there is nothing linked', async () => {
    await openInWorkspace('publish/other/private.jwks', setText(ecKey('a')));
    const unlinked = await withMessages(() => command('jwk.updatePublicSet'));
    assert.deepEqual(
      unlinked.messages.map(({ kind, text, buttons }) => [kind, text, buttons]),
      [['error', 'private.jwks is not linked with another set (setting jwk.pairs).', ['Write Public Set…']]],
    );
    const { messages } = await withMessages(() => command('jwk.writePublicSet', { file: 'publish/jwks.json' }));
    assert.deepEqual(
      messages.map(({ modal, text }) => [modal, text]),
      [[true, 'publish/jwks.json exists already. Replace it?']],
    );
  });
});
