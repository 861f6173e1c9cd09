/**
 * Facts about RSA numbers that need no primality test: known weak forms of a modulus (rules.md §6.1), and what follows
 * from knowing some of a key's numbers. The bounds on size are the caller's.
 */
import { bitsOf, gcd, inverse, power, powerSteps, squareRoot } from './integers.ts';

/** Beyond this size nothing number-theoretic is computed (rules.md §3.7); OpenSSL stops there too. */
export const maxModulusBits = 16384;

/** Primes below this bound are tried one by one; larger small factors need a gcd, which costs a hundred times as much. */
const trialBound = 256;

interface Chunk {
  /** Product of the primes, below 2^31 so that remainders are the machine's own integers. */
  readonly product: bigint;
  readonly primes: readonly number[];
}

function primesBelow(bound: number): number[] {
  const composite = new Uint8Array(bound);
  const primes: number[] = [];
  for (let n = 2; n < bound; n++) {
    if (composite[n] === 1) continue;
    primes.push(n);
    for (let multiple = n * n; multiple < bound; multiple += n) composite[multiple] = 1;
  }
  return primes;
}

function chunksOf(primes: readonly number[]): Chunk[] {
  const chunks: Chunk[] = [];
  let product = 1;
  let members: number[] = [];
  for (const p of [...primes, Infinity]) {
    if (product * p >= 2 ** 31) {
      chunks.push({ product: BigInt(product), primes: members });
      product = 1;
      members = [];
    }
    product *= p;
    members.push(p);
  }
  return chunks;
}

interface Trial {
  readonly product: bigint;
  readonly chunks: readonly Chunk[];
}
let keptTrial: Trial | undefined;

function trial(): Trial {
  const primes = primesBelow(trialBound);
  return { product: productOf(primes).product, chunks: chunksOf(primes) };
}

/** The smallest prime below 256 that divides n > 0 (n itself included), or undefined. */
export function smallFactor(n: bigint): number | undefined {
  const { product, chunks } = (keptTrial ??= trial());
  // One division of the long integer; all others are short.
  const short = n % product;
  for (const chunk of chunks) {
    const rest = Number(short % chunk.product);
    for (const p of chunk.primes) if (rest % p === 0) return p;
  }
  return undefined;
}

/** Small factors are looked for below this bound (rules.md §6.1). */
const mediumBound = 65_538;
let keptMedium: { readonly primes: readonly number[]; readonly product: bigint } | undefined;

/** The smallest prime from 256 to 65,537 that divides n (n itself included); undefined when there is none. */
export function mediumFactor(n: bigint): number | undefined {
  keptMedium ??= productOf(primesBelow(mediumBound).filter((p) => p > trialBound));
  const { primes, product } = keptMedium;
  if (gcd(n, product % n) === 1n) return undefined;
  return primes.find((p) => n % BigInt(p) === 0n);
}

function productOf(primes: readonly number[]): { primes: readonly number[]; product: bigint } {
  // By halves: multiplying them up one by one costs the square of their number.
  const multiply = (from: number, to: number): bigint =>
    to - from === 1
      ? BigInt(primes[from] as number)
      : multiply(from, (from + to) >> 1) * multiply((from + to) >> 1, to);
  return { primes, product: multiply(0, primes.length) };
}

/** Whether raising to d undoes raising to e modulo the odd number n, tried on 2. */
export function* invertsExponent(n: bigint, e: bigint, d: bigint): Generator<undefined, boolean> {
  const encrypted = yield* powerSteps(2n, e, n);
  return (yield* powerSteps(encrypted, d, n)) === 2n % n;
}

/** Which remainders of a modulus are squares: 1 for yes. */
function squaresModulo(m: number): Uint8Array {
  const table = new Uint8Array(m);
  for (let i = 0; i < m; i++) table[(i * i) % m] = 1;
  return table;
}

// A number that is no square is one modulo all of these in one case of two thousand. 64 is asked first and apart: it
// needs no division.
const squares64 = squaresModulo(64);
const sieveModuli = [63, 65, 11, 17, 19, 23, 31];
const sieveSquares = sieveModuli.map(squaresModulo);
const sieveProduct = BigInt(sieveModuli.reduce((product, m) => product * m, 1));

