/** The workbench as a user has it: what is shown, offered and done, with screenshots to judge it by. */
import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { openWorkbench, type Workbench } from './harness.ts';

/** A signing key with two slips: padding on `y`, and another ecosystem's name of the algorithm. */
const FAULTY_SET = `{
  "keys": [
    {
      "kty": "EC",
      "use": "sig",
      "alg": "ECDSA256",
      "kid": "2026-11-20_01",
      "crv": "P-256",
      "x": "ePaNeeGWIeFm-EGi9_MRTiWUnaMO4IpYeQmWFnerR0c",
      "y": "Z4dxQ4jpkmCrLz6zrXXgPS_nKSPwDez4KeGH8sH5g8Q="
    }
  ]
}
`;

const EMPTY_SET = '{\n  "keys": []\n}\n';

const PEM = String(
  generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'pem', type: 'pkcs8' }),
);

describe('the workbench', { timeout: 240_000 }, () => {
  let workbench: Workbench;
  // Nothing to close when it did not open.
  let close = (): Promise<void> => Promise.resolve();
  before(async () => {
    workbench = await openWorkbench({
      files: { 'jwks.json': FAULTY_SET, 'private.jwks': EMPTY_SET, 'service.key.pem': PEM },
      settings: {
        'files.autoSave': 'off',
        // As the README has it.
        'editor.codeActionsOnSave': { 'source.fixAll.jwk': 'explicit' },
      },
    });
    close = () => workbench.close();
  });
  after(() => close());

  const saved = (path: string): string => readFileSync(join(workbench.folder, path), 'utf8');

  /** Saves the active editor and waits until the file on disk satisfies the condition. */
  async function save(path: string, holds: (text: string) => boolean): Promise<string> {
    await workbench.focusEditor();
    await workbench.page.keyboard.press('Control+S');
    for (let i = 0; i < 100 && !holds(saved(path)); i++) await workbench.page.waitForTimeout(100);
    return saved(path);
  }

  it('shows the findings in the Problems panel, at their places', async () => {
    await workbench.openFile('jwks.json');
    const problems = await workbench.problems();
    await workbench.screenshot('problems');
    assert.deepEqual(
      problems.map((p) =>
        p
          .replace(/[()]/g, ' ')
          .replace(/\s+/g, ' ')
          .replace(/ ?\[Ln (\d+), Col (\d+)\]/, ' at $1:$2'),
      ),
      [
        '"ECDSA256" is not a JOSE name; use "ES256" jwk value-alias at 6:14',
        'base64url values in JWKs have no "=" padding jwk base64url-padding at 10:56',
      ],
    );
  });

  it('mends on save what can be mended without changing the key, and leaves everything else as it was', async () => {
    await workbench.openFile('jwks.json');
    // Only a changed document is saved.
    await workbench.focusEditor();
    await workbench.page.keyboard.press('Control+End');
    await workbench.page.keyboard.press('Space');
    await workbench.page.keyboard.press('Backspace');
    const mended = await save('jwks.json', (text) => !text.includes('8Q="'));
    assert.equal(mended, FAULTY_SET.replace('8Q="', '8Q"'));
  });

  it('offers the commands in the palette', async () => {
    const offered = (await workbench.palette('JWK:')).filter((label) => label.startsWith('JWK:'));
    await workbench.screenshot('palette');
    await workbench.escape();
    assert.ok(offered.includes('JWK: Generate Key…'), offered.join(', '));
    // The list shows as many as fit.
    for (const title of [
      'JWK: Generate Key…',
      'JWK: Generate Key (Defaults)',
      'JWK: Generate Key Set…',
      'JWK: Import Key…',
      'JWK: Export Key…',
      'JWK: Copy Key As…',
      'JWK: Write Public Set…',
      'JWK: Update Public Set',
      'JWK: Self-Sign Certificate…',
      'JWK: Encrypt Private Key…',
      'JWK: Decrypt Key…',
      'JWK: Fetch Key Set from URL…',
      'JWK: Fetch Key Set from Issuer…',
      'JWK: Inspect Key at Cursor',
      'JWK: Rotate Key…',
      'JWK: Copy Public Key Set',
      'JWK: Copy Thumbprint…',
    ]) {
      const found = await workbench.palette(title);
      assert.ok(found.includes(title), `${title} is not among ${found.join(', ')}`);
      await workbench.escape();
    }
  });

  it('generates a key into the open set, asked for step by step', async () => {
    await workbench.openFile('private.jwks');
    await workbench.runCommand('JWK: Generate Key…');
    for (const [answer, offers] of [
      ['EC', ['RSA', 'EC', 'OKP', 'oct', 'AKP']],
      ['P-256', ['P-256', 'P-384', 'P-521', 'secp256k1']],
      ['sig', ['sig', 'enc']],
      ['ES256', ['ES256', 'No alg member']],
      ['Date and number', ['Thumbprint', 'UUID', 'Date and number', 'SHA-256', 'A text of your own…', 'No kid member']],
      ['Add to private.jwks', ['Add to private.jwks', 'New Editor', 'Two Files…', 'Clipboard']],
    ] as const) {
      const labels = await workbench.quickPick();
      for (const offer of offers) assert.ok(labels.includes(offer), `${offer} is not among ${labels.join(' | ')}`);
      if (answer === 'P-256') await workbench.screenshot('generate-curve');
      if (answer === 'Add to private.jwks') await workbench.screenshot('generate-target');
      await workbench.choose(answer);
    }
    await workbench.page.getByText('Added key').first().waitFor({ timeout: 20_000 });
    await workbench.screenshot('generated');
    await workbench.focusEditor();
    await workbench.page.keyboard.press('Control+Z');
    await workbench.page.locator('.tab.active:not(.dirty)').waitFor({ timeout: 20_000 });
    await workbench.screenshot('generated-undone');
    assert.ok(!(await workbench.editorText()).includes('"kty"'));
    await workbench.page.keyboard.press('Control+Shift+Z');
    const text = await save('private.jwks', (t) => t.includes('"kty"'));
    const { keys } = JSON.parse(text) as { keys: Record<string, string>[] };
    assert.deepEqual([keys.length, keys[0]?.kty, keys[0]?.crv, keys[0]?.alg], [1, 'EC', 'P-256', 'ES256']);
    assert.match(keys[0]?.kid ?? '', /^\d{4}-\d{2}-\d{2}_01$/);
    assert.match(text, /^\{\n {2}"keys": \[\n {4}\{\n {6}"kty": "EC",\n/);
  });

  it('goes back to the last question, and gives up without a trace', async () => {
    await workbench.openFile('private.jwks');
    const before = saved('private.jwks');
    await workbench.runCommand('JWK: Generate Key…');
    await workbench.choose('OKP');
    await workbench.choose('X25519');
    await workbench.page.locator('.quick-input-titlebar .codicon-quick-input-back').click();
    const curves = await workbench.quickPick();
    await workbench.screenshot('back');
    for (const curve of ['Ed25519', 'X448']) assert.ok(curves.includes(curve), curves.join(' | '));
    await workbench.escape();
    assert.equal(await workbench.page.locator('.tab.active.dirty').count(), 0);
    assert.equal(saved('private.jwks'), before);
  });

  it('generates a pair of files', async () => {
    await workbench.openFile('private.jwks');
    await workbench.runCommand('JWK: Generate Key…');
    for (const answer of ['EC', 'P-256', 'sig', 'ES256', 'Thumbprint', 'Two Files…']) await workbench.choose(answer);
    await workbench.page.getByText('The public set goes to keys/jwks.json').waitFor({ timeout: 20_000 });
    await workbench.type('signing/private.jwks');
    await workbench.page.getByText('The public set goes to signing/jwks.json').waitFor({ timeout: 20_000 });
    await workbench.screenshot('pair-name');
    await workbench.page.keyboard.press('Enter');
    await workbench.page.locator('.tab.active', { hasText: 'jwks.json' }).waitFor({ timeout: 20_000 });
    await workbench.page.getByText('Only you can read the private file.').first().waitFor({ timeout: 20_000 });
    await workbench.page.getByText('1 key').first().waitFor({ timeout: 20_000 });
    await workbench.screenshot('pair');
    assert.equal((statSync(join(workbench.folder, 'signing/private.jwks')).mode & 0o777).toString(8), '600');
    assert.match(saved('signing/private.jwks'), /"d"/);
    assert.doesNotMatch(saved('signing/jwks.json'), /"d"/);
    await workbench.page.getByRole('button', { name: 'Add to .gitignore' }).first().click();
    await workbench.page.getByText('signing/private.jwks is in .gitignore now.').first().waitFor({ timeout: 20_000 });
    assert.equal(saved('.gitignore'), '/signing/private.jwks\n');
  });

  it('shows commands above keys, imports a PEM, and copies the public half', async () => {
    await workbench.openFile('service.key.pem');
    await workbench.runCommand('JWK: Import Key…');
    await workbench.quickPick();
    await workbench.screenshot('import-source');
    await workbench.choose('service.key.pem');
    await workbench.choose('sig');
    await workbench.choose('ES256');
    await workbench.choose('Thumbprint');
    await workbench.screenshot('import-target');
    await workbench.choose('New Editor');
    await workbench.page.getByText('into a new editor').first().waitFor({ timeout: 20_000 });
    await workbench.page.locator('.codelens-decoration').first().waitFor({ timeout: 20_000 });
    await workbench.screenshot('imported');
    await workbench.page.locator('.codelens-decoration a', { hasText: 'Copy as…' }).first().click();
    await workbench.screenshot('copy-form');
    await workbench.choose('JSON');
    await workbench.screenshot('copy-half');
    await workbench.choose('Public half');
    await workbench.page.getByText('Nothing in it is secret.').first().waitFor({ timeout: 20_000 });
    await workbench.screenshot('copied');
    await workbench.runCommand('View: Revert and Close Editor');
  });

  it('has a menu of its own in key sets', async () => {
    await workbench.openFile('private.jwks');
    await workbench.page.locator('.editor-instance .view-lines').last().click({ button: 'right' });
    await workbench.page.locator('.monaco-menu').first().waitFor({ timeout: 20_000 });
    await workbench.page.locator('.monaco-menu').getByText('JWK', { exact: true }).click();
    await workbench.page.locator('.monaco-menu').getByText('Import Key…').waitFor({ timeout: 20_000 });
    await workbench.page.locator('.monaco-menu').getByText('Copy Thumbprint…').waitFor({ timeout: 20_000 });
    await workbench.screenshot('context-menu');
    await workbench.page.keyboard.press('Escape');
    await workbench.page.keyboard.press('Escape');
  });

  it('has a preset for whole sets', async () => {
    await workbench.openFile('private.jwks');
    await workbench.runCommand('JWK: Generate Key Set…');
    await workbench.quickPick();
    await workbench.screenshot('presets');
    await workbench.escape();
  });

  it('inspects the key at the cursor', async () => {
    await workbench.openFile('jwks.json');
    await workbench.focusEditor();
    await workbench.runCommand('JWK: Inspect Key at Cursor');
    const report = workbench.webview().locator('body');
    await report.getByText('Thumbprint (SHA-256)').waitFor({ timeout: 30_000 });
    const text = await report.innerText();
    await workbench.screenshot('inspect');
    assert.match(text, /EC P-256/);
    assert.match(text, /ECDSA256/);
  });
});
