/**
 * Lists of compromised keys, in the two forms they come in: text with one RFC 7638 SHA-256 thumbprint a line, and the
 * binary list of the badkeys project, which is too long for text.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { decodeUtf8, stripLeadingZeros } from '../encoding/octets.ts';
import type { Key } from '../key/key.ts';
import type { Blocklist } from './rule.ts';

/** A list, as far as it could be read, and a line for each thing wrong with it. */
export interface ReadBlocklist {
  readonly blocklist: Blocklist | undefined;
  readonly problems: readonly string[];
}

/** @param name what findings call the list */
export function readBlocklist(octets: Uint8Array, name: string): ReadBlocklist {
  const text = decodeUtf8(octets);
  return text === undefined ? readBlocks(octets, name) : readLines(text, name);
}

/** Problems beyond these are no use to anybody. */
const maxProblems = 5;

/** Thumbprints, one a line; empty lines and what follows a `#` do not count. */
function readLines(text: string, name: string): ReadBlocklist {
  const listed = new Set<string>();
  const problems: string[] = [];
  for (const [i, line] of text.split(/\r\n|\n|\r/).entries()) {
    const entry = line.replace(/#.*$/, '').trim();
    if (entry === '') continue;
    if (/^[\w-]{43}$/.test(entry)) listed.add(entry);
    else if (problems.length < maxProblems) problems.push(`line ${i + 1} is no RFC 7638 SHA-256 thumbprint`);
  }
  const has = (key: Key): boolean => listed.has(key.canonicalThumbprint ?? '') || listed.has(key.thumbprint ?? '');
  return { blocklist: { name, has }, problems };
}

/** A block of badkeys' blocklist.dat: so many octets of a hash, and one that tells which of its collections it is from. */
const hashOctets = 15;
const blockOctets = hashOctets + 1;

/** Blocks in the order of their hashes. */
function readBlocks(octets: Uint8Array, name: string): ReadBlocklist {
  const count = Math.floor(octets.length / blockOctets);
  const isList = octets.length % blockOctets === 0 && isSorted(octets, count);
  const has = (key: Key): boolean => {
    const hash = badkeysHash(key);
    return hash !== undefined && holds(octets, count, hash);
  };
  if (isList) return { blocklist: { name, has }, problems: [] };
  const problem = 'it is neither text with thumbprints nor a block list of badkeys (blocklist.dat)';
  return { blocklist: undefined, problems: [problem] };
}

function isSorted(octets: Uint8Array, count: number): boolean {
  for (let i = 1; i < count; i++) {
    if (compare(octets, (i - 1) * blockOctets, octets, i * blockOctets) > 0) return false;
  }
  return true;
}

function holds(octets: Uint8Array, count: number, hash: Uint8Array): boolean {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const order = compare(octets, middle * blockOctets, hash, 0);
    if (order === 0) return true;
    if (order < 0) low = middle + 1;
    else high = middle;
  }
  return false;
}

/** The order of the hashes at two places. */
function compare(a: Uint8Array, aStart: number, b: Uint8Array, bStart: number): number {
  for (let i = 0; i < hashOctets; i++) {
    const order = (a[aStart + i] as number) - (b[bStart + i] as number);
    if (order !== 0) return order;
  }
  return 0;
}

/**
 * SHA-256 of the number that identifies a public key, without leading zero octets: n, or x. Other members do not count:
 * who can factor a modulus can do so whatever the exponent. An ML-DSA key is hashed as it is.
 */
function badkeysHash(key: Key): Uint8Array | undefined {
  switch (key.type?.kty) {
    case 'RSA':
      return hashOf(key.octets('n'));
    case 'EC':
    case 'OKP':
      return hashOf(key.octets('x'));
    case 'AKP': {
      const pub = key.octets('pub');
      return pub === undefined ? undefined : sha256(pub);
    }
    default:
      return undefined;
  }
}

function hashOf(number: Uint8Array | undefined): Uint8Array | undefined {
  return number === undefined ? undefined : sha256(stripLeadingZeros(number));
}
