/** Keys where nobody looks for them: in a service's configuration and in a settings file, as the workbench shows them. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openWorkbench, type Workbench } from './harness.ts';

const key = {
  kty: 'EC',
  kid: '2026-11-20_01',
  use: 'sig',
  alg: 'ES256',
  crv: 'P-256',
  x: 'R2PECeHIuNGd4sCOIdIFmrEC8Lt5fGBvR-hhPmtEYxA',
  y: 'JlG0X4ORHcUZz7BKe-th-GrIVswiS5vYXlekejKtBXs',
  d: 'suZwG1CR3BR46rTuhF9bvnFD_S40c_Tvgunxsn7RVCk',
};
const misnamed = { ...key, d: undefined, alg: 'ECDSA256' };

describe('keys in other documents', { timeout: 240_000 }, () => {
  let workbench: Workbench;
  let close = (): Promise<void> => Promise.resolve();
  before(async () => {
    workbench = await openWorkbench({
      files: {
        'service.json': `${JSON.stringify({ serviceName: 'Example', jwks: JSON.stringify({ keys: [misnamed] }) }, null, 2)}\n`,
        'deploy/.env': `STAGE=production\nSIGNING_KEY='${JSON.stringify(key)}'\n`,
      },
    });
    close = () => workbench.close();
  });
  after(() => close());

  it('are checked where they stand in a string', async () => {
    await workbench.openFile('service.json');
    const problems = await workbench.problems();
    await workbench.screenshot('key-in-string');
    assert.equal(problems.length, 1);
    assert.match(problems[0] ?? '', /"ECDSA256" is not a JOSE name; use "ES256"/);
  });

  it('are listed by a scan of the workspace', async () => {
    await workbench.runCommand('JWK: Scan Workspace for Keys');
    await workbench.page.getByText('private-key-plaintext').first().waitFor({ timeout: 30_000 });
    await workbench.screenshot('scan');
    const problems = await workbench.problems();
    assert.equal(problems.filter((p) => p.includes('private-key-plaintext')).length, 1);
  });
});
