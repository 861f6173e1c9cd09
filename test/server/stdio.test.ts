/** The bundle as other editors start it: a process of its own, over stdio. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { LspClient, root } from '../support/lspClient.ts';

describe('jwk-language-server --stdio (C3)', () => {
  it('diagnoses, completes and generates', async () => {
    const client = await LspClient.start({ spawn: true });
    const uri = 'file:///r/set.json';
    const text = '{"keys":[{"kty":"EC","crv":"P-256","alg":"ES384","use":"sig","kid":"a"}]}';
    await client.open(uri, text);
    const codes = (await client.diagnostics(uri)).map((d) => d.code);
    assert.deepEqual(codes, ['required-member-missing', 'alg-crv-mismatch']);
    const made = await client.execute('jwk.server.generate', { kty: 'OKP', crv: 'Ed448' });
    assert.equal(made.kind, 'text');
    await client.stop();
    assert.equal(client.process?.exitCode, 0);
  });

  it('says how it is started when it is started by hand', () => {
    const run = spawnSync(process.execPath, [join(root, 'server/bin/jwk-language-server.cjs')], { encoding: 'utf8' });
    assert.equal(run.status, 2);
    assert.match(run.stderr, /--stdio/);
  });
});
