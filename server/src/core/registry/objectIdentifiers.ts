/** Object identifiers of key types, curves, algorithms and names in certificates and in the key formats of other tools. */
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

/** FIPS 180-4's hashes (RFC 4055 §2.1, RFC 5758 §2): where an algorithm has one as its parameter. */
export const hashIds = {
  'SHA-1': '1.3.14.3.2.26',
  'SHA-224': '2.16.840.1.101.3.4.2.4',
  'SHA-256': '2.16.840.1.101.3.4.2.1',
  'SHA-384': '2.16.840.1.101.3.4.2.2',
  'SHA-512': '2.16.840.1.101.3.4.2.3',
} as const;

/** RFC 8017 §B.1: in signatures of old certificates only. */
export const md5Id = '1.2.840.113549.2.5';

/** RFC 4055 §2.2: the mask of RSASSA-PSS, its hash a parameter. */
export const mgf1Id = '1.2.840.113549.1.1.8';

/** RSASSA-PKCS1-v1_5 by its hash (RFC 8017 §A.2.4). */
export const rsaSignatureIds = {
  MD5: '1.2.840.113549.1.1.4',
  'SHA-1': '1.2.840.113549.1.1.5',
  'SHA-224': '1.2.840.113549.1.1.14',
  'SHA-256': '1.2.840.113549.1.1.11',
  'SHA-384': '1.2.840.113549.1.1.12',
  'SHA-512': '1.2.840.113549.1.1.13',
} as const;

/** ECDSA by its hash (RFC 5758 §3.2; SHA-1 RFC 3279 §2.2.3). */
export const ecdsaSignatureIds = {
  'SHA-1': '1.2.840.10045.4.1',
  'SHA-224': '1.2.840.10045.4.3.1',
  'SHA-256': '1.2.840.10045.4.3.2',
  'SHA-384': '1.2.840.10045.4.3.3',
  'SHA-512': '1.2.840.10045.4.3.4',
} as const;

/** DSA by its hash (RFC 3279 §2.2.2, RFC 5758 §3.1), of which JOSE has no keys. */
export const dsaSignatureIds = {
  'SHA-1': '1.2.840.10040.4.3',
  'SHA-256': '2.16.840.1.101.3.4.3.2',
} as const;

/** The same signatures as the OIW Security SIG numbered them (1994), which old tools such as makecert still write. */
export const oldRsaSignatureIds = { MD5: '1.3.14.3.2.3', 'SHA-1': '1.3.14.3.2.29' } as const;
export const oldDsaSignatureIds = { 'SHA-1': '1.3.14.3.2.27' } as const;

/** Attributes of names by their short names (RFC 4514 §3, RFC 4519 §2; the others as OpenSSL writes them). */
export const attributeIds = {
  CN: '2.5.4.3',
  SN: '2.5.4.4',
  serialNumber: '2.5.4.5',
  C: '2.5.4.6',
  L: '2.5.4.7',
  ST: '2.5.4.8',
  STREET: '2.5.4.9',
  O: '2.5.4.10',
  OU: '2.5.4.11',
  title: '2.5.4.12',
  GN: '2.5.4.42',
  organizationIdentifier: '2.5.4.97',
  UID: '0.9.2342.19200300.100.1.1',
  DC: '0.9.2342.19200300.100.1.25',
  emailAddress: '1.2.840.113549.1.9.1',
} as const;

/** What a table names by its object identifier. */
export function byObjectIdentifier<N extends string>(table: Readonly<Record<N, string>>): ReadonlyMap<string, N> {
  return new Map((Object.entries(table) as [N, string][]).map(([name, id]) => [id, name]));
}
