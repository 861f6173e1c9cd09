/** The kinds of keys that can be made, as choices. What fits what comes from the server's registry. */
import { algorithms, type Algorithm, type UseClass } from '../../../server/src/core/registry/algorithms.ts';
import { curves, isCurve, type CurveName } from '../../../server/src/core/registry/curves.ts';
import type { KeyTypeName } from '../../../server/src/core/registry/keyTypes.ts';
import type { GenerateCommand } from '../../../server/src/protocol.ts';

export type KidStrategy = NonNullable<GenerateCommand['kid']>['strategy'];

/** Key types in the order in which they are offered. */
export const offeredKeyTypes: readonly KeyTypeName[] = ['RSA', 'EC', 'OKP', 'oct', 'AKP'];

/** Sizes in bits; the first is preselected. */
export const offeredSizes: Readonly<Partial<Record<KeyTypeName, readonly number[]>>> = {
  RSA: [2048, 3072, 4096],
  oct: [256, 384, 512, 128, 192],
};

/** Curves in the order in which they are offered; the first is preselected. */
export const offeredCurves: Readonly<Partial<Record<KeyTypeName, readonly CurveName[]>>> = {
  EC: ['P-256', 'P-384', 'P-521', 'secp256k1'],
  OKP: ['Ed25519', 'Ed448', 'X25519', 'X448'],
};

export const kidStrategies: readonly KidStrategy[] = ['thumbprint', 'uuid', 'date', 'text', 'none'];

/** What is known of a key that is to be made. */
export interface KeyShape {
  readonly kty: KeyTypeName;
  readonly bits?: number | undefined;
  readonly crv?: string | undefined;
  readonly use?: UseClass | undefined;
}

/** The uses a key of this shape can have; one only where its type, curve or size leaves no choice. */
export function usesOf(shape: KeyShape): readonly UseClass[] {
  const classes: readonly UseClass[] = ['sig', 'enc'];
  return classes.filter((use) => algorithmsFor({ ...shape, use }).length > 0);
}

/** The algorithms a key of this shape can serve, the usual one first. Insecure, deprecated and draft ones are not offered. */
export function algorithmsFor(shape: KeyShape): readonly Algorithm[] {
  const fitting = [...algorithms.values()].filter((algorithm) => fits(algorithm, shape));
  const usual = fitting.find(({ alg }) => alg === usualAlgorithm(shape));
  return usual ? [usual, ...fitting.filter((algorithm) => algorithm !== usual)] : fitting;
}

function fits(algorithm: Algorithm, { kty, bits, crv, use }: KeyShape): boolean {
  const { insecure, deprecated, draft, length } = algorithm;
  if (insecure !== undefined || deprecated !== undefined || draft !== undefined) return false;
  if (!algorithm.kty.includes(kty)) return false;
  if (use !== undefined && algorithm.class !== use) return false;
  if (algorithm.curves && crv !== undefined && !algorithm.curves.some((name) => name === crv)) return false;
  // Passwords are typed by people, not generated as keys.
  if (length?.advised) return false;
  if (bits === undefined || !length) return true;
  return length.exact === undefined ? bits / 8 >= (length.min ?? 0) : bits / 8 === length.exact;
}

function usualAlgorithm({ kty, bits = 256, crv, use }: KeyShape): string | undefined {
  const encrypts = use === 'enc';
  switch (kty) {
    case 'RSA':
      return encrypts ? 'RSA-OAEP-256' : 'RS256';
    case 'EC':
    case 'OKP':
      return (
        (encrypts || crv === undefined || !isCurve(crv) ? undefined : curves[crv].signatureAlg) ?? 'ECDH-ES+A256KW'
      );
    case 'oct':
      if (encrypts) return bits <= 256 ? `A${bits}KW` : 'dir';
      return `HS${bits}`;
    case 'AKP':
      return 'ML-DSA-65';
  }
}
