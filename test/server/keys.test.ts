/** Sets, certificates and encryption as commands of the server. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { OperationAnswer } from '../../server/src/protocol.ts';
import { LspClient } from '../support/lspClient.ts';

type Done = Extract<OperationAnswer, { kind: 'done' }>;

const uri = 'file:///r/private/keys.jwks';

function done(answer: unknown): Done {
  assert.equal((answer as OperationAnswer).kind, 'done', JSON.stringify(answer));
  return answer as Done;
}

describe('keys made, certified and encrypted by commands', () => {
  it('change the open document, and answer no secret it has got', async () => {
    const client = await LspClient.start();
    await client.open(uri, '{\n  "keys": []\n}\n');
    const presetFile = {
      text: '{"name":"ours","keys":[{"alg":"ES256","kidText":"a"},{"crv":"Ed25519","kidText":"b"}]}',
    };
    const made = done(await client.execute('jwk.server.generateSet', { presetFile, into: { uri } }));
    assert.deepEqual(made.changed, ['into']);
    assert.deepEqual(
      made.texts.map(({ kind, secret }) => [kind, secret]),
      [['public', false]],
    );
    const before = client.text(uri);
    // The cursor tells the key.
    const position = client.document(uri).positionAt(before.indexOf('"b"'));
    const signed = done(await client.execute('jwk.server.selfSign', { document: { uri, position }, days: 30 }));
    assert.deepEqual(signed.changed, ['document']);
    assert.match(signed.texts[0]?.text ?? '', /^-----BEGIN CERTIFICATE-----/);
    const { keys } = JSON.parse(client.text(uri)) as { keys: object[] };
    assert.deepEqual(
      keys.map((key) => 'x5c' in key),
      [false, true],
    );
    const locked = done(
      await client.execute('jwk.server.encrypt', { document: { uri }, password: 'a b c d e f g', iterations: 1000 }),
    );
    assert.deepEqual([locked.changed, locked.texts[0]?.secret], [[], false]);
    const source = { text: locked.texts[0]?.text ?? '', path: 'keys.jwe' };
    const opened = done(await client.execute('jwk.server.decrypt', { source, password: 'a b c d e f g' }));
    assert.deepEqual(opened.texts, [{ kind: 'private', text: client.text(uri), secret: true, isBase64: false }]);
    assert.deepEqual(await client.execute('jwk.server.decrypt', { source, password: 'geheim' }), {
      kind: 'problem',
      failure: 'password',
      message: 'The password is not the right one, or the text was damaged or changed',
    });
    await client.stop();
  });
});
