/**
 * The Jacobi symbol in plain numbers. It is asked of every Ed25519 and Ed448 key, and with long integers it would be the
 * dearest check there is.
 *
 * Bernstein and Yang's division steps in the variant that keeps both numbers positive, as in libsecp256k1 (Wuille):
 * 24 steps are worked out from the lowest bits alone, then applied to the whole numbers at once.
 */
import { jacobi } from './integers.ts';

/** Bits of a limb, and steps of a batch: products of two stay below 2^53. */
const limbBits = 24;
const limbSize = 2 ** limbBits;
const shrink = 2 ** -limbBits;

/** −1/f modulo 256 for odd f, by (f >> 1) & 127. */
const negativeInverses = Uint8Array.from({ length: 128 }, (_, i) => {
  const f = 2 * i + 1;
  let inverse = f;
  for (let k = 0; k < 3; k++) inverse = (inverse * (2 - f * inverse)) & 255;
  return -inverse & 255;
});

/** Batches after which the few numbers that have not come to an end are left to the long integers. */
const maxBatches = 60;

/** Limbs of the largest number that is worked on here, with one to spare. */
const maxLimbs = 24;
const f = new Float64Array(maxLimbs);
const g = new Float64Array(maxLimbs);

/**
 * Whether a is a square modulo the odd prime p: 1 for yes, −1 for no, 0 for a multiple of p.
 * @param a in [0, p)
 * @param p of at most 512 bits
 */
export function legendre(a: bigint, p: bigint): -1 | 0 | 1 {
  if (a === 0n) return 0;
  return divisionSteps(Math.max(spread(p, f), spread(a, g))) ?? jacobi(a, p);
}

const word = new BigUint64Array(1);
const octets = new Uint8Array(word.buffer);
/** Typed arrays of 64 bits are in the machine's order of octets. */
const littleEndian = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

/** Writes the number into the limbs, and returns how many it takes. */
function spread(value: bigint, limbs: Float64Array): number {
  limbs.fill(0);
  let used = 0;
  let limb = 0;
  let bits = 0;
  for (let rest = value; rest > 0n; rest >>= 64n) {
    word[0] = rest;
    for (let i = 0; i < 8; i++) {
      limb |= (octets[littleEndian ? i : 7 - i] as number) << bits;
      bits += 8;
      if (bits < limbBits) continue;
      limbs[used++] = limb;
      limb = 0;
      bits = 0;
    }
  }
  if (limb !== 0) limbs[used++] = limb;
  return used;
}

/**
 * The symbol of g over f, which are used up. Undefined when it takes too long, as it does for hardly any number.
 * @param used limbs in use
 */
function divisionSteps(used: number): -1 | 1 | undefined {
  let eta = -1;
  let sign = 0;
  for (let batch = 0; batch < maxBatches; batch++) {
    let u = 1;
    let v = 0;
    let q = 0;
    let r = 1;
    let low = (f[0] as number) | ((f[1] as number) << limbBits);
    let other = (g[0] as number) | ((g[1] as number) << limbBits);
    let left = limbBits;
    for (;;) {
      const stop = other | (-1 << left);
      const zeros = 31 - Math.clz32(stop & -stop);
      other >>>= zeros;
      u <<= zeros;
      v <<= zeros;
      eta -= zeros;
      left -= zeros;
      // Halving changes the sign when f is 3 or 5 modulo 8.
      sign ^= zeros & ((low >> 1) ^ (low >> 2));
      if (left === 0) break;
      if (eta < 0) {
        eta = -eta;
        // Quadratic reciprocity: so does changing places when both are 3 modulo 4.
        sign ^= (low & other) >> 1;
        let swapped = low;
        low = other;
        other = swapped;
        swapped = u;
        u = q;
        q = swapped;
        swapped = v;
        v = r;
        r = swapped;
      }
      const limit = eta + 1 > left ? left : eta + 1;
      const mask = limit >= 8 ? 255 : (1 << limit) - 1;
      const multiple = Math.imul(other, negativeInverses[(low >> 1) & 127] as number) & mask;
      other = (other + Math.imul(low, multiple)) | 0;
      q += Math.imul(u, multiple);
      r += Math.imul(v, multiple);
    }
    apply(used, u, v, q, r);
    while (used > 1 && f[used - 1] === 0 && g[used - 1] === 0) used--;
    if (f[0] !== 1) continue;
    let zero = 1;
    while (zero < used && f[zero] === 0) zero++;
    if (zero === used) return (sign & 1) === 0 ? 1 : -1;
  }
  return undefined;
}

/** (f, g) becomes (uf + vg, qf + rg) / 2^24, which divides without remainder. */
function apply(used: number, u: number, v: number, q: number, r: number): void {
  let carryF = 0;
  let carryG = 0;
  for (let i = 0; i < used; i++) {
    const fi = f[i] as number;
    const gi = g[i] as number;
    carryF += u * fi + v * gi;
    carryG += q * fi + r * gi;
    const nextF = Math.floor(carryF * shrink);
    const nextG = Math.floor(carryG * shrink);
    if (i > 0) {
      f[i - 1] = carryF - nextF * limbSize;
      g[i - 1] = carryG - nextG * limbSize;
    }
    carryF = nextF;
    carryG = nextG;
  }
  f[used - 1] = carryF;
  g[used - 1] = carryG;
}
