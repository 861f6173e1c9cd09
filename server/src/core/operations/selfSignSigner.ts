/** Signing with a private JWK as X.509 wants it: the algorithm's identifier and the signature's own form. */
import { ed25519 } from '@noble/curves/ed25519.js';
import { ed448 } from '@noble/curves/ed448.js';
import { secp256k1 } from '@noble/curves/secp256k1.js';
import { ml_dsa44, ml_dsa65, ml_dsa87 } from '@noble/post-quantum/ml-dsa.js';
import { encodeBase64url } from '../encoding/base64url.ts';
import { KeyFormatError } from '../encoding/derFields.ts';
import { nothing, objectIdentifier, sequence, tagged, unsigned } from '../encoding/derWriter.ts';
import { materialMembers, type KeyMaterial } from '../encoding/keyMaterial.ts';
import { fromInteger } from '../encoding/octets.ts';
import type { Key } from '../key/key.ts';
import { materialOf } from '../key/keyMaterial.ts';
import {
  ecdsaSignatureIds,
  hashIds,
  keyTypeIds,
  mgf1Id,
  mlDsaIds,
  okpCurveIds,
  rsaSignatureIds,
} from '../registry/objectIdentifiers.ts';
import { OperationError, type NamedAlgorithm, type OperationDeps } from './operation.ts';

export interface Signer {
  /** DER of the AlgorithmIdentifier. */
  readonly algorithm: Uint8Array;
  readonly sign: (message: Uint8Array) => Promise<Uint8Array>;
}

type Sources = Pick<OperationDeps, 'crypto' | 'randomBytes'>;
type Refuse = (why: string) => OperationError;

/**
 * @param where the key in words, for messages
 * @throws OperationError (`input`) for a key that cannot sign, or has no private half that can be read
 */
export function signerOf(key: Key, where: string, deps: Sources): Signer {
  const refuse: Refuse = (why) => new OperationError('input', `${where} ${why}`);
  if (key.type === undefined) throw refuse('has no key type that could sign a certificate');
  if (key.type.kty === 'oct') throw refuse('is symmetric: it has no public half that a certificate could certify');
  const { crv } = key.curve ?? {};
  if (crv === 'X25519' || crv === 'X448')
    throw refuse(
      `is an ${crv} key, which agrees on keys and cannot sign; a self-signed certificate is signed by its key`,
    );
  if (!key.has(key.type.kty === 'AKP' ? 'priv' : 'd'))
    throw refuse(
      'has no private half here, and a self-signed certificate is signed with it: name the private document',
    );
  switch (key.type.kty) {
    case 'RSA':
      return rsaSigner(key, refuse, deps);
    case 'EC':
      return ecSigner(key, refuse, deps);
    case 'OKP':
      return edSigner(key, refuse);
    case 'AKP':
      return mlDsaSigner(key, refuse, deps);
  }
}

const unreadable = 'has a private value that cannot be read; mend it first';

type HashName = 'SHA-256' | 'SHA-384' | 'SHA-512';

function rsaSigner(key: Key, refuse: Refuse, { crypto }: Sources): Signer {
  if (key.has('oth')) throw refuse('is an RSA key of more than two primes, with which hosts cannot sign');
  // All members: RFC 7518 §6.3.2 lets the private ones but `d` be left out, WebCrypto does not.
  const jwk = { kty: 'RSA', ...materialMembers(soundMaterial(key, refuse)) };
  const [, scheme, size] = /^([RP]S)(256|384|512)$/.exec(key.algorithm?.alg ?? '') ?? [];
  const bits = size === '384' ? 384 : size === '512' ? 512 : 256;
  const hash = `SHA-${bits}` as const;
  const salt = bits / 8;
  const isPss = scheme === 'PS';
  const name = isPss ? 'RSA-PSS' : 'RSASSA-PKCS1-v1_5';
  return {
    algorithm: isPss
      ? sequence(objectIdentifier(keyTypeIds.rsaPss), pssParameters(hash, salt))
      : sequence(objectIdentifier(rsaSignatureIds[hash]), nothing),
    sign: (message) =>
      signByHost(crypto, jwk, { name, hash }, isPss ? { name, saltLength: salt } : { name }, message, refuse),
  };
}

/** RSASSA-PSS-params (RFC 4055 §3.1): MGF1 with the same hash, salt of the hash's length, as PS256 has it. */
function pssParameters(hash: HashName, salt: number): Uint8Array {
  const hashAlgorithm = sequence(objectIdentifier(hashIds[hash]), nothing);
  const mask = sequence(objectIdentifier(mgf1Id), hashAlgorithm);
  return sequence(tagged(0, hashAlgorithm), tagged(1, mask), tagged(2, unsigned(Uint8Array.of(salt))));
}

