/**
 * What a key of a set has to do with an earlier one: the single place that decides, for the five rules that report it,
 * so that each later key is reported at most once, against the first earlier key that gives a reason
 * (rules.md §3.3, 10).
 *
 * One pass with maps: 10,000 keys that share one kid must not take 10,000² comparisons.
 */
import type { SetPart } from '../../document/document.ts';
import type { JsonNode } from '../../document/json.ts';
import type { Key } from '../../key/key.ts';

export type Relation =
  /** Same kid and key type, another key. */
  | 'same-kid'
  /** Same kid, another key type. */
  | 'same-kid-other-type'
  /** The entry again. */
  | 'identical'
  /** The same key under another kid. */
  | 'second-kid'
  /** The same key for signatures here and for encryption there. */
  | 'other-class'
  /** The same key, of the same class, for another algorithm. */
  | 'other-alg';

export interface Pair {
  readonly relation: Relation;
  readonly first: Key;
  readonly later: Key;
}

const kept = new WeakMap<SetPart, readonly Pair[]>();

/** The pairs of one kind. */
export function pairsOf(set: SetPart, relation: Relation): readonly Pair[] {
  let pairs = kept.get(set);
  if (pairs === undefined) kept.set(set, (pairs = findPairs(set)));
  return pairs.filter((pair) => pair.relation === relation);
}

function findPairs(set: SetPart): Pair[] {
  const byKid = new SameKid();
  const byThumbprint = groupByThumbprint(set.keys);
  return set.keys.flatMap((later) => {
    const found = [byKid.next(later), byThumbprint(later)].filter((pair) => pair !== undefined);
    return found.sort((a, b) => a.first.index - b.first.index).slice(0, 1);
  });
}

/** The first key, and the first one after it that differs from it: whatever differs from one of them is found in O(1). */
class FirstTwo {
  private first: { key: Key; mark: string } | undefined;
  private second: Key | undefined;

  /** The first earlier key with another mark; then remembers this one. */
  next(key: Key, mark: string): Key | undefined {
    if (this.first === undefined) {
      this.first = { key, mark };
      return undefined;
    }
    if (this.first.mark !== mark) {
      this.second ??= key;
      return this.first.key;
    }
    return this.second;
  }
}

/** Different keys with one kid. */
class SameKid {
  private readonly groups = new Map<string, FirstTwo>();

  next(later: Key): Pair | undefined {
    const kid = later.kid?.value;
    const kty = later.kty?.value;
    if (kid === undefined || kid === '' || kty === undefined) return undefined;
    // A key without a thumbprint cannot be shown to be the same as another, so it counts as different from all.
    const mark = later.canonicalThumbprint ?? `#${later.index}`;
    const first = getOrAdd(this.groups, kid, () => new FirstTwo()).next(later, mark);
    if (first === undefined) return undefined;
    return { relation: first.kty?.value === kty ? 'same-kid' : 'same-kid-other-type', first, later };
  }
}

/** One key several times. */
function groupByThumbprint(keys: readonly Key[]): (later: Key) => Pair | undefined {
  const counts = new Map<string, number>();
  for (const { canonicalThumbprint: t } of keys) if (t !== undefined) counts.set(t, (counts.get(t) ?? 0) + 1);
  const groups = new Map<string, SameKey>();
  return (later) => {
    const thumbprint = later.canonicalThumbprint;
    // Most keys stand alone; they are not even looked at.
    if (thumbprint === undefined || counts.get(thumbprint) === 1) return undefined;
    return getOrAdd(groups, thumbprint, () => new SameKey()).next(later);
  };
}

class SameKey {
  private readonly identical = new Map<string, Key>();
  private readonly byClass = new FirstTwo();
  private readonly byAlg = new Map<string, FirstTwo>();
  private readonly byKid = new Map<string, FirstTwo>();

  next(later: Key): Pair | undefined {
    const purpose = later.purpose;
    const class_ = purpose ?? '';
    const alg = algorithmName(later);
    const known = later.algorithm === undefined ? undefined : alg;
    const kid = later.kid?.value ?? '';
    const candidates: [Relation, Key | undefined][] = [
      ['identical', firstWith(this.identical, canonicalJson(later.object), later)],
      ['other-class', purpose === undefined ? undefined : this.byClass.next(later, purpose)],
      ['other-alg', known === undefined ? undefined : group(this.byAlg, class_).next(later, known)],
      ['second-kid', kid === '' ? undefined : group(this.byKid, `${class_} ${alg}`).next(later, kid)],
    ];
    let best: Pair | undefined;
    for (const [relation, first] of candidates) {
      if (first !== undefined && (best === undefined || first.index < best.first.index))
        best = { relation, first, later };
    }
    return best;
  }
}

function group(groups: Map<string, FirstTwo>, name: string): FirstTwo {
  return getOrAdd(groups, name, () => new FirstTwo());
}

/** EdDSA with a curve is the same algorithm as the fully specified one of that curve (RFC 9864). */
function algorithmName(key: Key): string {
  const alg = key.alg?.value ?? '';
  return alg === 'Ed25519' || alg === 'Ed448' ? 'EdDSA' : alg;
}

function firstWith(seen: Map<string, Key>, text: string, key: Key): Key | undefined {
  const first = seen.get(text);
  if (first === undefined) seen.set(text, key);
  return first;
}

/** The value as JSON text with sorted members: equal for deep-equal values. */
function canonicalJson(node: JsonNode | undefined): string {
  switch (node?.type) {
    case 'object': {
      const members = node.members.map((m) => `${JSON.stringify(m.name.value)}:${canonicalJson(m.value)}`);
      return `{${members.sort().join()}}`;
    }
    case 'array':
      return `[${node.items.map(canonicalJson).join()}]`;
    case 'string':
    case 'number':
    case 'boolean':
      return JSON.stringify(node.value);
    default:
      return 'null';
  }
}

function getOrAdd<V>(map: Map<string, V>, name: string, make: () => V): V {
  let value = map.get(name);
  if (value === undefined) map.set(name, (value = make()));
  return value;
}
