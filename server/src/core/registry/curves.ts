/** The registered curves (IANA JSON Web Key Elliptic Curve). */

export type CurveName = 'P-256' | 'P-384' | 'P-521' | 'secp256k1' | 'Ed25519' | 'Ed448' | 'X25519' | 'X448';

export interface Curve {
  readonly crv: CurveName;
  readonly kty: 'EC' | 'OKP';
  /** Octets of a coordinate or public key (x, y) and of the private value d. */
  readonly octets: number;
  /** Security-relevant size, in bits, as people name the curve. */
  readonly bits: number;
  /** What a key on this curve is for; EC curves serve both. */
  readonly class: 'sig' | 'enc' | 'both';
  /** The signature algorithm that fits the curve, where there is exactly one. */
  readonly signatureAlg?: string;
  readonly source: string;
}

export const curves: Readonly<Record<CurveName, Curve>> = {
  'P-256': {
    crv: 'P-256',
    kty: 'EC',
    octets: 32,
    bits: 256,
    class: 'both',
    signatureAlg: 'ES256',
    source: 'RFC 7518 §6.2.1.1',
  },
  'P-384': {
    crv: 'P-384',
    kty: 'EC',
    octets: 48,
    bits: 384,
    class: 'both',
    signatureAlg: 'ES384',
    source: 'RFC 7518 §6.2.1.1',
  },
  'P-521': {
    crv: 'P-521',
    kty: 'EC',
    octets: 66,
    bits: 521,
    class: 'both',
    signatureAlg: 'ES512',
    source: 'RFC 7518 §6.2.1.1',
  },
  secp256k1: {
    crv: 'secp256k1',
    kty: 'EC',
    octets: 32,
    bits: 256,
    class: 'both',
    signatureAlg: 'ES256K',
    source: 'RFC 8812 §3.1',
  },
  Ed25519: {
    crv: 'Ed25519',
    kty: 'OKP',
    octets: 32,
    bits: 256,
    class: 'sig',
    signatureAlg: 'Ed25519',
    source: 'RFC 8037 §3.1',
  },
  Ed448: {
    crv: 'Ed448',
    kty: 'OKP',
    octets: 57,
    bits: 456,
    class: 'sig',
    signatureAlg: 'Ed448',
    source: 'RFC 8037 §3.1',
  },
  X25519: { crv: 'X25519', kty: 'OKP', octets: 32, bits: 256, class: 'enc', source: 'RFC 8037 §3.2' },
  X448: { crv: 'X448', kty: 'OKP', octets: 56, bits: 448, class: 'enc', source: 'RFC 8037 §3.2' },
};

export const curveNames = Object.keys(curves) as readonly CurveName[];

/** Curves in use outside the registry: gematik's Brainpool names, BBS drafts, the Chinese SM2. */
export const vendorCurves: readonly string[] = ['BP-256', 'BP-384', 'BP-512', 'Bls12381G1', 'Bls12381G2', 'SM2'];

export function isCurve(crv: string): crv is CurveName {
  return Object.hasOwn(curves, crv);
}