/** Steps of Fermat's method that are tried. */
const fermatSteps = 100;

/**
 * Whether Fermat's method factors n within 100 steps: n is a square, or a² − n is one for an a soon after √n
 * (CVE-2022-26320; FIPS 186-5 A.1.3 wants primes much further apart).
 * Candidates are sieved by their remainders in plain numbers, so the whole costs about one square root.
 * @param bits bit length of n
 */
export function hasClosePrimes(n: bigint, bits = bitsOf(n)): boolean {
  const root = squareRoot(n, bits);
  if (root * root === n) return true;
  const root64 = Number(BigInt.asUintN(6, root));
  const n64 = Number(BigInt.asUintN(6, n));
  const rootRest = Number(root % sieveProduct);
  const nRest = Number(n % sieveProduct);
  for (let i = 1; i <= fermatSteps; i++) {
    const a64 = root64 + i;
    if (squares64[(a64 * a64 - n64) & 63] !== 1 || !isSquareInSieve(rootRest + i, nRest)) continue;
    const a = root + BigInt(i);
    const square = a * a - n;
    const b = squareRoot(square);
    if (b * b === square) return true;
  }
  return false;
}

/** Whether a² − n is a square modulo each of the sieve's moduli. */
function isSquareInSieve(a: number, n: number): boolean {
  for (let k = 0; k < sieveModuli.length; k++) {
    const m = sieveModuli[k] as number;
    const rest = a % m;
    if ((sieveSquares[k] as Uint8Array)[(rest * rest + m - (n % m)) % m] !== 1) return false;
  }
  return true;
}

/** Product of the first 39 primes, and the order of 65537 modulo it, with its prime powers (Nemec et al., CCS 2017). */
const rocaModulus = 0x924cba6ae99dfa084537facc54948df0c23da044d8cabe0edd75bc6n;
const rocaOrder = 2454106387091158800n;
const rocaPrimePowers = [16n, 81n, 25n, 7n, 11n, 13n, 17n, 23n, 29n, 37n, 41n, 53n, 83n];
const rocaGenerator = 65537n;

/** Primes modulo which 65537 generates few of the remainders: most moduli are out after one or two of them. */
const rocaSievePrimes = [11, 17, 13, 37, 19, 61, 73, 79];
const rocaSieveProduct = BigInt(rocaSievePrimes.reduce((a, b) => a * b, 1));
let keptRocaSieve: readonly { p: number; generated: Uint8Array }[] | undefined;

function rocaSieve(): readonly { p: number; generated: Uint8Array }[] {
  return (keptRocaSieve ??= rocaSievePrimes.map((p) => {
    const generated = new Uint8Array(p);
    for (let x = 1; generated[x] !== 1; x = (x * 65537) % p) generated[x] = 1;
    return { p, generated };
  }));
}

/** Whether n is a power of 65537 modulo the product of the first 39 primes: the mark of CVE-2017-15361. */
export function hasRocaFingerprint(n: bigint): boolean {
  const rest = Number(n % rocaSieveProduct);
  for (const { p, generated } of rocaSieve()) if (generated[rest % p] !== 1) return false;
  const x = n % rocaModulus;
  // Pohlig–Hellman: a discrete logarithm exists when it does modulo each prime power of the order.
  return power(x, rocaOrder, rocaModulus) === 1n && rocaPrimePowers.every((r) => isGenerated(x, r));
}

function isGenerated(x: bigint, primePower: bigint): boolean {
  const cofactor = rocaOrder / primePower;
  const target = power(x, cofactor, rocaModulus);
  const step = power(rocaGenerator, cofactor, rocaModulus);
  let reached = 1n;
  for (let i = 0n; i < primePower; i++) {
    if (reached === target) return true;
    reached = (reached * step) % rocaModulus;
  }
  return false;
}

/**
 * For each modulus the index of an earlier one that shares a factor with it, by one gcd a modulus with the product of
 * all before it; undefined where there is none. Equal moduli do not count.
 */
