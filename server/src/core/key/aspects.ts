/**
 * What about a key a rule may have something to say of, found out once for all rules. Of seventy rules fifty are about
 * what an ordinary key has not got; asking each of them would take as long as the rest of the work.
 */
import { bitsOfMembers } from '../registry/members.ts';
import { keyTypes, privateMembers, type KeyTypeName } from '../registry/keyTypes.ts';
import type { Key } from './key.ts';
import type { Term } from './term.ts';

const bits = {
  /** A value has the wrong type, or is empty. */
  fault: 1 << 0,
  /** A name stands twice, or there are objects inside in which it may. */
  nesting: 1 << 1,
  'no-kty': 1 << 2,
  'no-kid': 1 << 3,
  'no-use': 1 << 4,
  'no-alg': 1 << 5,
  /** A member its type requires is missing. */
  incomplete: 1 << 6,
  /** A value of a closed vocabulary is not as registered. */
  term: 1 << 7,
  /** It has an algorithm that is unknown, or has something against it. */
  'odd-alg': 1 << 8,
  /** It has operations. */
  operations: 1 << 9,
  /** It has times, or a revocation. */
  times: 1 << 10,
  x5u: 1 << 11,
  /** It has certificates, or digests of one. */
  certificates: 1 << 12,
  /** A name is not a registered one. */
  name: 1 << 13,
  /** It has a member of another key type. */
  foreign: 1 << 14,
  /** The encoding of a value is at fault. */
  encoding: 1 << 15,
  /** It has material that some type keeps private. */
  private: 1 << 16,
  /** The curve is of another key type. */
  'other-curve': 1 << 17,
  /** It is an RSA key with another public exponent than 65537, or one too large for it. */
  exponent: 1 << 18,
  /** The key ID has a colon, or other characters than visible ASCII, or none at all. */
  'odd-kid': 1 << 19,
  RSA: 1 << 20,
  EC: 1 << 21,
  OKP: 1 << 22,
  oct: 1 << 23,
  AKP: 1 << 24,
  /** A value of an RSA key or of one on a curve is not as long as the curve, or custom, has it. */
  'odd-length': 1 << 25,
} as const;

export type Aspect = keyof typeof bits;

/** Some aspects as a number. */
export function maskOf(aspects: readonly Aspect[]): number {
  return aspects.reduce((mask, aspect) => mask | bits[aspect], 0);
}

const nestingBits = bitsOfMembers(['oth', 'revoked']);
const ktyBit = bitsOfMembers(['kty']);
const kidBit = bitsOfMembers(['kid']);
const useBit = bitsOfMembers(['use']);
const algBit = bitsOfMembers(['alg']);
const operationsBit = bitsOfMembers(['key_ops']);
const timeBits = bitsOfMembers(['iat', 'nbf', 'exp', 'revoked']);
const x5uBit = bitsOfMembers(['x5u']);
const certificateBits = bitsOfMembers(['x5c', 'x5t', 'x5t#S256']);
const privateBits = bitsOfMembers(privateMembers);
const typeBits = bitsOfMembers(Object.values(keyTypes).flatMap((type) => type.members));
const ownBits = bitsByType((type) => type.members);
const requiredBits = bitsByType((type) => type.required);

function bitsByType(of: (type: (typeof keyTypes)[KeyTypeName]) => readonly string[]): Record<KeyTypeName, number> {
  const entries = Object.values(keyTypes).map((type) => [type.kty, bitsOfMembers(of(type))] as const);
  return Object.fromEntries(entries) as Record<KeyTypeName, number>;
}

/** The aspects the key has, as a number. */
export function aspectsOf(key: Key): number {
  const { present, type } = key;
  let found = 0;
  if (key.faults.size > 0) found |= bits.fault;
  if (key.hasDuplicates || (present & nestingBits) !== 0) found |= bits.nesting;
  if (key.hasOtherNames) found |= bits.name;
  if ((present & ktyBit) === 0) found |= bits['no-kty'];
  if ((present & kidBit) === 0) found |= bits['no-kid'];
  if ((present & useBit) === 0) found |= bits['no-use'];
  if ((present & algBit) === 0) found |= bits['no-alg'];
  if ((present & operationsBit) !== 0) found |= bits.operations;
  if ((present & timeBits) !== 0) found |= bits.times;
  if ((present & x5uBit) !== 0) found |= bits.x5u;
  if ((present & kidBit) !== 0 && !isPlainKid(key)) found |= bits['odd-kid'];
  if ((present & certificateBits) !== 0) found |= bits.certificates;
  if ((present & privateBits) !== 0) found |= bits.private;
  if (key.unsound.length > 0) found |= bits.encoding;
  if (isOdd(key.kty) || isOdd(key.crv) || isOdd(key.alg) || isOdd(key.use) || key.keyOps.some(isOdd)) {
    found |= bits.term;
  }
  if (hasOddAlgorithm(key)) found |= bits['odd-alg'];
  if (type === undefined) return found;
  const { kty } = type;
  found |= bits[kty];
  if ((present & requiredBits[kty]) !== requiredBits[kty]) found |= bits.incomplete;
  if ((present & typeBits & ~ownBits[kty]) !== 0) found |= bits.foreign;
  if (hasOddLength(key, kty)) found |= bits['odd-length'];
  if (kty === 'RSA') return isUsualExponent(key) ? found : found | bits.exponent;
  return key.crvKtyMismatch ? found | bits['other-curve'] : found;
}

function isOdd(term: Term | undefined): boolean {
  return term !== undefined && term.state !== 'registered';
}

function hasOddAlgorithm({ alg, algorithm }: Key): boolean {
  if (alg === undefined) return false;
  if (algorithm === undefined) return true;
  return algorithm.draft !== undefined || algorithm.deprecated !== undefined || algorithm.insecure !== undefined;
}

const plainKid = /^[!-9;-~]+$/;

function isPlainKid({ kid }: Key): boolean {
  return kid === undefined || plainKid.test(kid.value);
}

/** Lengths that nobody wonders at. */
const usualModuli: ReadonlySet<number> = new Set([2048, 3072, 4096]);

function hasOddLength(key: Key, kty: KeyTypeName): boolean {
  if (kty === 'RSA' && !usualModuli.has(key.bits ?? 0)) return true;
  if (kty === 'oct' || kty === 'AKP') return false;
  const expected = key.curve?.octets;
  for (const { name, octets } of key.encoded.list) {
    if (octets === undefined || name.startsWith('x5t')) continue;
    if (kty === 'RSA' ? octets[0] === 0 : octets.length !== expected) return true;
  }
  return false;
}

/** Bits of 65537: of an exponent so long as n, the two are held against each other. */
const usualBits = 17;

function isUsualExponent(key: Key): boolean {
  return key.string('e')?.value === 'AQAB' && (key.bits ?? Infinity) > usualBits;
}
