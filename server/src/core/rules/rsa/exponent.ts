/** What the two rules about the public exponent share. */
import { bitLength } from '../../encoding/octets.ts';
import type { Key } from '../../key/key.ts';
import { maxModulusBits } from '../../math/rsa.ts';
import { display } from '../text.ts';

/** e < 3, even, or not below n (RFC 8017 §3.1). */
export function isInvalidExponent(key: Key): boolean {
  const e = key.rsa === undefined ? undefined : key.integer('e');
  if (e === undefined) return false;
  const n = key.integer('n');
  return e < 3n || (e & 1n) === 0n || (n !== undefined && e >= n);
}

/** The exponent in decimal, or its size where the digits would take long to compute. */
export function showExponent(key: Key): string {
  const octets = key.octets('e') ?? new Uint8Array();
  const bits = bitLength(octets);
  return bits > maxModulusBits ? `of ${bits} bits` : display(String(key.integer('e') ?? 0n));
}
