/** EncryptedPrivateKeyInfo (RFC 5958 §3) with PBES2 (RFC 8018 §6.2): its parameters, read and written; nothing is decrypted here. */
import { derTag } from './der.ts';
import { DerFields, KeyFormatError, takeAlgorithm } from './derFields.ts';
import { nothing, objectIdentifier, octetString, sequence, unsigned } from './derWriter.ts';
import { idName } from './foreignIds.ts';
import { fromInteger } from './octets.ts';

export type PbkdfHash = 'SHA-1' | 'SHA-224' | 'SHA-256' | 'SHA-384' | 'SHA-512';

export type KeyDerivation =
  | { readonly kind: 'pbkdf2'; readonly salt: Uint8Array; readonly iterations: number; readonly hash: PbkdfHash }
  /** RFC 7914 §7.1; n, r, p as there. */
  | { readonly kind: 'scrypt'; readonly salt: Uint8Array; readonly n: number; readonly r: number; readonly p: number };

export interface EncryptedKey {
  readonly derivation: KeyDerivation;
  /** Octets of the AES key. */
  readonly keyOctets: 16 | 24 | 32;
  readonly iv: Uint8Array;
  readonly data: Uint8Array;
}

const pbes2 = '1.2.840.113549.1.5.13';
const pbkdf2 = '1.2.840.113549.1.5.12';
const scrypt = '1.3.6.1.4.1.11591.4.11';
const hmac = (n: number): string => `1.2.840.113549.2.${n}`;

const prfs: Readonly<Record<string, PbkdfHash>> = {
  [hmac(7)]: 'SHA-1',
  [hmac(8)]: 'SHA-224',
  [hmac(9)]: 'SHA-256',
  [hmac(10)]: 'SHA-384',
  [hmac(11)]: 'SHA-512',
};

/** AES-CBC (RFC 3565 §4.1). */
const ciphers: Readonly<Record<string, EncryptedKey['keyOctets']>> = {
  '2.16.840.1.101.3.4.1.2': 16,
  '2.16.840.1.101.3.4.1.22': 24,
  '2.16.840.1.101.3.4.1.42': 32,
};

/** Ten times what people set: a hostile file must not keep us busy for hours. */
const maxIterations = 10_000_000;
/** 128·n·r octets of memory; OpenSSL's own limit is 32 MiB. */
const maxScryptOctets = 512 * 1024 * 1024;
const maxScryptWork = 2 ** 23;

/** How much of the work that is done for one source the derivation takes: 1 is all of it. */
export function shareOfWork(derivation: KeyDerivation): number {
  if (derivation.kind === 'pbkdf2') return derivation.iterations / maxIterations;
  return (derivation.n * derivation.r * derivation.p) / maxScryptWork;
}

/** What can be done about an encryption that is not read here. */
const reencrypt =
  'encrypt it anew with "openssl pkcs8 -topk8 -v2 aes-256-cbc -in OLD -out NEW", for RC2, RC4 and DES with "-provider legacy -provider default"';

/** @throws KeyFormatError also for an encryption that is not read here, with its name */
export function readEncryptedPrivateKey(der: Uint8Array): EncryptedKey {
  const fields = DerFields.of(der, 'the encrypted private key (PKCS#8)');
  const { oid, parameters } = takeAlgorithm(fields);
  const data = fields.octetString();
  fields.end();
  if (oid !== pbes2) throw unread(oid);
  const scheme = DerFields.of(parameters, fields.what);
  const derivation = readDerivation(scheme);
  const { oid: cipher, parameters: ivField } = takeAlgorithm(scheme);
  scheme.end();
  const keyOctets = ciphers[cipher];
  if (keyOctets === undefined) throw unread(cipher);
  if (derivation.keyOctets !== undefined && derivation.keyOctets !== keyOctets) throw fields.fault();
  const ivFields = DerFields.inside(ivField, fields.what);
  const iv = ivFields.octetString();
  if (iv.length !== 16 || data.length === 0 || data.length % 16 !== 0) throw fields.fault();
  return { derivation: derivation.derivation, keyOctets, iv, data };
}

function unread(oid: string): KeyFormatError {
  return new KeyFormatError(`the private key is encrypted with ${idName(oid)}, which is not read here: ${reencrypt}`);
}

function readDerivation(scheme: DerFields): { derivation: KeyDerivation; keyOctets: number | undefined } {
  const { oid, parameters } = takeAlgorithm(scheme);
  if (oid !== pbkdf2 && oid !== scrypt) throw unread(oid);
  const fields = DerFields.of(parameters, scheme.what);
  const salt = fields.octetString();
  const read = oid === scrypt ? readScrypt(fields, salt) : readPbkdf2(fields, salt);
  fields.end();
  return read;
}

function readScrypt(fields: DerFields, salt: Uint8Array): ReturnType<typeof readDerivation> {
  const [n, r, p] = [fields.count(), fields.count(), fields.count()];
  const keyOctets = fields.nextTag === undefined ? undefined : fields.count();
  const isPower = n > 1 && Number.isInteger(Math.log2(n));
  if (!isPower || r < 1 || p < 1) throw fields.fault();
  if (128 * n * r > maxScryptOctets || n * r * p > maxScryptWork) throw tooMuch(fields);
  return { derivation: { kind: 'scrypt', salt, n, r, p }, keyOctets };
}

function readPbkdf2(fields: DerFields, salt: Uint8Array): ReturnType<typeof readDerivation> {
  const iterations = fields.count();
  const keyOctets = fields.nextTag === derTag.integer ? fields.count() : undefined;
  // Its default is HMAC with SHA-1 (RFC 8018 §A.2).
  const prf = fields.nextTag === undefined ? hmac(7) : takeAlgorithm(fields).oid;
  const hash = prfs[prf];
  if (hash === undefined) throw unread(prf);
  if (iterations < 1) throw fields.fault();
  if (iterations > maxIterations) throw tooMuch(fields);
  return { derivation: { kind: 'pbkdf2', salt, iterations, hash }, keyOctets };
}

function tooMuch({ what }: DerFields): KeyFormatError {
  return new KeyFormatError(`${what} would take too much time or memory to decrypt; ${reencrypt}`);
}

/** DER of a key encrypted with PBES2: PBKDF2 with HMAC-SHA-256, and AES-256-CBC. */
export function writeEncryptedPrivateKey(key: {
  readonly salt: Uint8Array;
  readonly iterations: number;
  readonly iv: Uint8Array;
  readonly data: Uint8Array;
}): Uint8Array {
  const prf = sequence(objectIdentifier(hmac(9)), nothing);
  const iterations = unsigned(fromInteger(BigInt(key.iterations)));
  const derivation = sequence(objectIdentifier(pbkdf2), sequence(octetString(key.salt), iterations, prf));
  const cipher = sequence(objectIdentifier('2.16.840.1.101.3.4.1.42'), octetString(key.iv));
  return sequence(sequence(objectIdentifier(pbes2), sequence(derivation, cipher)), octetString(key.data));
}
