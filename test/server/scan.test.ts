/** jwk.server.scan: files that are not open, of any kind. */
import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import type { Diagnostic } from 'vscode-languageserver-protocol/node';
import { LspClient, type ClientOptions } from '../support/lspClient.ts';
import { base64url, ecKey, ecPublic, octKey } from '../scan/support.ts';

const json = JSON.stringify(ecKey);
let client: LspClient;
const scan = async (
  files: Readonly<Record<string, string>>,
  options: ClientOptions = {},
): Promise<Record<string, [string[], string[]]>> => {
  client = await LspClient.start({ folders: ['file:///r'], ...options });
  const list = Object.entries(files).map(([name, text]) => ({ uri: `file:///r/${name}`, text }));
  const answer = await client.execute('jwk.server.scan', { files: list });
  assert.ok(answer.kind === 'scanned');
  const show = (diagnostics: readonly Diagnostic[]): string[] =>
    diagnostics.map(({ range: { start }, severity, code, source, codeDescription }) => {
      assert.ok(source === 'jwk' && codeDescription?.href.includes(String(code)) === true);
      return `${start.line}:${start.character} ${severity} ${String(code)}`;
    });
  return Object.fromEntries(answer.files.map((f) => [f.uri.slice(10), [show(f.diagnostics), show(f.whenClosed)]]));
};
afterEach(() => client.stop());

describe('jwk.server.scan (V7)', () => {
  it('tells what is in which file, and what linting says of it when it is open', async () => {
    assert.deepEqual(
      await scan({
        '.env': `A=1\nK=${json}\n`,
        'a.properties': `keyStore.encJWK=${base64url(json)}\n`,
        'src/clean.ts': 'const kty: string = "EC";\n',
        'jwks.json': JSON.stringify({ keys: [ecPublic] }),
        'store.private.jwks': JSON.stringify({ keys: [ecKey, octKey], old: base64url(json) }),
      }),
      {
        '.env': [[`1:${2 + json.indexOf('"d"')} 1 private-key-plaintext`], []],
        'a.properties': [[`0:${16 + Math.floor((json.indexOf('"d"') * 8) / 6)} 1 private-key-plaintext`], []],
        'store.private.jwks': [
          [
            `0:${JSON.stringify({ keys: [ecKey, octKey], old: '' }).length - 2 + Math.floor((json.indexOf('"d"') * 8) / 6)} 2 private-key-plaintext`,
            `0:${10 + json.length + 1 + JSON.stringify(octKey).indexOf('"k"') - 1} 3 symmetric-key-plaintext`,
          ],
          [`0:${9 + json.indexOf('"d"')} 3 private-key-plaintext`],
        ],
      },
    );
  });

  it('obeys the settings', async () => {
    const settings = (): unknown => ({ roles: { 'a.env': 'other' }, rules: { 'private-key-plaintext': 'warning' } });
    assert.deepEqual(await scan({ 'a.env': json, 'b.env': json }, { settings }), {
      'b.env': [[`0:${json.indexOf('"d"')} 2 private-key-plaintext`], []],
    });
  });

  it('says no secret', async () => {
    await scan({ '.env': json, 'a.md': base64url(JSON.stringify(octKey)) });
    for (const text of [...client.received, ...client.log])
      for (const secret of [ecKey.d, octKey.k]) assert.ok(!text.includes(secret.slice(0, 10)));
  });
});
