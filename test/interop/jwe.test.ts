/** JWEs that other libraries open, and that other libraries made. */
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { CompactEncrypt, compactDecrypt, flattenedDecrypt, GeneralEncrypt, type FlattenedJWE } from 'jose';
import { decrypt } from '../../server/src/core/operations/decrypt.ts';
import { encrypt } from '../../server/src/core/operations/encrypt.ts';
import { contentAlgorithms } from '../../server/src/core/operations/jweContent.ts';
import { passwordAlgorithms } from '../../server/src/core/operations/jwePassword.ts';
import { testDeps } from '../operations/support.ts';
import { Desk, noJose } from './support.ts';

const desk = new Desk();
after(() => {
  desk.remove();
});

const password = 'Thus from my lips, ü';
const secret = new TextEncoder().encode(password);
const key = '{"kty":"oct","k":"AAECAwQFBgcICQoLDA0ODw","kid":"ü"}\n';

type Wishes = Omit<Parameters<typeof encrypt.run>[0], 'document' | 'password'>;

async function sealed(wishes: Wishes): Promise<string> {
  const document = { text: key, path: 'private.jwk' };
  const { texts } = await encrypt.run({ document, iterations: 1000, ...wishes, password }, testDeps());
  return texts[0]?.text ?? '';
}

const open = async (text: string): ReturnType<typeof decrypt.run> =>
  decrypt.run({ source: { octets: new TextEncoder().encode(text), name: 'a.jwe' }, password }, testDeps());

describe('the library jose', () => {
  for (const alg of passwordAlgorithms) {
    for (const enc of contentAlgorithms) {
      it(`${alg}, ${enc}: both ways`, async () => {
        const compact = await compactDecrypt(await sealed({ alg, enc }), secret, {
          keyManagementAlgorithms: [alg],
        });
        assert.equal(new TextDecoder().decode(compact.plaintext), key);
        assert.equal(compact.protectedHeader.cty, 'jwk+json');
        const flattened = JSON.parse(await sealed({ alg, enc, as: 'json' })) as FlattenedJWE;
        const { plaintext } = await flattenedDecrypt(flattened, secret, { keyManagementAlgorithms: [alg] });
        assert.equal(new TextDecoder().decode(plaintext), key);
        const theirs = await new CompactEncrypt(new TextEncoder().encode(key))
          .setProtectedHeader({ alg, enc })
          .setKeyManagementParameters({ p2c: 1000 })
          .encrypt(secret);
        assert.equal((await open(theirs)).texts[0]?.text, key);
      });
    }
  }

  it('general JSON with other recipients: the one of the password is opened', async () => {
    const aes = new Uint8Array(32).fill(7);
    const general = await new GeneralEncrypt(new TextEncoder().encode(key))
      .setProtectedHeader({ enc: 'A256GCM' })
      .setAdditionalAuthenticatedData(new TextEncoder().encode('more'))
      .addRecipient(aes)
      .setUnprotectedHeader({ alg: 'A256KW' })
      .addRecipient(secret)
      .setUnprotectedHeader({ alg: 'PBES2-HS256+A128KW' })
      .encrypt();
    assert.equal((await open(JSON.stringify(general))).texts[0]?.text, key);
  });

  it('few iterations are told of', async () => {
    const theirs = await new CompactEncrypt(new TextEncoder().encode(key))
      .setProtectedHeader({ alg: 'PBES2-HS256+A128KW', enc: 'A128GCM' })
      .setKeyManagementParameters({ p2c: 500 })
      .encrypt(secret);
    assert.match((await open(theirs)).notes[0]?.message ?? '', /500 iterations are too few/);
  });
});

describe('the command jose', () => {
  for (const alg of passwordAlgorithms) {
    it(`${alg}: both ways`, { skip: noJose }, async () => {
      // It asks terminals only for passwords; a symmetric key is one too.
      const word = desk.write(
        'password.jwk',
        JSON.stringify({ kty: 'oct', k: Buffer.from(password).toString('base64url') }),
      );
      for (const as of ['compact', 'json'] as const) {
        // It refuses more than 32768 iterations.
        const jwe = desk.write('ours.jwe', await sealed({ alg, iterations: 10_000, as }));
        assert.equal(desk.text('jose', ['jwe', 'dec', '-i', jwe, '-k', word]), key);
      }
      const plain = desk.write('plain.jwk', key);
      const template = JSON.stringify({ protected: { alg, enc: 'A256GCM' } });
      for (const compact of [[], ['-c']]) {
        const theirs = desk.text('jose', ['jwe', 'enc', '-i', template, '-I', plain, '-k', word, ...compact]);
        assert.equal((await open(theirs)).texts[0]?.text, key);
      }
    });
  }
});
