/** Key IDs and other words of a key that give a secret away: a symmetric key's hash, or a private value itself. */
import { md5, sha1 } from '@noble/hashes/legacy.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { parseJson, type JsonMember } from '../document/json.ts';
import { has } from '../document/tree.ts';
import { decodeBase64Lenient, encodeBase64, encodeBase64url } from '../encoding/base64url.ts';
import { decodeUtf8, fromHex, toHex } from '../encoding/octets.ts';
import { oncePer } from '../maps.ts';
import { hasPrivateKeyArmor, isPrivateKeyBase64 } from '../encoding/privateKey.ts';
import { privateMembers } from '../registry/keyTypes.ts';
import { display, quoted } from '../text.ts';
import { mayBeKeyMaterial, visibleWord } from '../words.ts';
import type { Key } from './key.ts';
import type { Term } from './term.ts';

/** How the kid of a symmetric key was made from its secret, if it was. */
export function secretKidOrigin(key: Key): 'secret' | 'hash' | undefined {
  const kid = key.kid?.value;
  if (kid === undefined || kid === '' || key.type?.kty !== 'oct') return undefined;
  const octets = key.octets('k');
  if (kid === key.string('k')?.value || (octets !== undefined && kid === passwordOf(octets))) return 'secret';
  return hashesOf(key, kid.length).some((hash) => isHash(kid, hash)) ? 'hash' : undefined;
}

/** Case matters in base64url, not in hex. */
function isHash(kid: string, hash: string): boolean {
  return kid === hash || (/^[0-9a-f]+$/.test(hash) && kid.toLowerCase() === hash);
}

/** Characters of the shortest hash, MD5 in hex: most key IDs are shorter, and nothing need be hashed to judge them. */
const shortestHash = 32;

/** Several rules ask, and of the first of many keys with one kid each of them does. */
const keptHashes = new WeakMap<Key, readonly string[]>();

/** Hashes of a key's secret that can be, or be in, a key ID of that many characters. */
function hashesOf(key: Key, length: number): readonly string[] {
  if (length < shortestHash) return [];
  let hashes = keptHashes.get(key);
  if (hashes === undefined) keptHashes.set(key, (hashes = computeHashes(key)));
  return hashes;
}

function computeHashes(key: Key): string[] {
  // The thumbprint of a symmetric key is made of its secret (RFC 7638 §7).
  const hashes = key.type?.kty === 'oct' ? [key.thumbprint, key.canonicalThumbprint] : [];
  for (const name of hashedMembers) {
    const octets = key.octets(name);
    if (octets === undefined || octets.length < minOctets) continue;
    const digest = sha256(octets);
    hashes.push(encodeBase64url(digest), toHex(digest), toHex(sha1(octets)), toHex(md5(octets)));
  }
  return hashes.filter((hash) => hash !== undefined);
}

/** The members that are the secret as a whole. */
const hashedMembers = ['k', 'd', 'priv'];

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
  if (isPrivateKeyText(kid)) return true;
  if (secretTexts(key).some((s) => kid.includes(s) || (kid.length >= 8 && s.includes(kid)))) return true;
  // A thumbprint URI has the hash inside.
  return hashesOf(key, kid.length).some((hash) => kid.includes(hash) || isHash(kid, hash));
}

/** What stands where a secret would. */
const notShown = '(not shown)';
/** Fewer characters are no secret, and are found in texts of every kind. */
const minSecret = 4;
/** Fewer are looked for only where they stand alone: a short secret may be part of an ordinary word. */
const minInside = 8;

/**
 * A text about the key without the key's own private values. Where a word belongs, an unknown one is repeated; a short
 * secret that was pasted there does not show by its looks (words.ts), but by standing in the key a second time.
 */
export function withoutSecrets(key: Key, text: string): string {
  let shown = text;
  const word = /^"(.*)"$/s.exec(text)?.[1] ?? text;
  for (const secret of secretTexts(key)) {
    if (secret.length < minSecret) continue;
    // A piece of it that was pasted where a word belongs.
    if (word.length >= minInside && secret.includes(word)) return notShown;
    const whole = display(secret);
    if (shown === whole) return notShown;
    shown =
      whole.length >= minInside ? shown.replaceAll(whole, notShown) : shown.replaceAll(`"${whole}"`, `"${notShown}"`);
  }
  return shown;
}

/** A word of the key as reports may show it: {@link visibleWord}, and none of the key's secrets. */
export function visibleTerm(key: Key, { raw, state }: Term): string {
  return state === 'unknown' || state === 'collision-resistant' ? withoutSecrets(key, visibleWord(raw)) : raw;
}

const secretsOfSets = new WeakMap<readonly Key[], ReadonlySet<string>>();

/** Whether the text is a private value of one of the keys, in any spelling, or has one in it. */
export function isSecretOf(keys: readonly Key[], text: string): boolean {
  const secrets = secretsOf(keys);
  if (secrets.size === 0) return false;
  if (secrets.has(text)) return true;
  // The same octets with padding or in the other alphabet.
  const octets = decodeBase64Lenient(text);
  if (octets !== undefined && octets.length >= minOctets && secrets.has(encodeBase64url(octets))) return true;
  return holdsOne(secrets, text);
}

/** Texts that are longer are not looked through for the secrets of other keys, nor for secrets of so many lengths. */
const [maxLookedThrough, maxLengths] = [1_000, 100];

