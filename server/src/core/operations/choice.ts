/** What key is wanted: type, size, algorithm and use made to fit each other before anything is generated. */
import { algorithms, type Algorithm, type UseClass } from '../registry/algorithms.ts';
import { fitsLength, offeredAlgorithms, usualAlgorithm } from '../registry/choices.ts';
import { curves, isCurve, type CurveName } from '../registry/curves.ts';
import type { KeyTypeName } from '../registry/keyTypes.ts';
import { keyOperations } from '../registry/uses.ts';
import { list, quoted } from '../text.ts';
import { OperationError, warning, type Note } from './operation.ts';

export const generatedTypes = ['RSA', 'EC', 'OKP', 'oct', 'AKP'] as const satisfies readonly KeyTypeName[];
export const generatedAkp = ['ML-DSA-44', 'ML-DSA-65', 'ML-DSA-87'] as const;

/** The request's word for leaving a member out. */
export const omit = 'omit';

export interface KeyRequest {
  readonly kty?: KeyTypeName | undefined;
  readonly crv?: CurveName | undefined;
  readonly bits?: number | undefined;
  readonly use?: UseClass | 'omit' | undefined;
  readonly alg?: string | undefined;
  readonly keyOps?: readonly string[] | undefined;
}

/** A key that can be generated; everything in it fits. */
export interface KeyChoice {
  readonly kty: KeyTypeName;
  readonly crv: CurveName | undefined;
  /** Bits of an RSA modulus or a symmetric key. */
  readonly bits: number | undefined;
  readonly use: UseClass | undefined;
  readonly alg: string | undefined;
  readonly keyOps: readonly string[];
  readonly notes: readonly Note[];
}

export { offeredAlgorithms };

const usage = (message: string): OperationError => new OperationError('usage', message);

/** @throws OperationError (`usage`) when the wishes contradict each other or say too little */
export function chooseKey(request: KeyRequest): KeyChoice {
  const named = request.alg === undefined || request.alg === omit ? undefined : algorithmNamed(request.alg);
  const { kty, crv } = chooseType(request, named);
  const use = chooseUse(request, named, kty, crv);
  const wanted =
    named ??
    (request.alg === omit && kty !== 'AKP'
      ? undefined
      : usualAlgorithm({ kty, crv, use: use.class, bits: request.bits }));
  if (wanted !== undefined) requireFit(wanted, kty, crv, use.class);
  const bits = chooseBits(kty, wanted, request.bits);
  const keyOps = chooseOperations(request.keyOps ?? [], kty, crv, use.class);
  const notes = [...bitsNotes(kty, bits), ...operationNotes(keyOps)];
  return { kty, crv, bits, use: use.written, alg: wanted?.alg, keyOps, notes };
}

function algorithmNamed(name: string): Algorithm {
  const found = algorithms.get(name);
  if (found === undefined) throw usage(`There is no algorithm ${quoted(name)}`);
  if (found.insecure !== undefined) throw usage(`No key is made for ${name}: it ${found.insecure}`);
  if (found.draft !== undefined && found.akp === undefined)
    throw usage(`${name} is not registered yet (${found.draft})`);
  if (found.kty.includes('AKP') && !(generatedAkp as readonly string[]).includes(name)) {
    throw usage(`${name} keys cannot be generated here; of AKP there are ${list(generatedAkp)}`);
  }
  return found;
}

function chooseType(
  request: KeyRequest,
  named: Algorithm | undefined,
): { kty: KeyTypeName; crv: CurveName | undefined } {
  const { crv } = request;
  const kty = request.kty ?? (crv === undefined ? named?.kty[0] : curves[crv].kty);
  if (kty === undefined) throw usage('Say which key is wanted: a key type, a curve or an algorithm');
  if (kty !== 'EC' && kty !== 'OKP') {
    if (crv !== undefined) throw usage(`${kty} keys have no curve, but ${crv} is asked for`);
    return { kty, crv: undefined };
  }
  if (crv !== undefined && curves[crv].kty !== kty)
    throw usage(`${crv} is a curve of ${curves[crv].kty} keys, not of ${kty}`);
  return { kty, crv: crv ?? defaultCurve(kty, named, request.use) };
}

function defaultCurve(kty: 'EC' | 'OKP', named: Algorithm | undefined, use: KeyRequest['use']): CurveName {
  const fitting = (named?.curves ?? []).filter((name) => curves[name].kty === kty);
  const [first] = fitting;
  if (first !== undefined) return first;
  if (kty === 'EC') return 'P-256';
  return use === 'enc' ? 'X25519' : 'Ed25519';
}

/** The purpose that decides the algorithm, and the `use` that is written: none beside key_ops (RFC 7517 §4.3). */
function chooseUse(
  request: KeyRequest,
  named: Algorithm | undefined,
  kty: KeyTypeName,
  crv: CurveName | undefined,
): { class: UseClass; written: UseClass | undefined } {
  const ofCurve = crv === undefined || curves[crv].class === 'both' ? undefined : curves[crv].class;
  const ofOps = request.keyOps?.map((op) => keyOperations.get(op)?.class).find((c) => c !== undefined);
  const wished = request.use === omit ? undefined : request.use;
  const purpose = wished ?? named?.class ?? ofCurve ?? ofOps ?? 'sig';
  if (ofCurve !== undefined && purpose !== ofCurve)
    throw usage(`${crv ?? ''} keys are for use ${quoted(ofCurve)} only`);
  if (kty === 'AKP' && purpose !== 'sig') throw usage('ML-DSA keys are for use "sig" only');
  const unwritten = request.use === omit || (wished === undefined && (request.keyOps ?? []).length > 0);
  return { class: purpose, written: unwritten ? undefined : purpose };
}

