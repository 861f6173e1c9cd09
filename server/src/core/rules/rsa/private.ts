/** What the rules about RSA private keys share: which members there are, and members computed from others. */
import { addMembers } from '../places.ts';
import { encodeBase64url } from '../../encoding/base64url.ts';
import { fromInteger } from '../../encoding/octets.ts';
import type { Key } from '../../key/key.ts';
import { crtMembers, type RsaInteger } from '../../key/rsa.ts';
import { crtValues, privateExponent } from '../../math/rsa.ts';
import type { Fix } from '../rule.ts';
import { list } from '../../text.ts';

/** Those of p, q, dp, dq and qi that the key has, sound or not. */
export function presentCrt(key: Key): readonly RsaInteger[] {
  return crtMembers.filter((name) => key.has(name));
}

/** Base64urlUInt text of an integer (RFC 7518 §2). */
export function uintText(n: bigint): string {
  return encodeBase64url(fromInteger(n));
}

/** The members as they follow from e and the primes; undefined where e does not fit the primes. */
export function computedMembers(
  e: bigint,
  primes: readonly bigint[],
): Readonly<Record<'d' | (typeof crtMembers)[number], bigint>> | undefined {
  const [p, q] = primes;
  if (p === undefined || q === undefined) return undefined;
  const crt = crtValues(e, p, q);
  const d = privateExponent(e, primes);
  return crt === undefined || d === undefined ? undefined : { d, p, q, ...crt };
}

/** Inserts computed members; none when they cannot be computed. */
export function insertionFix(
  key: Key,
  names: readonly ('d' | (typeof crtMembers)[number])[],
  primes: readonly bigint[] | undefined,
): Fix[] {
  const e = key.rsa?.number('e');
  const computed = e === undefined || primes === undefined ? undefined : computedMembers(e, primes);
  if (computed === undefined) return [];
  const added = names.map((name) => [name, uintText(computed[name])] as const);
  return [{ title: `Compute and insert ${list(names)}`, edits: [addMembers(key, added)] }];
}
