/** Key IDs that give a secret away: a symmetric key's hash, or a private value itself. */
import { md5, sha1 } from '@noble/hashes/legacy.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { decodeBase64Lenient, encodeBase64, encodeBase64url } from '../encoding/base64url.ts';
import { fromHex, toHex } from '../encoding/octets.ts';
import { quoted } from '../text.ts';
import type { Key } from './key.ts';

/** How the kid of a symmetric key was made from its secret, if it was. */
export function secretKidOrigin(key: Key): 'secret' | 'hash' | undefined {
  const kid = key.kid?.value;
  if (kid === undefined || kid === '' || key.type?.kty !== 'oct') return undefined;
  if (kid === key.string('k')?.value) return 'secret';
  return hashesOf(key).some((hash) => isHash(kid, hash)) ? 'hash' : undefined;
}

/** Case matters in base64url, not in hex. */
function isHash(kid: string, hash: string): boolean {
  return kid === hash || (/^[0-9a-f]+$/.test(hash) && kid.toLowerCase() === hash);
}

function hashesOf(key: Key): string[] {
  const octets = key.octets('k');
  const hashes = [key.thumbprint, key.canonicalThumbprint];
  if (octets !== undefined) {
    const digest = sha256(octets);
    hashes.push(encodeBase64url(digest), toHex(digest), toHex(sha1(octets)), toHex(md5(octets)));
  }
  return hashes.filter((hash) => hash !== undefined);
}

/**
 * The kid of the first key as messages may show it: quoted and safe to display, or a few words when it would give the
 * secret of one of the keys away.
 */
export function shownKid(key: Key, ...others: readonly Key[]): string {
  const kid = key.kid?.value ?? '';
  return [key, ...others].some((k) => givesAway(k, kid)) || isSecretOf(key.siblings, kid)
    ? 'made from the secret (not shown)'
    : quoted(kid);
}

/** The kid as written, for people and tools to know the key by; undefined when there is none or it gives a secret away. */
export function visibleKid(key: Key): string | undefined {
  const kid = key.kid?.value;
  return kid === undefined || givesAway(key, kid) || isSecretOf(key.siblings, kid) ? undefined : kid;
}

function givesAway(key: Key, kid: string): boolean {
  if (kid === '') return false;
  if (secretTexts(key).some((s) => kid.includes(s) || (kid.length >= 8 && s.includes(kid)))) return true;
  // A thumbprint URI has the hash inside.
  return key.type?.kty === 'oct' && hashesOf(key).some((hash) => kid.includes(hash) || isHash(kid, hash));
}

const secretsOfSets = new WeakMap<readonly Key[], ReadonlySet<string>>();

/** Whether the text is a private value of one of the keys, in any spelling. One table a set: sets are long. */
export function isSecretOf(keys: readonly Key[], text: string): boolean {
  let secrets = secretsOfSets.get(keys);
  if (secrets === undefined) secretsOfSets.set(keys, (secrets = new Set(keys.flatMap(secretTexts))));
  return secrets.has(text);
}

/** The private values of a key as texts: as written, and in every other spelling of the octets they may mean. */
export function secretTexts(key: Key): string[] {
  return key.privateMembers.flatMap(({ name, value }) => {
    if (value?.type !== 'string' || value.value === '') return [];
    const text = value.value;
    const hex = /^(?:0x)?((?:[0-9a-f]{2})+)$/i.exec(text)?.[1];
    const meanings = [key.octets(name.value), decodeBase64Lenient(text), hex === undefined ? undefined : fromHex(hex)];
    return [...new Set([text, ...meanings.flatMap(spellings)])];
  });
}

/** Other texts that say the same octets. Fewer than four are no secret, and would be found everywhere. */
function spellings(octets: Uint8Array | undefined): string[] {
  if (octets === undefined || octets.length < 4) return [];
  const hex = toHex(octets);
  const base64 = encodeBase64(octets);
  return [hex, hex.toUpperCase(), encodeBase64url(octets), base64, base64.replace(/=+$/, '')];
}
