/** What is known of one EC key's point and private value. */
import { stripLeadingZeros } from '../encoding/octets.ts';
import { readPublicKeyInfo } from '../encoding/x509.ts';
import { isOnCurve, weierstrassCurves, type WeierstrassCurve } from '../math/curves.ts';
import type { Curve } from '../registry/curves.ts';
import type { Key } from './key.ts';
import { publicFromPrivate, type MemberValues } from './publicMembers.ts';

export interface EncodedPoint {
  readonly form: 'uncompressed' | 'compressed' | 'SubjectPublicKeyInfo';
  /** The two coordinates, where they can be read off. */
  readonly coordinates: { readonly x: Uint8Array; readonly y: Uint8Array } | undefined;
}

export interface PointFault {
  /** The coordinate at fault. */
  readonly at: 'x' | 'y';
}

/** An EC key on a curve that is known and belongs to its key type. */
export class EcKey {
  readonly curve: Curve;
  private readonly key: Key;
  private readonly equation: WeierstrassCurve;
  private keptPoint: PointFault | 'valid' | 'unknown' | undefined = undefined;

  constructor(key: Key, curve: Curve, equation: WeierstrassCurve) {
    this.key = key;
    this.curve = curve;
    this.equation = equation;
  }

  static of(key: Key): EcKey | undefined {
    const { curve } = key;
    const equation = curve === undefined ? undefined : weierstrassCurves[curve.crv];
    return key.type?.kty !== 'EC' || curve === undefined || equation === undefined
      ? undefined
      : new EcKey(key, curve, equation);
  }

  /** A whole point in `x` instead of its coordinate; ends every other check of the key. */
  get encodedPoint(): EncodedPoint | undefined {
    const x = this.key.octets('x');
    return x === undefined || x.length <= this.curve.octets ? undefined : encodedPoint(x, this.curve.octets);
  }

  /** The integer of a member that has the right length, but perhaps for leading zeros. */
  integer(name: 'x' | 'y' | 'd'): bigint | undefined {
    const octets = this.key.octets(name);
    if (octets === undefined || this.encodedPoint !== undefined) return undefined;
    if (octets.length > this.curve.octets && stripLeadingZeros(octets).length > this.curve.octets) return undefined;
    return this.key.integer(name);
  }

  /** Whether (x, y) is a point of the curve; "unknown" when a coordinate could not be had. */
  get point(): PointFault | 'valid' | 'unknown' {
    return (this.keptPoint ??= this.checkPoint());
  }

  private checkPoint(): PointFault | 'valid' | 'unknown' {
    const [x, y] = [this.integer('x'), this.integer('y')];
    if (x === undefined || y === undefined) return 'unknown';
    if (x >= this.equation.p) return { at: 'x' };
    if (y >= this.equation.p) return { at: 'y' };
    return isOnCurve(this.equation, x, y) ? 'valid' : { at: 'x' };
  }

  /** Whether d is in [1, n − 1]; undefined when it could not be had. */
  get privateInRange(): boolean | undefined {
    const d = this.integer('d');
    return d === undefined ? undefined : d > 0n && d < this.equation.n;
  }

  /** The public members of d, when it is in range. */
  get derivedPublic(): MemberValues | undefined {
    const d = this.key.octets('d');
    return d === undefined || this.privateInRange !== true ? undefined : publicFromPrivate(this.curve, d);
  }
}

function encodedPoint(octets: Uint8Array, length: number): EncodedPoint | undefined {
  const [first] = octets;
  if (first === 4 && octets.length === 2 * length + 1) {
    const coordinates = { x: octets.subarray(1, 1 + length), y: octets.subarray(1 + length) };
    return { form: 'uncompressed', coordinates };
  }
  if ((first === 2 || first === 3) && octets.length === length + 1) {
    return { form: 'compressed', coordinates: undefined };
  }
  if (first !== 0x30 || octets.length <= 2 * length) return undefined;
  const info = readPublicKeyInfo(octets);
  const coordinates = info?.kty === 'EC' && info.coordinates?.x.length === length ? info.coordinates : undefined;
  return { form: 'SubjectPublicKeyInfo', coordinates };
}
