/** What a symmetric key's octets look like. Nothing here leaves the process: rules report that it is so, never what. */
import { parseJson } from '../../document/json.ts';
import { derChildren, derTag, readDer } from '../../encoding/der.ts';
import { KeyFormatError } from '../../encoding/derFields.ts';
import { materialMembers, type KeyMaterial } from '../../encoding/keyMaterial.ts';
import { opensshLine, readOpensshPublic } from '../../encoding/openssh.ts';
import { hasPem, readPem } from '../../encoding/pem.ts';
import { readRsaPublicKey } from '../../encoding/rsaKeys.ts';
import { readPublicKeyInfo } from '../../encoding/x509.ts';
import { Key } from '../../key/key.ts';
import { publicFromCertificate, type MemberValues } from '../../key/publicMembers.ts';

export type EncodedKind =
  'PEM public key' | 'PEM private key' | 'PEM certificate' | 'SSH public key' | 'JWK' | 'DER structure';

/** Secrets are short; what is longer was never typed, and need not be searched. */
const maxLength = 65_536;

/** The octets as text, one character each: what is looked for is ASCII. */
export function asText(octets: Uint8Array): string {
  let text = '';
  for (const octet of octets.subarray(0, maxLength)) text += String.fromCharCode(octet);
  return text;
}

/** The format of another key that the octets are, if any. */
export function encodedKind(octets: Uint8Array): EncodedKind | undefined {
  const text = asText(octets);
  const label = /-----BEGIN ([^-]*)|---- BEGIN ([^-]*)/.exec(text);
  if (label !== null) return pemKind(label[1] ?? label[2] ?? '');
  if (/^(?:ssh-|ecdsa-sha2)/.test(text)) return 'SSH public key';
  if (embeddedJwk(text) !== undefined) return 'JWK';
  return octets.length > 60 && octets[0] === 0x30 && octets[1] === 0x82 ? 'DER structure' : undefined;
}

function pemKind(label: string): EncodedKind {
  if (label.includes('PRIVATE')) return 'PEM private key';
  if (label.includes('CERTIFICATE')) return 'PEM certificate';
  return label.includes('SSH2') ? 'SSH public key' : 'PEM public key';
}

function embeddedJwk(text: string): Key | undefined {
  if (!/^\s*\{/.test(text)) return undefined;
  const { root } = parseJson(text);
  const key = root?.type === 'object' ? new Key(root, text, 0) : undefined;
  return key?.has('kty') === true ? key : undefined;
}

/** The public key that the octets are, as JWK members with `kty`; undefined when they are none, or hold more. */
export function embeddedPublicKey(octets: Uint8Array): MemberValues | undefined {
  const text = asText(octets);
  try {
    return hasPem(text) ? fromPem(text) : (fromDer(octets) ?? fromOpenssh(text) ?? publicMembers(embeddedJwk(text)));
  } catch (error) {
    // Damaged, or of a kind that JOSE does not have: there is nothing to replace the key by.
    if (error instanceof KeyFormatError) return undefined;
    throw error;
  }
}

/** Of one block alone, whatever is written around it: of several nobody can tell which is meant. */
function fromPem(text: string): MemberValues | undefined {
  const [block, more] = readPem(text);
  if (block === undefined || more !== undefined) return undefined;
  return block.label === 'PUBLIC KEY' || block.label === 'RSA PUBLIC KEY' ? fromDer(block.octets) : undefined;
}

/** SubjectPublicKeyInfo, or PKCS#1's RSAPublicKey. */
function fromDer(octets: Uint8Array): MemberValues | undefined {
  const outer = readDer(octets);
  if (outer?.tag !== derTag.sequence || outer.end !== octets.length) return undefined;
  if (derChildren(octets, outer)?.every(({ tag }) => tag === derTag.integer) === true)
    return membersOf(readRsaPublicKey(octets));
  const info = readPublicKeyInfo(octets);
  const members = info === undefined ? undefined : publicFromCertificate(info);
  return info?.kty === undefined || members === undefined ? undefined : { kty: info.kty, ...members };
}

function fromOpenssh(text: string): MemberValues | undefined {
  const line = /[\r\n]/.test(text.trim()) ? undefined : opensshLine(text);
  return line === undefined ? undefined : membersOf(readOpensshPublic(line).material);
}

/** Those of a public key are strings. */
function membersOf(material: KeyMaterial): MemberValues {
  return { kty: material.kty, ...materialMembers(material) };
}

function publicMembers(key: Key | undefined): MemberValues | undefined {
  if (key?.type === undefined || key.isPrivate) return undefined;
  const values = ['kty', ...key.type.required].map((name) => [name, key.string(name)?.value] as const);
  return values.some(([, value]) => value === undefined) ? undefined : (Object.fromEntries(values) as MemberValues);
}

/** Whether octets look like a password or a pattern instead of random ones. */
export function looksGuessable(octets: Uint8Array): boolean {
  return isPattern(octets) || (isPrintable(octets) && isWeakText(asText(octets)));
}

function isPattern(octets: Uint8Array): boolean {
  if (octets.length < 8) return false;
  return new Set(octets).size <= 2 || octets.every((octet, i) => i === 0 || octet === (octets[i - 1] as number) + 1);
}

function isPrintable(octets: Uint8Array): boolean {
  return octets.length > 0 && octets.every((octet) => octet >= 0x20 && octet <= 0x7e);
}

const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
/** Texts that tools make of random octets. */
const generated = [/^[0-9a-f]{32,}$/i, uuid, /^[A-Za-z0-9+/_-]{40,}={0,2}$/];

/** Fewer bits than these are within reach of guessing (RFC 8725 §3.5). */
const weakBits = 112;

function isWeakText(text: string): boolean {
  if (generated.some((pattern) => pattern.test(text))) return false;
  const letters = (text.match(/[A-Za-z]{3,}/g) ?? []).join('').length;
  return estimatedBits(text) < weakBits || letters > 0.6 * text.length;
}

/** jwt-framework's estimate: new characters count the pool they come from, repeated ones the characters seen. */
function estimatedBits(text: string): number {
  const distinct = new Set(text).size;
  const pool =
    (/[a-z]/.test(text) ? 26 : 0) +
    (/[A-Z]/.test(text) ? 26 : 0) +
    (/[0-9]/.test(text) ? 10 : 0) +
    (/[^a-zA-Z0-9]/.test(text) ? 33 : 0);
  return distinct * Math.log2(pool) + (text.length - distinct) * Math.log2(distinct);
}
