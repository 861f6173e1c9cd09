/** Which algorithms are offered for a key that is to be made, and which is the usual one. Prompts read this too. */
import { algorithms, type Algorithm, type UseClass } from './algorithms.ts';
import { curves, isCurve } from './curves.ts';
import type { KeyTypeName } from './keyTypes.ts';

/** What is known of a key that is to be made. */
export interface KeyShape {
  readonly kty: KeyTypeName;
  /** Of a symmetric key; of others it decides nothing. */
  readonly bits?: number | undefined;
  readonly crv?: string | undefined;
  readonly use?: UseClass | undefined;
}

/** Algorithms a new key may name: registered, and not known to be insecure. */
export const offeredAlgorithms: readonly Algorithm[] = [...algorithms.values()].filter(
  (a) => a.class !== undefined && a.insecure === undefined && a.draft === undefined,
);

/** The algorithms a key of this shape can serve, the usual one first; none that was replaced, nor those for passwords. */
export function choicesFor(shape: KeyShape): readonly Algorithm[] {
  const fitting = offeredAlgorithms.filter((a) => fits(a, shape));
  const usual = usualAlgorithm(shape);
  return [...fitting.filter((a) => a === usual), ...fitting.filter((a) => a !== usual)];
}

function fits(algorithm: Algorithm, { kty, bits, crv, use }: KeyShape): boolean {
  // Passwords are typed by people, not generated as keys.
  if (algorithm.deprecated !== undefined || algorithm.length?.advised !== undefined) return false;
  if (!algorithm.kty.includes(kty) || (use !== undefined && algorithm.class !== use)) return false;
  if (crv !== undefined && algorithm.curves?.some((name) => name === crv) === false) return false;
  return kty !== 'oct' || fitsLength(algorithm, bits === undefined ? undefined : bits / 8);
}

/** Whether a symmetric key of that many octets can serve the algorithm; one of unknown length can. */
export function fitsLength({ length }: Algorithm, octets: number | undefined): boolean {
  if (length === undefined || octets === undefined) return true;
  if (length.exact !== undefined) return octets === length.exact;
  const least = length.min ?? length.advised?.[0] ?? 0;
  return octets >= least && octets <= (length.advised?.[1] ?? Infinity);
}

/** The algorithm a key of this shape has when none is asked for; for signatures, where nothing says what it is for. */
export function usualAlgorithm({ kty, bits, crv, use }: KeyShape): Algorithm | undefined {
  const encrypts = use === 'enc';
  const name = ((): string => {
    switch (kty) {
      case 'RSA':
        return encrypts ? 'RSA-OAEP-256' : 'RS256';
      case 'oct':
        return encrypts ? usualCipher(bits) : usualMac(bits);
      case 'AKP':
        return 'ML-DSA-65';
      default:
        return (
          (encrypts || crv === undefined || !isCurve(crv) ? undefined : curves[crv].signatureAlg) ?? 'ECDH-ES+A256KW'
        );
    }
  })();
  return algorithms.get(name);
}

function usualMac(bits = 256): string {
  return bits >= 512 ? 'HS512' : bits >= 384 ? 'HS384' : 'HS256';
}

/** Key wrapping where there is one for the size; a key of another size is used directly. */
function usualCipher(bits = 256): string {
  return bits === 128 || bits === 192 || bits === 256 ? `A${bits}KW` : 'dir';
}
