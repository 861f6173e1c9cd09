/** Names from other ecosystems (OpenSSL, Java, COSE, drafts) and common misspellings, with the registered name each means. */

export type Parameter = 'kty' | 'use' | 'key_ops' | 'crv' | 'alg';

function table(rows: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  return new Map(Object.entries(rows).flatMap(([to, from]) => from.split(/, /).map((alias) => [alias, to] as const)));
}

/** Looked up after trimming and case folding, and only when the value is not a registered one in another case. */
export const valueAliases: Readonly<Record<Parameter, ReadonlyMap<string, string>>> = {
  kty: table({
    RSA: 'rsa',
    EC: 'ec, ecdsa, elliptic, ec2',
    oct: 'octet, symmetric, hmac',
    OKP: 'okp, ed25519, eddsa, x25519',
    AKP: 'akp, ml-dsa, mldsa, pqk, lwe, mlwe',
  }),
  use: table({ sig: 'signature, sign, signing, verify', enc: 'encryption, encrypt, decrypt' }),
  key_ops: table({
    sign: 'signing, signature',
    verify: 'verification, verifying',
    encrypt: 'encryption',
    decrypt: 'decryption',
    wrapKey: 'wrap-key, wrap_key, wrap',
    unwrapKey: 'unwrap-key, unwrap_key, unwrap',
    deriveKey: 'derive-key, derive_key',
    deriveBits: 'derive-bits, derive_bits',
  }),
  crv: table({
    'P-256': 'p256, p_256, secp256r1, prime256v1, nist p-256, nistp256',
    'P-384': 'p384, secp384r1, nistp384',
    'P-521': 'p521, secp521r1, nistp521, p-512, p512',
    secp256k1: 'p-256k, p-256k1, k256',
    X25519: 'curve25519, x-25519',
    Ed25519: 'ed-25519, ed_25519',
    X448: 'curve448',
    Ed448: 'ed-448',
  }),
  alg: table({
    RS256: 'rsa256, rsasha256, rs-256, rs_256, sha256withrsa, rsa-sha256, rsassa-pkcs1-v1_5-sha256',
    RS384: 'rsa384',
    RS512: 'rsa512',
    PS256: 'rsa-pss, rsapss256, pss256',
    ES256: 'ecdsa256, ecdsa-p256, es-256',
    ES384: 'ecdsa384',
    ES512: 'es521, ecdsa512',
    ES256K: 'es256k1',
    HS256: 'hmac256, hmac-sha256, hmacsha256, hs-256',
    'RSA-OAEP-256': 'rsa-oaep-sha256, rsa_oaep_256, rsaoaep256, rsa-oaep256',
    'RSA-OAEP': 'rsa_oaep',
    RSA1_5: 'rsa-1_5, rsa1_5, rsa15',
    'ECDH-ES+A128KW': 'ecdh-es+aes128kw',
    A128KW: 'aes128kw',
    A256GCM: 'aes256gcm',
    'ML-DSA-44': 'mldsa44, mldsa-44',
    'ML-DSA-65': 'mldsa65',
    'ML-DSA-87': 'mldsa87',
    Ed25519: 'ed-25519',
  }),
};

/** Looked up exactly, then case-folded. */
export const memberAliases: ReadonlyMap<string, string> = table({
  kid: 'keyid, key_id, key-id, keyId',
  key_ops: 'keyops, key-ops, keyOps, key_opts, keyOperations',
  alg: 'algorithm, algo',
  use: 'usage, key_use, keyUse',
  kty: 'key_type, keyType, ktyp',
  crv: 'curve, crve',
  n: 'modulus, mod',
  e: 'exponent, publicExponent',
  'x5t#S256': 'x5tS256, x5t_s256, x5t#s256, x5t#256, x5t#SHA256, x5t-S256, x5tsha256',
  x5c: 'x5cc',
  k: 'secret',
});
