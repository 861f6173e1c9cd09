/** What the two rules about the public exponent share. */
import { bitLength } from '../../encoding/octets.ts';
import type { Key } from '../../key/key.ts';
import { maxModulusBits } from '../../math/rsa.ts';

/** e < 3, even, or not below n (RFC 8017 §3.1). Told from the octets: exponents of any length cost nothing. */
export function isInvalidExponent(key: Key): boolean {
  const e = key.rsa === undefined ? undefined : key.octets('e');
  if (e === undefined) return false;
  const bits = bitLength(e);
  if (bits < 2 || ((e.at(-1) ?? 0) & 1) === 0) return true;
  const modulusBits = key.bits ?? Infinity;
  if (bits !== modulusBits) return bits > modulusBits;
  return bits <= maxModulusBits && (key.integer('e') ?? 0n) >= (key.integer('n') ?? 0n);
}

/** Longer exponents are most likely another number in the wrong place, perhaps a private one: only their size is told. */
const shownBits = 64;

/** The exponent in decimal, or its size. */
export function showExponent(key: Key): string {
  const octets = key.octets('e') ?? new Uint8Array();
  const bits = bitLength(octets);
  return bits > shownBits ? `of ${bits} bits` : String(key.integer('e') ?? 0n);
}