/** By their lengths: a set may have more secrets than can be looked for one by one. */
const lengthsOf = oncePer((secrets: ReadonlySet<string>): readonly number[] => {
  const lengths = new Set<number>();
  for (const { length } of secrets) if (length >= minInside && lengths.size < maxLengths) lengths.add(length);
  return [...lengths];
});

function holdsOne(secrets: ReadonlySet<string>, text: string): boolean {
  if (text.length > maxLookedThrough) return false;
  return lengthsOf(secrets).some((length) => {
    for (let i = 0; i + length <= text.length; i++) if (secrets.has(text.slice(i, i + length))) return true;
    return false;
  });
}

const none: ReadonlySet<string> = new Set();

/** The private values of all keys in every spelling. One table a set: sets are long. The same for as long as the keys are. */
export function secretsOf(keys: readonly Key[]): ReadonlySet<string> {
  let secrets = secretsOfSets.get(keys);
  if (secrets === undefined) {
    const texts = keys.flatMap(secretTexts);
    secretsOfSets.set(keys, (secrets = texts.length === 0 ? none : new Set(texts)));
  }
  return secrets;
}

/** The keys took the place of others that held the same secrets. */
export function inheritSecrets(keys: readonly Key[], earlier: readonly Key[]): void {
  const secrets = secretsOfSets.get(earlier);
  if (secrets !== undefined) secretsOfSets.set(keys, secrets);
}

/** Whether a text is a whole private key in a format of its own: PEM, also in base64, DER in base64, or a JWK. */
function isPrivateKeyText(text: string): boolean {
  if (text.length < 40) return false;
  if (hasPrivateKeyArmor(text) || isPrivateKeyBase64(text) || isPrivateJwk(text)) return true;
  const octets = text.startsWith('LS0tLS1') ? decodeBase64Lenient(text) : undefined;
  return octets !== undefined && hasPrivateKeyArmor(String.fromCharCode(...octets.subarray(0, 100)));
}

function isPrivateJwk(text: string): boolean {
  if (!/^\s*\{/.test(text)) return false;
  const { root } = parseJson(text);
  return root?.type === 'object' && root.members.some((m) => privateNames.has(m.name.value));
}

const privateNames: ReadonlySet<string> = new Set(privateMembers);
/** What people call the private value when they do not know its name. */
const misnamed = /^(?:d|k|p|q|dp|dq|qi|priv)$|private|secret/i;
/** Shorter values under other names are most likely something else. */
const minMisnamed = 16;

/** The members whose value is secret, or would be under its right name. */
function secretMembers(key: Key): JsonMember[] {
  return key.object.members.filter(({ name, value }) => {
    if (privateNames.has(name.value)) return true;
    return misnamed.test(name.value.trim()) && value?.type === 'string' && value.value.length >= minMisnamed;
  });
}

/** Asked for each member of a key, and for each key that shares its kid with others. */
const keptTexts = new WeakMap<Key, readonly string[]>();

/** The private values of a key as texts: as written, and in every other spelling of the octets they may mean. */
export function secretTexts(key: Key): readonly string[] {
  let texts = keptTexts.get(key);
  if (texts === undefined) keptTexts.set(key, (texts = findSecretTexts(key)));
  return texts;
}

function findSecretTexts(key: Key): readonly string[] {
  const misplaced = misplacedSecret(key);
  const texts = secretMembers(key).flatMap(({ name, value }) => {
    if (value?.type !== 'string' || value.value === '') return [];
    const text = value.value;
    const hex = /^(?:0x)?((?:[0-9a-f]{2})+)$/i.exec(text)?.[1];
    const meanings = [key.octets(name.value), decodeBase64Lenient(text), hex === undefined ? undefined : fromHex(hex)];
    return [...new Set([text, ...meanings.flatMap(spellings)])];
  });
  return misplaced === undefined ? texts : [...texts, misplaced];
}

/** The kid of a symmetric key that has no other secret: most likely it was pasted there. */
function misplacedSecret({ type, kid, object }: Key): string | undefined {
  if (type?.kty !== 'oct' || kid === undefined || has(object, 'k')) return undefined;
  return mayBeKeyMaterial(kid.value) ? kid.value : undefined;
}

/** Longer numbers take long to write in decimal, and nobody takes them for key IDs. */
const maxDecimalOctets = 66;

/** Fewer are no secret, and would be found everywhere. */
const minOctets = 4;

/** The characters that the octets are, if they are any: many a secret is a password. */
function passwordOf(octets: Uint8Array): string | undefined {
  // Told of nearly all other secrets at a look, where decoding them would fail, which takes long.
  if (octets.length < minOctets || octets.some((octet) => octet < 0x20)) return undefined;
  const text = decodeUtf8(octets);
  return text === undefined || /\p{Cc}/u.test(text) ? undefined : text;
}

/** Other texts that say the same octets. */
function spellings(octets: Uint8Array | undefined): string[] {
  if (octets === undefined || octets.length < minOctets) return [];
  const hex = toHex(octets);
  const base64 = encodeBase64(octets);
  const decimal = octets.length > maxDecimalOctets ? [] : [BigInt(`0x${hex}`).toString()];
  const spelt = [hex, hex.toUpperCase(), encodeBase64url(octets), base64, base64.replace(/=+$/, ''), ...decimal];
  const text = passwordOf(octets);
  return text === undefined ? spelt : [...spelt, text];
}
