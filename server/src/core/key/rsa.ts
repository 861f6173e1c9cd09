/** What is known of one RSA key's numbers. Several rules read it, so that what one fact hides is decided here once. */
import type { JsonNode, JsonString } from '../document/json.ts';
import { value } from '../document/tree.ts';
import { bitLength, toInteger } from '../encoding/octets.ts';
import { isPrimeSteps } from '../math/integers.ts';
import {
  hasClosePrimes,
  hasRocaFingerprint,
  invertsExponent,
  isExponentPair,
  maxModulusBits,
  mediumFactor,
  smallFactor,
} from '../math/rsa.ts';
import { elements } from './elements.ts';
import { readEncoded } from './encoded.ts';
import { atOnce, type Question } from './questions.ts';
import type { Key } from './key.ts';

export const rsaPublicIntegers = ['n', 'e'] as const;
/** The two-prime members besides `d`: all or none of them are there (RFC 7518 §6.3.2). */
export const crtMembers = ['p', 'q', 'dp', 'dq', 'qi'] as const;
export type RsaInteger = 'n' | 'e' | 'd' | (typeof crtMembers)[number];
export const rsaIntegers: readonly RsaInteger[] = [...rsaPublicIntegers, 'd', ...crtMembers];

/** An element of `oth`: the third and later primes (RFC 7518 §6.3.2.7). */
export interface OtherPrime {
  readonly node: JsonNode;
  /** It is an object with strings r, d and t. */
  readonly wellFormed: boolean;
  /** Undefined when one of the values cannot be decoded. */
  readonly values: { readonly r: bigint; readonly d: bigint; readonly t: bigint } | undefined;
}

/** Why the factors cannot be those of the modulus; `at` is the one at fault. */
export interface FactorFault {
  readonly at: 'p' | 'q';
  readonly kind: 'product' | 'equal' | 'not-prime';
}

/** Primes of a multi-prime key beyond which its factors are not examined. */
const maxPrimes = 16;

/** What is wrong with a modulus, as far as is known: a small factor, or that it is prime. */
type ModulusFault = number | 'tiny' | 'prime';

export class RsaKey {
  private readonly key: Key;
  private kept: Map<string, unknown> | undefined = undefined;
  private keptModulus: bigint | undefined | null = null;
  private keptFault: ModulusFault | undefined = undefined;
  // What is asked of every key has a place of its own.
  private keptSmallFactor: number | undefined | null = null;
  private keptMediumFactor: Question<number> | undefined = undefined;
  private keptPrime: Question<boolean> | undefined = undefined;
  private keptClosePrimes: boolean | undefined = undefined;
  private keptRoca: boolean | undefined = undefined;
  /** When the fault was found out; see {@link Answers.round}. */
  private faultRound: number | undefined = undefined;

  constructor(key: Key) {
    this.key = key;
  }

  private once<T>(name: string, compute: () => T): T {
    const kept = (this.kept ??= new Map<string, unknown>());
    if (!kept.has(name)) kept.set(name, compute());
    return kept.get(name) as T;
  }

  /** Bit length of n. */
  get bits(): number | undefined {
    return this.key.bits;
  }

  /** An integer small enough to calculate with. */
  number(name: RsaInteger): bigint | undefined {
    const octets = this.key.octets(name);
    return octets === undefined || octets.length > maxModulusBits / 8 + 1 ? undefined : this.key.integer(name);
  }

  /** n, when its size allows calculating with it. */
  get modulus(): bigint | undefined {
    if (this.keptModulus === null) {
      this.keptModulus = (this.bits ?? Infinity) > maxModulusBits ? undefined : this.number('n');
    }
    return this.keptModulus;
  }

  /** Why n is no product of two large primes. Several rules want to know, and one search and two questions are in it. */
  private get fault(): ModulusFault | undefined {
    const round = this.key.answers?.round;
    if (round === undefined || round !== this.faultRound) {
      this.keptFault = this.findFault();
      // Asking may have been the first time.
      this.faultRound = this.key.answers?.round;
    }
    return this.keptFault;
  }

  private findFault(): ModulusFault | undefined {
    const n = this.modulus;
    if (n === undefined) return undefined;
    if (n < 6n) return 'tiny';
    if (this.keptSmallFactor === null) this.keptSmallFactor = smallFactor(n);
    if (this.keptSmallFactor !== undefined) return this.keptSmallFactor;
    // Those above 256 take time to find.
    const medium = this.key.ask((this.keptMediumFactor ??= mediumFactorOf(n)));
    if (medium !== undefined && medium !== 0) return medium;
    return this.key.ask((this.keptPrime ??= isPrime(n))) === true ? 'prime' : undefined;
  }

  /** n is below 6, the product of the smallest two primes. */
  get tiny(): boolean {
    return this.fault === 'tiny';
  }

  /** The smallest prime factor of n, when it is below 65,537; those above 256 take time to find. */
  get smallFactor(): number | undefined {
    const { fault } = this;
    return typeof fault === 'number' ? fault : undefined;
  }

  /** n itself is prime. Takes time to find out, and is asked only of an n that has no small factor. */
  get modulusPrime(): boolean {
    return this.fault === 'prime';
  }

  /** n is no product of two large primes, as far as is known; hides what else could be said about n. */
  get modulusInvalid(): boolean {
    return this.fault !== undefined;
  }

  get closePrimes(): boolean {
    const n = this.modulus;
    if (n === undefined || this.modulusInvalid) return false;
    return (this.keptClosePrimes ??= hasClosePrimes(n, this.bits));
  }