/** The key's numbers, complete and held against each other. */
function soundMaterial(key: Key, refuse: Refuse): KeyMaterial {
  try {
    return materialOf(key);
  } catch (error) {
    throw error instanceof KeyFormatError ? refuse(`cannot sign: ${error.message}`) : error;
  }
}

function ecSigner(key: Key, refuse: Refuse, { crypto }: Sources): Signer {
  const { ec } = key;
  const [x, y, d] = [ec?.integer('x'), ec?.integer('y'), ec?.integer('d')];
  if (ec === undefined || x === undefined || y === undefined || d === undefined || ec.privateInRange !== true)
    throw refuse(unreadable);
  const { crv, octets } = ec.curve;
  const bits = crv === 'P-384' ? 384 : crv === 'P-521' ? 512 : 256;
  const hash = `SHA-${bits}` as const;
  const algorithm = sequence(objectIdentifier(ecdsaSignatureIds[hash]));
  if (crv === 'secp256k1') {
    const sign = (message: Uint8Array): Uint8Array =>
      secp256k1.sign(message, fromInteger(d, octets), { format: 'der' });
    return { algorithm, sign: (message) => Promise.resolve(sign(message)) };
  }
  const text = (value: bigint): string => encodeBase64url(fromInteger(value, octets));
  const jwk = { kty: 'EC', crv, x: text(x), y: text(y), d: text(d) };
  const sign = async (message: Uint8Array): Promise<Uint8Array> => {
    const wanted = { name: 'ECDSA', namedCurve: crv };
    const raw = await signByHost(crypto, jwk, wanted, { name: 'ECDSA', hash }, message, refuse);
    // WebCrypto writes r and s side by side, X.509 as two INTEGERs (RFC 3279 §2.2.3).
    return sequence(unsigned(raw.subarray(0, octets)), unsigned(raw.subarray(octets)));
  };
  return { algorithm, sign };
}

/** RFC 8410 §6: the message itself is signed. */
function edSigner(key: Key, refuse: Refuse): Signer {
  const d = key.okp?.octets('d');
  const crv = key.curve?.crv;
  if (d === undefined || (crv !== 'Ed25519' && crv !== 'Ed448')) throw refuse(unreadable);
  const sign = (message: Uint8Array): Uint8Array => (crv === 'Ed25519' ? ed25519 : ed448).sign(message, d);
  return {
    algorithm: sequence(objectIdentifier(okpCurveIds[crv])),
    sign: (message) => Promise.resolve(sign(message)),
  };
}

const mlDsa = { 'ML-DSA-44': ml_dsa44, 'ML-DSA-65': ml_dsa65, 'ML-DSA-87': ml_dsa87 };

/** RFC 9881 §3: pure ML-DSA with an empty context. */
function mlDsaSigner(key: Key, refuse: Refuse, { randomBytes }: Sources): Signer {
  const alg = key.algorithm?.alg ?? '';
  if (!isMlDsa(alg)) throw refuse('has no algorithm that could sign a certificate');
  const material = soundMaterial(key, refuse);
  if (material.kty !== 'AKP' || material.priv === undefined) throw refuse(unreadable);
  const suite = mlDsa[alg];
  const { secretKey } = suite.keygen(material.priv);
  const sign = (message: Uint8Array): Uint8Array => suite.sign(message, secretKey, { extraEntropy: randomBytes(32) });
  return {
    algorithm: sequence(objectIdentifier(mlDsaIds[alg])),
    sign: (message) => Promise.resolve(sign(message)),
  };
}

function isMlDsa(alg: string): alg is keyof typeof mlDsa {
  return Object.hasOwn(mlDsa, alg);
}

/** What is wrong when a signature does not verify with the key's own public half. */
export const mismatch = 'has a private half that does not belong to its public one; mend it first';

async function signByHost(
  crypto: Sources['crypto'],
  jwk: object,
  wanted: NamedAlgorithm,
  algorithm: NamedAlgorithm,
  message: Uint8Array,
  refuse: Refuse,
): Promise<Uint8Array> {
  try {
    const key = await crypto.importKey('jwk', jwk, wanted, false, ['sign']);
    return new Uint8Array(await crypto.sign(algorithm, key, message));
  } catch {
    // Hosts say little of why, and differ in what they say.
    throw refuse('cannot sign here: its values do not fit each other, or it is too small for its algorithm');
  }
}
