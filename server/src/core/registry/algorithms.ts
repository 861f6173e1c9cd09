/**
 * Algorithms a key may name in `alg`: IANA "JSON Web Signature and Encryption Algorithms" (seen 2026-02),
 * and the values of active drafts, marked as such.
 */
import type { CurveName } from './curves.ts';
import type { KeyTypeName } from './keyTypes.ts';

export type UseClass = 'sig' | 'enc';

export interface KeyLength {
  /** Octets; `exact` of the value, or a minimum (HMAC), or a recommended range (PBES2 passwords). */
  readonly exact?: number;
  readonly min?: number;
  readonly advised?: readonly [min: number, max: number];
}

export interface Algorithm {
  readonly alg: string;
  readonly title: string;
  /** What `use` must be; "none" has no class. */
  readonly class: UseClass | undefined;
  readonly kty: readonly KeyTypeName[];
  readonly curves?: readonly CurveName[];
  /** Octets of `k`. */
  readonly length?: KeyLength;
  /** Octets of an AKP key's `pub` and `priv`. */
  readonly akp?: { readonly pub: number; readonly priv?: number };
  /** IANA "Prohibited", or open to a known attack. */
  readonly insecure?: string;
  /** The fully specified algorithms that replace it. */
  readonly deprecated?: string;
  /** The draft that defines a value not yet registered. */
  readonly draft?: string;
  readonly source: string;
}

const aesKw = 'RFC 7518 §4.4';
const gcmKw = 'RFC 7518 §4.7';
const enc = 'RFC 7518 §5';
const prohibited = 'is unauthenticated and prohibited in JOSE';
const hpke = 'draft-ietf-jose-hpke-encrypt';
const kem = 'draft-ietf-jose-pqc-kem';
const slh = 'draft SLH-DSA (WICG webcrypto-modern-algos)';
const ecdhCurves: readonly CurveName[] = ['P-256', 'P-384', 'P-521', 'secp256k1', 'X25519', 'X448'];

