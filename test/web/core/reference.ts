/**
 * Somebody else's implementation of keys where there is no node:crypto: the browser's WebCrypto, which is BoringSSL,
 * and @noble/curves for the curves it does not know. Exports what test/support/reference.ts does.
 */
import assert from 'node:assert/strict';
import { ed25519, x25519 } from '@noble/curves/ed25519.js';
import { ed448, x448 } from '@noble/curves/ed448.js';
import { secp256k1 } from '@noble/curves/secp256k1.js';
import { decodeBase64url, encodeBase64url } from '../../../server/src/core/encoding/base64url.ts';
import { fromHex, toInteger } from '../../../server/src/core/encoding/octets.ts';
import type { ReferenceKey, ReferenceKind } from '../../support/reference.ts';

const message = new TextEncoder().encode('message');
const signatures = { Ed25519: ed25519, Ed448: ed448 };
const agreements = { X25519: x25519, X448: x448 };
const valueMembers = ['kty', 'crv', 'n', 'e', 'd', 'p', 'q', 'dp', 'dq', 'qi', 'x', 'y'];

const octetsOf = (text: string | undefined): Uint8Array<ArrayBuffer> => {
  const octets = decodeBase64url(text ?? '');
  assert.ok(octets !== undefined, 'not base64url');
  return new Uint8Array(octets);
};

/** Without `alg`, `use` and `key_ops`, which WebCrypto would hold against what the key is imported for. */
function values(jwk: object): ReferenceKey {
  return Object.fromEntries(Object.entries(jwk).filter(([name]) => valueMembers.includes(name)));
}

/** How WebCrypto is told to sign with a key of this kind. */
function algorithm(kty: string, crv: string | undefined): { name: string; hash: string; namedCurve?: string } {
  if (kty === 'RSA') return { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
  return { name: 'ECDSA', hash: 'SHA-256', namedCurve: crv ?? '' };
}

const isNist = (crv: string | undefined): boolean => crv?.startsWith('P-') === true;

export async function generateReferenceKey(kind: ReferenceKind): Promise<ReferenceKey> {
  if (kind.kty !== 'RSA' && !isNist(kind.crv)) return generateByNoble(kind.crv);
  const size = kind.kty === 'RSA' ? { modulusLength: kind.bits, publicExponent: Uint8Array.of(1, 0, 1) } : {};
  const parameters = { ...algorithm(kind.kty, kind.kty === 'RSA' ? undefined : kind.crv), ...size };
  const pair = (await crypto.subtle.generateKey(parameters, true, ['sign', 'verify'])) as CryptoKeyPair;
  return values(await crypto.subtle.exportKey('jwk', pair.privateKey));
}

function generateByNoble(crv: string): ReferenceKey {
  if (crv === 'secp256k1') {
    const { secretKey } = secp256k1.keygen();
    const point = secp256k1.getPublicKey(secretKey, false);
    const [x, y, d] = [point.subarray(1, 33), point.subarray(33), secretKey].map(encodeBase64url);
    return { kty: 'EC', crv, x: String(x), y: String(y), d: String(d) };
  }
  const curve = { ...signatures, ...agreements }[crv as keyof typeof signatures];
  const { secretKey, publicKey } = curve.keygen();
  return { kty: 'OKP', crv, x: encodeBase64url(publicKey), d: encodeBase64url(secretKey) };
}

/** WebCrypto makes no primes but as factors of a modulus. */
export async function generatePrime(bits: number): Promise<bigint> {
  return toInteger(octetsOf((await generateReferenceKey({ kty: 'RSA', bits: 2 * bits })).p));
}

export async function tryPair(jwk: ReferenceKey, publicJwk: ReferenceKey): Promise<void> {
  if (publicJwk.kty === 'RSA' || isNist(publicJwk.crv)) return tryByWebCrypto(jwk, publicJwk);
  const { crv = '' } = publicJwk;
  const [secret, x] = [octetsOf(jwk.d), octetsOf(publicJwk.x)];
  if (crv === 'secp256k1') {
    const point = Uint8Array.of(4, ...x, ...octetsOf(publicJwk.y));
    assert.ok(secp256k1.verify(secp256k1.sign(message, secret), message, point));
  } else if (crv in signatures) {
    const curve = signatures[crv as keyof typeof signatures];
    assert.ok(curve.verify(curve.sign(message, secret), message, x));
  } else {
    const curve = agreements[crv as keyof typeof agreements];
    const other = curve.keygen();
    assert.deepEqual(curve.getSharedSecret(secret, other.publicKey), curve.getSharedSecret(other.secretKey, x));
  }
}

async function tryByWebCrypto(jwk: ReferenceKey, publicJwk: ReferenceKey): Promise<void> {
  const how = algorithm(String(publicJwk.kty), publicJwk.crv);
  const privateKey = await crypto.subtle.importKey('jwk', values(jwk), how, false, ['sign']);
  const publicKey = await crypto.subtle.importKey('jwk', values(publicJwk), how, false, ['verify']);
  const signature = await crypto.subtle.sign(how, privateKey, message);
  assert.ok(await crypto.subtle.verify(how, publicKey, signature, message));
}

/** Everything before the public key itself (RFC 8410 §10.1 for Ed448, RFC 5480 §2 for secp256k1). */
const infoPrefixes: Readonly<Record<string, string>> = {
  Ed448: '3043300506032b6571033a00',
  secp256k1: '3056301006072a8648ce3d020106052b8104000a03420004',
};

export async function publicKeyInfo(publicJwk: ReferenceKey): Promise<Uint8Array> {
  const prefix = infoPrefixes[publicJwk.crv ?? ''];
  if (prefix !== undefined) {
    const y = publicJwk.y === undefined ? [] : octetsOf(publicJwk.y);
    return Uint8Array.of(...fromHex(prefix), ...octetsOf(publicJwk.x), ...y);
  }
  const how = algorithm(String(publicJwk.kty), publicJwk.crv);
  const key = await crypto.subtle.importKey('jwk', values(publicJwk), how, true, ['verify']);
  return new Uint8Array(await crypto.subtle.exportKey('spki', key));
}
