import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { rules } from '../../server/src/core/rules/index.ts';
import { diagnose } from './client.ts';
import { unpackVsix, type UnpackedVsix } from './vsix.ts';

/** 1.2 MiB. What is downloaded again by every user with every release is kept small on purpose. */
const SIZE_BUDGET = 1.2 * 1024 * 1024;

describe('the VS Code package', { timeout: 60_000 }, () => {
  let vsix: UnpackedVsix;
  // Nothing to remove when there is no package.
  let remove = (): void => undefined;
  before(async () => {
    vsix = await unpackVsix();
    remove = vsix.remove;
  });
  after(() => remove());

  it('holds these files and no others', () => {
    assert.deepEqual(
      // The names of the server's pieces end in a hash of what is in them.
      [...new Set(vsix.names.map((name) => name.replace(/-[A-Z0-9]{8}(?=\.cjs$)/, '')))],
      [
        '[Content_Types].xml',
        'extension.vsixmanifest',
        'extension/LICENSE.txt',
        'extension/changelog.md',
        'extension/client/dist/extension.browser.js',
        'extension/client/dist/extension.node.js',
        'extension/images/icon.png',
        'extension/package.json',
        'extension/package.nls.json',
        'extension/readme.md',
        'extension/server/dist/cryptography.cjs',
        'extension/server/dist/server-chunk.cjs',
        'extension/server/dist/server-http.cjs',
        'extension/server/dist/server-ignore.cjs',
        'extension/server/dist/server-operations.cjs',
        'extension/server/dist/server-serve.cjs',
        'extension/server/dist/server.browser.js',
        'extension/server/dist/server.cjs',
      ].sort(),
    );
  });

  it('stays within its size budget', () => {
    assert.ok(vsix.size <= SIZE_BUDGET, `${vsix.size} bytes`);
  });

  it('leaves out what only the pages of the rules say', () => {
    const bundles = vsix.names.filter((name) => name.startsWith('extension/server/dist/'));
    assert.ok(bundles.length > 5);
    for (const name of bundles) {
      const bundle = readFileSync(join(vsix.folder, name), 'utf8');
      // The ends of texts: minifiers write quotes and characters beyond ASCII their own way.
      const plain = /[\x20-\x7e]{40}$/;
      const said = rules
        .flatMap(({ why, whenFine = '' }) => [why, whenFine])
        .map((text) => plain.exec(text.replaceAll(/[`'"]/g, '\0'))?.[0])
        .filter((text) => text !== undefined);
      assert.ok(said.length > 100);
      assert.deepEqual(
        said.filter((text) => bundle.includes(text)),
        [],
      );
    }
  });

  it('holds a server that starts by itself and finds the defect of a key', async () => {
    const server = join(vsix.folder, 'extension/server/dist/server.cjs');
    const { diagnostics, stderr, exitCode } = await diagnose(
      server,
      'file:///jwks.json',
      '{ "keys": [{ "kty": "RSA", "n": "AQAB", "e": "AQAB" }] }\n',
    );
    assert.notEqual(diagnostics.length, 0);
    for (const { source } of diagnostics) assert.equal(source, 'jwk');
    assert.equal(stderr, '');
    assert.equal(exitCode, 0);
  });
});
