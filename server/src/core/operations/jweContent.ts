/** Content encryption of a JWE (RFC 7518 §5) on the host's WebCrypto. */
import { concat, equalOctets } from '../encoding/octets.ts';
import { OperationError, type WebCrypto } from './operation.ts';

export const contentAlgorithms = [
  'A128CBC-HS256',
  'A192CBC-HS384',
  'A256CBC-HS512',
  'A128GCM',
  'A192GCM',
  'A256GCM',
] as const;
export type ContentAlgorithm = (typeof contentAlgorithms)[number];

export function isContentAlgorithm(enc: string): enc is ContentAlgorithm {
  return (contentAlgorithms as readonly string[]).includes(enc);
}

/** Octets of the key, the initialization vector and the authentication tag. */
export function sizesOf(enc: ContentAlgorithm): { readonly key: number; readonly iv: number; readonly tag: number } {
  const bits = Number(enc.slice(1, 4));
  return enc.endsWith('GCM') ? { key: bits / 8, iv: 12, tag: 16 } : { key: bits / 4, iv: 16, tag: bits / 8 };
}

/** A JWE's content, and what goes with it. */
export interface EncryptedContent {
  readonly iv: Uint8Array;
  readonly ciphertext: Uint8Array;
  readonly tag: Uint8Array;
}

/** @param aad octets that are authenticated, not encrypted: the protected header's */
export async function encryptContent(
  enc: ContentAlgorithm,
  key: Uint8Array,
  iv: Uint8Array,
  plaintext: Uint8Array,
  aad: Uint8Array,
  crypto: WebCrypto,
): Promise<EncryptedContent> {
  if (enc.endsWith('GCM')) {
    const aes = await aesKey(crypto, 'AES-GCM', key, ['encrypt']);
    const sealed = new Uint8Array(await crypto.encrypt(gcm(iv, aad), aes, plaintext));
    return { iv, ciphertext: sealed.slice(0, -16), tag: sealed.slice(-16) };
  }
  const half = key.length / 2;
  const aes = await aesKey(crypto, 'AES-CBC', key.slice(half), ['encrypt']);
  const ciphertext = new Uint8Array(await crypto.encrypt({ name: 'AES-CBC', iv }, aes, plaintext));
  return { iv, ciphertext, tag: await macOf(key.slice(0, half), aad, iv, ciphertext, crypto) };
}

/** The plaintext; undefined when the tag does not fit. */
export async function decryptContent(
  enc: ContentAlgorithm,
  key: Uint8Array,
  { iv, ciphertext, tag }: EncryptedContent,
  aad: Uint8Array,
  crypto: WebCrypto,
): Promise<Uint8Array | undefined> {
  if (enc.endsWith('GCM')) {
    const aes = await aesKey(crypto, 'AES-GCM', key, ['decrypt']);
    return settled(crypto.decrypt(gcm(iv, aad), aes, concat(ciphertext, tag)));
  }
  const half = key.length / 2;
  const aes = await aesKey(crypto, 'AES-CBC', key.slice(half), ['decrypt']);
  if (!equalOctets(await macOf(key.slice(0, half), aad, iv, ciphertext, crypto), tag)) return undefined;
  return settled(crypto.decrypt({ name: 'AES-CBC', iv }, aes, ciphertext));
}

async function settled(decrypted: Promise<ArrayBuffer>): Promise<Uint8Array | undefined> {
  return decrypted.then(
    (octets) => new Uint8Array(octets),
    () => undefined,
  );
}

function gcm(iv: Uint8Array, aad: Uint8Array): { name: string; [parameter: string]: unknown } {
  return { name: 'AES-GCM', iv, additionalData: aad, tagLength: 128 };
}

/** The first half of the HMAC of what is authenticated, its length in bits behind it (RFC 7518 §5.2.2.1). */
async function macOf(
  key: Uint8Array,
  aad: Uint8Array,
  iv: Uint8Array,
  ciphertext: Uint8Array,
  crypto: WebCrypto,
): Promise<Uint8Array> {
  const length = new Uint8Array(8);
  new DataView(length.buffer).setBigUint64(0, BigInt(aad.length) * 8n);
  const hash = `SHA-${key.length * 16}`;
  const mac = await crypto.importKey('raw', key, { name: 'HMAC', hash }, false, ['sign']);
  const whole = new Uint8Array(await crypto.sign({ name: 'HMAC' }, mac, concat(aad, iv, ciphertext, length)));
  return whole.slice(0, key.length);
}

/**
 * An AES key of the host's.
 * @throws OperationError (`refused`) where the host has none of its size: Chromium's WebCrypto lacks 192 bits
 */
export async function aesKey(
  crypto: WebCrypto,
  name: 'AES-GCM' | 'AES-CBC' | 'AES-KW',
  key: Uint8Array,
  usages: readonly string[],
): Promise<object> {
  try {
    return await crypto.importKey('raw', key, { name }, false, usages);
  } catch {
    throw new OperationError('refused', `This host has no ${name} with ${key.length * 8}-bit keys; others are usual`);
  }
}
