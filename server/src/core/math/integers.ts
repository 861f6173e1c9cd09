/** Integer arithmetic the key checks share. Pure BigInt; not constant-time, and never used to make or apply a key. */

/** Leading bits that Lehmer's method works on: as many as a number holds exactly, less one. */
const leadingBits = 52;
/** Its coefficients stay below this, so that they too are exact. */
const coefficientLimit = 2 ** 26;

/**
 * Greatest common divisor of non-negative integers. Lehmer's method: some twenty steps of Euclid's are done on the
 * leading bits in plain numbers, and applied to the long integers at once, which makes it three times as fast.
 */
export function gcd(a: bigint, b: bigint): bigint {
  if (a < b) [a, b] = [b, a];
  let shift = bitsOf(a) - leadingBits;
  while (shift > 0 && b !== 0n) {
    const x = Number(a >> BigInt(shift));
    // The integers have become shorter: look at bits further down.
    if (x < coefficientLimit) {
      shift -= 24;
      continue;
    }
    const [xa, xb, ya, yb] = lehmerSteps(x, Number(b >> BigInt(shift)));
    // The leading bits do not even tell the first quotient: divide in full.
    if (xb === 0) [a, b] = [b, a % b];
    else [a, b] = [BigInt(xa) * a + BigInt(xb) * b, BigInt(ya) * a + BigInt(yb) * b];
  }
  while (b !== 0n) [a, b] = [b, a % b];
  return a;
}

/** Steps of Euclid's algorithm that are the same whatever bits follow those of x ≥ y (Knuth, TAOCP 2, 4.5.2 L). */
function lehmerSteps(x: number, y: number): readonly [number, number, number, number] {
  let [xa, xb, ya, yb] = [1, 0, 0, 1];
  while (y + ya > 0 && y + yb > 0) {
    const quotient = floorDivide(x + xa, y + ya);
    if (quotient !== floorDivide(x + xb, y + yb)) break;
    const nextA = xa - quotient * ya;
    const nextB = xb - quotient * yb;
    if (Math.abs(nextA) > coefficientLimit || Math.abs(nextB) > coefficientLimit) break;
    [xa, xb, ya, yb] = [ya, yb, nextA, nextB];
    [x, y] = [y, x - quotient * y];
  }
  return [xa, xb, ya, yb];
}

/** ⌊x / y⌋ exactly: a quotient just below an integer may be rounded up to it. */
function floorDivide(x: number, y: number): number {
  const quotient = Math.floor(x / y);
  return quotient * y > x ? quotient - 1 : quotient;
}

/** The remainder in [0, m), whatever the sign of `a`. */
export function mod(a: bigint, m: bigint): bigint {
  const r = a % m;
  return r < 0n ? r + m : r;
}

/** The inverse of `a` modulo `m` > 1; undefined when the two have a common factor. */
export function inverse(a: bigint, m: bigint): bigint | undefined {
  let [r, next] = [m, mod(a, m)];
  let [t, nextT] = [0n, 1n];
  while (next !== 0n) {
    const quotient = r / next;
    [r, next] = [next, r - quotient * next];
    [t, nextT] = [nextT, t - quotient * nextT];
  }
  return r === 1n ? mod(t, m) : undefined;
}

/** base ** exponent modulo m, for exponents ≥ 0. */
export function power(base: bigint, exponent: bigint, m: bigint): bigint {
  return finish(powerSteps(base, exponent, m));
}

/** Runs a computation in steps to its end. */
export function finish<T>(steps: Generator<undefined, T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** Bits of an exponent after which {@link powerSteps} pauses: a fraction of a millisecond for everyday moduli. */
const stepBits = 64;

/** As {@link power}, with a pause now and then. */
export function* powerSteps(base: bigint, exponent: bigint, m: bigint): Generator<undefined, bigint> {
  let result = 1n % m;
  const b = mod(base, m);
  if (exponent === 0n) return result;
  let left = stepBits;
  for (const bit of exponent.toString(2)) {
    result = (result * result) % m;
    if (bit === '1') result = (result * b) % m;
    if (left-- > 0) continue;
    left = stepBits;
    yield;
  }
  return result;
}

/** Miller–Rabin with these never takes a prime for composite, and a composite below 2^81 never for prime. */
const witnesses = [2n, 3n, 5n, 7n, 11n, 13n, 17n, 19n, 23n, 29n, 31n, 37n, 41n];

/** Beyond 128 bits so many do: chance takes a composite of that size for a prime never. */
const witnessesOfLarge = witnesses.slice(0, 5);

/** Whether n is prime, by Miller–Rabin to the first primes. */
export function* isPrimeSteps(n: bigint): Generator<undefined, boolean> {
  if (n < 2n) return false;
  for (const p of witnesses) if (n % p === 0n) return n === p;
  let odd = n - 1n;
  let halvings = 0;
  for (; (odd & 1n) === 0n; odd >>= 1n) halvings++;
  for (const witness of n >> 128n === 0n ? witnesses : witnessesOfLarge) {
    let x = yield* powerSteps(witness, odd, n);
    let passes = x === 1n || x === n - 1n;
    for (let i = 1; i < halvings && !passes; i++) {
      x = (x * x) % n;
      passes = x === n - 1n;
    }
    if (!passes) return false;
  }
  return true;
}

/** Bits of a non-negative integer; 0 for zero. */
export function bitsOf(n: bigint): number {
  if (n === 0n) return 0;
  const hex = n.toString(16);
  return (hex.length - 1) * 4 + (32 - Math.clz32(Number.parseInt(hex.charAt(0), 16)));
}

/**
 * The integer square root (rounded down), by Newton's method with the precision doubling at each step, so that it costs
 * little more than its last division.
 * @param bits bit length of `n`
 */
export function squareRoot(n: bigint, bits = bitsOf(n)): bigint {
  if (n < 2n) return n;
  const half = (bits - 1) >> 1;
  let root = 1n;
  let known = 0;
  for (let s = 31 - Math.clz32(half); s >= 0; s--) {
    const before = known;
    known = half >> s;
    root = (root << BigInt(known - before - 1)) + (n >> BigInt(2 * half - before - known + 1)) / root;
  }
  return root * root > n ? root - 1n : root;
}

/**
 * The Jacobi symbol (a/n) for odd n > 0: 1 or -1, or 0 when the two have a common factor. For a prime n it tells
 * whether a is a square.
 */
export function jacobi(a: bigint, n: bigint): -1 | 0 | 1 {
  let sign: -1 | 1 = 1;
  let top = mod(a, n);
  let bottom = n;
  while (top !== 0n) {
    const low = Number(BigInt.asUintN(32, top));
    const bottomLow = Number(BigInt.asUintN(3, bottom));
    if ((low & 1) === 0) {
      const zeros = low === 0 ? 32 : 31 - Math.clz32(low & -low);
      // (2/n) is -1 for n ≡ 3, 5 (mod 8).
      if ((zeros & 1) === 1 && (bottomLow === 3 || bottomLow === 5)) sign = sign === 1 ? -1 : 1;
      top >>= BigInt(zeros);
      continue;
    }
    // Quadratic reciprocity: the sign turns when both are 3 (mod 4).
    if ((low & bottomLow & 3) === 3) sign = sign === 1 ? -1 : 1;
    [top, bottom] = [bottom % top, top];
  }
  return bottom === 1n ? sign : 0;
}
