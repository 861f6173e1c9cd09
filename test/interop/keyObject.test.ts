/** Keys go through node:crypto and back without a change, in every format both have. */
import assert from 'node:assert/strict';
import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { describe, it } from 'node:test';
import { converted, fromJwk, numbers, toJwk, type Jwk } from './support.ts';

const pairs: Readonly<Record<string, () => { privateKey: KeyObject; publicKey: KeyObject }>> = {
  RSA: () => generateKeyPairSync('rsa', { modulusLength: 2048 }),
  'RSA of an odd size': () => generateKeyPairSync('rsa', { modulusLength: 1031 }),
  'P-256': () => generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  'P-384': () => generateKeyPairSync('ec', { namedCurve: 'P-384' }),
  'P-521': () => generateKeyPairSync('ec', { namedCurve: 'P-521' }),
  secp256k1: () => generateKeyPairSync('ec', { namedCurve: 'secp256k1' }),
  Ed25519: () => generateKeyPairSync('ed25519'),
  Ed448: () => generateKeyPairSync('ed448'),
  X25519: () => generateKeyPairSync('x25519'),
  X448: () => generateKeyPairSync('x448'),
};

const jwkOf = (key: KeyObject): Jwk => ({ ...key.export({ format: 'jwk' }) });

/** node:crypto's PEM of the key, of every type it has for it. */
function pemsOf({ privateKey, publicKey }: { privateKey: KeyObject; publicKey: KeyObject }): {
  priv: string[];
  pub: string[];
} {
  const own = { rsa: 'pkcs1', ec: 'sec1' }[privateKey.asymmetricKeyType as string] as 'pkcs1' | 'sec1' | undefined;
  const text = (key: KeyObject, type: 'pkcs1' | 'sec1' | 'pkcs8' | 'spki'): string =>
    key.export({ format: 'pem', type } as { format: 'pem'; type: 'pkcs8' }).toString();
  return {
    priv: [text(privateKey, 'pkcs8'), ...(own === undefined ? [] : [text(privateKey, own)])],
    pub: [text(publicKey, 'spki'), ...(own === 'pkcs1' ? [text(publicKey, own)] : [])],
  };
}

describe('conversions and KeyObject', () => {
  for (const [name, make] of Object.entries(pairs)) {
    it(name, async () => {
      // Leading zeros of coordinates and private values turn up in one key of 256.
      for (let i = 0; i < (name.startsWith('RSA') ? 2 : 20); i++) {
        const pair = make();
        const [whole, half] = [jwkOf(pair.privateKey), jwkOf(pair.publicKey)];
        const { priv, pub } = pemsOf(pair);
        for (const pem of priv) assert.deepEqual(numbers(await toJwk(pem)), whole);
        for (const pem of pub) assert.deepEqual(numbers(await toJwk(pem)), half);
        assert.equal(await fromJwk(whole), priv[0]);
        assert.equal(await fromJwk(half), pub[0]);
        assert.equal(await fromJwk(whole, { public: true }), pub[0]);
        const format = whole.kty === 'RSA' ? 'pkcs1' : whole.kty === 'EC' ? 'sec1' : undefined;
        if (format !== undefined) assert.equal(await fromJwk(whole, { format }), priv[1]);
        if (format === 'pkcs1') assert.equal(await fromJwk(half, { format }), pub[1]);
        if (i > 0) continue;
        const locked = await fromJwk({ ...whole, kid: 'a' }, { newPassword: 'pässword' });
        assert.ok(createPrivateKey({ key: locked, passphrase: 'pässword' }).equals(pair.privateKey));
        const [text] = (await converted(locked, { password: 'pässword' })).texts;
        assert.deepEqual(numbers(JSON.parse(text?.text ?? '') as Jwk), whole);
      }
    });
  }

  it('values with leading zeros have their full size', async () => {
    // A private value of one octet, and the point that goes with it.
    const d = Buffer.alloc(66, 0);
    d[65] = 7;
    const jwk = { kty: 'EC', crv: 'P-521', d: d.toString('base64url') };
    const pem = await fromJwk(jwk);
    assert.deepEqual(numbers(await toJwk(pem)), jwkOf(createPrivateKey(pem)));
  });
});
