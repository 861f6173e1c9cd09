import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { repoRoot } from '../../scripts/host/paths.ts';
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
    const schemas = readdirSync(join(repoRoot(), 'schemas')).filter((name) => name.endsWith('.json'));
    assert.deepEqual(
      vsix.names,
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
        'extension/server/dist/server.browser.js',
        'extension/server/dist/server.cjs',
        ...schemas.map((name) => `extension/schemas/${name}`),
      ].sort(),
    );
  });

  it('stays within its size budget', () => {
    assert.ok(vsix.size <= SIZE_BUDGET, `${vsix.size} bytes`);
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