function requireFit(algorithm: Algorithm, kty: KeyTypeName, crv: CurveName | undefined, use: UseClass): void {
  const { alg } = algorithm;
  if (!algorithm.kty.includes(kty)) throw usage(`${alg} needs a key of type ${list(algorithm.kty)}, not ${kty}`);
  if (crv !== undefined && algorithm.curves?.includes(crv) === false) {
    throw usage(`${alg} needs a key on ${list(algorithm.curves)}, not on ${crv}`);
  }
  if (algorithm.class !== use) throw usage(`${alg} is for use ${quoted(algorithm.class ?? '')}, not ${quoted(use)}`);
}

function chooseBits(kty: KeyTypeName, algorithm: Algorithm | undefined, bits: number | undefined): number | undefined {
  if (kty === 'RSA') return rsaBits(bits ?? 2048);
  if (kty !== 'oct') {
    if (bits !== undefined)
      throw usage(`The size of ${kty} keys is that of their curve or algorithm; leave the bits out`);
    return undefined;
  }
  const length = algorithm?.length;
  const exact = length?.exact === undefined ? undefined : length.exact * 8;
  const least = (length?.min ?? length?.advised?.[0] ?? 0) * 8;
  const chosen = bits ?? exact ?? Math.max(least, 256);
  if (chosen % 8 !== 0 || chosen < 8 || chosen > 65_536)
    throw usage(`A symmetric key cannot have ${chosen} bits: whole octets up to 65536 bits`);
  if (exact !== undefined && chosen !== exact)
    throw usage(`${algorithm?.alg ?? ''} needs a key of exactly ${exact} bits`);
  if (chosen < least) throw usage(`${algorithm?.alg ?? ''} needs a key of at least ${least} bits`);
  return chosen;
}

/** What every WebCrypto can make. */
function rsaBits(bits: number): number {
  if (bits % 8 !== 0 || bits < 1024 || bits > 16_384)
    throw usage(`An RSA key cannot have ${bits} bits: 1024 to 16384, a multiple of 8`);
  return bits;
}

function bitsNotes(kty: KeyTypeName, bits: number | undefined): Note[] {
  if (bits === undefined) return [];
  if (kty === 'oct') return bits < 128 ? [warning(`${bits} bits can be guessed; 128 is the least, 256 is usual`)] : [];
  if (bits < 2048)
    return [warning(`${bits} bits are too few: RFC 7518 asks for 2048 or more, and recipients refuse less`)];
  if (bits === 2048 || bits === 3072 || bits === 4096) return [];
  return [warning(`${bits} bits are unusual; 2048, 3072 and 4096 are what recipients are tested with`)];
}

const possible: Readonly<Record<UseClass, Readonly<Record<KeyTypeName, readonly string[]>>>> = {
  sig: {
    RSA: ['sign', 'verify'],
    EC: ['sign', 'verify'],
    OKP: ['sign', 'verify'],
    oct: ['sign', 'verify'],
    AKP: ['sign', 'verify'],
  },
  enc: {
    RSA: ['encrypt', 'decrypt', 'wrapKey', 'unwrapKey'],
    EC: ['deriveKey', 'deriveBits'],
    OKP: ['deriveKey', 'deriveBits'],
    oct: ['encrypt', 'decrypt', 'wrapKey', 'unwrapKey', 'deriveKey', 'deriveBits'],
    AKP: [],
  },
};

function chooseOperations(
  wished: readonly string[],
  kty: KeyTypeName,
  crv: CurveName | undefined,
  use: UseClass,
): readonly string[] {
  const fitting = possible[use][kty];
  const wrong = wished.find((op) => !fitting.includes(op));
  if (wrong !== undefined) {
    throw usage(
      `key_ops ${quoted(wrong)} does not fit a key of type ${crv ?? kty} for use ${quoted(use)}; ${list(fitting)} do`,
    );
  }
  return [...new Set(wished)];
}

function operationNotes(ops: readonly string[]): Note[] {
  const families = new Set(ops.map((op) => keyOperations.get(op)?.family));
  return families.size > 1
    ? [warning(`key_ops ${list(ops)} are unrelated; one key should not serve several purposes (RFC 7517 §4.3)`)]
    : [];
}

/** The registered algorithms a key can serve, by its type, curve, size and stated purpose. */
export function servedAlgorithms(key: {
  readonly kty: string | undefined;
  readonly crv: string | undefined;
  /** Octets of a symmetric key's value. */
  readonly octets: number | undefined;
  readonly use: UseClass | undefined;
  readonly alg: string | undefined;
}): readonly string[] {
  return offeredAlgorithms
    .filter((a) => (a.kty as readonly string[]).includes(key.kty ?? ''))
    .filter((a) => a.curves === undefined || (key.crv !== undefined && isCurve(key.crv) && a.curves.includes(key.crv)))
    .filter((a) => key.use === undefined || a.class === key.use)
    .filter((a) => (key.alg === undefined ? key.kty !== 'AKP' : a.alg === key.alg))
    .filter((a) => key.kty !== 'oct' || fitsLength(a, key.octets))
    .map((a) => a.alg);
}
