import assert from 'node:assert/strict';
import { example } from './keys.ts';
import { jwkDiagnostics, openInWorkspace, waitFor } from './support.ts';
import { command, withMessages } from './windows.ts';

describe('JWK: Restart Language Server', () => {
  it('starts it again, and it finds what it found before', async () => {
    const document = await openInWorkspace('restart/jwks.json', await example('faulty/jwks.json'));
    const found = await waitFor('the findings', () => {
      const { length } = jwkDiagnostics(document.uri);
      return length > 0 ? length : undefined;
    });
    const { messages } = await withMessages(() => command('jwk.restartServer'));
    assert.deepEqual(
      messages.map(({ text }) => text),
      ['The JWK language server was restarted.'],
    );
    // The old server's findings went with it, so these are new.
    await waitFor('the findings of the new one', () =>
      jwkDiagnostics(document.uri).length === found ? true : undefined,
    );
    const { result } = await withMessages(() => command<{ readonly keys: number }>('jwk.copyPublicKeySet'));
    assert.equal(result.keys, 6);
  });
});
