/**
 * 2048-bit RSA moduli of which no two share a prime, for that is a finding. Each is the product of 51 primes of 41 bits:
 * two primes of 1024 bits for each would take minutes, and only factoring tells the difference.
 */
const primesEach = 51;
/** The 51st root of 2^2047.5: the product has 2048 bits, whichever primes just above it are taken. */
const first = Math.floor(2 ** (2047.5 / primesEach));
const spanEach = 1_600;

let primes: readonly number[] = [];

/** Modulus number `i`, base64url. */
export function modulus(i: number): string {
  const end = (i + 1) * primesEach;
  // Twice as many as asked for: a sieve is made only a few times.
  if (primes.length < end) primes = sieve(Math.max(400, 2 * (i + 1)) * spanEach);
  const n = primes.slice(end - primesEach, end).reduce((product, p) => product * BigInt(p), 1n);
  return Buffer.from(n.toString(16), 'hex').toString('base64url');
}

/** The primes among so many numbers from `first` on. */
function sieve(span: number): number[] {
  const composite = new Uint8Array(span);
  for (const p of smallPrimes(Math.ceil(Math.sqrt(first + span)))) {
    for (let i = (p - (first % p)) % p; i < span; i += p) composite[i] = 1;
  }
  const found: number[] = [];
  for (let i = 0; i < span; i++) if (composite[i] === 0) found.push(first + i);
  return found;
}

function smallPrimes(limit: number): number[] {
  const composite = new Uint8Array(limit + 1);
  const found: number[] = [];
  for (let p = 2; p <= limit; p++) {
    if (composite[p] !== 0) continue;
    found.push(p);
    for (let i = p * p; i <= limit; i += p) composite[i] = 1;
  }
  return found;
}
