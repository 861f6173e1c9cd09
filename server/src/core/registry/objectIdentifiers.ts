/** Object identifiers of key types, curves and algorithms in certificates and in the key formats of other tools. */
import type { CurveName } from './curves.ts';

/** RFC 8017 §A.1; RFC 5480 §2.1. */
export const keyTypeIds = {
  rsaEncryption: '1.2.840.113549.1.1.1',
  rsaPss: '1.2.840.113549.1.1.10',
  ecPublicKey: '1.2.840.10045.2.1',
} as const;

/** RFC 5480 §2.1.1.1 and SEC 2 §A.2: parameters of `ecPublicKey`. */
export const ecCurveIds = {
  'P-256': '1.2.840.10045.3.1.7',
  'P-384': '1.3.132.0.34',
  'P-521': '1.3.132.0.35',
  secp256k1: '1.3.132.0.10',
} as const satisfies Partial<Readonly<Record<CurveName, string>>>;

/** RFC 8410 §3: algorithms of their own. */
export const okpCurveIds = {
  X25519: '1.3.101.110',
  X448: '1.3.101.111',
  Ed25519: '1.3.101.112',
  Ed448: '1.3.101.113',
} as const satisfies Partial<Readonly<Record<CurveName, string>>>;

/** RFC 9881 §2. */
export const mlDsaIds = {
  'ML-DSA-44': '2.16.840.1.101.3.4.3.17',
  'ML-DSA-65': '2.16.840.1.101.3.4.3.18',
  'ML-DSA-87': '2.16.840.1.101.3.4.3.19',
} as const;

/** What a table names by its object identifier. */
export function byObjectIdentifier<N extends string>(table: Readonly<Record<N, string>>): ReadonlyMap<string, N> {
  return new Map((Object.entries(table) as [N, string][]).map(([name, id]) => [id, name]));
}