export function sharedFactors(moduli: readonly bigint[]): (number | undefined)[] {
  let seen = 1n;
  return moduli.map((n, i) => {
    const before = moduli.slice(0, i);
    const isAgain = before.includes(n);
    // Of a modulus that is there again the earlier ones are those between as well.
    const others = isAgain ? seen / n : seen;
    if (!isAgain) seen *= n;
    return gcd(n, others % n) === 1n ? undefined : before.findIndex((other) => other !== n && gcd(n, other) !== 1n);
  });
}

/** The numbers of a private key that follow from its primes. */
export interface CrtValues {
  readonly dp: bigint;
  readonly dq: bigint;
  readonly qi: bigint;
}

/** dp, dq and qi (RFC 8017 §3.2); undefined when e or q has no inverse. */
export function crtValues(e: bigint, p: bigint, q: bigint): CrtValues | undefined {
  if (p < 3n || q < 3n) return undefined;
  const dp = inverse(e, p - 1n);
  const dq = inverse(e, q - 1n);
  const qi = inverse(q, p);
  return dp === undefined || dq === undefined || qi === undefined ? undefined : { dp, dq, qi };
}

/** d = e⁻¹ modulo λ(n), the least common multiple of the primes less one (RFC 8017 §3.2); undefined when e has none. */
export function privateExponent(e: bigint, primes: readonly bigint[]): bigint | undefined {
  if (primes.some((p) => p < 3n)) return undefined;
  return inverse(
    e,
    primes.reduce((lambda, p) => (lambda / gcd(lambda, p - 1n)) * (p - 1n), 1n),
  );
}

/** Whether e·d ≡ 1 modulo prime − 1. Holds for each prime exactly when it holds modulo λ(n), without computing λ(n). */
export function isExponentPair(e: bigint, d: bigint, prime: bigint): boolean {
  return prime > 1n && (e * d - 1n) % (prime - 1n) === 0n;
}

/** Few rounds fail: each finds the factors in at least one case of two. */
const witnesses = [2n, 3n, 5n, 7n, 11n, 13n, 17n, 19n, 23n, 29n, 31n, 37n];

/**
 * The two primes of n, larger first, from its exponents (Miller; NIST SP 800-56B Appendix C); undefined when d is not
 * the private exponent, or n has more than two primes.
 */
export function factorFromExponent(n: bigint, e: bigint, d: bigint): readonly [p: bigint, q: bigint] | undefined {
  const product = e * d - 1n;
  if (product <= 0n || (product & 1n) === 1n || n < 6n) return undefined;
  let odd = product;
  while ((odd & 1n) === 0n) odd >>= 1n;
  for (const witness of witnesses) {
    const factor = factorByRoot(n, power(witness, odd, n), product / odd);
    // A power of the private exponent is 1 for all that have no factor in common with n: no other witness does better.
    if (factor === 'none' && n % witness !== 0n) return undefined;
    if (typeof factor === 'string') continue;
    const [p, q] = factor > n / factor ? [factor, n / factor] : [n / factor, factor];
    return p * q === n && isLikelyPrime(p) && isLikelyPrime(q) ? [p, q] : undefined;
  }
  return undefined;
}

/**
 * A factor by a root of 1 other than ±1 among x, x², x⁴ …, of which the last has the given exponent; `trivial` when
 * ±1 are all there are, `none` when no power is 1.
 */
function factorByRoot(n: bigint, x: bigint, exponent: bigint): bigint | 'trivial' | 'none' {
  let root = x;
  for (; exponent > 0n; exponent >>= 1n) {
    if (root === 1n || root === n - 1n) return 'trivial';
    const next = (root * root) % n;
    if (next === 1n) return gcd(root - 1n, n);
    root = next;
  }
  return 'none';
}

/** Fermat's test to base 2: tells a prime from what factoring a modulus of three primes would leave. */
function isLikelyPrime(p: bigint): boolean {
  return p > 2n && power(2n, p - 1n, p) === 1n;
}