  get roca(): boolean {
    const n = this.modulus;
    return n !== undefined && !this.modulusInvalid && (this.keptRoca ??= hasRocaFingerprint(n));
  }

  /** The elements of `oth`; undefined without a sound member of that name. */
  get others(): readonly OtherPrime[] | undefined {
    return this.once('others', () => {
      const oth = this.key.value('oth');
      return oth?.type === 'array' ? elements(oth).map(readOther) : undefined;
    });
  }

  /** p·q = n: what `oth` says does not count. */
  get isTwoPrime(): boolean {
    return this.once('isTwoPrime', () => {
      const [n, p, q] = [this.modulus, this.number('p'), this.number('q')];
      return n !== undefined && p !== undefined && q !== undefined && p * q === n;
    });
  }

  /** All primes there are, when every one can be decoded: p, q, and those of `oth` unless p·q is n already. */
  get primes(): readonly bigint[] | undefined {
    return this.once('primes', () => this.findPrimes());
  }

  private findPrimes(): readonly bigint[] | undefined {
    const [p, q] = [this.number('p'), this.number('q')];
    if (p === undefined || q === undefined) return undefined;
    if (this.isTwoPrime) return [p, q];
    const others = (this.others ?? []).map((other) => other.values?.r);
    return others.includes(undefined) ? undefined : [p, q, ...(others as bigint[])];
  }

  /** What is wrong with the factors; hides checks of the values that depend on them. */
  get factorFault(): FactorFault | undefined {
    return this.once('factorFault', () => this.findFactorFault()) ?? this.findComposite();
  }

  private findFactorFault(): FactorFault | undefined {
    const n = this.modulus;
    const { primes } = this;
    const [p, q] = primes ?? [];
    if (n === undefined || primes === undefined || p === undefined || q === undefined) return undefined;
    // More primes than any key has would take long to multiply, and say nothing.
    if (primes.length > maxPrimes) return undefined;
    if (primes.reduce((a, b) => a * b, 1n) !== n) {
      const onlyQ = p > 0n && n % p === 0n && !(q > 0n && n % q === 0n);
      return { at: onlyQ ? 'q' : 'p', kind: 'product' };
    }
    if (p === q) return { at: 'p', kind: 'equal' };
    if (isPlainlyComposite(p, this.smallFactor)) return { at: 'p', kind: 'not-prime' };
    return isPlainlyComposite(q, this.smallFactor) ? { at: 'q', kind: 'not-prime' } : undefined;
  }

  /** A factor that is not prime after all. Takes time to find out; asked only of factors that are otherwise sound. */
  private findComposite(): FactorFault | undefined {
    const { primes } = this;
    const [p, q] = primes ?? [];
    if (this.modulus === undefined || p === undefined || q === undefined || (primes ?? []).length > maxPrimes)
      return undefined;
    if (this.key.ask(isPrime(p)) === false) return { at: 'p', kind: 'not-prime' };
    return this.key.ask(isPrime(q)) === false ? { at: 'q', kind: 'not-prime' } : undefined;
  }

  /** The primes, once they are known to be the modulus' own. */
  get soundPrimes(): readonly bigint[] | undefined {
    return this.modulus === undefined || this.factorFault !== undefined ? undefined : this.primes;
  }

  /** Whether d belongs to e and the modulus; undefined when that cannot be told, or not yet. */
  get privateExponentFits(): boolean | undefined {
    const [e, d, n] = [this.number('e'), this.number('d'), this.modulus];
    if (e === undefined || d === undefined || n === undefined) return undefined;
    const primes = this.soundPrimes;
    if (primes !== undefined) {
      return this.once('privateExponentFits', () => primes.every((prime) => isExponentPair(e, d, prime)));
    }
    // With a fault in the factors nothing that depends on them is judged (rules.md §3.3, 7).
    if (this.factorFault !== undefined || this.modulusInvalid || n % 2n === 0n) return undefined;
    return this.key.ask(exponentFits(n, e, d));
  }
}

function isPrime(n: bigint): Question<boolean> {
  return { kind: 'prime', inputs: [n], answer: () => isPrimeSteps(n), prime: n };
}

/** 0 for none. */
function mediumFactorOf(n: bigint): Question<number> {
  return { kind: 'medium-factor', inputs: [n], answer: () => atOnce(() => mediumFactor(n) ?? 0) };
}

function exponentFits(n: bigint, e: bigint, d: bigint): Question<boolean> {
  return { kind: 'exponent', inputs: [n, e, d], answer: () => invertsExponent(n, e, d) };
}

/** The quick ways to be no prime: being 0 or 1, or having the small factor its modulus has. */
function isPlainlyComposite(p: bigint, factor: number | undefined): boolean {
  return p < 2n || (factor !== undefined && p !== BigInt(factor) && p % BigInt(factor) === 0n);
}

function readOther(node: JsonNode): OtherPrime {
  const parts = node.type === 'object' ? ['r', 'd', 't'].map((name) => value(node, name)) : [];
  const strings = parts.filter((part): part is JsonString => part?.type === 'string');
  if (strings.length < 3) return { node, wellFormed: false, values: undefined };
  const [r, d, t] = strings.map((part, i) => integerOf(['r', 'd', 't'][i] as string, part));
  const values = r === undefined || d === undefined || t === undefined ? undefined : { r, d, t };
  return { node, wellFormed: true, values };
}

function integerOf(name: string, node: JsonString): bigint | undefined {
  const { octets } = readEncoded(name, node, { kty: 'RSA', curveOctets: undefined });
  return octets === undefined || bitLength(octets) > maxModulusBits ? undefined : toInteger(octets);
}
