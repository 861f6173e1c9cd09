import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { ecKey, setText } from './keys.ts';
import { openInWorkspace, waitFor } from './support.ts';
import { command, withMessages } from './windows.ts';

describe('JWK: Inspect Key at Cursor', () => {
  it('opens a report of the key without its secrets', async () => {
    const [a, b] = [ecKey('first'), ecKey('second')];
    const document = await openInWorkspace('inspect/private.jwks', setText(a, b));
    const at = document.positionAt(document.getText().indexOf('second'));
    const argument = { uri: document.uri, position: { line: at.line, character: at.character } };
    const { result, messages } = await withMessages(() => command<vscode.Uri>('jwk.inspectKey', argument));
    assert.deepEqual(messages, []);
    assert.equal(result.scheme, 'jwk-inspect');
    const report = (await vscode.workspace.openTextDocument(result)).getText();
    assert.match(report, /second/);
    assert.doesNotMatch(report, /first/);
    assert.match(report, /P-256/);
    assert.ok(!report.includes(String(b.d)));
    await waitFor('the preview', () =>
      vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).find(({ label }) => label.includes('second')),
    );
  });

  it('says so when there is no key', async () => {
    await openInWorkspace('inspect/none.json', '{ "a": 1 }\n');
    const { messages } = await withMessages(() => command('jwk.inspectKey'));
    assert.equal(messages.length, 1);
    assert.equal(messages[0]?.kind, 'error');
    assert.match(messages[0].text, /none\.json/);
  });
});
