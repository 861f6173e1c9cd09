/** The kinds of keys that can be made, as choices. What fits what comes from the server's registry. */
import type { UseClass } from '../../../server/src/core/registry/algorithms.ts';
import { choicesFor, type KeyShape } from '../../../server/src/core/registry/choices.ts';
import type { CurveName } from '../../../server/src/core/registry/curves.ts';
import type { KeyTypeName } from '../../../server/src/core/registry/keyTypes.ts';
import { keyOperations } from '../../../server/src/core/registry/uses.ts';
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

/** Sizes of RSA keys that can be asked for besides: what every host makes (multiples of 8 fail in some). */
export const rsaSizes = { least: 1024, most: 16_384, multipleOf: 128 } as const;

/** The operations that `key_ops` may name. */
export const keyOperationNames: readonly string[] = [...keyOperations.values()]
  .filter(({ draft }) => draft !== true)
  .map(({ op }) => op);

/** In the order in which they are offered. */
export const kidStrategies: readonly KidStrategy[] = ['thumbprint', 'uuid', 'date', 'sha256', 'sha1', 'text', 'none'];

/** The uses a key of this shape can have; one only where its type, curve or size leaves no choice. */
export function usesOf(shape: KeyShape): readonly UseClass[] {
  const classes: readonly UseClass[] = ['sig', 'enc'];
  return classes.filter((use) => choicesFor({ ...shape, use }).length > 0);
}
