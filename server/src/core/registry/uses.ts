/** Registered values of `use` and `key_ops` (RFC 7517 §8.2, §8.3), drafts and known extensions. */
import type { UseClass } from './algorithms.ts';

export const uses: ReadonlyMap<string, string> = new Map([
  ['sig', 'Digital signature or MAC'],
  ['enc', 'Encryption, also key agreement'],
]);

/** SPIFFE bundles name their keys' purpose with these. */
export const extensionUses: ReadonlySet<string> = new Set(['x509-svid', 'jwt-svid']);

export interface KeyOperation {
  readonly op: string;
  readonly title: string;
  readonly class: UseClass;
  /** Operations that may share one key belong to the same family. */
  readonly family: 'signature' | 'content' | 'wrap' | 'derive' | 'kem';
  /** The operation of the other half of the key pair, when only the private half can do this one. */
  readonly publicCounterpart?: string;
  readonly draft?: true;
}

const table: readonly KeyOperation[] = [
  {
    op: 'sign',
    title: 'Compute a digital signature or MAC',
    class: 'sig',
    family: 'signature',
    publicCounterpart: 'verify',
  },
  { op: 'verify', title: 'Verify a digital signature or MAC', class: 'sig', family: 'signature' },
  { op: 'encrypt', title: 'Encrypt content', class: 'enc', family: 'content' },
  {
    op: 'decrypt',
    title: 'Decrypt content and validate the decryption',
    class: 'enc',
    family: 'content',
    publicCounterpart: 'encrypt',
  },
  { op: 'wrapKey', title: 'Encrypt a key', class: 'enc', family: 'wrap' },
  {
    op: 'unwrapKey',
    title: 'Decrypt a key and validate the decryption',
    class: 'enc',
    family: 'wrap',
    publicCounterpart: 'wrapKey',
  },
  { op: 'deriveKey', title: 'Derive a key', class: 'enc', family: 'derive' },
  { op: 'deriveBits', title: 'Derive bits not to be used as a key', class: 'enc', family: 'derive' },
  ...['encapsulateKey', 'encapsulateBits', 'decapsulateKey', 'decapsulateBits'].map((op): KeyOperation => ({
    op,
    title: 'Key encapsulation (draft, WICG webcrypto-modern-algos)',
    class: 'enc',
    family: 'kem',
    draft: true,
  })),
];

export const keyOperations: ReadonlyMap<string, KeyOperation> = new Map(table.map((row) => [row.op, row]));

/** What the private half of a key does where the public half does the operation: verify is the counterpart of sign. */
export const privateCounterparts: ReadonlyMap<string, string> = new Map(
  table.flatMap(({ op, publicCounterpart }) => (publicCounterpart === undefined ? [] : [[publicCounterpart, op]])),
);
