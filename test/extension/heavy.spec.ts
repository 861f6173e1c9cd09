import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { jwkDiagnostics, openInWorkspace, waitFor } from './support.ts';

/** 2²²⁰³ − 1 is a prime, which takes a while to find out. */
const prime = (1n << 2203n) - 1n;
const n = Buffer.from(prime.toString(16).padStart(552, '0'), 'hex').toString('base64url');
const text = `{"keys":[{"kty":"RSA","use":"sig","alg":"RS256","kid":"a","n":"${n}","e":"AQAB"}]}\n`;

const rules = (uri: vscode.Uri): string[] =>
  jwkDiagnostics(uri).map(({ code }) => String(typeof code === 'object' ? code.value : code));

describe('findings that take time', () => {
  it('come by themselves, and go when the text that had them goes', async () => {
    const { uri } = await openInWorkspace('prime.jwks', text);
    await waitFor('the modulus to be found prime', () => rules(uri).includes('rsa-modulus-invalid') || undefined);
    const edit = new vscode.WorkspaceEdit();
    // With this change the modulus is composite, and has no small factor either.
    const at = text.indexOf(n) + 20;
    edit.replace(uri, new vscode.Range(0, at, 0, at + 1), 'D');
    assert.ok(await vscode.workspace.applyEdit(edit));
    await waitFor('the finding to be gone', () => !rules(uri).includes('rsa-modulus-invalid') || undefined);
  });
});
