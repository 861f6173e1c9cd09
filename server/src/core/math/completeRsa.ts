/** The whole of an RSA private key from what is known of it, held against each other. */
import type { RsaSecret } from '../encoding/keyMaterial.ts';
import { bitsOf, inverse } from './integers.ts';
import { crtValues, factorFromExponent, isExponentPair, maxModulusBits, privateExponent } from './rsa.ts';

/** What of a private key is there; a missing number, or 0 in its place, is computed. */
export interface RsaParts {
  readonly n: bigint;
  readonly e: bigint;
  readonly d?: bigint | undefined;
  readonly p?: bigint | undefined;
  readonly q?: bigint | undefined;
  readonly dp?: bigint | undefined;
  readonly dq?: bigint | undefined;
  readonly qi?: bigint | undefined;
  readonly others?: readonly { readonly r: bigint; readonly d: bigint; readonly t: bigint }[] | undefined;
}

/** Why the public numbers are those of no RSA key; undefined when they may be. */
export function rsaFault(n: bigint, e: bigint): string | undefined {
  if (bitsOf(n) > maxModulusBits) return `the modulus has more than ${maxModulusBits} bits`;
  if (n < 15n || (n & 1n) === 0n) return 'the modulus is no product of two primes';
  return e < 3n || (e & 1n) === 0n || e >= n ? 'the public exponent is not an odd number from 3 on' : undefined;
}

/** Factoring by the exponent takes seconds beyond this size, and nobody leaves the primes of such a key out. */
const maxFactoredBits = 8192;

/** All numbers of the private key, or why they do not belong together. */
export function completeRsa({ n, e, d, p, q, dp, dq, qi, others = [] }: RsaParts): RsaSecret | string {
  const fault = rsaFault(n, e);
  if (fault !== undefined) return fault;
  // Numbers without bound would keep us busy for as long as their writer likes.
  const bounded = { d, p, q, dp, dq, qi };
  const tooLarge = Object.entries(bounded).find(([, value]) => value !== undefined && value >= n)?.[0];
  if (tooLarge !== undefined) return `${tooLarge} is not smaller than the modulus`;
  if (others.some((other) => other.r >= n || other.d >= n || other.t >= n))
    return 'a number of a further prime is not smaller than the modulus';
  const known = (value: bigint | undefined): value is bigint => value !== undefined && value !== 0n;
  let primes = known(p) && known(q) ? ([p, q] as const) : undefined;
  if (primes === undefined) {
    if (others.length > 0 || !known(d)) return 'its primes are missing';
    if (bitsOf(n) > maxFactoredBits)
      return `its primes are missing, and computing them is for moduli of at most ${maxFactoredBits} bits`;
    primes = factorFromExponent(n, e, d);
    if (primes === undefined) return 'its primes are missing, and do not follow from the private exponent';
  }
  const all = [...primes, ...others.map((other) => other.r)];
  if (all.some((prime) => prime < 3n) || !isProduct(n, all)) return 'the modulus is not the product of the primes';
  const exponent = known(d) ? d : privateExponent(e, all);
  if (exponent === undefined || !all.every((prime) => isExponentPair(e, exponent, prime)))
    return 'the private exponent does not belong to the public one';
  const crt = crtValues(e, ...primes);
  if (crt === undefined) return 'its primes do not fit each other';
  const given = [
    [dp, crt.dp],
    [dq, crt.dq],
    [qi, crt.qi],
  ] as const;
  if (given.some(([value, right]) => known(value) && value !== right))
    return 'dp, dq or qi does not follow from the rest';
  let product = primes[0] * primes[1];
  for (const other of others) {
    if (other.d !== exponent % (other.r - 1n) || other.t !== inverse(product, other.r))
      return 'the exponent or coefficient of a further prime does not follow from the rest';
    product *= other.r;
  }
  return { d: exponent, p: primes[0], q: primes[1], ...crt, others };
}

/** Whether the factors make up n; stops where they are beyond it. */
function isProduct(n: bigint, factors: readonly bigint[]): boolean {
  let product = 1n;
  for (const factor of factors) {
    product *= factor;
    if (product > n) return false;
  }
  return product === n;
}
