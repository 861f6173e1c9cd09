import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openWorkbench, type Workbench } from './harness.ts';

/** A public RSA key whose modulus is three bytes long. */
const FAULTY_SET = `{
  "keys": [
    { "kty": "RSA", "n": "AQAB", "e": "AQAB" }
  ]
}
`;

describe('the workbench', { timeout: 180_000 }, () => {
  let workbench: Workbench;
  // Nothing to close when it did not open.
  let close = (): Promise<void> => Promise.resolve();
  before(async () => {
    workbench = await openWorkbench({ files: { 'jwks.json': FAULTY_SET } });
    close = () => workbench.close();
  });
  after(() => close());

  it('shows the findings in the Problems panel', async () => {
    await workbench.openFile('jwks.json');
    const problems = await workbench.problems();
    await workbench.screenshot('problems');
    assert.notEqual(problems.length, 0);
  });

  it('offers the commands in the palette', async () => {
    const offered = await workbench.palette('JWK: Generate Key');
    await workbench.screenshot('palette');
    assert.ok(offered.includes('JWK: Generate Key…'), offered.join('\n'));
    await workbench.escape();
  });
});
