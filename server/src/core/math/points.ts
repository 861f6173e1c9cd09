/** Points of the EC curves in SEC 1's octets (§2.3.3, §2.3.4). */
import { p256, p384, p521 } from '@noble/curves/nist.js';
import { secp256k1 } from '@noble/curves/secp256k1.js';
import type { CurveName } from '../registry/curves.ts';

interface Affine {
  readonly x: bigint;
  readonly y: bigint;
}

const readers: Readonly<Partial<Record<CurveName, (octets: Uint8Array) => Affine>>> = {
  'P-256': (octets) => p256.Point.fromBytes(octets).toAffine(),
  'P-384': (octets) => p384.Point.fromBytes(octets).toAffine(),
  'P-521': (octets) => p521.Point.fromBytes(octets).toAffine(),
  secp256k1: (octets) => secp256k1.Point.fromBytes(octets).toAffine(),
};

/** The coordinates of a point, compressed, uncompressed or hybrid; undefined when it is none of the curve. */
export function readPoint(crv: CurveName, octets: Uint8Array): Affine | undefined {
  const [form] = octets;
  // The hybrid form (X9.62) is the uncompressed one with the parity of y in its first octet.
  const plain = form === 6 || form === 7 ? Uint8Array.of(4, ...octets.subarray(1)) : octets;
  try {
    return readers[crv]?.(plain);
  } catch {
    return undefined;
  }
}
