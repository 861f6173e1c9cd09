/** Registered JWK members (IANA JSON Web Key Parameters), their JSON type and the words of their specification. */

export type MemberType = 'string' | 'strings' | 'array' | 'boolean' | 'number' | 'object';

export interface Member {
  readonly name: string;
  readonly title: string;
  readonly type: MemberType;
  /** One or two sentences in the specification's own terms, shown on hover. */
  readonly text: string;
  readonly source: string;
  /** Whether the value is base64url text (RFC 7515 §2). */
  readonly base64url?: true;
  /** Nothing forbids a value without content: what it means is told by rules of its own, or as a warning. */
  readonly mayBeEmpty?: true;
  /** What this tool does about the member, shown after its text. */
  readonly note?: string;
}

const table: readonly Member[] = [
  {
    name: 'kty',
    title: 'Key Type',
    type: 'string',
    text: 'Identifies the cryptographic algorithm family used with the key, such as "RSA" or "EC". Case-sensitive; must be present.',
    source: 'RFC 7517 §4.1',
  },
  {
    name: 'use',
    title: 'Public Key Use',
    type: 'string',
    text: 'Identifies the intended use of the public key: "sig" (signature) or "enc" (encryption). Optional; case-sensitive. Should not be used together with "key_ops".',
    source: 'RFC 7517 §4.2',
  },
  {
    name: 'key_ops',
    title: 'Key Operations',
    type: 'strings',
    mayBeEmpty: true,
    text: 'Identifies the operations for which the key is intended to be used. Values must be unique; several unrelated operations should not be specified for a key.',
    source: 'RFC 7517 §4.3',
  },
  {
    name: 'alg',
    title: 'Algorithm',
    type: 'string',
    text: 'Identifies the algorithm intended for use with the key. Optional; case-sensitive.',
    source: 'RFC 7517 §4.4',
  },
  {
    name: 'kid',
    title: 'Key ID',
    type: 'string',
    mayBeEmpty: true,
    text: 'Used to match a specific key, for instance to choose among a set of keys during key rollover. Its structure is unspecified; case-sensitive. Different keys within a JWK Set should use distinct values.',
    source: 'RFC 7517 §4.5',
  },
  {
    name: 'x5u',
    title: 'X.509 URL',
    type: 'string',
    text: 'A URI that refers to a resource for an X.509 public key certificate or certificate chain. Must use TLS.',
    note: 'Never fetched by this tool.',
    source: 'RFC 7517 §4.6',
  },
  {
    name: 'x5c',
    title: 'X.509 Certificate Chain',
    type: 'strings',
    text: 'A chain of one or more PKIX certificates, each base64 (not base64url) of its DER. The first certificate must contain this key; each following one certifies the previous one.',
    source: 'RFC 7517 §4.7',
  },
  {
    name: 'x5t',
    title: 'X.509 Certificate SHA-1 Thumbprint',
    type: 'string',
    base64url: true,
    text: 'base64url of the SHA-1 digest of the DER encoding of an X.509 certificate: the 20 octets, not their hex text.',
    source: 'RFC 7517 §4.8',
  },
  {
    name: 'x5t#S256',
    title: 'X.509 Certificate SHA-256 Thumbprint',
    type: 'string',
    base64url: true,
    text: 'base64url of the SHA-256 digest of the DER encoding of an X.509 certificate: the 32 octets, not their hex text.',
    source: 'RFC 7517 §4.9',
  },
  {
    name: 'crv',
    title: 'Curve',
    type: 'string',
    text: 'Identifies the cryptographic curve used with the key.',
    source: 'RFC 7518 §6.2.1.1, RFC 8037 §2',
  },
  {
    name: 'x',
    title: 'X Coordinate / Public Key',
    type: 'string',
    base64url: true,
    text: 'EC: the x coordinate of the point, base64url of its full-size big-endian octets. OKP: the public key.',
    source: 'RFC 7518 §6.2.1.2, RFC 8037 §2',
  },
  {
    name: 'y',
    title: 'Y Coordinate',
    type: 'string',
    base64url: true,
    text: 'The y coordinate of the elliptic curve point, base64url of its full-size big-endian octets.',
    source: 'RFC 7518 §6.2.1.3',
  },
  {
    name: 'd',
    title: 'Private Exponent / Private Key',
    type: 'string',
    base64url: true,
    text: 'RSA: the private exponent. EC: the private key value. OKP: the private key. Must not be published.',
    source: 'RFC 7518 §6.2.2.1, §6.3.2.1, RFC 8037 §2',
  },
  {
    name: 'n',
    title: 'Modulus',
    type: 'string',
    base64url: true,
    text: 'The RSA modulus, Base64urlUInt: the minimum number of big-endian octets, without a leading zero octet.',
    source: 'RFC 7518 §6.3.1.1',
  },
  {
    name: 'e',
    title: 'Exponent',
    type: 'string',
    base64url: true,
    text: 'The RSA public exponent, Base64urlUInt; 65537 is "AQAB".',
    source: 'RFC 7518 §6.3.1.2',
  },
  {
    name: 'p',
    title: 'First Prime Factor',
    type: 'string',
    base64url: true,
    text: 'The first prime factor of the modulus, Base64urlUInt. Must not be published.',
    source: 'RFC 7518 §6.3.2.2',
  },
  {
    name: 'q',
    title: 'Second Prime Factor',
    type: 'string',
    base64url: true,
    text: 'The second prime factor of the modulus, Base64urlUInt. Must not be published.',
    source: 'RFC 7518 §6.3.2.3',
  },
  {
    name: 'dp',
    title: 'First Factor CRT Exponent',
    type: 'string',
    base64url: true,
    text: 'The Chinese Remainder Theorem exponent of the first factor, Base64urlUInt. Must not be published.',
    source: 'RFC 7518 §6.3.2.4',
  },
  {
    name: 'dq',
    title: 'Second Factor CRT Exponent',
    type: 'string',
    base64url: true,
    text: 'The Chinese Remainder Theorem exponent of the second factor, Base64urlUInt. Must not be published.',
    source: 'RFC 7518 §6.3.2.5',
  },
  {
    name: 'qi',
    title: 'First CRT Coefficient',
    type: 'string',
    base64url: true,
    text: 'The Chinese Remainder Theorem coefficient of the second factor, Base64urlUInt. Must not be published.',
    source: 'RFC 7518 §6.3.2.6',
  },
  {
    name: 'oth',
    title: 'Other Primes Info',
    type: 'array',
    text: 'Information about third and subsequent primes, each with "r", "d" and "t". Must be omitted for a two-prime key.',
    source: 'RFC 7518 §6.3.2.7',
  },
  {
    name: 'k',
    title: 'Key Value',
    type: 'string',
    mayBeEmpty: true,
    base64url: true,
    text: 'The value of the symmetric key, base64url of its octets. Must not be published.',
    source: 'RFC 7518 §6.4.1',
  },
  {
    name: 'pub',
    title: 'Public Key',
    type: 'string',
    base64url: true,
    text: 'AKP: the public key of the algorithm named by "alg".',
    source: 'RFC 9964',
  },
  {
    name: 'priv',
    title: 'Private Key',
    type: 'string',
    base64url: true,
    text: 'AKP: the private key; for ML-DSA the 32-octet seed. Must not be published.',
    source: 'RFC 9964',
  },
  {
    name: 'ext',
    title: 'Extractable',
    type: 'boolean',
    text: 'Whether the key may be exported from a WebCrypto implementation.',
    source: 'W3C WebCrypto §14',
  },
  {
    name: 'iat',
    title: 'Issued At',
    type: 'number',
    text: 'When the key was issued, in seconds since 1970-01-01T00:00:00Z.',
    source: 'OpenID Federation 1.0 §8.7.2',
  },
  {
    name: 'nbf',
    title: 'Not Before',
    type: 'number',
    text: 'The time before which the key is not valid, in seconds since 1970-01-01T00:00:00Z.',
    source: 'OpenID Federation 1.0 §8.7.2',
  },
  {
    name: 'exp',
    title: 'Expiration Time',
    type: 'number',
    text: 'The time on or after which the key must not be considered valid, in seconds since 1970-01-01T00:00:00Z.',
    source: 'OpenID Federation 1.0 §8.7.2',
  },
  {
    name: 'revoked',
    title: 'Revoked',
    type: 'object',
    text: 'Revocation of a historical key: "revoked_at" (number) and optionally "reason".',
    source: 'OpenID Federation 1.0 §8.7.2',
  },
];

