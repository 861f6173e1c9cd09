/**
 * Public keys of kty OKP as points: which octets decode to one, and which to one of small order. Square roots are never
 * computed: that there is one is all a check asks.
 */
import type { CurveName } from '../registry/curves.ts';
import { toInteger } from '../encoding/octets.ts';
import { mod } from './integers.ts';
import { legendre } from './jacobi.ts';

export type PointState = 'valid' | 'not-on-curve' | 'small-order' | 'not-canonical';

const p25519 = (1n << 255n) - 19n;
const p448 = (1n << 448n) - (1n << 224n) - 1n;

/** The integer that octets spell in little-endian order (RFC 7748 §5, RFC 8032 §5.1). */
export function fromLittleEndian(octets: Uint8Array): bigint {
  return toInteger(Uint8Array.from(octets).reverse());
}

/** Little-endian octets of an integer. */
export function toLittleEndian(value: bigint, length: number): Uint8Array {
  const octets = new Uint8Array(length);
  for (let i = 0, rest = value; i < length; i++, rest >>= 8n) octets[i] = Number(rest & 0xffn);
  return octets;
}

interface Edwards {
  readonly p: bigint;
  /** −x² + y² = 1 + dx²y² (Ed25519), or x² + y² = 1 + dx²y² (Ed448). */
  readonly a: 1n | -1n;
  readonly d: bigint;
  /** y of the points whose order divides the cofactor. */
  readonly smallOrder: ReadonlySet<bigint>;
}

/** RFC 8032 §5.1 and §5.2. Of order 8 on Ed25519 are the points with y = ±y₈; on Ed448 the cofactor is 4. */
const y8 = 2707385501144840649318225287225658788936804267575313519463743609750303402022n;
const ed25519: Edwards = {
  p: p25519,
  a: -1n,
  d: 37095705934669439343138083508754565189542113879843219016388785533085940283555n,
  smallOrder: new Set([0n, 1n, p25519 - 1n, y8, p25519 - y8]),
};
const ed448: Edwards = { p: p448, a: 1n, d: -39081n, smallOrder: new Set([0n, 1n, p448 - 1n]) };

/**
 * Whether octets are the encoding of a point (RFC 8032 §5.1.3, §5.2.3), and one that signatures can be checked with.
 * @param octets y, little-endian, with the sign of x in the topmost bit
 */
function edwardsState({ p, a, d, smallOrder }: Edwards, octets: Uint8Array): PointState {
  const value = fromLittleEndian(octets);
  const signBit = BigInt(octets.length * 8 - 1);
  const y = BigInt.asUintN(octets.length * 8 - 1, value);
  if (y >= p) return 'not-on-curve';
  const yy = (y * y) % p;
  if (yy === 1n) return value >> signBit === 1n ? 'not-on-curve' : 'small-order';
  if (smallOrder.has(y)) return 'small-order';
  // x² = (y² − 1) / (dy² − a): the quotient is a square exactly when the product is.
  return legendre(mod((yy - 1n) * (d * yy - a), p), p) === 1 ? 'valid' : 'not-on-curve';
}

interface Montgomery {
  readonly p: bigint;
  /** Bits of the last octet that are masked (RFC 7748 §5). */
  readonly maskedBits: number;
  readonly smallOrder: ReadonlySet<bigint>;
}

/** RFC 7748 §6 and §7: u of the points that give every shared secret the value zero. */
const x25519: Montgomery = {
  p: p25519,
  maskedBits: 1,
  smallOrder: new Set([
    0n,
    1n,
    p25519 - 1n,
    325606250916557431795983626356110631294008115727848805560023387167927233504n,
    39382357235489614581723060781553021112529911719440698176882885853963445705823n,
  ]),
};
const x448: Montgomery = { p: p448, maskedBits: 0, smallOrder: new Set([0n, 1n, p448 - 1n]) };

function montgomeryState(curve: Montgomery, octets: Uint8Array): PointState {
  const written = fromLittleEndian(octets);
  const u = canonicalU(curve, octets);
  if (curve.smallOrder.has(u)) return 'small-order';
  return u === written ? 'valid' : 'not-canonical';
}

function canonicalU({ p, maskedBits }: Montgomery, octets: Uint8Array): bigint {
  return BigInt.asUintN(octets.length * 8 - maskedBits, fromLittleEndian(octets)) % p;
}

/** What the public octets are on the curve. Their length must be the curve's. */
export function publicPointState(crv: CurveName, octets: Uint8Array): PointState {
  switch (crv) {
    case 'Ed25519':
      return edwardsState(ed25519, octets);
    case 'Ed448':
      return edwardsState(ed448, octets);
    case 'X25519':
      return montgomeryState(x25519, octets);
    case 'X448':
      return montgomeryState(x448, octets);
    default:
      return 'valid';
  }
}

/** The one spelling of the public key that nobody masks or reduces; the octets themselves for signature curves. */
export function canonicalPublic(crv: CurveName, octets: Uint8Array): Uint8Array {
  if (crv !== 'X25519' && crv !== 'X448') return octets;
  return toLittleEndian(canonicalU(crv === 'X25519' ? x25519 : x448, octets), octets.length);
}
