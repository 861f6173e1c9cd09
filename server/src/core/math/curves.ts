/** The four elliptic curves of kty EC, all y² = x³ + ax + b over a prime field, all of cofactor 1. */
import type { CurveName } from '../registry/curves.ts';

export interface WeierstrassCurve {
  /** The field's prime. */
  readonly p: bigint;
  readonly a: bigint;
  readonly b: bigint;
  /** Number of points. */
  readonly n: bigint;
}

/** FIPS 186-4 D.1.2 (P-256, P-384, P-521) and SEC 2 §2.4.1 (secp256k1). */
export const weierstrassCurves: Readonly<Partial<Record<CurveName, WeierstrassCurve>>> = {
  'P-256': {
    p: 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn,
    a: -3n,
    b: 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn,
    n: 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n,
  },
  'P-384': {
    p: 0xfffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffeffffffff0000000000000000ffffffffn,
    a: -3n,
    b: 0xb3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875ac656398d8a2ed19d2a85c8edd3ec2aefn,
    n: 0xffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973n,
  },
  'P-521': {
    p: (1n << 521n) - 1n,
    a: -3n,
    b: 0x0051953eb9618e1c9a1f929a21a0b68540eea2da725b99b315f3b8b489918ef109e156193951ec7e937b1652c0bd3bb1bf073573df883d2c34f1ef451fd46b503f00n,
    n: 0x01fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffa51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409n,
  },
  secp256k1: {
    p: (1n << 256n) - (1n << 32n) - 977n,
    a: 0n,
    b: 7n,
    n: 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n,
  },
};

/** Whether (x, y), both in [0, p), is a point of the curve. One reduction, at the end: it is what costs. */
export function isOnCurve({ p, a, b }: WeierstrassCurve, x: bigint, y: bigint): boolean {
  return ((x * x + a) * x + b - y * y) % p === 0n;
}
