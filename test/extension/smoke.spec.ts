import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { jwkDiagnostics, openInWorkspace, waitFor } from './support.ts';

/** A public RSA key whose modulus is three bytes long: whatever the rules are, this is not a usable key. */
const FAULTY_SET = '{ "keys": [{ "kty": "RSA", "n": "AQAB", "e": "AQAB" }] }\n';

describe('the extension', () => {
  it('activates', async () => {
    const extension = vscode.extensions.getExtension('vscode-jwk.vscode-jwk');
    assert.ok(extension, 'the extension is not installed');
    await extension.activate();
    assert.equal(extension.isActive, true);
  });

  it('reports the defects of a JWK Set that is opened', async () => {
    const document = await openInWorkspace('smoke/jwks.json', FAULTY_SET);
    const found = await waitFor('a finding', () => {
      const diagnostics = jwkDiagnostics(document.uri);
      return diagnostics.length > 0 ? diagnostics : undefined;
    });
    for (const { message } of found) assert.notEqual(message, '');
  });

  it('has its commands registered', async () => {
    const extension = vscode.extensions.getExtension('vscode-jwk.vscode-jwk');
    const manifest = extension?.packageJSON as { contributes?: { commands?: { command: string }[] } };
    const contributed = (manifest.contributes?.commands ?? []).map(({ command }) => command);
    assert.notEqual(contributed.length, 0);
    const registered = new Set(await vscode.commands.getCommands(true));
    assert.deepEqual(
      contributed.filter((command) => !registered.has(command)),
      [],
    );
  });
});