/** The member's text as shown in an editor. */
export function shownText({ text, note, source }: Member): string {
  return `${note === undefined ? text : `${text} ${note}`} _(${source})_`;
}

export const members: ReadonlyMap<string, Member> = new Map(table.map((row) => [row.name, row]));

/** A bit for each registered member, so that one number tells which of them a key has; there is room for 31. */
export const memberBits: ReadonlyMap<string, number> = new Map(table.map(({ name }, i) => [name, 1 << i]));

/** The bits of some registered members. */
export function bitsOfMembers(names: readonly string[]): number {
  return names.reduce((bits, name) => bits | (memberBits.get(name) ?? 0), 0);
}

/** Members of an element of "oth" (RFC 7518 §6.3.2.7), all base64url, with their titles. */
export const otherPrimeMembers: ReadonlyMap<string, string> = new Map([
  ['r', 'Prime Factor'],
  ['d', 'Factor CRT Exponent'],
  ['t', 'Factor CRT Coefficient'],
]);

/** Registered members of any key, in no key type's own table. */
export const commonMembers: readonly string[] = [
  'kty',
  'use',
  'key_ops',
  'alg',
  'kid',
  'x5u',
  'x5c',
  'x5t',
  'x5t#S256',
  'ext',
  'iat',
  'nbf',
  'exp',
  'revoked',
];

/** Members seen in published sets that other specifications or products define; never taken for a slip. */
export const knownExtensionMembers: ReadonlySet<string> = new Set([
  'x5a',
  'crlVersion',
  'issuer',
  'cloud_instance_name',
  'spiffe_sequence',
  'spiffe_refresh_hint',
  'jku',
  'state',
  'attributes',
  'status',
  'label',
  'created',
  'updated',
  'name',
  'desc',
  'description',
  'owner',
  'origin',
]);
