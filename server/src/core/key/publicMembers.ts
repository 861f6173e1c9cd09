/** Public members computed from what else a key holds: its private value, or its certificate. */
import { ed25519, x25519 } from '@noble/curves/ed25519.js';
import { ed448, x448 } from '@noble/curves/ed448.js';
import { p256, p384, p521 } from '@noble/curves/nist.js';
import { secp256k1 } from '@noble/curves/secp256k1.js';
import { encodeBase64url } from '../encoding/base64url.ts';
import { fromInteger, stripLeadingZeros } from '../encoding/octets.ts';
import type { CertificateKey } from '../encoding/x509.ts';
import type { Curve, CurveName } from '../registry/curves.ts';

/** Key members as a JWK has them. */
export type MemberValues = Readonly<Record<string, string>>;

const publicKeyOf: Readonly<Record<CurveName, (d: Uint8Array) => Uint8Array>> = {
  'P-256': (d) => p256.getPublicKey(d, false),
  'P-384': (d) => p384.getPublicKey(d, false),
  'P-521': (d) => p521.getPublicKey(d, false),
  secp256k1: (d) => secp256k1.getPublicKey(d, false),
  Ed25519: (d) => ed25519.getPublicKey(d),
  Ed448: (d) => ed448.getPublicKey(d),
  X25519: (d) => x25519.getPublicKey(d),
  X448: (d) => x448.getPublicKey(d),
};

/** x (and y) of the curve's public key for a private value; undefined when that is none of the curve. */
export function publicFromPrivate(curve: Curve, d: Uint8Array): MemberValues | undefined {
  const exact = curve.kty === 'EC' ? padded(stripLeadingZeros(d), curve.octets) : d;
  if (exact?.length !== curve.octets) return undefined;
  try {
    const point = publicKeyOf[curve.crv](exact);
    if (curve.kty === 'OKP') return { x: encodeBase64url(point) };
    return {
      x: encodeBase64url(point.subarray(1, 1 + curve.octets)),
      y: encodeBase64url(point.subarray(1 + curve.octets)),
    };
  } catch {
    return undefined;
  }
}

function padded(octets: Uint8Array, length: number): Uint8Array | undefined {
  if (octets.length > length) return undefined;
  const result = new Uint8Array(length);
  result.set(octets, length - octets.length);
  return result;
}

/** The certificate's key as the public members of a JWK; undefined when JOSE has no such key. */
export function publicFromCertificate(key: CertificateKey): MemberValues | undefined {
  switch (key.kty) {
    case 'RSA':
      return { n: encodeBase64url(fromInteger(key.n)), e: encodeBase64url(fromInteger(key.e)) };
    case 'EC': {
      const { crv, coordinates } = key;
      if (crv === undefined || coordinates === undefined) return undefined;
      return { crv, x: encodeBase64url(coordinates.x), y: encodeBase64url(coordinates.y) };
    }
    case 'OKP':
      return { crv: key.crv, x: encodeBase64url(key.x) };
    case 'AKP':
      return { alg: key.alg, pub: encodeBase64url(key.pub) };
    default:
      return undefined;
  }
}
