/** Private keys in the formats of other tools, recognised by their outline; nothing of them is decoded. */
import { decodeBase64Lenient } from './base64url.ts';
import { derChildren, derTag, readDer, type DerElement } from './der.ts';

/** Whether a text contains the PEM armor of a private key, encrypted or not. */
export function hasPrivateKeyArmor(text: string): boolean {
  return /-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----/.test(text);
}

/** Whether a text is the base64 of a PKCS#8, PKCS#1 or SEC1 private key. */
export function isPrivateKeyBase64(text: string): boolean {
  // The base64 of a DER SEQUENCE begins with M; in all three a version number follows where certificates have a sequence.
  // So most texts need not be decoded.
  if (!/^\s*M/.test(text)) return false;
  const head = decodeBase64Lenient(text.slice(0, 64).replace(/\s+/g, '').slice(0, 12));
  if (head?.[0] !== derTag.sequence || !head.includes(derTag.integer, 2)) return false;
  const octets = decodeBase64Lenient(text);
  return octets !== undefined && isPrivateKeyDer(octets);
}

/** Whether octets are the DER of a PKCS#8, PKCS#1 or SEC1 private key. */
export function isPrivateKeyDer(octets: Uint8Array): boolean {
  const root = readDer(octets);
  if (root?.tag !== derTag.sequence || root.end !== octets.length) return false;
  const parts = derChildren(octets, root);
  if (parts?.[0]?.tag !== derTag.integer) return false;
  return isPkcs8(octets, parts) || isPkcs1(parts) || isSec1(octets, parts);
}

/** PrivateKeyInfo (RFC 5958 §2): version, algorithm, the key as octets, and what may follow. */
function isPkcs8(octets: Uint8Array, [, algorithm, key]: readonly DerElement[]): boolean {
  if (algorithm?.tag !== derTag.sequence || key?.tag !== derTag.octetString) return false;
  return derChildren(octets, algorithm)?.[0]?.tag === derTag.oid;
}

/** RSAPrivateKey (RFC 8017 A.1.2): nine integers, and other primes at most. */
function isPkcs1(parts: readonly DerElement[]): boolean {
  return parts.length >= 9 && parts.slice(0, 9).every((part) => part.tag === derTag.integer);
}

/** ECPrivateKey (RFC 5915 §3): version 1, the key as octets, curve and public key in optional fields. */
function isSec1(octets: Uint8Array, [version, key, ...rest]: readonly DerElement[]): boolean {
  if (version === undefined || version.end - version.content !== 1 || octets[version.content] !== 1) return false;
  return key?.tag === derTag.octetString && rest.every((part) => part.tag === 0xa0 || part.tag === 0xa1);
}