const table: readonly Algorithm[] = [
  ...[256, 384, 512].map((n): Algorithm => ({
    alg: `HS${n}`,
    title: `HMAC using SHA-${n}`,
    class: 'sig',
    kty: ['oct'],
    length: { min: n / 8 },
    source: 'RFC 7518 §3.2',
  })),
  ...[256, 384, 512].map((n): Algorithm => ({
    alg: `RS${n}`,
    title: `RSASSA-PKCS1-v1_5 using SHA-${n}`,
    class: 'sig',
    kty: ['RSA'],
    source: 'RFC 7518 §3.3',
  })),
  ...[256, 384, 512].map((n): Algorithm => ({
    alg: `PS${n}`,
    title: `RSASSA-PSS using SHA-${n} and MGF1 with SHA-${n}`,
    class: 'sig',
    kty: ['RSA'],
    source: 'RFC 7518 §3.5',
  })),
  {
    alg: 'ES256',
    title: 'ECDSA using P-256 and SHA-256',
    class: 'sig',
    kty: ['EC'],
    curves: ['P-256'],
    source: 'RFC 7518 §3.4',
  },
  {
    alg: 'ES384',
    title: 'ECDSA using P-384 and SHA-384',
    class: 'sig',
    kty: ['EC'],
    curves: ['P-384'],
    source: 'RFC 7518 §3.4',
  },
  {
    alg: 'ES512',
    title: 'ECDSA using P-521 and SHA-512',
    class: 'sig',
    kty: ['EC'],
    curves: ['P-521'],
    source: 'RFC 7518 §3.4',
  },
  {
    alg: 'ES256K',
    title: 'ECDSA using secp256k1 and SHA-256',
    class: 'sig',
    kty: ['EC'],
    curves: ['secp256k1'],
    source: 'RFC 8812 §3.2',
  },
  {
    alg: 'EdDSA',
    title: 'EdDSA signature algorithms (polymorphic)',
    class: 'sig',
    kty: ['OKP'],
    curves: ['Ed25519', 'Ed448'],
    deprecated: 'RFC 9864 §4.1.2',
    source: 'RFC 8037 §3.1',
  },
  {
    alg: 'Ed25519',
    title: 'EdDSA using the Ed25519 parameter set',
    class: 'sig',
    kty: ['OKP'],
    curves: ['Ed25519'],
    source: 'RFC 9864 §2.2',
  },
  {
    alg: 'Ed448',
    title: 'EdDSA using the Ed448 parameter set',
    class: 'sig',
    kty: ['OKP'],
    curves: ['Ed448'],
    source: 'RFC 9864 §2.2',
  },
  {
    alg: 'ML-DSA-44',
    title: 'ML-DSA with parameter set 44',
    class: 'sig',
    kty: ['AKP'],
    akp: { pub: 1312, priv: 32 },
    source: 'RFC 9964',
  },
  {
    alg: 'ML-DSA-65',
    title: 'ML-DSA with parameter set 65',
    class: 'sig',
    kty: ['AKP'],
    akp: { pub: 1952, priv: 32 },
    source: 'RFC 9964',
  },
  {
    alg: 'ML-DSA-87',
    title: 'ML-DSA with parameter set 87',
    class: 'sig',
    kty: ['AKP'],
    akp: { pub: 2592, priv: 32 },
    source: 'RFC 9964',
  },
  {
    alg: 'RSA1_5',
    title: 'RSAES-PKCS1-v1_5',
    class: 'enc',
    kty: ['RSA'],
    insecure: 'is open to padding-oracle attacks; use RSA-OAEP-256',
    source: 'RFC 7518 §4.2',
  },
  {
    alg: 'RSA-OAEP',
    title: 'RSAES OAEP using default parameters (SHA-1)',
    class: 'enc',
    kty: ['RSA'],
    source: 'RFC 7518 §4.3',
  },
  ...[256, 384, 512].map((n): Algorithm => ({
    alg: `RSA-OAEP-${n}`,
    title: `RSAES OAEP using SHA-${n} and MGF1 with SHA-${n}`,
    class: 'enc',
    kty: ['RSA'],
    source: 'RFC 7518 §4.3',
  })),
  ...[128, 192, 256].flatMap((n): Algorithm[] => [
    {
      alg: `A${n}KW`,
      title: `AES Key Wrap with a ${n}-bit key`,
      class: 'enc',
      kty: ['oct'],
      length: { exact: n / 8 },
      source: aesKw,
    },
    {
      alg: `A${n}GCMKW`,
      title: `Key wrapping with AES GCM and a ${n}-bit key`,
      class: 'enc',
      kty: ['oct'],
      length: { exact: n / 8 },
      source: gcmKw,
    },
    {
      alg: `A${n}GCM`,
      title: `AES GCM with a ${n}-bit key (content encryption)`,
      class: 'enc',
      kty: ['oct'],
      length: { exact: n / 8 },
      source: `${enc}.3`,
    },
  ]),
  { alg: 'dir', title: 'Direct use of a shared symmetric key', class: 'enc', kty: ['oct'], source: 'RFC 7518 §4.5' },
  ...(
    [
      [256, 128, 16],
      [384, 192, 24],
      [512, 256, 32],
    ] as const
  ).map(([hash, kw, min]): Algorithm => ({
    alg: `PBES2-HS${hash}+A${kw}KW`,
    title: `PBES2 with HMAC SHA-${hash} and A${kw}KW wrapping`,
    class: 'enc',
    kty: ['oct'],
    length: { advised: [min, 128] },
    source: 'RFC 7518 §4.8',
  })),
  ...['', '+A128KW', '+A192KW', '+A256KW'].map((wrap): Algorithm => ({
    alg: `ECDH-ES${wrap}`,
    title: `ECDH-ES using Concat KDF${wrap === '' ? '' : ` and ${wrap.slice(1)} wrapping`}`,
    class: 'enc',
    kty: ['EC', 'OKP'],
    curves: ecdhCurves,
    source: wrap === '' ? 'RFC 7518 §4.6, RFC 8037 §3.2' : 'RFC 7518 §4.6',
  })),
  {
    alg: 'A128CBC-HS256',
    title: 'AES_128_CBC_HMAC_SHA_256 (content encryption)',
    class: 'enc',
    kty: ['oct'],
    length: { exact: 32 },
    source: `${enc}.2.3`,
  },
  {
    alg: 'A192CBC-HS384',
    title: 'AES_192_CBC_HMAC_SHA_384 (content encryption)',
    class: 'enc',
    kty: ['oct'],
    length: { exact: 48 },
    source: `${enc}.2.4`,
  },
  {
    alg: 'A256CBC-HS512',
    title: 'AES_256_CBC_HMAC_SHA_512 (content encryption)',
    class: 'enc',
    kty: ['oct'],
    length: { exact: 64 },
    source: `${enc}.2.5`,
  },
  {
    alg: 'none',
    title: 'No digital signature or MAC',
    class: undefined,
    kty: [],
    insecure: 'is not an algorithm for keys',
    source: 'RFC 7518 §3.6',
  },
  {
    alg: 'RS1',
    title: 'RSASSA-PKCS1-v1_5 with SHA-1',
    class: 'sig',
    kty: ['RSA'],
    insecure: 'uses SHA-1 and is prohibited in JOSE',
    source: 'W3C WebCrypto',
  },
  {
    alg: 'HS1',
    title: 'HMAC using SHA-1',
    class: 'sig',
    kty: ['oct'],
    insecure: 'uses SHA-1 and is prohibited in JOSE',
    source: 'W3C WebCrypto',
  },
  ...[128, 192, 256].flatMap((n): Algorithm[] =>
    ['CBC', 'CTR'].map((mode) => ({
      alg: `A${n}${mode}`,
      title: `AES ${mode} with a ${n}-bit key`,
      class: 'enc',
      kty: ['oct'],
      length: { exact: n / 8 },
      insecure: prohibited,
      source: 'W3C WebCrypto',
    })),
  ),
  ...(
    [
      [0, 'P-256'],
      [1, 'P-384'],
      [2, 'P-521'],
      [3, 'X25519'],
      [4, 'X25519'],
      [5, 'X448'],
      [6, 'X448'],
      [7, 'P-256'],
    ] as const
  ).flatMap(([n, crv]): Algorithm[] =>
    ['', '-KE'].map((suffix) => ({
      alg: `HPKE-${n}${suffix}`,
      title: `HPKE suite ${n}${suffix === '' ? '' : ', key encryption'}`,
      class: 'enc',
      kty: [crv.startsWith('P') ? 'EC' : 'OKP'],
      curves: [crv],
      draft: hpke,
      source: hpke,
    })),
  ),
  ...(
    [
      [512, 128, 800],
      [768, 192, 1184],
      [1024, 256, 1568],
    ] as const
  ).flatMap(([n, kw, pub]): Algorithm[] =>
    ['', `+A${kw}KW`].map((suffix) => ({
      alg: `ML-KEM-${n}${suffix}`,
      title: `ML-KEM-${n}${suffix === '' ? '' : ` and ${suffix.slice(1)} wrapping`}`,
      class: 'enc',
      kty: ['AKP'],
      akp: { pub, priv: 64 },
      draft: kem,
      source: kem,
    })),
  ),
  ...(
    [
      [128, 32],
      [192, 48],
      [256, 64],
    ] as const
  ).flatMap(([n, pub]): Algorithm[] =>
    ['SHA2', 'SHAKE'].flatMap((hash) =>
      ['s', 'f'].map((variant) => ({
        alg: `SLH-DSA-${hash}-${n}${variant}`,
        title: `SLH-DSA-${hash}-${n}${variant}`,
        class: 'sig',
        kty: ['AKP'],
        akp: { pub },
        draft: slh,
        source: slh,
      })),
    ),
  ),
];

export const algorithms: ReadonlyMap<string, Algorithm> = new Map(table.map((row) => [row.alg, row]));
