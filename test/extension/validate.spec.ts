import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { ecKey, example, publicHalf, setText } from './keys.ts';
import { jwkDiagnostics, openInWorkspace, waitFor } from './support.ts';

/** The findings' rules, once there are any, in the order of the document. */
async function rulesIn(document: vscode.TextDocument): Promise<string[]> {
  const found = await waitFor('a finding', () => {
    const diagnostics = jwkDiagnostics(document.uri);
    return diagnostics.length > 0 ? diagnostics : undefined;
  });
  return [...found].sort((a, b) => a.range.start.compareTo(b.range.start)).map(ruleOf);
}

/** What was found where, to tell whether anything changed. */
function placesOf(diagnostics: readonly vscode.Diagnostic[]): string {
  return JSON.stringify(diagnostics.map((d) => [ruleOf(d), d.range]));
}

function ruleOf({ code }: vscode.Diagnostic): string {
  return String(typeof code === 'object' ? code.value : code);
}

describe('validation', () => {
  it('takes key files without an extension, and with its own ones, for JSON', async () => {
    for (const path of [
      'a.jwk',
      'a.jwks',
      '.well-known/jwks',
      '.well-known/openid-configuration',
      '.well-known/oauth-authorization-server',
    ]) {
      assert.equal((await openInWorkspace(path, '{}')).languageId, 'json', path);
    }
  });

  it('finds every fault of the faulty example, and its quick fixes leave none', async () => {
    const document = await openInWorkspace('faulty/jwks.json', await example('faulty/jwks.json'));
    assert.deepEqual(await rulesIn(document), [
      'value-wrong-case',
      'value-alias',
      'kid-duplicate',
      'rsa-leading-zero-octet',
      'member-type',
      'use-missing',
      'member-name-similar',
      'base64url-standard-alphabet',
      'alg-crv-mismatch',
      'jwks-mixed-public-private',
      'alg-deprecated',
      'private-key-in-public-document',
      'x5t-hex-encoded',
    ]);
    // A fix may bring a lesser finding to light, so they need not become fewer each time; but there is an end.
    let left = jwkDiagnostics(document.uri);
    for (let step = 0; left.length > 0; step++) {
      assert.ok(step < 30, `no end of findings: ${left.map(ruleOf).join(', ')}`);
      const fix = await firstFix(document, left);
      assert.ok(fix?.edit, `no quick fix for ${left.map(ruleOf).join(', ')}`);
      assert.equal(await vscode.workspace.applyEdit(fix.edit), true);
      const before = placesOf(left);
      left = await waitFor('the findings to change', () => {
        const now = jwkDiagnostics(document.uri);
        return placesOf(now) === before ? undefined : now;
      });
    }
  });

  it('mends a fault with its quick fix and changes nothing else', async () => {
    const neighbour = publicHalf(ecKey('a'));
    const [before, after] = [{ alg: 'RSA256' }, { alg: 'RS256' }].map((alg) =>
      setText(neighbour, { ...rsaWithoutAlg, ...alg }),
    ) as [string, string];
    const document = await openInWorkspace('fix/jwks.json', before);
    assert.deepEqual(await rulesIn(document), ['value-alias']);
    const fix = await firstFix(document, jwkDiagnostics(document.uri));
    assert.ok(fix?.edit, 'there is no quick fix');
    assert.equal(await vscode.workspace.applyEdit(fix.edit), true);
    assert.equal(document.getText(), after);
    await waitFor('the finding to go', () => (jwkDiagnostics(document.uri).length === 0 ? true : undefined));
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), before);
  });

  it('says nothing about a good set, nor about JSON without keys', async () => {
    const good = await openInWorkspace('.well-known/jwks.json', await example('.well-known/jwks.json'));
    const other = await openInWorkspace('settings.json', '{ "keys": ["ctrl+k"], "n": 1, "alg": "none" }\n');
    // The server answers in order: once it has found something here, it has looked at both.
    await rulesIn(await openInWorkspace('faulty2/jwks.json', await example('faulty/jwks.json')));
    assert.deepEqual([...jwkDiagnostics(good.uri), ...jwkDiagnostics(other.uri)], []);
  });

  it('does as the settings say', async () => {
    const document = await openInWorkspace('settings/jwks.json', setText({ ...rsaWithoutAlg, alg: 'RSA256' }));
    assert.deepEqual(await rulesIn(document), ['value-alias']);
    const settings = vscode.workspace.getConfiguration('jwk');
    await settings.update('rules', { 'value-alias': 'hint' }, vscode.ConfigurationTarget.Workspace);
    try {
      await waitFor('the new level', () =>
        jwkDiagnostics(document.uri)[0]?.severity === vscode.DiagnosticSeverity.Hint ? true : undefined,
      );
    } finally {
      await settings.update('rules', undefined, vscode.ConfigurationTarget.Workspace);
    }
  });
});

async function firstFix(
  document: vscode.TextDocument,
  diagnostics: readonly vscode.Diagnostic[],
): Promise<vscode.CodeAction | undefined> {
  for (const { range } of diagnostics) {
    const [fix] = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      range,
      vscode.CodeActionKind.QuickFix.value,
    );
    if (fix) return fix;
  }
  return undefined;
}

/** A public RSA key of 2048 bits. */
const rsaWithoutAlg = {
  kty: 'RSA',
  use: 'sig',
  kid: 'b',
  n: 'z3BPOkFSUPgzCr1Khx-L-KkcZbpIg5HxgtKhdbYoq-Xki3eAFCV1MYf9lBRTDaZEAum4mQIrP--BIZ1KpFiyCWIt7f_hqHbV3moxwRzlkPEK5SnrJlA3iF6Y3ZB5sxwv0iWiBrVYqUZUOR5dsq-UiDJzFddWLFrscDlN08iU8vm68sQ4TWWEZO1Uy3qyiIwZeE3gTfeYk5Q6VkD4skOrZ5cwFzFV8U5FxAnidS000cF1tZGYRHP4sw4osbWsFNAAUTxaDrYG-vt3iTq_fee6Zcfemetx8xGhVlWMCN2Qx7yyQsayahK0o8ehAzmx0bcclWQxw_2toZtc7iGj30GK5w',
  e: 'AQAB',
};
