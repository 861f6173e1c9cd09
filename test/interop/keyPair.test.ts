/** Pairs made by Node itself, in a process whose garbage is collected at awkward moments. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { repoRoot } from '../../scripts/host/paths.ts';

const keyPair = pathToFileURL(`${repoRoot()}/server/src/node/keyPair.ts`).href;

/** Every so many allocations a collection: with one of these, one in ten, the process hung where a key was made and then written. */
const script = `
  import { setFlagsFromString } from 'node:v8';
  import { newKeyPair } from ${JSON.stringify(keyPair)};
  for (let interval = 1; interval <= 60; interval++) {
    setFlagsFromString('--gc-interval=' + interval);
    for (let i = 0; i < 100; i++)
      for (const crv of ['P-256', 'secp256k1', 'Ed25519', 'X448']) if (newKeyPair(crv)?.d === undefined) throw new Error(crv);
  }
  console.log('made');
`;

describe('key pairs of Node', () => {
  it('are made to the end, whenever garbage is collected', () => {
    const args = ['--import', 'tsx', '--input-type=module', '--eval', script];
    const { stdout, stderr, signal } = spawnSync(process.execPath, args, {
      cwd: repoRoot(),
      encoding: 'utf8',
      timeout: 60_000,
    });
    assert.equal(signal, null, 'it hangs');
    assert.equal(stdout, 'made\n', stderr);
  });
});
