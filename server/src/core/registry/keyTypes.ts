/** The registered key types and the members each of them has (RFC 7518 §6, RFC 8037 §2, RFC 9964). */

export type KeyTypeName = 'RSA' | 'EC' | 'OKP' | 'oct' | 'AKP';

export interface KeyType {
  readonly kty: KeyTypeName;
  readonly title: string;
  /** Members without which the key is unusable. */
  readonly required: readonly string[];
  /** Members that hold secret material. */
  readonly private: readonly string[];
  /** Every key-type parameter of this type. */
  readonly members: readonly string[];
  /** The member that tells one key from another. */
  readonly material: string;
  /** Input of the JWK thumbprint, in lexicographic order (RFC 7638 §3.2). */
  readonly thumbprint: readonly string[];
  readonly source: string;
}

const rsaPrivate = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth'] as const;

export const keyTypes: Readonly<Record<KeyTypeName, KeyType>> = {
  RSA: {
    kty: 'RSA',
    title: 'RSA',
    required: ['n', 'e'],
    private: rsaPrivate,
    members: ['n', 'e', ...rsaPrivate],
    material: 'n',
    thumbprint: ['e', 'kty', 'n'],
    source: 'RFC 7518 §6.3',
  },
  EC: {
    kty: 'EC',
    title: 'Elliptic Curve',
    required: ['crv', 'x', 'y'],
    private: ['d'],
    members: ['crv', 'x', 'y', 'd'],
    material: 'x',
    thumbprint: ['crv', 'kty', 'x', 'y'],
    source: 'RFC 7518 §6.2',
  },
  OKP: {
    kty: 'OKP',
    title: 'Octet Key Pair',
    required: ['crv', 'x'],
    private: ['d'],
    members: ['crv', 'x', 'd'],
    material: 'x',
    thumbprint: ['crv', 'kty', 'x'],
    source: 'RFC 8037 §2',
  },
  oct: {
    kty: 'oct',
    title: 'Octet sequence (symmetric key)',
    required: ['k'],
    private: ['k'],
    members: ['k'],
    material: 'k',
    thumbprint: ['k', 'kty'],
    source: 'RFC 7518 §6.4',
  },
  AKP: {
    kty: 'AKP',
    title: 'Algorithm Key Pair',
    required: ['alg', 'pub'],
    private: ['priv'],
    members: ['pub', 'priv'],
    material: 'pub',
    thumbprint: ['alg', 'kty', 'pub'],
    source: 'RFC 9964',
  },
};

export const keyTypeNames = Object.keys(keyTypes) as readonly KeyTypeName[];

/** Key types of Azure Key Vault: a key of the named type that lives in a hardware module. */
export const vendorKeyTypes: readonly string[] = ['RSA-HSM', 'EC-HSM', 'oct-HSM'];

/** Members that are secret in at least one key type, found by name even when the type is unknown. */
export const privateMembers: readonly string[] = [...rsaPrivate, 'k', 'priv'];

export function isKeyType(kty: string): kty is KeyTypeName {
  return Object.hasOwn(keyTypes, kty);
}
