/**
 * New key material. Curves come from the host where it has a way of its own (Node). Otherwise RSA and the NIST curves
 * come from its WebCrypto, and the others are made here from its random octets, in every host the same way: BoringSSL (Electron, browsers) lacks secp256k1, Ed448 and X448, older
 * browsers lack Ed25519 and X25519, Node 20 warns of both as experimental, and no WebCrypto we support has ML-DSA.
 */
import { ed25519, x25519 } from '@noble/curves/ed25519.js';
import { ed448, x448 } from '@noble/curves/ed448.js';
import { secp256k1 } from '@noble/curves/secp256k1.js';
import { ml_dsa44, ml_dsa65, ml_dsa87 } from '@noble/post-quantum/ml-dsa.js';
import { decodeBase64url, encodeBase64url, isCanonical } from '../encoding/base64url.ts';
import { fromInteger, toInteger } from '../encoding/octets.ts';
import { bitsOf } from '../math/integers.ts';
import { curves, type CurveName } from '../registry/curves.ts';
import type { KeyChoice } from './choice.ts';
import { OperationError, type OperationDeps, type WebCrypto } from './operation.ts';

/** Key-type members by name, all base64url text. */
export type Material = Readonly<Record<string, string>>;

interface Sources extends Pick<OperationDeps, 'randomBytes' | 'keyPair'> {
  readonly crypto: Pick<WebCrypto, 'generateKey' | 'exportKey'>;
}

/** Makes a key pair or symmetric key: `crv` and the value members, in the order of RFC 7518 §6. */
export async function newMaterial(choice: KeyChoice, deps: Sources): Promise<Material> {
  switch (choice.kty) {
    case 'RSA':
      return newRsa(choice.bits ?? 2048, deps);
    case 'EC':
    case 'OKP':
      return newPair(choice.crv ?? (choice.kty === 'EC' ? 'P-256' : 'Ed25519'), deps);
    case 'oct':
      return { k: encodeBase64url(deps.randomBytes((choice.bits ?? 256) / 8)) };
    case 'AKP':
      return newMlDsa(choice.alg ?? 'ML-DSA-65', deps);
  }
}

async function newRsa(modulusLength: number, { crypto }: Sources): Promise<Material> {
  const publicExponent = Uint8Array.of(1, 0, 1);
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', modulusLength, publicExponent };
  const jwk = await exported(algorithm, crypto);
  requireSize(integerOf(jwk, 'n'), modulusLength);
  // Base64urlUInt: the minimum number of octets (RFC 7518 §2), whatever the host writes.
  const members = ['n', 'e', 'd', 'p', 'q', 'dp', 'dq', 'qi'].map((name) => [name, integerText(jwk, name)] as const);
  return Object.fromEntries(members);
}

/** BoringSSL makes moduli of whole multiples of 128 bits, and a smaller one than asked for without a word. */
function requireSize(n: bigint, modulusLength: number): void {
  const bits = bitsOf(n);
  if (bits === modulusLength) return;
  const reason = `this host has made one of ${bits} instead; every host makes multiples of 128`;
  throw new OperationError('usage', `An RSA key cannot have ${modulusLength} bits here: ${reason}`);
}

async function newPair(crv: CurveName, deps: Sources): Promise<Material> {
  const made = deps.keyPair?.(crv);
  if (made !== undefined) return pairMembers(crv, made as Readonly<Record<string, unknown>>);
  switch (crv) {
    case 'secp256k1': {
      const secret = secp256k1.utils.randomSecretKey(deps.randomBytes(48));
      const point = secp256k1.getPublicKey(secret, false);
      return {
        crv,
        x: encodeBase64url(point.subarray(1, 33)),
        y: encodeBase64url(point.subarray(33)),
        d: encodeBase64url(secret),
      };
    }
    case 'Ed25519':
      return octetPair(crv, ed25519.getPublicKey, deps);
    case 'Ed448':
      return octetPair(crv, ed448.getPublicKey, deps);
    case 'X25519':
      return octetPair(crv, x25519.getPublicKey, deps);
    case 'X448':
      return octetPair(crv, x448.getPublicKey, deps);
    default:
      return pairMembers(crv, await exported({ name: 'ECDSA', namedCurve: crv }, deps.crypto));
  }
}

/** The values of a host's key. Full-size octet strings (RFC 7518 §6.2.1.2, §6.2.2.1): leading zero octets stay. */
function pairMembers(crv: CurveName, jwk: Readonly<Record<string, unknown>>): Material {
  const { octets, kty } = curves[crv];
  const value = (name: string): string => integerText(jwk, name, octets);
  return kty === 'EC' ? { crv, x: value('x'), y: value('y'), d: value('d') } : { crv, x: value('x'), d: value('d') };
}

/** A private key of random octets (RFC 8032 §5.1.5, §5.2.5; RFC 7748 §5). */
function octetPair(crv: CurveName, publicOf: (secret: Uint8Array) => Uint8Array, { randomBytes }: Sources): Material {
  const secret = randomBytes(curves[crv].octets);
  return { crv, x: encodeBase64url(publicOf(secret)), d: encodeBase64url(secret) };
}

const mlDsa = { 'ML-DSA-44': ml_dsa44, 'ML-DSA-65': ml_dsa65, 'ML-DSA-87': ml_dsa87 };

/** `priv` is the 32-octet seed (RFC 9964). */
function newMlDsa(alg: string, { randomBytes }: Sources): Material {
  const seed = randomBytes(32);
  const { publicKey } = mlDsa[alg as keyof typeof mlDsa].keygen(seed);
  return { pub: encodeBase64url(publicKey), priv: encodeBase64url(seed) };
}

async function exported(algorithm: object, crypto: Sources['crypto']): Promise<Readonly<Record<string, unknown>>> {
  const pair = (await crypto.generateKey(algorithm, true, ['sign', 'verify'])) as { readonly privateKey: object };
  return (await crypto.exportKey('jwk', pair.privateKey)) as Readonly<Record<string, unknown>>;
}

/** The integer as so many octets, which is how hosts write it already; as few as it takes without a length. */
function integerText(jwk: Readonly<Record<string, unknown>>, name: string, length?: number): string {
  const text = jwk[name];
  if (typeof text === 'string' && length !== undefined && isTextOf(text, length)) return text;
  return encodeBase64url(fromInteger(integerOf(jwk, name), length));
}

function isTextOf(text: string, length: number): boolean {
  return isCanonical(text) && decodeBase64url(text)?.length === length;
}

function integerOf(jwk: Readonly<Record<string, unknown>>, name: string): bigint {
  const octets = decodeBase64url(String(jwk[name]));
  if (octets === undefined) throw new Error(`the host's WebCrypto exported no ${name}`);
  return toInteger(octets);
}
