/**
 * Somebody else's implementation of keys, to hold ours against: node:crypto, which is OpenSSL. In the browser
 * test/web/core/reference.ts stands in its place.
 */
import assert from 'node:assert/strict';
import {
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPair,
  generatePrime as nodeGeneratePrime,
  sign,
  verify,
  type JsonWebKey,
  type KeyObject,
} from 'node:crypto';
import { promisify } from 'node:util';

/** Members of a key by name: type, curve and values, nothing else. */
export type ReferenceKey = Readonly<Record<string, string>>;

export type ReferenceKind =
  | { readonly kty: 'RSA'; readonly bits: number }
  | { readonly kty: 'EC'; readonly crv: string }
  | { readonly kty: 'OKP'; readonly crv: string };

const asKey = (key: ReferenceKey): { key: JsonWebKey; format: 'jwk' } => ({ key, format: 'jwk' });

/** A new private key. */
export async function generateReferenceKey(kind: ReferenceKind): Promise<ReferenceKey> {
  const { privateKey } = await newPair(kind);
  return privateKey.export({ format: 'jwk' }) as ReferenceKey;
}

function newPair(kind: ReferenceKind): Promise<{ privateKey: KeyObject }> {
  const generate = promisify(generateKeyPair);
  switch (kind.kty) {
    case 'RSA':
      return generate('rsa', { modulusLength: kind.bits });
    case 'EC':
      return generate('ec', { namedCurve: kind.crv });
    case 'OKP':
      return generate(kind.crv.toLowerCase() as 'ed25519');
  }
}

/** A prime whose highest bit is the given one. */
export function generatePrime(bits: number): Promise<bigint> {
  return new Promise((resolve, reject) => {
    nodeGeneratePrime(bits, { bigint: true }, (error, prime) =>
      error instanceof Error ? reject(error) : resolve(prime),
    );
  });
}

/** Signs with the private, verifies with the public half; for key agreement, agrees with a stranger's key. */
export async function tryPair(jwk: ReferenceKey, publicJwk: ReferenceKey): Promise<void> {
  const privateKey = createPrivateKey(asKey(jwk));
  const publicKey = createPublicKey(asKey(publicJwk));
  if (publicKey.asymmetricKeyType === 'x25519' || publicKey.asymmetricKeyType === 'x448') {
    const other = createPrivateKey(asKey(await generateReferenceKey({ kty: 'OKP', crv: String(publicJwk.crv) })));
    assert.deepEqual(
      diffieHellman({ privateKey, publicKey: createPublicKey(other) }),
      diffieHellman({ privateKey: other, publicKey }),
    );
    return;
  }
  const hash = publicKey.asymmetricKeyType?.startsWith('ed') === true ? null : 'sha256';
  const signature = sign(hash, Buffer.from('message'), privateKey);
  assert.ok(verify(hash, Buffer.from('message'), publicKey, signature));
}

/** DER of the public key (RFC 5280 §4.1.2.7). */
export function publicKeyInfo(publicJwk: ReferenceKey): Promise<Uint8Array> {
  const key = createPublicKey(asKey(publicJwk));
  return Promise.resolve(new Uint8Array(key.export({ format: 'der', type: 'spki' })));
}
