/** Private keys under a password: PBES2 (RFC 8018 §6.2), and the encryption of OpenSSL's own PEM. */
import { md5 } from '@noble/hashes/legacy.js';
import { pbkdf2Async } from '@noble/hashes/pbkdf2.js';
import { scryptAsync } from '@noble/hashes/scrypt.js';
import { sha224 } from '@noble/hashes/sha2.js';
import { KeyFormatError } from '../../encoding/derFields.ts';
import { isDer } from '../../encoding/keyDer.ts';
import { writeEncryptedPrivateKey, type EncryptedKey, type KeyDerivation } from '../../encoding/encryptedPrivateKey.ts';
import { fromHex, utf8 } from '../../encoding/octets.ts';
import { display } from '../../text.ts';
import { OperationError, type OperationDeps } from '../operation.ts';

type Crypto = Pick<OperationDeps, 'crypto' | 'checkpoint'>;

/** Of a key that is to be decrypted. */
export interface PasswordRequest {
  readonly password: string | undefined;
  /** Where the key is, for messages. */
  readonly where: string;
}

function required({ password, where }: PasswordRequest): Uint8Array {
  if (password === undefined || password === '')
    throw new OperationError('password', `${where} is encrypted; give its password`);
  return utf8(password);
}

const wrong = ({ where }: PasswordRequest): OperationError =>
  new OperationError('password', `The password is not the right one for ${where}`);

/**
 * The DER inside.
 * @throws OperationError (`password`) when there is none, or another is needed
 */
export async function decryptPrivateKey(
  { derivation, keyOctets, iv, data }: EncryptedKey,
  request: PasswordRequest,
  deps: Crypto,
): Promise<Uint8Array> {
  const password = required(request);
  const key = await deriveKey(derivation, password, keyOctets, deps);
  return aesCbc(key, iv, data, request, deps);
}

async function deriveKey(
  derivation: KeyDerivation,
  password: Uint8Array,
  octets: number,
  { crypto, checkpoint }: Crypto,
): Promise<Uint8Array> {
  const { salt } = derivation;
  if (derivation.kind === 'scrypt') {
    const { n, r, p } = derivation;
    // It is computed here, and may take a minute: whoever gives up need not wait for its end.
    const onProgress = (): void => checkpoint?.();
    const maxmem = 128 * n * r + 128 * r * p + 4096;
    return scryptAsync(password, salt, { N: n, r, p, dkLen: octets, maxmem, onProgress });
  }
  const { iterations, hash } = derivation;
  // WebCrypto has no SHA-224.
  if (hash === 'SHA-224') return pbkdf2Async(sha224, password, salt, { c: iterations, dkLen: octets });
  const base = await crypto.importKey('raw', password, { name: 'PBKDF2' }, false, ['deriveBits']);
  return new Uint8Array(await crypto.deriveBits({ name: 'PBKDF2', salt, iterations, hash }, base, 8 * octets));
}

async function aesCbc(
  key: Uint8Array,
  iv: Uint8Array,
  data: Uint8Array,
  request: PasswordRequest,
  { crypto }: Crypto,
): Promise<Uint8Array> {
  let imported: object;
  try {
    imported = await crypto.importKey('raw', key, { name: 'AES-CBC' }, false, ['decrypt']);
  } catch {
    // Chromium's WebCrypto lacks this one size.
    throw new OperationError(
      'input',
      `${request.where} is encrypted with AES-${8 * key.length}, which this browser's WebCrypto does not have; encrypt it anew with AES-256, or use the command line`,
    );
  }
  let plain: Uint8Array;
  try {
    plain = new Uint8Array(await crypto.decrypt({ name: 'AES-CBC', iv }, imported, data));
  } catch {
    throw wrong(request);
  }
  // One wrong password of 256 leaves sound padding.
  if (!isDer(plain)) throw wrong(request);
  return plain;
}

/** Ciphers of DEK-Info (RFC 1421 §4.6.1.3) and the octets of their keys. */
const dekCiphers: ReadonlyMap<string, number> = new Map([
  ['AES-128-CBC', 16],
  ['AES-192-CBC', 24],
  ['AES-256-CBC', 32],
]);

/**
 * The DER inside a PEM block with `Proc-Type: 4,ENCRYPTED`.
 * @throws OperationError (`password`); KeyFormatError for another cipher
 */
export async function decryptPemBlock(
  headers: ReadonlyMap<string, string>,
  data: Uint8Array,
  request: PasswordRequest,
  deps: Crypto,
): Promise<Uint8Array> {
  const [cipher = '', ivText = ''] = (headers.get('DEK-Info') ?? '').split(',').map((part) => part.trim());
  const octets = dekCiphers.get(cipher.toUpperCase());
  if (octets === undefined)
    throw new KeyFormatError(
      `the private key is encrypted with ${cipher === '' ? 'an unnamed cipher' : display(cipher)}, which is not read here: encrypt it anew with "openssl pkey -aes256 -in OLD -out NEW"`,
    );
  if (!/^[0-9a-f]{32}$/i.test(ivText) || data.length % 16 !== 0)
    throw new KeyFormatError('the private key is damaged: its DEK-Info or its length does not fit');
  const iv = fromHex(ivText);
  return aesCbc(bytesToKey(required(request), iv.subarray(0, 8), octets), iv, data, request, deps);
}

/** OpenSSL's EVP_BytesToKey with MD5 and one iteration. */
function bytesToKey(password: Uint8Array, salt: Uint8Array, octets: number): Uint8Array {
  const key = new Uint8Array(48);
  let last = new Uint8Array();
  for (let at = 0; at < octets; at += 16) {
    last = md5(Uint8Array.of(...last, ...password, ...salt));
    key.set(last, at);
  }
  return key.subarray(0, octets);
}

/** OWASP's advice for PBKDF2 with HMAC-SHA-256, seen 2026. */
const iterations = 600_000;

/** DER of the PKCS#8 key encrypted under the password. */
export async function encryptPrivateKey(
  der: Uint8Array,
  password: string,
  deps: Pick<OperationDeps, 'crypto' | 'randomBytes'>,
): Promise<Uint8Array> {
  const [salt, iv] = [deps.randomBytes(16), deps.randomBytes(16)];
  const derivation: KeyDerivation = { kind: 'pbkdf2', salt, iterations, hash: 'SHA-256' };
  const key = await deriveKey(derivation, utf8(password), 32, deps);
  const imported = await deps.crypto.importKey('raw', key, { name: 'AES-CBC' }, false, ['encrypt']);
  const data = new Uint8Array(await deps.crypto.encrypt({ name: 'AES-CBC', iv }, imported, der));
  return writeEncryptedPrivateKey({ salt, iterations, iv, data });
}
