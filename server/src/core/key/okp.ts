/** What is known of one OKP key's octets. */
import { encodeBase64url } from '../encoding/base64url.ts';
import { canonicalPublic, publicPointState, type PointState } from '../math/okp.ts';
import type { Curve } from '../registry/curves.ts';
import type { Key } from './key.ts';
import { publicFromPrivate } from './publicMembers.ts';

/** An OKP key on a curve that is known and belongs to its key type. */
export class OkpKey {
  readonly curve: Curve;
  private readonly key: Key;
  private keptPoint: PointState | undefined = undefined;

  constructor(key: Key, curve: Curve) {
    this.key = key;
    this.curve = curve;
  }

  static of(key: Key): OkpKey | undefined {
    const { curve } = key;
    return key.type?.kty !== 'OKP' || curve?.kty !== 'OKP' ? undefined : new OkpKey(key, curve);
  }

  /** The octets of a member that has the curve's length. */
  octets(name: 'x' | 'd'): Uint8Array | undefined {
    const octets = this.key.octets(name);
    return octets?.length === this.curve.octets ? octets : undefined;
  }

  /** What x is on the curve; undefined when its length is wrong. */
  get point(): PointState | undefined {
    const x = this.octets('x');
    return x === undefined ? undefined : (this.keptPoint ??= publicPointState(this.curve.crv, x));
  }

  /** The canonical text of x. */
  get canonicalX(): string | undefined {
    const x = this.octets('x');
    return x === undefined ? undefined : encodeBase64url(canonicalPublic(this.curve.crv, x));
  }

  /** x of the key that d is the private half of. */
  get derivedX(): string | undefined {
    const d = this.octets('d');
    return d === undefined ? undefined : publicFromPrivate(this.curve, d)?.x;
  }
}
