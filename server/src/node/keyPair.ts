/** Key pairs from Node's own crypto: two to six times as fast as its WebCrypto, or our own code for its other curves. */
import { generateKeyPairSync, type JsonWebKey, type KeyObject } from 'node:crypto';
import type { CurveName } from '../core/registry/curves.ts';

const ec = (namedCurve: CurveName) => (): KeyObject => generateKeyPairSync('ec', { namedCurve }).privateKey;

const generators: Readonly<Record<CurveName, () => KeyObject>> = {
  'P-256': ec('P-256'),
  'P-384': ec('P-384'),
  'P-521': ec('P-521'),
  secp256k1: ec('secp256k1'),
  Ed25519: () => generateKeyPairSync('ed25519').privateKey,
  Ed448: () => generateKeyPairSync('ed448').privateKey,
  X25519: () => generateKeyPairSync('x25519').privateKey,
  X448: () => generateKeyPairSync('x448').privateKey,
};

/** A new private key of the curve as a JWK; undefined where this Node has no such curve, as Electron's has not. */
export function newKeyPair(crv: CurveName): JsonWebKey | undefined {
  try {
    return generators[crv]().export({ format: 'jwk' });
  } catch {
    return undefined;
  }
}
