/** The items of `x5c`: what each is, as written and after the repairs the rules offer (rules.md §3.3, 8). */
import { sha1 } from '@noble/hashes/legacy.js';
import { sha256 } from '@noble/hashes/sha2.js';
import type { JsonString } from '../document/json.ts';
import { decodeBase64Lenient, encodeBase64, encodeBase64url } from '../encoding/base64url.ts';
import { derTag } from '../encoding/der.ts';
import { hasPrivateKeyArmor, isPrivateKeyBase64, isPrivateKeyDer } from '../encoding/privateKey.ts';
import { firstElementEnd, readCertificate, readPublicKeyInfo, type Certificate } from '../encoding/x509.ts';

export type X5cFault = 'cut' | 'pem' | 'whitespace' | 'base64url' | 'character' | 'padding';

export interface X5cItem {
  readonly index: number;
  readonly node: JsonString;
  /** Why the item is not plain base64. */
  readonly fault: X5cFault | undefined;
  readonly contents: 'certificate' | 'certificate-and-more' | 'public-key' | 'private-key' | 'unknown' | 'undecodable';
  /** Octets after the repairs. */
  readonly der: Uint8Array | undefined;
  readonly certificate: Certificate | undefined;
}

const armour = /-----BEGIN [A-Z0-9 ]+-----([^-]*)(?:-----END [A-Z0-9 ]+-----)?/;

export function readX5cItem(node: JsonString, index: number): X5cItem {
  const nothing = { index, node, fault: undefined, der: undefined, certificate: undefined } as const;
  // A private key has a rule of its own, and its spelling is not the trouble.
  if (holdsPrivateKey(node.value)) return { ...nothing, contents: 'private-key' };
  const pem = armour.exec(node.value);
  const body = pem === null ? node.value : (pem[1] as string);
  const fault = pem === null ? faultOf(body) : 'pem';
  const der = decodeBase64Lenient(body);
  if (der === undefined || der.length === 0) return { ...nothing, fault, contents: 'undecodable' };
  const certificate = readCertificate(der);
  const contents = certificate === undefined ? contentsOf(der) : 'certificate';
  return { index, node, fault, contents, der, certificate };
}

/** Whether an item is a private key, or has one among its PEM blocks, whatever their labels say. */
export function holdsPrivateKey(text: string): boolean {
  if (!text.includes('-----BEGIN ')) return isPrivateKeyBase64(text);
  return hasPrivateKeyArmor(text) || pemBodies(text).some(isPrivateKeyDer);
}

/** The octets of every PEM block in the text. */
export function pemBodies(text: string): Uint8Array[] {
  return [...text.matchAll(new RegExp(armour, 'g'))].flatMap((match) => decodeBase64Lenient(match[1] as string) ?? []);
}

function faultOf(text: string): X5cFault | undefined {
  if (/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text)) return undefined;
  if (/\u2026|\.\.\./.test(text)) return 'cut';
  if (/\s/.test(text)) return 'whitespace';
  if (/[-_]/.test(text) && /^[A-Za-z0-9_-]*={0,2}$/.test(text)) return 'base64url';
  return /^[A-Za-z0-9+/]*={0,2}$/.test(text) ? 'padding' : 'character';
}

function contentsOf(der: Uint8Array): X5cItem['contents'] {
  // All that is known is a DER SEQUENCE.
  if (der[0] !== derTag.sequence) return 'unknown';
  if (readPublicKeyInfo(der) !== undefined) return 'public-key';
  const end = firstElementEnd(der);
  const trailing = end !== undefined && end < der.length && readCertificate(der.subarray(0, end)) !== undefined;
  return trailing ? 'certificate-and-more' : 'unknown';
}

const digests = { x5t: sha1, 'x5t#S256': sha256 } as const;
export type CertificateThumbprintName = keyof typeof digests;

/** The members that hold a digest of the first certificate, and how many octets it has. */
export const certificateThumbprints: readonly (readonly [name: CertificateThumbprintName, octets: number])[] = [
  ['x5t', 20],
  ['x5t#S256', 32],
];

/** The digest of a certificate's DER that the member holds (RFC 7517 §4.8, §4.9). */
export function certificateThumbprint(name: CertificateThumbprintName, der: Uint8Array): Uint8Array {
  return digests[name](der);
}

/** The members that hold a certificate, those above it, and its thumbprints. */
export interface CertificateMembers {
  /** Standard base64, not base64url (RFC 7517 §4.7). */
  readonly x5c: readonly string[];
  readonly x5t: string;
  readonly 'x5t#S256': string;
}

/** @param leaf DER, as that of the others */
export function certificateMembers(leaf: Uint8Array, ...issuers: readonly Uint8Array[]): CertificateMembers {
  return {
    x5c: [leaf, ...issuers].map(encodeBase64),
    x5t: encodeBase64url(certificateThumbprint('x5t', leaf)),
    'x5t#S256': encodeBase64url(certificateThumbprint('x5t#S256', leaf)),
  };
}
