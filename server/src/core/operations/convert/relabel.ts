/** kid, use and alg of a converted key: as they came along, or as they were asked for. */
import type { Key } from '../../key/key.ts';
import { shownKid } from '../../key/secretKid.ts';
import { quoted } from '../../text.ts';
import { chooseKey, omit } from '../choice.ts';
import { makeKid, requireOneKid, type KidStrategy, type MadeKid } from '../kid.ts';
import type { Jwk } from '../newKey.ts';
import { OperationError, warning, type Note, type OperationDeps } from '../operation.ts';

export interface LabelWishes {
  readonly kid?: KidStrategy | undefined;
  readonly kidText?: string | undefined;
  readonly use?: 'sig' | 'enc' | 'omit' | undefined;
  readonly alg?: string | undefined;
}

/** Where the key goes. */
export interface Destination {
  /** Key IDs in use there; the key's own is added. */
  readonly taken: Set<string>;
  /** A key without kid gets one. */
  readonly needsKid: boolean;
  /** The set that is there already must not get a second key of one kid. */
  readonly isKept: boolean;
}

/** A label's new text; null takes the member away, undefined leaves it as it is. */
type Change = string | null | undefined;

export interface LabelChanges {
  readonly kid: Change;
  readonly use: Change;
  readonly alg: Change;
}

/**
 * What is to be changed about the key's labels.
 * @throws OperationError (`usage`) for labels that do not fit the key, or a kid that is taken
 */
export function labelChanges(
  key: Key,
  wishes: LabelWishes,
  destination: Destination,
  deps: Pick<OperationDeps, 'now' | 'randomBytes'>,
): { readonly changes: LabelChanges; readonly notes: readonly Note[] } {
  requireFit(key, wishes);
  const wished = (value: string | undefined): Change => (value === omit ? null : value);
  const { kid, notes } = chooseKid(key, wishes, destination, deps);
  const own = key.kid?.value;
  const final = kid === undefined ? own : (kid ?? undefined);
  if (final !== undefined) destination.taken.add(final);
  return { changes: { kid, use: wished(wishes.use), alg: wished(wishes.alg) }, notes };
}

export function withLabels(jwk: Jwk, changes: LabelChanges): Jwk {
  const all = Object.entries(changes) as [string, Change][];
  const gone = new Set(all.filter(([, value]) => value === null).map(([name]) => name));
  const added = all.filter(([, value]) => typeof value === 'string');
  const kept = Object.entries(jwk).filter(([name]) => !gone.has(name));
  return { ...Object.fromEntries(kept), ...Object.fromEntries(added) };
}

function requireFit(key: Key, { use, alg }: LabelWishes): void {
  const kty = key.type?.kty;
  if (kty === undefined || (use === undefined && alg === undefined)) return;
  if (kty === 'AKP') {
    const own = key.alg?.value;
    if (alg !== undefined && alg !== own)
      throw new OperationError(
        'usage',
        `alg of an AKP key names its parameter set, ${quoted(own ?? '')} here; leave it as it is`,
      );
    if (use === 'enc') throw new OperationError('usage', 'ML-DSA keys are for use "sig" only');
    return;
  }
  const crv = key.curve?.crv;
  const stays = alg ?? (use === omit ? undefined : key.algorithm?.alg);
  chooseKey({
    kty,
    crv: kty === 'EC' || kty === 'OKP' ? crv : undefined,
    bits: kty === 'oct' ? key.bits : undefined,
    use: use ?? (key.use?.value === 'sig' || key.use?.value === 'enc' ? key.use.value : undefined),
    alg: stays ?? omit,
  });
}

function chooseKid(
  key: Key,
  { kid: strategy, kidText }: LabelWishes,
  { taken, needsKid, isKept }: Destination,
  deps: Pick<OperationDeps, 'now' | 'randomBytes'>,
): { readonly kid: Change; readonly notes: readonly Note[] } {
  const own = key.kid?.value;
  requireOneKid(strategy, kidText);
  const made = (how: KidStrategy): MadeKid => {
    const result = makeKid(key, { strategy: how, text: kidText, taken }, deps);
    if (isKept && result.kid !== undefined && taken.has(result.kid)) throw inUse(quoted(result.kid));
    return result;
  };
  if (kidText !== undefined || strategy !== undefined) {
    const { kid = null, notes } = made(strategy ?? 'text');
    return { kid, notes };
  }
  if (own === undefined) return needsKid ? made('thumbprint') : { kid: undefined, notes: [] };
  if (!taken.has(own)) return { kid: undefined, notes: [] };
  if (isKept) throw inUse(shownKid(key));
  const { kid, notes } = made('thumbprint');
  const message = `Two keys have the kid ${shownKid(key)}: the second one got its thumbprint instead`;
  return { kid, notes: [...notes, warning(message)] };
}

/** @param kid as messages may show it */
function inUse(kid: string): OperationError {
  return new OperationError('usage', `The set already has a key with kid ${kid}; say which kid this one gets`);
}
