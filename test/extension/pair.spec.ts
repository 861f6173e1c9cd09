import assert from 'node:assert/strict';
import { chmodSync, readdirSync, statSync, symlinkSync } from 'node:fs';
import * as vscode from 'vscode';
import { ecKey, setText, type Jwk } from './keys.ts';
import { closeUnsaved, openInWorkspace, readInWorkspace, secretsOf, waitFor, workspaceUri } from './support.ts';
import { command, ESCAPE, withAnswers, withMessages } from './windows.ts';

interface Generated {
  readonly kid: string | undefined;
  readonly to: string;
}

const key = { kty: 'EC', kid: 'text', kidText: 'a', to: 'pair' };
const files = (folder: string): { private: string; public: string } => ({
  private: `${folder}/private.jwks`,
  public: `${folder}/jwks.json`,
});

async function keysIn(path: string): Promise<readonly Jwk[]> {
  return (JSON.parse(await readInWorkspace(path)) as { keys: Jwk[] }).keys;
}

function modeOf(path: string): string {
  return (statSync(workspaceUri(path).fsPath).mode & 0o777).toString(8);
}

function linkedPairs(): unknown {
  return vscode.workspace.getConfiguration('jwk').get('pairs');
}

describe('JWK: Generate Key… into two files', () => {
  beforeEach(() => vscode.workspace.getConfiguration('jwk').update('pairs', undefined, false));
  after(() => vscode.workspace.getConfiguration('jwk').update('pairs', undefined, false));

  it('writes a private file for its owner alone and a public one, links them and shows the public one', async () => {
    const { result, messages } = await withMessages(() =>
      command<Generated>('jwk.generateKey', { ...key, files: files('pair/a') }),
    );
    assert.deepEqual(result, { kid: 'a', to: 'pair' });
    const [whole] = await keysIn('pair/a/private.jwks');
    const [half] = await keysIn('pair/a/jwks.json');
    assert.equal(secretsOf(whole).length, 1);
    assert.deepEqual({ ...half, d: whole?.d }, whole);
    assert.equal(modeOf('pair/a/private.jwks'), '600');
    assert.equal(modeOf('pair/a/jwks.json'), '644');
    assert.deepEqual(readdirSync(workspaceUri('pair/a').fsPath).sort(), ['jwks.json', 'private.jwks']);
    assert.deepEqual(linkedPairs(), [files('pair/a')]);
    assert.deepEqual(JSON.parse(await readInWorkspace('.vscode/settings.json')), { 'jwk.pairs': [files('pair/a')] });
    assert.equal(vscode.window.activeTextEditor?.document.uri.path, workspaceUri('pair/a/jwks.json').path);
    assert.deepEqual(messages, [
      {
        kind: 'information',
        text: 'Saved key "a" in pair/a/private.jwks, and its public half in pair/a/jwks.json. Only you can read the private file. You are told when the two differ (jwk.pairs).',
        buttons: ['Add to .gitignore'],
        modal: false,
      },
    ]);
    assert.ok(!JSON.stringify(messages).includes(String(whole?.d)));
  });

  it('keeps the private file out of git when it is asked to, once', async () => {
    await openInWorkspace('.gitignore', 'dist\r\nnode_modules');
    const argument = { ...key, files: files('pair/[g]*'), link: false };
    const { messages } = await withMessages(() => command('jwk.generateKey', { ...argument, gitignore: true }));
    const ignored = 'dist\r\nnode_modules\r\n/pair/\\[g\\]\\*/private.jwks\r\n';
    assert.equal(await readInWorkspace('.gitignore'), ignored);
    assert.match(messages[0]?.text ?? '', /Git ignores the private one\.$/);
    assert.deepEqual(messages[0]?.buttons, []);
    assert.deepEqual(linkedPairs(), []);
    await command('jwk.ignoreInGit', workspaceUri('pair/[g]*/private.jwks'));
    assert.equal(await readInWorkspace('.gitignore'), ignored);
    const pressed = await withMessages(
      () => command('jwk.generateKey', { ...key, files: files('pair/h') }),
      'Add to .gitignore',
    );
    const both = `${ignored}/pair/h/private.jwks\r\n`;
    await waitFor('the pattern', async () => ((await readInWorkspace('.gitignore')) === both ? true : undefined));
    assert.equal(pressed.messages[0]?.kind, 'information');
    await vscode.workspace.fs.delete(workspaceUri('.gitignore'));
    await command('jwk.ignoreInGit', workspaceUri('pair/h/private.jwks'));
    assert.equal(await readInWorkspace('.gitignore'), '/pair/h/private.jwks\n');
  });

  it('overrules an exception in .gitignore, and knows the file without a slash', async () => {
    const ignored = async (text: string, path: string): Promise<string> => {
      await vscode.workspace.fs.writeFile(workspaceUri('.gitignore'), new TextEncoder().encode(text));
      await command('jwk.ignoreInGit', workspaceUri(path));
      return readInWorkspace('.gitignore');
    };
    assert.equal(
      await ignored('/pair/k.jwks\n!/pair/k.jwks\n', 'pair/k.jwks'),
      '/pair/k.jwks\n!/pair/k.jwks\n/pair/k.jwks\n',
    );
    assert.equal(await ignored('pair/k.jwks\n', 'pair/k.jwks'), 'pair/k.jwks\n');
    await vscode.workspace.fs.delete(workspaceUri('.gitignore'));
  });

  it('leaves the octets of .gitignore as they are', async () => {
    // A byte order mark, and a letter in Latin-1.
    const octets = Uint8Array.of(0xef, 0xbb, 0xbf, 0x23, 0xe4);
    const uri = workspaceUri('.gitignore');
    await vscode.workspace.fs.writeFile(uri, octets);
    await command('jwk.ignoreInGit', workspaceUri('pair/k.jwks'));
    const written = await vscode.workspace.fs.readFile(uri);
    assert.deepEqual([...written], [...octets, ...new TextEncoder().encode('\n/pair/k.jwks\n')]);
    await vscode.workspace.fs.delete(uri);
  });

  it('leaves what the user is writing in .gitignore unsaved', async () => {
    const document = await openInWorkspace('.gitignore', 'a\n');
    // The editor may still hold the file that was there before.
    await vscode.commands.executeCommand('workbench.action.files.revert');
    assert.equal(document.getText(), 'a\n');
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(1, 0), 'b');
    await vscode.workspace.applyEdit(edit);
    await command('jwk.ignoreInGit', workspaceUri('pair/i/private.jwks'));
    assert.equal(document.getText(), 'a\nb\n/pair/i/private.jwks\n');
    assert.equal(await readInWorkspace('.gitignore'), 'a\n');
    await vscode.window.showTextDocument(document);
    await closeUnsaved();
  });

  it('asks for the names, shows what follows from them, and goes back', async () => {
    const { result } = await withMessages(() =>
      withAnswers(
        ['EC', 'P-256', 'sig', 'ES256', 'Date and number', 'Two Files…', '', 'pair/b/mine.private.jwks'],
        () => command<Generated>('jwk.generateKey'),
      ),
    );
    const last = result.questions.at(-1);
    assert.equal(last?.problem, undefined);
    assert.equal(result.questions.at(-2)?.problem, 'Type the path of a file, such as keys/private.jwks.');
    assert.deepEqual(result.questions.at(-2)?.offered, ['keys/private.jwks']);
    assert.match(result.questions.at(-2)?.text ?? '', /The public set goes to keys\/jwks\.json\.$/);
    assert.equal((await keysIn('pair/b/mine.public.jwks')).length, 1);
    assert.equal(modeOf('pair/b/mine.private.jwks'), '600');
  });

  it('never writes over a file without asking', async () => {
    const before = setText();
    await openInWorkspace('pair/c/private.jwks', before);
    chmodSync(workspaceUri('pair/c/private.jwks').fsPath, 0o644);
    const argument = { ...key, files: files('pair/c') };
    const refused = await withMessages(() => command('jwk.generateKey', argument));
    assert.deepEqual(refused.messages, [
      {
        kind: 'warning',
        text: 'pair/c/private.jwks exists already. Replace it?',
        buttons: ['Replace', 'Choose Another Name'],
        modal: true,
      },
    ]);
    assert.equal(await readInWorkspace('pair/c/private.jwks'), before);
    assert.deepEqual(readdirSync(workspaceUri('pair/c').fsPath), ['private.jwks']);
    const renamed = await withMessages(
      () => withAnswers(['pair/c/other.jwks'], () => command<Generated>('jwk.generateKey', argument)),
      'Choose Another Name',
    );
    assert.equal(renamed.result.result.to, 'pair');
    assert.equal(await readInWorkspace('pair/c/private.jwks'), before);
    assert.equal((await keysIn('pair/c/other.jwks')).length, 1);
    const given = await withMessages(
      () => withAnswers([ESCAPE], () => command('jwk.generateKey', argument)),
      'Choose Another Name',
    );
    assert.equal(given.result.result, undefined);
    await withMessages(() => command('jwk.generateKey', argument), 'Replace');
    assert.equal(secretsOf((await keysIn('pair/c/private.jwks'))[0]).length, 1);
    assert.equal(modeOf('pair/c/private.jwks'), '600');
  });

  it('does not write over what is not saved', async () => {
    const document = await openInWorkspace('pair/d/private.jwks', setText());
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), ' ');
    await vscode.workspace.applyEdit(edit);
    const { messages } = await withMessages(
      () => command('jwk.generateKey', { ...key, files: files('pair/d') }),
      'Replace',
    );
    assert.equal(messages.at(-1)?.text, 'pair/d/private.jwks has changes that are not saved. Save or revert it first.');
    assert.equal(await readInWorkspace('pair/d/private.jwks'), setText());
    await vscode.window.showTextDocument(document);
    await closeUnsaved();
  });

  it('writes one file of a symmetric key, and says so', async () => {
    const { messages } = await withMessages(() =>
      command('jwk.generateKey', { ...key, kty: 'oct', files: files('pair/e') }),
    );
    assert.deepEqual(readdirSync(workspaceUri('pair/e').fsPath), ['private.jwks']);
    assert.match(messages[0]?.text ?? '', /A symmetric key has no public half, so there is no second file\./);
    assert.deepEqual(linkedPairs(), []);
  });

  it('says where the private set is when the public one cannot be written', async () => {
    await openInWorkspace('pair/wall', 'x');
    const half = { private: 'pair/f/private.jwks', public: 'pair/wall/jwks.json' };
    const { messages } = await withMessages(() => command('jwk.generateKey', { ...key, files: half }));
    assert.match(
      messages[0]?.text ?? '',
      /^pair\/wall\/jwks\.json cannot be written .* The private set was saved in pair\/f\/private\.jwks\.$/,
    );
    assert.equal(secretsOf((await keysIn('pair/f/private.jwks'))[0]).length, 1);
  });

  it('never puts the public set in the place of the private one', async () => {
    const whole = workspaceUri('pair/j/a.jwks');
    const own = setText(ecKey('m'));
    await openInWorkspace('pair/j/mine.jwks', own);
    const names = ['pair/j/a.jwks', './pair/x/../j/a.jwks', whole.path, `${workspaceUri('pair').path}/x/../j//a.jwks`];
    names.push(whole.toString(), whole.toString().replace('/j/', '/./j/'), 'pair/j/A.jwks');
    for (const published of names) {
      const half = { private: 'pair/j/a.jwks', public: published };
      const { messages } = await withMessages(() => command('jwk.generateKey', { ...key, files: half }));
      assert.equal(messages[0]?.text, 'The private and the public set need two files.', published);
    }
    assert.throws(() => statSync(whole.fsPath), /ENOENT/);
    // By way of symbolic links neither, whether the file is there or not.
    await openInWorkspace('pair/j/there.jwks', setText());
    symlinkSync('j', workspaceUri('pair/l').fsPath);
    for (const name of ['a.jwks', 'there.jwks']) {
      const half = { private: `pair/j/${name}`, public: `pair/l/${name}` };
      const { messages } = await withMessages(() => command('jwk.generateKey', { ...key, files: half }), 'Replace');
      assert.deepEqual(
        messages.map(({ text }) => text),
        ['The private and the public set need two files.'],
      );
    }
    const { messages } = await withMessages(
      () => command('jwk.writePublicSet', { uri: workspaceUri('pair/j/mine.jwks'), file: 'pair/l/mine.jwks' }),
      'Replace',
    );
    assert.equal(messages.at(-1)?.text, 'mine.jwks is the private set itself. Choose another file.');
    assert.equal(await readInWorkspace('pair/j/mine.jwks'), own);
  });

  it('says what is wrong with the files', async () => {
    const wrong = await withMessages(() => command('jwk.generateKey', { ...key, files: 'keys' }));
    assert.deepEqual(
      wrong.messages.map(({ text }) => text),
      ['The argument "files" of jwk.generateKey must be two paths: { private, public }.'],
    );
    await openInWorkspace('pair/file', 'x');
    const inFile = { private: 'pair/file/private.jwks', public: 'pair/file/jwks.json' };
    const failed = await withMessages(() => command('jwk.generateKey', { ...key, files: inFile }));
    assert.deepEqual(
      failed.messages.map(({ kind }) => kind),
      ['error'],
    );
    assert.match(failed.messages[0]?.text ?? '', /^pair\/file\/private\.jwks cannot be written \(Error E\w+\)\./);
  });
});
